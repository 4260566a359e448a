import { exactly, type Measured } from '../../model/measured.ts';
import { difference, scaled } from '../../model/measured-arithmetic.ts';
import type { Scenario } from '../../model/scenario.ts';
import { distanceL1 } from './common-grid.ts';
import { barOf } from './compare-runs.ts';
import type { Observation, RunRequest } from './observation.ts';
import type { RunTable } from './run-table.ts';
import { judgeSize, type SchemeFinding } from './scheme-finding.ts';
import type { StructureScenarios } from './structure-scenarios.ts';
import { allSteps, observed, programRun, type StudySetup, unlessMissing } from './study-setup.ts';

/** ε of the runs on variants of the scenario: neither the layer nor the limit. */
export const STRUCTURE_EPSILON = 0.1;
/** As for bars of programs in `verify`. */
const FACTOR = 2;

/** Output times of the entropy, in units of ε; two more follow at T/2 and T. */
const LAYER = [0.25, 0.5, 1, 2, 4];

/** What a claim needs of the level of a scheme. */
type Need = 'anything' | 'a density' | 'the law of m';

/** A claim about structure, and the runs that it is judged on. */
interface StructureClaim {
  readonly id: string;
  readonly title: string;
  readonly needs: Need;
  /** Runs beyond the grid ε × factor. */
  readonly runs: (setup: StudySetup, scenarios: StructureScenarios) => readonly RunRequest[];
  /** measured ≤ bound, from these runs or those of the grid. @throws when a run is missing */
  readonly compare: (
    setup: StudySetup,
    table: RunTable,
    runs: readonly Observation[],
  ) => { readonly measured: Measured; readonly bound?: Measured };
}

const CLAIMS: readonly StructureClaim[] = [
  {
    id: 'mass',
    title: 'the mass is 1 at all times',
    needs: 'anything',
    runs: () => [],
    compare: (setup, table) => ({ measured: massError(setup, table) }),
  },
  {
    id: 'sign',
    title: 'no density is negative',
    needs: 'a density',
    runs: () => [],
    compare: (setup, table) => ({ measured: negativity(setup, table) }),
  },
  {
    id: 'entropy',
    title: 'with M = 0 and Λ = 1 the relative entropy E does not grow',
    needs: 'the law of m',
    runs: (setup, { withoutSignal }) => {
      const end = setup.scenario.time;
      const layer = [0, ...LAYER.map((part) => part * STRUCTURE_EPSILON), end / 2, end].filter((t) => t <= end);
      return [wholeRun({ ...setup, times: [...new Set(layer)].sort((a, b) => a - b) }, withoutSignal, 1)];
    },
    compare: (_setup, _table, [run]) => ({ measured: growthOfEntropy(run) }),
  },
  {
    id: 'contraction',
    title: 'the L¹ distance of two solutions does not grow',
    needs: 'a density',
    runs: (setup, { otherDensity }) => [wholeRun(setup, setup.scenario, 1), wholeRun(setup, otherDensity, 1)],
    compare: (setup, _table, [a, b]) => ({ measured: growthOfDistance(a, b, setup) }),
  },
  {
    id: 'adaptation',
    title: 'without tumbling ∫y q dy decays as e^{−t/ε}: D_tN is consistent',
    needs: 'the law of m',
    runs: (setup, { withoutTumbling }) => [wholeRun(setup, withoutTumbling, 1), wholeRun(setup, withoutTumbling, 2)],
    compare: (setup, _table, [fine, coarse]) => remainderOfMean(setup, fine, coarse),
  },
];

/** Why a level cannot show what a claim needs; undefined when it can. */
function lacking({ level }: StudySetup, needs: Need): string | undefined {
  if (level === 'particles' && needs !== 'anything') return 'particles give no density';
  return level === 'marginal' && needs === 'the law of m' ? 'p̄ alone does not give it' : undefined;
}

function wholeRun(setup: StudySetup, scenario: Scenario, factor: number): RunRequest {
  const { repeats: _, ...request } = programRun({ ...setup, scenario }, STRUCTURE_EPSILON, allSteps(factor));
  return { ...request, whole: true };
}

/** Runs beyond the grid, as far as the level of the scheme allows. */
export const structureRuns = (setup: StudySetup, scenarios: StructureScenarios): readonly RunRequest[] =>
  CLAIMS.flatMap(({ needs, runs }) => (lacking(setup, needs) === undefined ? runs(setup, scenarios) : []));

