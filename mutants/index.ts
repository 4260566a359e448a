import type { Mutant } from '../src/check/mutation.ts';
import { check } from './check.ts';
import { closedForms } from './closed-forms.ts';
import { diagnostics } from './diagnostics.ts';
import { hermite } from './hermite.ts';
import { hypotheses } from './hypotheses.ts';
import { lattice } from './lattice.ts';
import { limit } from './limit.ts';
import { methylation } from './methylation.ts';
import { model } from './model.ts';
import { particles } from './particles.ts';
import { reference } from './reference.ts';
import { steps } from './steps.ts';
import { theory } from './theory.ts';

/** Every deliberate fault, in the order of the pipeline. */
export const MUTANTS: readonly Mutant[] = [
  ...model,
  ...theory,
  ...hypotheses,
  ...closedForms,
  ...reference,
  ...limit,
  ...hermite,
  ...lattice,
  ...methylation,
  ...particles,
  ...diagnostics,
  ...steps,
  ...check,
];
