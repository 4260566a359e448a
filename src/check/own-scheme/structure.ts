import { createModel } from '../../model/create-model.ts';
import { exactly, type Measured } from '../../model/measured.ts';
import { difference, scaled } from '../../model/measured-arithmetic.ts';
import { distanceL1 } from './common-grid.ts';
import { barOf } from './compare-runs.ts';
import type { Observation, RunRequest } from './observation.ts';
import type { RunTable } from './run-table.ts';
import { judgeSize, type SchemeFinding } from './scheme-finding.ts';
import type { StructureScenarios } from './structure-scenarios.ts';
import { allSteps, observed, programRun, type StudySetup, unlessMissing } from './study-setup.ts';

/** ε of the runs on variants of the scenario: neither the layer nor the limit. */
const EPSILON = 0.1;
/** As for bars of programs in `verify`. */
const FACTOR = 2;

/** Output times of the entropy, in units of ε; two more follow at T/2 and T. */
const LAYER = [0.25, 0.5, 1, 2, 4];

const claim = (id: string, title: string) => ({ chapter: 'structure', id: `structure/${id}`, title }) as const;
const MASS = claim('mass', 'the mass is 1 at all times');
const SIGN = claim('sign', 'no density is negative');
const ENTROPY = claim('entropy', 'with M = 0 and Λ = 1 the relative entropy E does not grow');
const CONTRACTION = claim('contraction', 'the L¹ distance of two solutions does not grow');
const ADAPTATION = claim('adaptation', 'without tumbling ∫y q dy decays as e^{−t/ε}: D_tN is consistent');

const vacuous = (which: ReturnType<typeof claim>, note: string): SchemeFinding => ({
  ...which,
  verdict: 'vacuous',
  note,
});

/** The runs on variants of the scenario. */
function runsOf(setup: StudySetup, { withoutSignal, withoutTumbling, otherDensity }: StructureScenarios) {
  const run = (scenario = setup.scenario, factor = 1, times = setup.times): RunRequest => {
    const { repeats: _, ...request } = programRun({ ...setup, scenario, times }, EPSILON, allSteps(factor));
    return { ...request, whole: true };
  };
  const end = setup.scenario.time;
  const layer = [0, ...LAYER.map((part) => part * EPSILON), end / 2, end].filter((t) => t <= end);
  return {
    entropy: run(
      withoutSignal,
      1,
      [...new Set(layer)].sort((a, b) => a - b),
    ),
    contraction: [run(setup.scenario), run(otherDensity)],
    adaptation: [run(withoutTumbling), run(withoutTumbling, 2)],
  } as const;
}

/** Runs beyond the grid, as far as the level of the scheme allows. */
export function structureRuns(setup: StudySetup, scenarios: StructureScenarios): readonly RunRequest[] {
  const { entropy, contraction, adaptation } = runsOf(setup, scenarios);
  if (setup.level === 'particles') return [];
  return setup.level === 'marginal' ? contraction : [entropy, ...contraction, ...adaptation];
}

/** What the equation preserves, and whether the scheme does. */
export function judgeStructure(setup: StudySetup, table: RunTable, scenarios: StructureScenarios): SchemeFinding[] {
  const { entropy, contraction, adaptation } = runsOf(setup, scenarios);
  const { level } = setup;
  const particles = 'particles give no density';
  const marginal = 'p̄ alone does not give it';
  return [
    ...unlessMissing(MASS, () => [judgeSize(MASS, massError(setup, table), exactly(0))]),
    ...(level === 'particles'
      ? [vacuous(SIGN, particles)]
      : unlessMissing(SIGN, () => [judgeSize(SIGN, negativity(setup, table), exactly(0))])),
    ...(level === 'particles' || level === 'marginal'
      ? [vacuous(ENTROPY, level === 'particles' ? particles : marginal)]
      : unlessMissing(ENTROPY, () => [judgeSize(ENTROPY, growthOfEntropy(observed(table, entropy)), exactly(0))])),
    ...(level === 'particles'
      ? [vacuous(CONTRACTION, particles)]
      : unlessMissing(CONTRACTION, () => {
          const [a, b] = contraction.map((request) => observed(table, request));
          return [judgeSize(CONTRACTION, growthOfDistance(a, b, setup), exactly(0))];
        })),
    ...(level === 'particles' || level === 'marginal'
      ? [vacuous(ADAPTATION, level === 'particles' ? particles : marginal)]
      : unlessMissing(ADAPTATION, () => {
          const [fine, coarse] = adaptation.map((request) => observed(table, request));
          return [judgeAdaptation(setup, fine, coarse)];
        })),
  ];
}

/** The one with the highest upper end. NaN is the worst. */
const worstOf = (values: readonly Measured[]): Measured =>
  values.reduce((worst, next) => (next.value + barOf(next) <= worst.value + barOf(worst) ? worst : next));

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
function judgeAdaptation(setup: StudySetup, fine: Observation, coarse: Observation): SchemeFinding {
  const model = createModel(setup.scenario);
  const { mean } = model.profileFacts(EPSILON);
  const remainder = ({ internalMeans = [], densities = [] }: Observation, i: number, time: number): Float64Array =>
    internalMeans[i].map((value, k) => value - mean * Math.exp(-time / EPSILON) * densities[i][k]);
  const zero = new Float64Array(fine.internalMeans?.[0].length ?? 0);
  let measured = exactly(0);
  let bound = exactly(0);
  fine.times.forEach((time, i) => {
    if (!(time > 0)) return;
    const left = remainder(fine, i, time);
    const found = distanceL1(left, zero, model);
    if (found.value <= measured.value) return;
    measured = found;
    bound = scaled(distanceL1(left, remainder(coarse, i, time), model), FACTOR);
  });
  return judgeSize(ADAPTATION, measured, bound);
}
