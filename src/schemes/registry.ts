import { hermite } from './hermite.ts';
import { lattice } from './lattice.ts';
import { methylation } from './methylation.ts';
import { particles } from './particles.ts';
import { reference } from './reference.ts';
import type { Scheme } from './scheme.ts';

/** All built-in kinetic schemes by name; the first is the default of `verify`. */
export const schemes: { readonly [name: string]: Scheme } = { reference, hermite, lattice, methylation, particles };
