import type { Model } from '../model/model.ts';
import { pointCount } from '../model/position-grid.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import { absoluteIntegralOfWaves } from './limit-distance.ts';
import { LineSum, lineOf } from './line-sum.ts';
import type { Reading } from './reading.ts';

/**
 * ∫Λ(y − D_tN(v′), v, v′) |p̄ − q̄|(v′) 𝓜(y) dx dv dv′ dy, what L₂₁ becomes with the absolute value inside (proof of
 * Proposition 4.2). It must equal L₂₂, which is measured elsewhere with tabulated rates and the roots of p̄ − q̄; here
 * the rate is Λ̄(D_tN) of (1.12) from the model, and |Λ̄(p̄ − q̄)| is integrated pair by pair.
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
  const gradient = new Float64Array(points);
  const rate = new Float64Array(points);
  const integrand = new Float64Array(points);
  const onLine = new Float64Array(x.count);
  const total = new LineSum(x, model.dimension);
  for (let pre = 0; pre < nv; pre++) {
    for (let ix = 0; ix < points; ix++) gradient[ix] = u[ix * nv + pre];
    for (let post = 0; post < nv; post++) {
      model.averagedRate(gradient, post, pre, rate);
      for (let ix = 0; ix < points; ix++) {
        const there = ix * nv + pre;
        integrand[ix] = rate[ix] * (limit[there] - density[there]);
      }
      const weight = model.weights[pre] * model.weights[post];
      for (let line = 0; line < points / x.count; line++)
        total.add(line, weight * absoluteIntegralOfWaves(lineOf(integrand, line, onLine), x));
    }
  }
  return total.reading();
}
