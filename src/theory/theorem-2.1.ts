import type { BoundData } from './bound-data.ts';
import { dissipation } from './proposition-4.1.ts';
import { limitDistance } from './proposition-4.2.ts';

/**
 * Relative energy from the unscaled data: E(0) = ∫p₀ log p₀ + ½ε^{−2}∫|m − M₀|²p₀ + ½ log 2π + log ε (section 5, with
 * the constants that the printed line has wrong).
 */
export function relativeEnergy(entropy: number, preparedness: number, epsilon: number): number {
  return entropy + preparedness / 2 + Math.log(2 * Math.PI) / 2 + Math.log(epsilon);
}

/**
 * Theorem 2.1, first estimate: ‖p^ε − p̄^ε𝓜_{ε,N}‖_{L²(0,t;L¹)} ≤ √ε [E(0) + λ_in t + ½∫₀^t J⁺ + B(t)]^{1/2}.
 */
export function equilibriumDistanceL2(data: BoundData, epsilon: number, t: number): number {
  return Math.sqrt(dissipation(data, epsilon, t));
}

/**
 * Theorem 2.1, second estimate: the bound of Proposition 4.2, whose square root is √(εt)(…), not the √ε·t(…) of the
 * statement as it is usually read.
 */
export function marginalDistance(data: BoundData, epsilon: number, t: number): number {
  return limitDistance(data, epsilon, t);
}
