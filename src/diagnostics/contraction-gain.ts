import type { Model } from '../model/model.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import { absoluteIntegralOfWaves } from './limit-distance.ts';
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
  const gradient = new Float64Array(x.count);
  const rate = new Float64Array(x.count);
  const integrand = new Float64Array(x.count);
  let total = 0;
  for (let pre = 0; pre < nv; pre++) {
    for (let ix = 0; ix < x.count; ix++) gradient[ix] = u[ix * nv + pre];
    for (let post = 0; post < nv; post++) {
      model.averagedRate(gradient, post, pre, rate);
      for (let ix = 0; ix < x.count; ix++) {
        const there = ix * nv + pre;
        integrand[ix] = rate[ix] * (limit[there] - density[there]);
      }
      total += model.weights[pre] * model.weights[post] * absoluteIntegralOfWaves(integrand, x);
    }
  }
  return { value: total };
}
