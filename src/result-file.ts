import type { CaseResult, SeriesName } from './check/case.ts';
import type { CrashedCase } from './check/pool.ts';
import { roundBar, roundToBar } from './check/round-to-bar.ts';
import { type Measured, sample, uncertainty } from './model/measured.ts';
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

/** ‖f‖_{L²(0,T)} from ∫f²: the bar is the larger of the two distances to the ends of the interval. */
export function squareRoot(integral: Measured): { readonly value: number; readonly uncertainty: number } {
  const bar = uncertainty(integral.error);
  const value = Math.sqrt(Math.max(0, integral.value));
  const low = Math.sqrt(Math.max(0, integral.value - bar));
  const high = Math.sqrt(Math.max(0, integral.value + bar));
  return { value, uncertainty: Math.max(value - low, high - value) };
}

function runRecord(epsilon: number, outcome: CaseResult | CrashedCase): RunRecord {
  if ('crashed' in outcome) return { epsilon, resolved: false, reason: `crashed: ${outcome.crashed}`, steps: 0 };
  const series: Record<string, number[]> = {};
  const bars: Record<string, number[]> = {};
  for (const name of PUBLISHED) {
    const own = outcome.series[name];
    if (own === undefined) continue;
    const points = own.values.map((_, i) => sample(own, i));
    series[name] = points.map((point) => roundToBar(point.value, uncertainty(point.error)));
    bars[name] = points.map((point) => roundBar(uncertainty(point.error)));
  }
  const square = outcome.series['∫equilibriumDistance²'];
  const norm = square && squareRoot(sample(square, square.values.length - 1));
  return {
    epsilon,
    resolved: outcome.resolved,
    ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
    steps: outcome.steps,
    series: { t: outcome.times, ...series } as NonNullable<RunRecord['series']>,
    uncertainty: bars,
    ...(norm && {
      equilibriumDistanceL2: {
        value: roundToBar(norm.value, norm.uncertainty),
        uncertainty: roundBar(norm.uncertainty),
      },
    }),
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
