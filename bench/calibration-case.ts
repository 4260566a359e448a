import type { SeriesName } from '../src/check/case.ts';
import { derivedSeries } from '../src/check/derived-series.ts';
import { recordRun } from '../src/check/record.ts';
import { solveCase } from '../src/check/solve-case.ts';
import { defineScenario } from '../src/model/load-scenario.ts';
import { sample, uncertainty } from '../src/model/measured.ts';
import { squareRoot } from '../src/model/measured-arithmetic.ts';
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
  /** Why the scheme cannot run the case; then there are no units. */
  readonly unsupported?: string;
  readonly units: readonly CalibrationUnit[];
}

/** Diagnostics, and the integral over time that shares its output times with the truth: its quadrature is not put to the test. */
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
  'cosineMode',
  'sineFlux',
  '∫equilibriumDistance',
];
/** Particles are asked for two digits. */
const TOLERANCE = { deterministic: 1e-6, random: 1e-2 };

/**
 * Solves a random case as `verify` does, without refinement, and with the reference on twice its grid in x and y and a
 * quarter of its step: the difference is the true error, up to about a hundredth of it.
 */
export default async function calibrateCase({
  seed,
  index,
  scheme = 'reference',
}: {
  seed: number;
  index: number;
  scheme?: string;
}): Promise<CalibrationCase> {
  const { scenario: input, epsilon } = randomCaseAt(seed, index);
  const scenario = await defineScenario(input);
  const answer = schemes[scheme].supports(scenario, epsilon);
  if (answer !== true) return { index, epsilon, unsupported: answer, units: [] };
  const tolerance = schemes[scheme].level === 'particles' ? TOLERANCE.random : TOLERANCE.deterministic;
  const result = solveCase({ scenario, scheme, epsilon, tolerance, maxEffort: 0 });
  const times = Float64Array.from(result.times);
  const last = times.length - 1;
  let finer = schemes.reference.resolution(scenario, epsilon);
  for (const source of ['x', 'y', 'time', 'time'] as const) finer = schemes.reference.refine(finer, source) ?? finer;
  const run = Object.fromEntries(recordRun(scenario, schemes.reference, epsilon, finer, times).series);
  const truth = { ...run, ...derivedSeries(run, times, epsilon) };
  const units: CalibrationUnit[] = DIAGNOSTICS.flatMap((diagnostic) => {
    const [series, exact] = [result.series[diagnostic], truth[diagnostic]?.values];
    if (!series || !exact) return [];
    const at = series.values.map((value, i) => ({
      error: Math.abs(value - exact[i]),
      bar: uncertainty(sample(series, i).error),
    }));
    const inside = at.filter(({ error, bar }) => error <= bar).length / at.length;
    return [{ diagnostic, ...at[last], inside }];
  });
  const [squared, exactSquare] = [result.series['∫equilibriumDistance²'], truth['∫equilibriumDistance²']];
  if (squared && exactSquare) {
    const { value, error: bars } = squareRoot(sample(squared, last));
    const error = Math.abs(value - Math.sqrt(exactSquare.values[last]));
    const bar = uncertainty(bars);
    units.push({ diagnostic: 'equilibriumDistanceL2', error, bar, inside: error <= bar ? 1 : 0 });
  }
  return { index, epsilon, units };
}
