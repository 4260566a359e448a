import type { ErrorSource, Series } from '../model/measured.ts';
import type { SeriesName } from './case.ts';

type Bars = { [source in ErrorSource]?: number[] };

/** What the integrated identities are built from. */
export interface SeriesCalculus {
  readonly series: { readonly [name in SeriesName]?: Series };
  readonly epsilon: number;
  /** ∫₀^t of a series with the bars of its samples and of the time quadrature. */
  readonly integral: (series: Series) => Series;
  /** Σ factor · bar, source by source. */
  readonly sumOfBars: (terms: readonly (readonly [number, Series])[]) => Bars;
}

/**
 * The balances of the proof of Proposition 3.2 in integrated form: V₂(t) − V₂(0) − ∫∫(|v′|²−|v|²)Λq, on the line
 * X₁(t) − X₁(0) − ∫∫(x/|x|)·v q, and Y(t) − Y(0) − (2/ε)∫(1 − Y), which equals ∫J.
 */
export function momentIdentities({ series, epsilon, integral, sumOfBars }: SeriesCalculus): {
  [name in SeriesName]?: Series;
} {
  const balance = (moment: Series, rate: Series): Series => {
    const produced = integral(rate);
    return {
      values: moment.values.map((value, i) => value - moment.values[0] - produced.values[i]),
      error: sumOfBars([
        [1, moment],
        [1, produced],
      ]),
    };
  };
  const { V2, velocityBalance, X1, positionDrift, Y } = series;
  const found: { [name in SeriesName]?: Series } = {};
  if (V2 && velocityBalance) found.velocityMomentIdentity = balance(V2, velocityBalance);
  if (X1 && positionDrift) found.positionMomentIdentity = balance(X1, positionDrift);
  if (Y) {
    found['∫Y'] = integral(Y);
    // 1 − Y is small after the layer, and its quadrature loses no digits to the factor 2/ε.
    const relaxation = integral({
      values: Y.values.map((value) => (2 / epsilon) * (1 - value)),
      error: scaleBars(Y, 2 / epsilon),
    });
    found.internalMomentGrowth = {
      values: Y.values.map((value, i) => value - Y.values[0] - relaxation.values[i]),
      error: sumOfBars([
        [1, Y],
        [1, relaxation],
      ]),
    };
  }
  return found;
}

const scaleBars = ({ error }: Series, factor: number): Series['error'] =>
  Object.fromEntries(Object.entries(error).map(([source, bars]) => [source, bars.map((bar) => factor * bar)]));
