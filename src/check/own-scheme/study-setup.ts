import type { Measured } from '../../model/measured.ts';
import type { Model } from '../../model/model.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Refinable } from '../../schemes/external/declaration.ts';
import type { ExternalSchemeDescription } from '../../schemes/external/description.ts';
import type { OrderPoint } from '../order.ts';
import { apart, barOf, type Norm } from './compare-runs.ts';
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

/** What cannot be measured, because a run crashed. */
export interface Missing {
  readonly missing: string;
}

/** A distance, or why there is none. */
function measuredOr(measure: () => Measured): Measured | Missing {
  try {
    return measure();
  } catch (error) {
    if (error instanceof MissingRun) return { missing: error.message };
    throw error;
  }
}

/** A distance at (ε, factor). */
export interface Cell {
  readonly epsilon: number;
  readonly factor: number;
  readonly distance: Measured | Missing;
}

export const isMeasured = (distance: Measured | Missing): distance is Measured => 'value' in distance;

/** The distance of two runs, or why there is none. */
export const distanceOf = (setup: StudySetup, table: RunTable, a: RunRequest, b: RunRequest): Measured | Missing =>
  measuredOr(() => apart(observed(table, a), observed(table, b), setup.norm, setup.model));

/** The program on the whole grid ε × factor against one solution for each ε. */
export const gridOf = (setup: StudySetup, table: RunTable, other: (epsilon: number) => RunRequest): readonly Cell[] =>
  setup.epsilons.flatMap((epsilon) =>
    setup.factors.map((factor) => {
      const run = programRun(setup, epsilon, allSteps(factor));
      return { epsilon, factor, distance: distanceOf(setup, table, run, other(epsilon)) };
    }),
  );

/** The cells of one ε as points of an order in the factor. */
export const pointsAt = (cells: readonly Cell[], epsilon: number): readonly OrderPoint[] =>
  cells.flatMap(({ distance, ...cell }) =>
    cell.epsilon === epsilon && isMeasured(distance)
      ? [{ epsilon: cell.factor, measured: distance.value, uncertainty: barOf(distance) }]
      : [],
  );
