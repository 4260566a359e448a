import type { Measured } from '../../model/measured.ts';
import type { Model } from '../../model/model.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Refinable } from '../../schemes/external/declaration.ts';
import type { ExternalSchemeDescription } from '../../schemes/external/description.ts';
import { apart, type Norm } from './compare-runs.ts';
import { type Declared, isCrashed, type Observation, type RunRequest } from './observation.ts';
import type { RunTable } from './run-table.ts';
import type { SchemeFinding } from './scheme-finding.ts';

/** What every chapter of a study is about. */
export interface StudySetup {
  readonly description: ExternalSchemeDescription;
  readonly declaration: Declared;
  readonly level: Observation['level'];
  readonly norm: Norm;
  readonly scenario: Scenario;
  readonly model: Model;
  /** Decreasing. */
  readonly epsilons: readonly number[];
  /** Factors on all steps of the program, each half of the one before. */
  readonly factors: readonly number[];
  /** Output times, first 0; few, because programs end steps on them. */
  readonly times: readonly number[];
}

/** Factors on the steps of a program, all the same or one apart from the others. */
export const allSteps = (factor: number) => ({ time: factor, x: factor, y: factor });
export const oneStep = (step: Refinable, factor: number) => ({ ...allSteps(1), [step]: factor });

/** Runs at the program's own resolution are timed this often, when they are short. */
const REPEATS = 3;

type Solution = Pick<StudySetup, 'scenario' | 'times'>;

export const programRun = (
  { description, scenario, times }: Solution & Pick<StudySetup, 'description'>,
  epsilon: number,
  resolution: ReturnType<typeof allSteps>,
): RunRequest => ({
  scenario,
  epsilon,
  scheme: description,
  resolution,
  times,
  ...(Object.values(resolution).every((factor) => factor === 1) ? { repeats: REPEATS } : {}),
});

export const referenceRun = ({ scenario, times }: Solution, epsilon: number): RunRequest => ({
  scenario,
  epsilon,
  scheme: 'reference',
  resolution: {},
  times,
});

/** ε is no parameter of the limit. */
export const limitRun = ({ scenario, times }: Solution): RunRequest => ({
  scenario,
  epsilon: 1,
  scheme: 'limit',
  resolution: {},
  times,
});

/** A run that is needed has crashed. */
class MissingRun extends Error {}

/** What a run gave. @throws MissingRun with the reason when it crashed */
export function observed(table: RunTable, request: RunRequest): Observation {
  const result = table.of(request);
  if (isCrashed(result)) throw new MissingRun(result.crashed);
  return result;
}

/** The findings of a chapter, or one that says which run it lacks. */
export function unlessMissing(
  claim: Pick<SchemeFinding, 'chapter' | 'id' | 'title'>,
  judge: () => readonly SchemeFinding[],
): readonly SchemeFinding[] {
  try {
    return judge();
  } catch (error) {
    if (error instanceof MissingRun) return [{ ...claim, verdict: 'crashed', note: error.message }];
    throw error;
  }
}

/** One run against another solution at (ε, factor). */
export interface Cell {
  readonly epsilon: number;
  readonly factor: number;
  /** The distance, or why there is none. */
  readonly distance: Measured | { readonly missing: string };
}

export const isMeasured = (distance: Cell['distance']): distance is Measured => 'value' in distance;

/** The whole grid ε × factor against one solution for each ε. */
export function gridOf(setup: StudySetup, table: RunTable, other: (epsilon: number) => RunRequest): readonly Cell[] {
  return setup.epsilons.flatMap((epsilon) =>
    setup.factors.map((factor): Cell => {
      try {
        const run = observed(table, programRun(setup, epsilon, allSteps(factor)));
        const against = observed(table, other(epsilon));
        return { epsilon, factor, distance: apart(run, against, setup.norm, setup.model) };
      } catch (error) {
        if (!(error instanceof MissingRun)) throw error;
        return { epsilon, factor, distance: { missing: error.message } };
      }
    }),
  );
}

/** The cells of one ε as points of an order in the factor. */
export const pointsAt = (cells: readonly Cell[], epsilon: number) =>
  cells.flatMap((cell) =>
    cell.epsilon === epsilon && isMeasured(cell.distance)
      ? [{ epsilon: cell.factor, measured: cell.distance.value, uncertainty: sumOf(cell.distance) }]
      : [],
  );

const sumOf = ({ error }: Measured): number => Object.values(error).reduce((sum, bar) => sum + bar, 0);
