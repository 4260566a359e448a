import { type Measured, sample } from '../model/measured.ts';
import { scaled } from '../model/measured-arithmetic.ts';
import { type BoundData, type BoundDataRange, boundData, boundOver } from '../theory/bound-data.ts';
import type { SeriesName } from './case.ts';
import type { BoundSample, CaseContext, IdentitySample, ModelContext } from './statement.ts';

/**
 * measured(t) ≤ bound(t) at every output time t > 0, where many bounds are equalities at t = 0. Without the series there
 * is nothing to compare.
 *
 * @param bound increasing function of the data
 * @param change what is compared instead of the series itself, for example its growth since t = 0
 */
export function compareSeries(
  context: CaseContext,
  name: SeriesName,
  bound: (data: BoundData, time: number) => number,
  change: (measured: Measured) => Measured = (measured) => measured,
): BoundSample[] {
  const range = boundData(context.model, context.constants, context.epsilon);
  return compareWith(context, name, (time) => boundOver(range, (data) => bound(data, time)), change);
}

/** As `compareSeries`, with a bound that carries its own bar and may use other series at index i. */
export function compareWith(
  context: CaseContext,
  name: SeriesName,
  bound: (time: number, i: number, range: BoundDataRange) => Measured,
  change: (measured: Measured) => Measured = (measured) => measured,
): BoundSample[] {
  const { result } = context;
  const series = result.series[name];
  if (!series) return [];
  const range = boundData(context.model, context.constants, context.epsilon);
  return result.times.flatMap((time, i) =>
    time > 0 ? [{ time, measured: change(sample(series, i)), bound: bound(time, i, range) }] : [],
  );
}

/** The residual of an identity at every output time t > 0. */
export function residuals({ result }: CaseContext, name: SeriesName): IdentitySample[] {
  const series = result.series[name];
  if (!series) return [];
  return result.times.flatMap((time, i) => (time > 0 ? [{ time, residual: sample(series, i) }] : []));
}

/** The last value of a series; not a number when the scheme does not give it. */
export function finalValue({ result }: CaseContext, name: SeriesName): Measured {
  const series = result.series[name];
  return series ? sample(series, result.times.length - 1) : { value: Number.NaN, error: {} };
}

/** The condition of (3.5). */
export function onTheLine({ model }: ModelContext): true | string {
  return model.scenario.space.domain === 'line' ? true : '|x| is not defined on a torus';
}

/** The condition ε ≤ 1/λ₀ of (3.6) and of all that follows from it. */
export function belowThreshold({ constants, epsilon }: ModelContext): true | string {
  return epsilon * constants.lambda0.value <= 1 ? true : `ε > 1/λ₀ = ${(1 / constants.lambda0.value).toPrecision(3)}`;
}

/** Where a ratio is formed: the time, ε, and the value of any series there. */
export interface RatioPlace {
  readonly time: number;
  readonly epsilon: number;
  readonly at: (name: SeriesName) => number;
}

/**
 * sup over output times t > 0 of series/denominator, with the bars of the series at the place of the supremum. Errors of
 * the denominator are left out: it is dominated by its explicit terms where the ratio is large.
 */
export function worstRatio(
  { result, epsilon }: CaseContext,
  name: SeriesName,
  denominator: (place: RatioPlace) => number,
): Measured {
  const series = result.series[name];
  if (!series) return { value: Number.NaN, error: {} };
  let worst: Measured = { value: Number.NEGATIVE_INFINITY, error: {} };
  result.times.forEach((time, i) => {
    if (!(time > 0) || Number.isNaN(worst.value)) return;
    const at = (other: SeriesName): number => result.series[other]?.values[i] ?? Number.NaN;
    const ratio = scaled(sample(series, i), 1 / denominator({ time, epsilon, at }));
    if (!(ratio.value <= worst.value)) worst = ratio;
  });
  return worst;
}
