import type { CaseResult, SeriesName } from './check/case.ts';
import type { CrashedCase } from './check/pool.ts';
import { roundBar, roundToBar } from './check/round-to-bar.ts';
import { sample, uncertainty } from './model/measured.ts';
import { squareRoot } from './model/measured-arithmetic.ts';
import type { Profile, Scenario } from './model/scenario.ts';

/** Series of result.json, in its order. */
const PUBLISHED = [
  'mass',
  'V2',
  'X1',
  'Y',
  'E',
  'I',
  'J',
  'K',
  'equilibriumDistance',
  'limitDistance',
] as const satisfies readonly SeriesName[];

/** One ε of result.json; a crashed run has neither series nor norms. */
export interface RunRecord {
  readonly epsilon: number;
  readonly resolved: boolean;
  readonly reason?: string;
  readonly steps: number;
  readonly series?: { readonly t: readonly number[] } & { readonly [name: string]: readonly number[] };
  readonly uncertainty?: { readonly [name: string]: readonly number[] };
  readonly equilibriumDistanceL2?: { readonly value: number; readonly uncertainty: number };
}

/** The content of result.json (contract, `lemmata/result/1`): one run per ε; numbers rounded to their error bars. */
export function resultFile(
  scenario: Scenario,
  epsilons: readonly number[],
  cases: readonly (CaseResult | CrashedCase)[],
) {
  return {
    schema: 'lemmata/result/1',
    scenario: { name: scenario.name, hash: scenario.hash, resolved: resolvedScenario(scenario) },
    runs: cases.map((outcome, i) => runRecord(epsilons[i], outcome)),
  };
}

function runRecord(epsilon: number, outcome: CaseResult | CrashedCase): RunRecord {
  if ('crashed' in outcome) return { epsilon, resolved: false, reason: `crashed: ${outcome.crashed}`, steps: 0 };
  const series: Record<string, number[]> = {};
  const bars: Record<string, number[]> = {};
  for (const name of PUBLISHED) {
    const own = outcome.series[name];
    if (own === undefined) continue;
    const points = own.values.map((value, i) => ({ value, bar: uncertainty(sample(own, i).error) }));
    // JSON has no NaN: a series that broke down is left out, and its run says why.
    if (!points.every(({ value, bar }) => Number.isFinite(value) && Number.isFinite(bar))) continue;
    series[name] = points.map(({ value, bar }) => roundToBar(value, bar));
    bars[name] = points.map(({ bar }) => roundBar(bar));
  }
  const square = outcome.series['∫equilibriumDistance²'];
  const norm = square && squareRoot(sample(square, square.values.length - 1));
  const bar = norm ? uncertainty(norm.error) : Number.NaN;
  return {
    epsilon,
    resolved: outcome.resolved,
    ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
    steps: outcome.steps,
    series: { t: outcome.times, ...series } as NonNullable<RunRecord['series']>,
    uncertainty: bars,
    ...(norm && Number.isFinite(norm.value) && Number.isFinite(bar)
      ? { equilibriumDistanceL2: { value: roundToBar(norm.value, bar), uncertainty: roundBar(bar) } }
      : {}),
  };
}

/** The scenario with every default filled in, in the form of a scenario file. */
function resolvedScenario(scenario: Scenario) {
  const { name, space, velocities, signal, kernel, initial, time, epsilons, violates } = scenario;
  return {
    name,
    space,
    velocities,
    signal: signal.value.text,
    kernel: { rate: kernel.rate.text },
    initial: {
      density: initial.density.text,
      limitDensity: initial.limitDensity.text,
      profile: resolvedProfile(initial.profile),
    },
    time,
    epsilons,
    violates,
  };
}

function resolvedProfile(profile: Profile) {
  if (profile.type === 'expression') return { type: profile.type, value: profile.value.text };
  const components = profile.components.map(({ weight, mean, deviation }) => ({
    weight,
    mean: mean.text,
    deviation: deviation.text,
  }));
  return { type: profile.type, components };
}
