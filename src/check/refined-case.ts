import type { ErrorSource, Measured, Series } from '../model/measured.ts';
import type { CaseResult, Refinement, SeriesName } from './case.ts';
import { derivedSeries } from './derived-series.ts';
import { around, type Measurement, ownBars } from './error-budget.ts';
import type { RecordedSeries } from './record.ts';
import type { BoundSample, CaseContext, IdentitySample } from './statement.ts';

type Recorded = ReadonlyMap<string, RecordedSeries>;

/**
 * The runs of a measurement as cases of their own. Runs that were not asked for every output time are continued to it by cubic
 * interpolation of their difference to the base run, so that all integrals over time use the same rule.
 *
 * @param result the case that they are the runs of
 */
export function refinementOf(
  result: CaseResult,
  { base, whole }: Measurement,
  observations: readonly string[],
): Refinement {
  const { times, epsilon, detail } = result;
  const caseOf = (series: Recorded, details: Recorded): CaseResult => {
    const own = withOwnBars(series);
    return {
      ...result,
      series: { ...own, ...derivedSeries(own, Float64Array.from(times), epsilon) },
      detail: { times: detail?.times ?? [], series: withOwnBars(details) },
    };
  };
  return {
    own: caseOf(base.series, base.detail),
    coarser: whole.map(({ coarsening: { source, factor }, record, asked }) => ({
      source,
      factor,
      result: caseOf(continued(record.series, asked, base.series, times), record.detail),
    })),
    observations,
  };
}

/** Sums over the cells of a program's own grid round more than the transforms of the diagnostics do. */
const ROUND_OFF = 1e-9;
/** Series smaller than this are differences of numbers of size 1, and have the round-off of such. */
const SMALLEST_SCALE = 1e-2;

const withOwnBars = (recorded: Recorded): { readonly [name: string]: Series } =>
  Object.fromEntries(
    Array.from(recorded, ([name, series]) => {
      const scale = series.values.reduce((most, value) => Math.max(most, Math.abs(value)), SMALLEST_SCALE);
      const { floor, ...own } = ownBars(series);
      return [
        name,
        { values: series.values, error: { ...own, floor: floor?.map((bar) => bar + ROUND_OFF * scale) ?? [] } },
      ];
    }),
  );

function continued(coarse: Recorded, asked: readonly number[], base: Recorded, times: readonly number[]): Recorded {
  const rules = times.map((time) =>
    cubicRule(
      asked.map((i) => times[i]),
      time,
    ),
  );
  return new Map(
    Array.from(coarse, ([name, { values }]) => {
      const { values: fine = [], error = {} } = base.get(name) ?? {};
      const differences = asked.map((i, k) => values[k] - fine[i]);
      const filled = fine.map((value, i) =>
        rules[i].reduce((sum, [k, weight]) => sum + weight * differences[k], value),
      );
      return [name, { values: filled, error }];
    }),
  );
}

/** Weights of the polynomial through the four nodes around a point, by index of the node; one weight at a node. */
function cubicRule(nodes: readonly number[], at: number): readonly (readonly [number, number])[] {
  const after = nodes.findIndex((node) => node >= at);
  if (nodes[after] === at) return [[after, 1]];
  const from = Math.max(0, Math.min(after - 2, nodes.length - 4));
  const used = nodes.slice(from, from + 4);
  return used.map((node, k) => [
    from + k,
    used.reduce((weight, other, l) => (l === k ? weight : (weight * (at - other)) / (node - other)), 1),
  ]);
}

/** The series of a case, each with the bar that longer steps show of itself. */
export function refinedSeries({ own, coarser }: Refinement): CaseResult['series'] {
  const series: { [name in SeriesName]?: Series } = { ...own.series };
  for (const [name, { values, error }] of Object.entries(own.series) as [SeriesName, Series][]) {
    const bars = { ...error };
    for (const { source, factor, result } of coarser) {
      const differences = values.map((value, i) => factor * Math.abs(value - (result.series[name]?.values[i] ?? NaN)));
      const own = error[source];
      bars[source] = values.map((_, i) => nearby(differences, i) + (own?.[i] ?? 0));
    }
    series[name] = { values, error: bars };
  }
  return series;
}

/** The case that claims about it read: without the bars that `refinedSamples` measures on what they compare. */
export const comparable = (result: CaseResult): CaseResult => result.refinement?.own ?? result;

/**
 * Samples of a claim on the case of a user's program, with bars from what the claim itself compares: two sides that err alike, as
 * those of an inequality that every density satisfies, differ by less than the sum of their errors says. The bar of measured − bound,
 * or of a residual, is widened by `factor` times its largest difference to longer steps at the times around.
 */
export function refinedSamples<Sample extends BoundSample | IdentitySample>(
  samples: (context: CaseContext) => readonly Sample[],
  refinement: Refinement | undefined,
): (context: CaseContext) => readonly Sample[] {
  if (!refinement) return samples;
  return (context) => {
    let found = samples(context);
    for (const { source, factor, result } of refinement.coarser) {
      const gaps = new Map(samples({ ...context, result }).map((sample) => [keyOf(sample), gap(sample)]));
      const differences = found.map((sample) => ({
        where: sample.where,
        // What the longer steps do not say has no bar, and neither passes nor fails.
        size: factor * Math.abs(gap(sample) - (gaps.get(keyOf(sample)) ?? Number.NaN)),
      }));
      found = found.map((sample, i) => {
        const place = differences.filter(({ where }) => where === sample.where);
        const by = nearby(
          place.map(({ size }) => size),
          place.indexOf(differences[i]),
        );
        return widened(sample, source, by);
      });
    }
    return found;
  };
}

/** The quantity of a rate claim, likewise. */
export function refinedQuantity(
  quantity: (context: CaseContext) => Measured,
  refinement: Refinement | undefined,
): (context: CaseContext) => Measured {
  if (!refinement) return quantity;
  return (context) => {
    const own = quantity(context);
    return refinement.coarser.reduce(
      (found, { source, factor, result }) =>
        withBar(found, source, factor * Math.abs(own.value - quantity({ ...context, result }).value)),
      own,
    );
  };
}

const keyOf = ({ time, where }: BoundSample | IdentitySample): string => `${time} ${where ?? ''}`;

const gap = (sample: BoundSample | IdentitySample): number =>
  'residual' in sample ? sample.residual.value : sample.measured.value - sample.bound.value;

/** The largest difference at the output times around one: every second of them has a run of its own with longer steps. */
const nearby = (differences: readonly number[], i: number): number =>
  Math.max(around(differences, i - 1), around(differences, i), around(differences, i + 1));

function widened<Sample extends BoundSample | IdentitySample>(sample: Sample, source: ErrorSource, by: number): Sample {
  return 'residual' in sample
    ? { ...sample, residual: withBar(sample.residual, source, by) }
    : { ...sample, measured: withBar(sample.measured, source, by) };
}

const withBar = ({ value, error }: Measured, source: ErrorSource, by: number): Measured => ({
  value,
  error: { ...error, [source]: by + (error[source] ?? 0) },
});
