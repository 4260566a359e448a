import type { BoundData } from './bound-data.ts';
import { integrateLayer } from './layer-quadrature.ts';
import { internalMoment, tumblingMoment } from './proposition-3.2.ts';
import { adaptationGapIntegral } from './proposition-4.2.ts';

/** ∫|y|𝓜 = √(2/π). */
const MEAN_SIZE = Math.sqrt(2 / Math.PI);

/**
 * Not in the paper (N1 of the theory sheet): ∫₀^t‖q − q̄𝓜‖ ≤ ε√(π/2) [√Y₀ + √(2/π) + ∫₀^t(2λ₀√Y⁺ + G√(λ₀D) +
 * 2√(2/π)λ₀)ds], by coupling two Ornstein–Uhlenbeck laws; ε ≤ 1/λ₀.
 */
export function equilibriumDistanceL1(data: BoundData, epsilon: number, t: number): number {
  const { lambda0, G, Y } = data;
  const source = (s: number) =>
    2 * lambda0 * Math.sqrt(internalMoment(data, epsilon, s)) +
    G * Math.sqrt(lambda0 * tumblingMoment(data, s)) +
    2 * MEAN_SIZE * lambda0;
  return epsilon * Math.sqrt(Math.PI / 2) * (Math.sqrt(Y) + MEAN_SIZE + integrateLayer(source, t, epsilon));
}

/**
 * Not in the paper (N1): ‖p̄^ε − p̄‖(t) ≤ ‖p̄₀^ε − p̄₀‖ + 2λ₀ (bound of ∫‖q − q̄𝓜‖ + bound of ∫∫p̄ min(2, |D_tM − D_tN|)),
 * which is O(ε(1+t)²): rate 1 in place of ½.
 */
export function marginalDistanceImproved(data: BoundData, epsilon: number, t: number): number {
  const sum = equilibriumDistanceL1(data, epsilon, t) + adaptationGapIntegral(data, epsilon, t);
  return data.limitDistance + 2 * data.lambda0 * sum;
}
