import type { BoundData } from './bound-data.ts';

/** (3.4), (3.8): ∫|v|²q(t) ≤ V₂(0) + λ₂ t. The growth alone is λ₂ t. */
export function velocityMoment(V2: number, lambda2: number, t: number): number {
  return V2 + lambda2 * t;
}

/**
 * (3.5) as growth: X₁(t) − X₁(0) ≤ ∫₀^t √(V₂(0) + λ₂ s) ds = (2/(3λ₂)) [(V₂(0) + λ₂t)^{3/2} − V₂(0)^{3/2}], written
 * as (2t/3)(A² + AB + B²)/(A + B) with A = √(V₂(0) + λ₂t), B = √V₂(0), which holds for λ₂ = 0 as well.
 */
export function positionGrowth(V2: number, lambda2: number, t: number): number {
  const A = Math.sqrt(V2 + lambda2 * t);
  const B = Math.sqrt(V2);
  return A + B === 0 ? 0 : ((2 * t) / 3) * ((A * A + A * B + B * B) / (A + B));
}

/** (3.5): X₁(t) ≤ X₁(0) + growth. */
export function positionMoment(X1: number, V2: number, lambda2: number, t: number): number {
  return X1 + positionGrowth(V2, lambda2, t);
}

/** D(t) = 2λ₀(V₂(0) + λ₂t) + 2λ₂ ≥ ∫|v − v′|² Λ q (theory sheet, section 4). */
export function tumblingMoment({ V2, lambda0, lambda2 }: BoundData, t: number): number {
  return 2 * lambda0 * velocityMoment(V2, lambda2, t) + 2 * lambda2;
}

/** (3.10): J ≤ 2G √(λ₀ D(t) Y) + G² D(t), for a given Y = ∫|y|²q(t). */
export function tumblingFluxOf(data: BoundData, t: number, Y: number): number {
  const D = tumblingMoment(data, t);
  return 2 * data.G * Math.sqrt(data.lambda0 * D * Y) + data.G * data.G * D;
}

/**
 * (3.6): Y(t) ≤ Y(0) e^{−κt} + ((2/ε + 2G²D(t))/κ)(1 − e^{−κt}) =: Y⁺(t), κ = 2/ε − λ₀. Needs ε ≤ 1/λ₀ (κ > 0 is what
 * is used). NaN for κ ≤ 0, so that it can never bound anything there.
 */
export function internalMoment(data: BoundData, epsilon: number, t: number): number {
  const kappa = 2 / epsilon - data.lambda0;
  if (!(kappa > 0)) return Number.NaN;
  const source = 2 / epsilon + 2 * data.G * data.G * tumblingMoment(data, t);
  return data.Y * Math.exp(-kappa * t) + (source / kappa) * -Math.expm1(-kappa * t);
}

/** (3.7): J ≤ 2G √(λ₀ D Y⁺) + G² D =: J⁺. */
export function tumblingFlux(data: BoundData, epsilon: number, t: number): number {
  return tumblingFluxOf(data, t, internalMoment(data, epsilon, t));
}

/** The ε₀ of (3.6): ε ≤ 1/λ₀. */
export function largestEpsilon(lambda0: number): number {
  return 1 / lambda0;
}
