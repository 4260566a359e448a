import type { Series } from '../model/measured.ts';
import type { SeriesName } from './case.ts';

type SeriesByName = { readonly [name in SeriesName]?: Series };

/** What `derivedSeries` lends: the measured series, ∫₀^t with its bars, and sums of bars with factors. */
interface Tools {
  readonly series: SeriesByName;
  readonly integral: (series: Series) => Series;
  readonly sumOfBars: (terms: readonly (readonly [number, Series])[]) => Series['error'];
}

/** L₁₁ − L₁₂ + L₂₁ − L₂₂ + L₃₁ − L₃₂. */
const TERMS = [
  [1, 'L11'],
  [-1, 'L12'],
  [1, 'L21'],
  [-1, 'L22'],
  [1, 'L31'],
  [-1, 'L32'],
] as const;

/**
 * Across a kink in t both rules of the time quadrature err alike, and their difference may be smaller than either error. A
 * declared heuristic: the largest residual seen was 2.3 times that difference.
 */
const KINKS = 4;

/**
 * Residuals over [0,t] of two identities in the proof of Proposition 4.2:
 * `marginalIdentity` of (4.1), ∫φq̄(t) − ∫φq̄₀ − ∫₀^t∫(v·∇φ q̄ + φ∫Q̃dy) for one test function φ, and
 * `decompositionIdentity`, ‖p̄ − q̄‖(t) − ‖p̄₀ − q̄₀‖ − ∫₀^t(L₁₁ − L₁₂ + L₂₁ − L₂₂ + L₃₁ − L₃₂). Where a sign change of
 * p̄ − q̄ appears or vanishes the integrand has a kink in t.
 */
export function marginalIdentities({ series, integral, sumOfBars }: Tools): {
  readonly [name in SeriesName]?: Series;
} {
  const { testedMarginal, testedMarginalRate, limitDistance } = series;
  const identities: { [name in SeriesName]?: Series } = {};
  if (testedMarginal && testedMarginalRate) identities.marginalIdentity = balance(testedMarginal, testedMarginalRate);
  const terms = TERMS.flatMap(([factor, name]) => {
    const term = series[name];
    return term ? [[factor, term] as const] : [];
  });
  if (limitDistance && terms.length === TERMS.length) {
    const values = limitDistance.values.map((_, i) =>
      terms.reduce((sum, [factor, term]) => sum + factor * term.values[i], 0),
    );
    const error = sumOfBars(terms.map(([, term]) => [1, term] as const));
    const { time = [] } = integral({ values, error: {} }).error;
    const { values: residual, error: bars } = balance(limitDistance, { values, error });
    const widened = (bars.time ?? []).map((bar, i) => bar + (KINKS - 1) * (time[i] ?? 0));
    identities.decompositionIdentity = { values: residual, error: { ...bars, time: widened } };
  }
  return identities;

  function balance(state: Series, rate: Series): Series {
    const change = integral(rate);
    return {
      values: state.values.map((value, i) => value - state.values[0] - change.values[i]),
      error: sumOfBars([
        [1, state],
        [1, change],
      ]),
    };
  }
}
