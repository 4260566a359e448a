import type { SeriesName } from '../src/check/case.ts';
import { recordRun } from '../src/check/record.ts';
import { solveCase } from '../src/check/solve-case.ts';
import { CumulativeIntegral } from '../src/check/time-integral.ts';
import { defineScenario } from '../src/model/load-scenario.ts';
import { ERROR_SOURCES } from '../src/model/measured.ts';
import { schemes } from '../src/schemes/registry.ts';
import { randomCaseAt } from './random-scenario.ts';

/** True error and stated bar of one diagnostic in one random case. */
export interface CalibrationUnit {
  readonly diagnostic: string;
  /** At the final time. */
  readonly error: number;
  readonly bar: number;
  /** Part of the output times at which the error lies inside the bar. */
  readonly inside: number;
}

export interface CalibrationCase {
  readonly index: number;
  readonly epsilon: number;
  readonly units: readonly CalibrationUnit[];
}

const DIAGNOSTICS: readonly SeriesName[] = [
  'mass',
  'V2',
  'Y',
  'E',
  'I',
  'J',
  'K',
  'equilibriumDistance',
  'limitDistance',
];

/**
 * Solves a random case as `verify` does, without refinement, and again on twice the grid in x and y with a quarter of the
 * step: the difference is the true error, up to about a hundredth of it.
 */
export default async function calibrateCase({
  seed,
  index,
}: {
  seed: number;
  index: number;
}): Promise<CalibrationCase> {
  const { scenario: input, epsilon } = randomCaseAt(seed, index);
  const scenario = await defineScenario(input);
  const scheme = schemes.reference;
  const result = solveCase({ scenario, scheme: 'reference', epsilon, tolerance: 1e-6, maxEffort: 0 });
  let finer = result.resolution;
  for (const source of ['x', 'y', 'time', 'time'] as const) finer = scheme.refine(finer, source) ?? finer;
  const times = Float64Array.from(result.times);
  const truth = recordRun(scenario, scheme, epsilon, finer, times);
  const last = times.length - 1;
  const units: CalibrationUnit[] = DIAGNOSTICS.map((diagnostic) => {
    const series = result.series[diagnostic];
    const exact = truth.series.get(diagnostic)?.values;
    if (!series || !exact) throw new Error(`no series ${diagnostic}`);
    const bars = series.values.map((_, i) =>
      ERROR_SOURCES.reduce((sum, source) => sum + (series.error[source]?.[i] ?? 0), 0),
    );
    const errors = series.values.map((value, i) => Math.abs(value - exact[i]));
    const inside = errors.filter((error, i) => error <= bars[i]).length / errors.length;
    return { diagnostic, error: errors[last], bar: bars[last], inside };
  });
  const squared = result.series['∫equilibriumDistance²'];
  const distances = truth.series.get('equilibriumDistance')?.values ?? [];
  if (squared) {
    const value = Math.sqrt(squared.values[last]);
    const exact = Math.sqrt(new CumulativeIntegral(times, 10).of(distances.map((d) => d * d))[last]);
    const bar = ERROR_SOURCES.reduce((sum, source) => sum + (squared.error[source]?.[last] ?? 0), 0) / (2 * value);
    const error = Math.abs(value - exact);
    units.push({ diagnostic: 'equilibriumDistanceL2', error, bar, inside: error <= bar ? 1 : 0 });
  }
  return { index, epsilon, units };
}
