import type { Measured } from '../model/measured.ts';
import { scaled, squareRoot, sum } from '../model/measured-arithmetic.ts';
import { totalVariation, totalVariationByQuadrature } from '../theory/total-variation.ts';
import { gapPoints, QUADRATURE_ERROR } from './marginal-steps.ts';
import { finalValue, worstRatio } from './samples.ts';
import type { BoundSample, CaseContext, ModelContext } from './statement.ts';

/**
 * With M in place of N the profile stays away: ‖𝓜_{ε,N} − 𝓜_{ε,M}‖ = ∫|𝓜(y + D_tN) − 𝓜(y)|dy, because (M − N)/ε = D_tN,
 * is at least 2erf(a/(2√2)) with a = |D_tM| − 2W(ε + e^{−t/ε})(1 + |v|²) by (3.2). The limit as ε → 0, 2erf(|D_tM|/(2√2)),
 * does not vanish. Sampled where a > 0; the integral is a quadrature over y.
 */
export function centreSamples(context: ModelContext): BoundSample[] {
  const { model, constants, epsilon } = context;
  return gapPoints(context).flatMap(({ time, velocity, limit, adapted, where }) => {
    const speed = model.velocities[velocity].reduce((total, component) => total + component ** 2, 0);
    const gap = 2 * constants.W.value * (epsilon + Math.exp(-time / epsilon)) * (1 + speed);
    const shift = Math.abs(limit) - gap;
    if (!(shift > 0)) return [];
    return [
      {
        time,
        where,
        measured: { value: totalVariation(shift), error: { floor: QUADRATURE_ERROR } },
        bound: { value: totalVariationByQuadrature(adapted), error: { floor: QUADRATURE_ERROR } },
      },
    ];
  });
}

/**
 * ‖q − q̄𝓜‖_{L²(0,T;L¹)} + √T sup_t‖p̄^ε − p̄‖, which bounds ‖p^ε − p̄𝓜_{ε,N}‖_{L²(0,T;L¹)} by the triangle inequality.
 */
export function combinedDistance(context: CaseContext): Measured {
  const { times } = context.result;
  const peak = worstRatio(context, 'limitDistance', () => 1);
  return sum(
    squareRoot(finalValue(context, '∫equilibriumDistance²')),
    scaled(peak, Math.sqrt(times[times.length - 1])),
  );
}