/** What the equation preserves, and whether the scheme does. */
export const judgeStructure = (
  setup: StudySetup,
  table: RunTable,
  scenarios: StructureScenarios,
): readonly SchemeFinding[] =>
  CLAIMS.flatMap(({ id, title, needs, runs, compare }) => {
    const claim = { chapter: 'structure', id: `structure/${id}`, title } as const;
    const reason = lacking(setup, needs);
    if (reason !== undefined) return [{ ...claim, verdict: 'vacuous', note: reason }];
    return unlessMissing(claim, () => {
      const found = runs(setup, scenarios).map((request) => observed(table, request));
      const { measured, bound = exactly(0) } = compare(setup, table, found);
      return [judgeSize(claim, measured, bound)];
    });
  });

/** The one with the highest upper end. NaN is the worst. */
const worstOf = (values: readonly Measured[]): Measured =>
  values.reduce((worst, next) =>
    Number.isNaN(worst.value) || next.value + barOf(next) <= worst.value + barOf(worst) ? worst : next,
  );

/** The largest |∫p̄ − 1| over ε and t, at the finest steps. It has no bar: mass is the scheme's own. */
function massError(setup: StudySetup, table: RunTable): Measured {
  const { epsilons, factors } = setup;
  return worstOf(
    epsilons.flatMap((epsilon) => {
      const run = observed(table, programRun(setup, epsilon, allSteps(factors[factors.length - 1])));
      return run.series.mass!.values.map((mass) => exactly(Math.abs(mass - 1)));
    }),
  );
}

/**
 * The largest ∫ of the negative part over ε and t, at the finest steps; its bar is twice the difference to steps twice as long: a
 * negative part that vanishes with the steps is an error of truncation.
 */
function negativity(setup: StudySetup, table: RunTable): Measured {
  const { epsilons, factors } = setup;
  return worstOf(
    epsilons.flatMap((epsilon) => {
      const finest = factors[factors.length - 1];
      const [fine, coarse] = [finest, 2 * finest].map(
        (factor) => observed(table, programRun(setup, epsilon, allSteps(factor))).series.negativePart!.values,
      );
      return fine.map((value, i) => ({ value, error: { grid: FACTOR * Math.abs(value - coarse[i]) } }));
    }),
  );
}

/** The largest growth between consecutive times, with the bars at both. */
const largestGrowth = (values: readonly Measured[]): Measured =>
  worstOf(values.slice(1).map((next, k) => difference(next, values[k])));

/** Of E, with what its evaluation reports of its own error. */
function growthOfEntropy({ series: { E } }: Observation): Measured {
  if (!E) return { value: Number.NaN, error: {} };
  const at = (source: 'x' | 'y' | 'floor', i: number): number => E.error[source]?.[i] ?? 0;
  return largestGrowth(
    E.values.map((value, i) => ({ value, error: { x: at('x', i), y: at('y', i), floor: at('floor', i) } })),
  );
}

/**
 * Of ‖q − q′‖_{L¹}. Of marginals, whose equation is not closed, only the growth since t = 0 counts: both solutions start with the
 * same law of y.
 */
function growthOfDistance(a: Observation, b: Observation, { model, level }: StudySetup): Measured {
  const { whole, inner } = a;
  if (!whole || !b.whole || !inner) return { value: Number.NaN, error: {} };
  const distances = whole.map((values, k) => distanceL1(values, b.whole![k], model, inner));
  if (level !== 'marginal') return largestGrowth(distances);
  const growths = distances.slice(1).map((later) => largestGrowth([distances[0], later]));
  return worstOf(growths);
}

/**
 * sup_t ‖∫y q dy − ȳ₀ e^{−t/ε} p̄‖_{L¹}, y = (m − N)/ε with the exact N of (3.3), against twice the difference to steps twice as
 * long: what is left must be error of the steps.
 */
function remainderOfMean({ model }: StudySetup, fine: Observation, coarse: Observation) {
  const { mean } = model.profileFacts(STRUCTURE_EPSILON);
  const remainder = ({ internalMeans = [], densities = [] }: Observation, i: number, time: number): Float64Array =>
    internalMeans[i].map((value, k) => value - mean * Math.exp(-time / STRUCTURE_EPSILON) * densities[i][k]);
  const zero = new Float64Array(fine.internalMeans?.[0].length ?? 0);
  let worst = { measured: exactly(0), bound: exactly(0) };
  fine.times.forEach((time, i) => {
    if (!(time > 0)) return;
    const left = remainder(fine, i, time);
    const measured = distanceL1(left, zero, model);
    if (Number.isNaN(worst.measured.value) || measured.value <= worst.measured.value) return;
    worst = { measured, bound: scaled(distanceL1(left, remainder(coarse, i, time), model), FACTOR) };
  });
  return worst;
}
