import type { BoundData } from './bound-data.ts';
import { gaussianDistance, integral, panels, unscaledVariance } from './closed-forms.ts';
import { integrateLayer } from './layer-quadrature.ts';
import { tumblingMoment } from './proposition-3.2.ts';
import { entropyFloor } from './proposition-4.1.ts';

/** θ = √(ε² + (1 − ε²)e^{−2t/ε}), for which y = (m−N)/θ keeps the form of (1.9) with ε/θ² for 1/ε. */
export const theta = (epsilon: number, t: number): number => Math.sqrt(unscaledVariance(epsilon, t));

/** τ(t) = ∫₀ᵗε/θ² ds = ½ log(1 + ε²(e^{2t/ε} − 1)): the clock of the Fokker–Planck operator in the θ-frame. */
export const thetaClock = (epsilon: number, t: number): number =>
  0.5 * Math.log1p(epsilon * epsilon * Math.expm1((2 * t) / epsilon));

/**
 * ∫p₀ log p₀ from the relative energy in y = (m−M₀)/ε: E = ∫p₀ log p₀ + Y/2 + ½log 2π + log ε (Section 5, corrected).
 * This is what (2.3) as printed bounds.
 */
export const literalEntropy = (E: number, Y: number, epsilon: number): number =>
  E - Y / 2 - Math.log(2 * Math.PI) / 2 - Math.log(epsilon);

/** E_θ(0) = ∫p₀ log p₀ + ½∫|m−M₀|²p₀ + ½log 2π, because θ(0) = 1: bounded under (2.3), whatever (2.4). */
export const thetaEnergy = (E: number, Y: number, epsilon: number): number =>
  literalEntropy(E, Y, epsilon) + (epsilon * epsilon * Y) / 2 + Math.log(2 * Math.PI) / 2;

/**
 * (3.6) in the θ-frame. A tumble moves y by (ε/θ)(u(v′) − u(v)), so J_θ ≤ 2(ε/θ)G√(λ₀DY_θ) + (ε/θ)²G²D, and by Young
 * Y_θ′ ≤ 2ε/θ² − (ε/θ²)(2 − ελ₀)Y_θ + 2G²D: Y_θ(t) ≤ Y_θ(0)e^{−cτ} + (2/c)(1 − e^{−cτ}) + 2G²D(t)t, c = 2 − ελ₀.
 * NaN for ε ≥ 2/λ₀.
 */
export function thetaInternalMoment(data: BoundData, epsilon: number, t: number): number {
  const c = 2 - epsilon * data.lambda0;
  if (!(c > 0)) return Number.NaN;
  const fading = c * thetaClock(epsilon, t);
  const initial = epsilon * epsilon * data.Y;
  return (
    initial * Math.exp(-fading) + (2 / c) * -Math.expm1(-fading) + 2 * data.G * data.G * tumblingMoment(data, t) * t
  );
}

/** (3.7) in the θ-frame: J_θ ≤ 2(ε/θ)G√(λ₀DY_θ⁺) + (ε/θ)²G²D. */
function thetaFlux(data: BoundData, epsilon: number, t: number): number {
  const D = tumblingMoment(data, t);
  const jump = (epsilon / theta(epsilon, t)) * data.G;
  return 2 * jump * Math.sqrt(data.lambda0 * D * thetaInternalMoment(data, epsilon, t)) + jump * jump * D;
}

/**
 * Proposition 4.1 in the θ-frame: ∫₀ᵗ(ε/θ²)‖q−q̄𝓜‖² ≤ ∫₀ᵗ(ε/θ²)I ≤ E_θ(0) + λ_in t + ½∫₀ᵗJ_θ⁺ + B(t). The relative energy
 * `E` and `Y` of the data are those in y = (m−M₀)/ε.
 */
export function thetaDissipation(data: BoundData, epsilon: number, t: number): number {
  return (
    thetaEnergy(data.E, data.Y, epsilon) +
    data.lambdaIn * t +
    integrateLayer((s) => thetaFlux(data, epsilon, s), t, epsilon) / 2 +
    entropyFloor(data, t)
  );
}

/**
 * First estimate for data that are not prepared, with R = `thetaDissipation`:
 * ∫₀ᵗ‖p−p̄𝓜_{ε,N}‖² ≤ 4ε|log ε| + ε(√(2R) + √c)². Up to ε|log ε| the norm is at most 2; afterwards θ² ≤ 2ε², so that
 * ∫‖q−q̄𝓜‖² ≤ 2εR, and ∫‖𝓜_{θ,N}−𝓜_{ε,N}‖² ≤ cε with c = ∫₀^∞‖𝒩(0, 1+(1−ε²)e^{−2s}) − 𝒩(0,1)‖²ds.
 */
export function unpreparedDistanceSquare(data: BoundData, epsilon: number, t: number): number {
  const log = Math.abs(Math.log(epsilon));
  const late = integral(
    (s) => gaussianDistance(Math.sqrt(1 + (1 - epsilon * epsilon) * Math.exp(-2 * s))) ** 2,
    panels(0, 20, 40),
  );
  const rest = Math.sqrt(2 * thetaDissipation(data, epsilon, t)) + Math.sqrt(late.value + (late.error.y ?? 0));
  return 4 * epsilon * Math.min(log, t / epsilon) + epsilon * rest * rest;
}
