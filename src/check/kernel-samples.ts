import { compile } from '../model/compile-expression.ts';
import { exactly } from '../model/measured.ts';
import type { Model } from '../model/model.ts';
import { rateNames } from '../model/variable-names.ts';
import type { Constant } from '../theory/constant.ts';
import { vectorText } from './path-points.ts';
import type { BoundSample, IdentitySample, ModelContext } from './statement.ts';

/** Points in z at which Λ is sampled: dense around 0, where kernels have their structure. */
const Z = Float64Array.from({ length: 161 }, (_, i) => Math.sinh((i - 80) / 20));
/** Round-off of one value of Λ, relative to its size. */
const ROUND_OFF = 1e-13;

/** Σ over one velocity of coefficient·Λ at every z, for the other fixed; `of` gives (post, pre) for (own, other). */
function sums(model: Model, own: number, pair: (own: number, other: number) => readonly [number, number, number]) {
  const total = new Float64Array(Z.length);
  const rate = new Float64Array(Z.length);
  for (let other = 0; other < model.velocities.length; other++) {
    const [coefficient, post, pre] = pair(own, other);
    model.rate(Z, post, pre, rate);
    for (let i = 0; i < Z.length; i++) total[i] += coefficient * rate[i];
  }
  return total;
}

/**
 * (2.2a), (2.2b) at sampled z: ∫Λ(z,v′,v)dv′ ≤ λ₀, ∫|v′|²Λ(z,v′,v)dv′ ≤ λ₂ and ∫Λ(z,v,v′)dv′ ≤ λ_in, for every v. The
 * constants come from interval arithmetic on the expression, the samples from the rate that the solvers use.
 */
export function kernelSumSamples(
  { model, constants }: ModelContext,
  which: 'outflow' | 'secondMoment' | 'inflow',
): BoundSample[] {
  const { weights, velocities } = model;
  const square = (i: number): number => velocities[i].reduce((sum, c) => sum + c * c, 0);
  const forms: { readonly [name in typeof which]: readonly [Constant, Parameters<typeof sums>[2]] } = {
    outflow: [constants.lambda0, (pre, post) => [weights[post], post, pre]],
    secondMoment: [constants.lambda2, (pre, post) => [weights[post] * square(post), post, pre]],
    inflow: [constants.lambdaIn, (post, pre) => [weights[pre], post, pre]],
  };
  const [{ value }, pair] = forms[which];
  return velocities.flatMap((v, own) => {
    const total = sums(model, own, pair);
    const worst = total.reduce((best, sum, i) => (sum <= total[best] ? best : i), 0);
    const measured = { value: total[worst], error: { floor: ROUND_OFF * Math.abs(total[worst]) } };
    return [
      { time: 0, measured, bound: exactly(value), where: `z = ${Z[worst].toPrecision(3)}, v = ${vectorText(v)}` },
    ];
  });
}

/**
 * (1.5): the rate from v′ to v is Λ(z, v, v′) as written, the velocity after the tumble first; in more than one dimension
 * Λ(z, |v|, |v′|, μ), with μ from |v − v′|² = |v|² + |v′|² − 2|v||v′|μ here.
 */
export function rateArgumentSamples({ model }: ModelContext): IdentitySample[] {
  const written = compile(model.scenario.kernel.rate.expr, rateNames(model.dimension));
  const rate = new Float64Array(Z.length);
  const size = (v: readonly number[]): number => Math.sqrt(v.reduce((sum, c) => sum + c * c, 0));
  const pairOf = (v: readonly number[], w: readonly number[]): number[] => {
    if (model.dimension === 1) return [v[0], w[0]];
    const [a, b, c] = [size(v), size(w), size(v.map((component, j) => component - w[j]))];
    return [a, b, a * b === 0 ? 0 : Math.max(-1, Math.min(1, (a * a + b * b - c * c) / (2 * a * b)))];
  };
  return model.velocities.flatMap((v, post) =>
    model.velocities.flatMap((w, pre) => {
      model.rate(Z, post, pre, rate);
      const pair = pairOf(v, w);
      const residual = rate.map((value, i) => value - written.at(Z[i], ...pair));
      const worst = residual.reduce((best, r, i) => (Math.abs(r) <= Math.abs(residual[best]) ? best : i), 0);
      return [
        {
          time: 0,
          where: `z = ${Z[worst].toPrecision(3)}, v = ${vectorText(v)}, v′ = ${vectorText(w)}`,
          residual: { value: residual[worst], error: { floor: ROUND_OFF * Math.abs(rate[worst]) } },
        },
      ];
    }),
  );
}
