import type { BoundData } from './bound-data.ts';
import { integrateLayer, layerRoots } from './layer-quadrature.ts';
import { gapUniform } from './lemma-3.1.ts';
import { velocityMoment } from './proposition-3.2.ts';
import { dissipation } from './proposition-4.1.ts';

/**
 * ∫p̄ min(2, |D_tM − D_tN|) ≤ min(2, 2W(ε + e^{−t/ε})(1 + V₂⁺(t))) by (3.2) and (3.8): the bound of L₁₁ − L₁₂ in the
 * proof of 4.2, divided by 2λ₀, with its factor t + 1 (the printed t is an erratum).
 */
export function adaptationGap({ W, limitV2, lambda2 }: BoundData, epsilon: number, t: number): number {
  return Math.min(2, gapUniform(W, epsilon, t, Math.sqrt(velocityMoment(limitV2, lambda2, t))));
}

/** ∫₀^t of `adaptationGap`; the kinks of the minimum are located. */
export function adaptationGapIntegral(data: BoundData, epsilon: number, t: number): number {
  const { W, limitV2, lambda2 } = data;
  const excess = (s: number) => gapUniform(W, epsilon, s, Math.sqrt(velocityMoment(limitV2, lambda2, s))) - 2;
  return integrateLayer((s) => adaptationGap(data, epsilon, s), t, epsilon, layerRoots(excess, t, epsilon));
}

/**
 * Proposition 4.2: ‖p̄ − q̄‖(t) ≤ ‖p̄₀ − q̄₀‖ + 2λ₀ √t (bound of 4.1)^{1/2} + 2λ₀ ∫₀^t∫p̄ min(2, |D_tM − D_tN|). The
 * bracket of 4.1 is E(0) + B(0) + … ≥ 0; E(0) alone may be negative, so its root is never taken (theory sheet, 6.10).
 */
export function limitDistance(data: BoundData, epsilon: number, t: number): number {
  const relaxation = Math.sqrt(t * dissipation(data, epsilon, t));
  return data.limitDistance + 2 * data.lambda0 * (relaxation + adaptationGapIntegral(data, epsilon, t));
}
