import type { Series } from '../model/measured.ts';
import type { SeriesName } from './case.ts';
import { CumulativeIntegral } from './time-integral.ts';

type SeriesByName = { readonly [name in SeriesName]?: Series };

/** What `derivedSeries` lends: the measured series, ∫₀^t with its bars, and sums of bars with factors. */
interface Tools {
  readonly series: SeriesByName;
  readonly times: Float64Array;
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
 * An interval holds a kink or a jump when the rules disagree by more than this part of h·Δf, Δf the variation of
 * the integrand over it and its neighbours; then h·Δf itself is its bar. A declared heuristic: on smooth stretches of the
 * output grid the rules agree far better, and where a pair of sign changes is born at t*, the integrand turns like
 * √(t − t*), which no rule on fixed times resolves. It is not proved that a kink cannot hide from four rules, nor that
 * h·Δf holds more than one turn in an interval. Observed on five random scenarios: residuals of 0.03 to
 * 0.1 of the bar, so it is ten to forty times too wide; on one of them it exceeded ‖p̄ − q̄‖ itself (2.3e-3 against
 * 1.2e-3 at ε = 0.0043), where the identity only says that no larger term is missing.
 */
const JUMP = 0.01;
/** Orders of two more rules of the time quadrature: across a kink of the integrand rules of high order err alike. */
const LOW_ORDERS = [4, 6] as const;
/** Intervals next to a kink whose rule of order 8 uses samples beyond it. */
const REACH = 4;

/**
 * Residuals over [0,t] of two identities in the proof of Proposition 4.2:
 * `marginalIdentity` of (4.1), ∫φq̄(t) − ∫φq̄₀ − ∫₀^t∫(v·∇φ q̄ + φ∫Q̃dy) for one test function φ, and
 * `decompositionIdentity`, ‖p̄ − q̄‖(t) − ‖p̄₀ − q̄₀‖ − ∫₀^t(L₁₁ − L₁₂ + L₂₁ − L₂₂ + L₃₁ − L₃₂). Where a sign change of
 * p̄ − q̄ appears or vanishes the integrand has a kink in t.
 */
export function marginalIdentities({ series, times, integral, sumOfBars }: Tools): {
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
    const { values: residual, error: bars } = balance(limitDistance, { values, error });
    const kinks = kinkBars(times, values, integral({ values, error: {} }).values);
    const time = kinks.map((bar, i) => bar + (bars.time?.[i] ?? 0));
    identities.decompositionIdentity = { values: residual, error: { ...bars, time } };
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

/** Bars of the cumulative integrals `change` of the samples of a function that may have kinks in time. */
function kinkBars(times: Float64Array, values: readonly number[], change: readonly number[]): number[] {
  const step = (rule: readonly number[], i: number): number => rule[i] - rule[i - 1];
  const rules = [change, ...LOW_ORDERS.map((order) => new CumulativeIntegral(times, order).of(values))];
  const chords = new CumulativeIntegral(times, 2).of(values);
  const intervals = Array.from(times, (_, i) => {
    if (i === 0) return { apart: 0, jump: 0, kinked: false };
    const steps = rules.map((rule) => step(rule, i));
    const apart = Math.max(...steps) - Math.min(...steps);
    // A jump near one end of the interval shows in the next one only.
    const near = values.slice(Math.max(0, i - 2), i + 2);
    const jump = (times[i] - times[i - 1]) * (Math.max(...near) - Math.min(...near));
    return { apart, jump, kinked: apart > JUMP * jump };
  });
  let spread = 0;
  // Interval by interval, because errors of one sign at one kink may meet those of the other at the next.
  return intervals.map(({ apart, jump, kinked }, i) => {
    if (i === 0) return 0;
    if (kinked) spread += Math.max(apart, jump);
    else if (!intervals.slice(Math.max(0, i - REACH), i + REACH + 1).some((other) => other.kinked)) spread += apart;
    else {
      // The rule reaches over a kink, the chord does not: its own error is below h·|Δf|/2 where f is monotone.
      const chord = ((times[i] - times[i - 1]) * Math.abs(values[i] - values[i - 1])) / 2;
      spread += Math.min(Math.abs(step(change, i) - step(chords, i)) + chord, Math.max(apart, jump));
    }
    return spread;
  });
}
