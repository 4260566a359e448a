import { ERROR_SOURCES, type ErrorSource, type Series } from '../model/measured.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Resolution, Scheme } from '../schemes/scheme.ts';
import type { SeriesName } from './case.ts';
import { type RunRecord, recordRun } from './record.ts';

/**
 * Round-off, relative to the largest value of a series: the weight y² and the doublings of φ amplify 2^{−53}. Measured: runs
 * that differ only in their grid agree to 4e-12 where truncation is negligible.
 */
const ROUND_OFF = 5e-12;
/** Series smaller than this are differences of numbers of size 1, and have the round-off of such. */
const SMALLEST_SCALE = 1e-2;
/** Coarser runs are compared at every fourth output time; a bar is the largest of the differences around it. */
const STRIDE = 4;

export type MeasuredSeries = { readonly [name in SeriesName]?: Series };
type Bars = { [source in ErrorSource]?: number[] };

/**
 * One run with the bars of its diagnostics by source: what the diagnostics report of themselves, plus the difference to
 * one coarser run for every source that the scheme can coarsen.
 */
export function measure(
  scenario: Scenario,
  scheme: Scheme,
  epsilon: number,
  resolution: Resolution,
  times: Float64Array,
  relaxed = 1,
): { steps: number; series: MeasuredSeries } {
  const last = times.length - 1;
  const isKept = (i: number): boolean => i % STRIDE === 0 || i === last;
  const kept = Array.from(times.keys()).filter(isKept);
  const base = recordRun(scenario, scheme, epsilon, resolution, times, undefined, relaxed);
  const bars = new Map<SeriesName, Bars>();
  for (const [name, { values, error }] of base.series) {
    const own: Bars = {};
    for (const source of ERROR_SOURCES) {
      const reported = error[source];
      if (reported?.some((bar) => bar !== 0)) own[source] = [...reported];
    }
    const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), SMALLEST_SCALE);
    own.floor = values.map((_, i) => (own.floor?.[i] ?? 0) + ROUND_OFF * scale);
    bars.set(name, own);
  }
  const coarser = new Map<ErrorSource, RunRecord>();
  for (const { source, resolution: coarse, against, factor } of scheme.coarsenings(resolution)) {
    const record = recordRun(scenario, scheme, epsilon, coarse, times, isKept, relaxed);
    coarser.set(source, record);
    for (const [name, own] of bars) {
      const values = record.series.get(name)?.values ?? [];
      const baseValues = base.series.get(name)?.values ?? [];
      const other =
        against === 'base' ? kept.map((i) => baseValues[i]) : (coarser.get(against)?.series.get(name)?.values ?? []);
      const differences = values.map((value, k) => factor * Math.abs(value - other[k]));
      own[source] = baseValues.map((_, i) => around(differences, i / STRIDE) + (own[source]?.[i] ?? 0));
    }
  }
  const series: { [name in SeriesName]?: Series } = {};
  for (const [name, { values }] of base.series) series[name] = { values, error: bars.get(name) ?? {} };
  return { steps: base.steps, series };
}

/** Largest of the differences next to a position between them: they change sign in time, a bar must not. */
function around(differences: readonly number[], position: number): number {
  let largest = 0;
  const from = Math.max(0, Math.floor(position) - 1);
  const to = Math.min(differences.length - 1, Math.ceil(position) + 1);
  for (let k = from; k <= to; k++) {
    // NaN must survive: a run that blew up has no bar.
    if (!(differences[k] <= largest)) largest = differences[k];
  }
  return largest;
}
