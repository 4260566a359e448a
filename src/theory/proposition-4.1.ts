import type { BoundData } from './bound-data.ts';
import { integrateLayer } from './layer-quadrature.ts';
import { positionMoment, tumblingFlux } from './proposition-3.2.ts';

/** ∫_{ℝ^d} e^{−|x|/2} dx = |S^{d−1}| Γ(d) 2^d: 4, 8π, 64π. */
export function exponentialMass(dimension: number): number {
  const masses = [Number.NaN, 4, 8 * Math.PI, 64 * Math.PI];
  return masses[dimension] ?? Number.NaN;
}

/**
 * B(t) ≥ −E(t). By Jensen −E ≤ log∫μ − ∫q log μ for any reference density μ(x,v); ν has mass 1 here. Torus: μ = 1,
 * B = log|T|. ℝ^d: μ = e^{−|x|/2}, B = log∫e^{−|x|/2}dx + ½ X₁⁺(t) (end of the proof of 4.1, with ν in place of dv).
 */
export function entropyFloor({ space, X1, V2, lambda2 }: BoundData, t: number): number {
  if (space.domain === 'torus') return space.dimension * Math.log(space.length);
  return Math.log(exponentialMass(space.dimension)) + positionMoment(X1 ?? Number.NaN, V2, lambda2, t) / 2;
}

/** λ_in t + ½∫₀^t J⁺: what tumbling may add to E(t) − E(0) + ε^{−1}∫₀^t I, for ε ≤ 1/λ₀. */
export function energyInput(data: BoundData, epsilon: number, t: number): number {
  return data.lambdaIn * t + integrateLayer((s) => tumblingFlux(data, epsilon, s), t, epsilon) / 2;
}

/**
 * Proposition 4.1: ∫₀^t‖q − q̄𝓜‖² ≤ ∫₀^t I ≤ ε [E(0) + λ_in t + ½∫₀^t J⁺ + B(t)], for ε ≤ 1/λ₀.
 */
export function dissipation(data: BoundData, epsilon: number, t: number): number {
  return epsilon * (data.E + energyInput(data, epsilon, t) + entropyFloor(data, t));
}
