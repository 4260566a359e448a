import { chebyshevInterpolant } from '../model/chebyshev.ts';
import type { Model } from '../model/model.ts';
import { pointCount } from '../model/position-grid.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import { absoluteIntegralOfWaves } from './limit-distance.ts';
import { LineSum, lineOf } from './line-sum.ts';
import type { Reading } from './reading.ts';

/**
 * ∫Λ(y − D_tN(v′), v, v′) |p̄ − q̄|(v′) 𝓜(y) dx dv dv′ dy, what L₂₁ becomes with the absolute value inside (proof of
 * Proposition 4.2). It must equal L₂₂, which is measured elsewhere with tabulated rates and the roots of p̄ − q̄; here
 * the rate is Λ̄(D_tN) of (1.12) from the model, and |Λ̄(p̄ − q̄)| is integrated for every
 * velocity before and every rate of tumbles from it.
 *
 * @param density q̄ at [ix·nv + iv], `limit` p̄ and `u` D_tN likewise
 */
export function contractionGain(
  density: Float64Array,
  limit: Float64Array,
  u: Float64Array,
  x: UniformAxis,
  model: Model,
): Reading {
  const nv = model.weights.length;
  const points = pointCount(x, model.dimension);
  const integrand = new Float64Array(points);
  const onLine = new Float64Array(x.count);
  const total = new LineSum(x, model.dimension);
  const [least, most] = [u.reduce((a, b) => Math.min(a, b)), u.reduce((a, b) => Math.max(a, b))];
  /** Λ̄ of every law: entire, so that its interpolant is exact to round-off at a tenth of the cost. */
  const rates: ((a: number) => number)[] = [];
  for (let pre = 0; pre < nv; pre++) {
    for (const { law, posts, weight } of model.departures[pre]) {
      const averaged = (a: Float64Array, out: Float64Array): void => model.averagedRate(a, posts[0], pre, out);
      rates[law] ??= chebyshevInterpolant(averaged, least, most);
      for (let ix = 0; ix < points; ix++) {
        const there = ix * nv + pre;
        integrand[ix] = rates[law](u[there]) * (limit[there] - density[there]);
      }
      for (let line = 0; line < points / x.count; line++) {
        const onThisLine = absoluteIntegralOfWaves(lineOf(integrand, line, onLine), x);
        total.add(line, model.weights[pre] * weight * onThisLine);
      }
    }
  }
  return total.reading();
}
