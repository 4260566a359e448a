import { ERROR_SOURCES, type ErrorSource, type Series } from '../model/measured.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Coarsening, Resolution, Scheme } from '../schemes/scheme.ts';
import type { Detail, DetailName, SeriesName } from './case.ts';
import { type RecordedSeries, type RunRecord, recordRun } from './record.ts';

/**
 * Round-off, relative to the largest value of a series: the weight y² and the doublings of φ amplify 2^{−53}. Measured: runs
 * that differ only in their grid agree to 4e-12 where truncation is negligible.
 */
const ROUND_OFF = 5e-12;
/** Series smaller than this are differences of numbers of size 1, and have the round-off of such. */
const SMALLEST_SCALE = 1e-2;
/** Coarser runs are compared at every fourth output time; a bar is the largest of the differences around it. */
const STRIDE = 4;

/** Output times at which the expensive diagnostics are evaluated, the ends and one in the layer: at most a twentieth of the work for a few velocities. */
const DETAIL_TIMES = 3;

/** Diagnostics whose integrand has a kink where something changes sign: smooth data do not make them smooth. */
const WITH_KINKS: ReadonlySet<string> = new Set<SeriesName | DetailName>([
  'X1',
  'positionDrift',
  'equilibriumDistance',
  'limitDistance',
  'adaptationGap',
  'negativePart',
  'limitNegativePart',
  'L11',
  'L12',
  'L21',
  'L22',
  'L31',
  'L32',
  'cancellation',
]);

export type MeasuredSeries = { readonly [name in SeriesName]?: Series };
type Bars = { [source in ErrorSource]?: number[] };

/** A coarser run that kept all its output times: those at the indices `asked` of the base run. */
export interface WholeRun {
  readonly coarsening: Coarsening;
  readonly record: RunRecord;
  readonly asked: readonly number[];
}

/** One run with its bars. */
export interface Measurement {
  readonly steps: number;
  readonly level: Snapshot['level'];
  readonly series: MeasuredSeries;
  readonly detail: Detail;
  readonly whole: readonly WholeRun[];
  /** The run itself, with no bars but those of its own diagnostics. */
  readonly base: RunRecord;
}

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
): Measurement {
  const kept = new Set(everyOf(times.length, STRIDE));
  const isKept = (i: number): boolean => kept.has(i);
  const detailed = new Set(spread([...kept], DETAIL_TIMES));
  const inDetail = (i: number): boolean => detailed.has(i);
  const base = recordRun(scenario, scheme, epsilon, resolution, times, undefined, relaxed, inDetail);
  const budget = new Budget(base.series, times.length, STRIDE);
  const detailBudget = new Budget(base.detail, detailed.size, 1);
  const whole: WholeRun[] = [];
  for (const coarsening of scheme.coarsenings(resolution, scenario)) {
    const asked = everyOf(times.length, coarsening.every ?? 1);
    const record = recordRun(
      scenario,
      scheme,
      epsilon,
      coarsening.resolution,
      Float64Array.from(asked, (i) => times[i]),
      coarsening.every === undefined ? (k) => isKept(asked[k]) : undefined,
      relaxed,
      (k) => inDetail(asked[k]),
    );
    if (coarsening.every !== undefined) whole.push({ coarsening, record, asked });
    budget.compare(coarsening, coarsening.every === undefined ? record.series : pick(record.series, asked, isKept));
    detailBudget.compare(coarsening, record.detail);
  }
  const detail = { times: Array.from(detailed, (i) => times[i]), series: detailBudget.series() };
  return { steps: base.steps, level: base.level, series: budget.series(), detail, whole, base };
}

/** Every `stride`-th of `count` indices, and the last. */
const everyOf = (count: number, stride: number): number[] =>
  Array.from({ length: count }, (_, i) => i).filter((i) => i % stride === 0 || i === count - 1);

/** At most `count` of the indices, the first and the last among them. */
function spread(indices: readonly number[], count: number): number[] {
  const last = indices.length - 1;
  return Array.from({ length: count }, (_, k) => indices[Math.round((k * last) / (count - 1))]);
}

/** The values of a record at those of the indices `asked` that are kept. */
function pick(
  series: Records<SeriesName>,
  asked: readonly number[],
  isKept: (i: number) => boolean,
): Records<SeriesName> {
  return new Map(
    Array.from(series, ([name, { values }]) => [
      name,
      { values: values.filter((_, k) => isKept(asked[k])), error: {} },
    ]),
  );
}

type Records<Name extends string> = ReadonlyMap<Name, RecordedSeries>;

/** The bars of one set of series, from their own errors and from coarser runs, which keep every `stride`-th value. */
class Budget<Name extends string> {
  readonly #base: Records<Name>;
  readonly #stride: number;
  readonly #kept: readonly number[];
  readonly #bars = new Map<Name, Bars>();
  readonly #coarser = new Map<ErrorSource, Records<Name>>();

  constructor(base: Records<Name>, count: number, stride: number) {
    this.#base = base;
    this.#stride = stride;
    this.#kept = everyOf(count, stride);
    for (const [name, series] of base) this.#bars.set(name, ownBars(series));
  }

  compare({ source, against, factor, factorAtKinks = factor }: Coarsening, coarser: Records<Name>): void {
    this.#coarser.set(source, coarser);
    for (const [name, own] of this.#bars) {
      const values = coarser.get(name)?.values ?? [];
      const baseValues = this.#base.get(name)?.values ?? [];
      const other =
        against === 'base'
          ? this.#kept.map((i) => baseValues[i])
          : (this.#coarser.get(against)?.get(name)?.values ?? []);
      const share = WITH_KINKS.has(name) ? factorAtKinks : factor;
      const differences = values.map((value, k) => share * Math.abs(value - other[k]));
      own[source] = baseValues.map((_, i) => around(differences, i / this.#stride) + (own[source]?.[i] ?? 0));
    }
  }

  series(): { [name in Name]?: Series } {
    const series: { [name in Name]?: Series } = {};
    for (const [name, { values }] of this.#base) series[name] = { values, error: this.#bars.get(name) ?? {} };
    return series;
  }
}

/** What the diagnostics report of their own error, and round-off. */
export function ownBars({ values, error }: RecordedSeries): Bars {
  const own: Bars = {};
  for (const source of ERROR_SOURCES) {
    const reported = error[source];
    if (reported?.some((bar) => bar !== 0)) own[source] = [...reported];
  }
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), SMALLEST_SCALE);
  own.floor = values.map((_, i) => (own.floor?.[i] ?? 0) + ROUND_OFF * scale);
  return own;
}

/** Largest of the differences next to a position between them: they change sign in time, a bar must not. */
export function around(differences: readonly number[], position: number): number {
  let largest = 0;
  const from = Math.max(0, Math.floor(position) - 1);
  const to = Math.min(differences.length - 1, Math.ceil(position) + 1);
  for (let k = from; k <= to; k++) {
    // Not `<`: NaN must survive, a run that blew up has no bar.
    if (!(differences[k] <= largest)) largest = differences[k];
    if (Number.isNaN(largest)) break;
  }
  return largest;
}
