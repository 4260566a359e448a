import { ERROR_SOURCES, type ErrorSource, type Series } from '../model/measured.ts';
import type { SeriesName } from './case.ts';
import { marginalIdentities } from './marginal-identities.ts';
import { momentIdentities } from './moment-identities.ts';
import { CumulativeIntegral } from './time-integral.ts';

/** Order of the time quadrature. */
const ORDER = 10;

type Bars = { [source in ErrorSource]?: number[] };
type SeriesBySource = { [name in SeriesName]?: Series };

/**
 * ∫₀^t of the series that bounds need, and the integrated identities, as far as the scheme gives what they are made of. Bars
 * of an integral are the integrals of the bars (errors at different times are not assumed to cancel) plus the error of the
 * time quadrature itself.
 */
export function derivedSeries(series: SeriesBySource, times: Float64Array, epsilon: number): SeriesBySource {
  const quadrature = new CumulativeIntegral(times, ORDER);
  const integral = ({ values, error }: Series): Series => {
    const result = quadrature.of(values);
    const quadratureError = quadrature.error(values);
    const bars: Bars = {};
    for (const source of ERROR_SOURCES) {
      const own = error[source];
      if (own) bars[source] = accumulate(times, own);
    }
    bars.time = quadratureError.map((error, i) => error + (bars.time?.[i] ?? 0));
    return { values: result, error: bars };
  };
  const barsOf = (terms: readonly (readonly [number, Series])[]): Bars => sumOfBars(times.length, terms);
  const derived: SeriesBySource = {
    ...momentIdentities({ series, epsilon, integral, sumOfBars: barsOf }),
    ...marginalIdentities({ series, times, integral, sumOfBars: barsOf }),
  };
  for (const [name, of] of INTEGRALS) {
    const integrand = series[of];
    if (integrand) derived[name] = integral(integrand);
  }
  const { E, Y, equilibriumDistance: distance } = series;
  const { '∫I': I, '∫J': J, '∫K': K } = derived;
  if (distance) derived['∫equilibriumDistance²'] = integral(squared(distance));
  if (E && I && J && K) {
    derived.energyIdentity = {
      values: E.values.map((value, i) => value - E.values[0] + I.values[i] / epsilon - J.values[i] / 2 - K.values[i]),
      error: barsOf([
        [1, E],
        [1 / epsilon, I],
        [1 / 2, J],
        [1, K],
      ]),
    };
  }
  if (Y && J) {
    const excess = integral({ values: Y.values.map((value) => 1 - value), error: {} });
    derived.internalMomentIdentity = {
      values: Y.values.map((value, i) => value - Y.values[0] - (2 / epsilon) * excess.values[i] - J.values[i]),
      error: barsOf([
        [1, Y],
        [2 / epsilon, excess],
        [2 / epsilon, integral({ values: Y.values.map(() => 0), error: Y.error })],
        [1, J],
      ]),
    };
  }
  return derived;
}

const INTEGRALS = [
  ['∫I', 'I'],
  ['∫J', 'J'],
  ['∫K', 'K'],
  ['∫equilibriumDistance', 'equilibriumDistance'],
  ['∫adaptationGap', 'adaptationGap'],
] as const;

/** The square of a series, and what its bars become. */
function squared({ values, error }: Series): Series {
  const bars: Bars = {};
  for (const source of ERROR_SOURCES) {
    const own = error[source];
    if (own) bars[source] = own.map((bar, i) => 2 * values[i] * bar + bar * bar);
  }
  return { values: values.map((value) => value * value), error: bars };
}

/** ∫₀^t of an error bar by the trapezoidal rule: a bar needs no higher order. */
function accumulate(times: Float64Array, bars: readonly number[]): number[] {
  let sum = 0;
  return bars.map((bar, i) => {
    if (i > 0) sum += ((times[i] - times[i - 1]) * (bar + bars[i - 1])) / 2;
    return sum;
  });
}

function sumOfBars(count: number, terms: readonly (readonly [number, Series])[]): Bars {
  const bars: Bars = {};
  for (const source of ERROR_SOURCES) {
    if (!terms.some(([, { error }]) => error[source])) continue;
    bars[source] = Array.from({ length: count }, (_, i) =>
      terms.reduce((sum, [factor, { error }]) => sum + factor * (error[source]?.[i] ?? 0), 0),
    );
  }
  return bars;
}
