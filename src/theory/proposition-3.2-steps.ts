import type { BoundData } from './bound-data.ts';
import { tumblingMoment } from './proposition-3.2.ts';

/** D(t) = A + Bt: A = 2λ₀V₂(0) + 2λ₂, B = 2λ₀λ₂. */
const parts = ({ V2, lambda0, lambda2 }: BoundData): { readonly A: number; readonly B: number } => ({
  A: 2 * lambda0 * V2 + 2 * lambda2,
  B: 2 * lambda0 * lambda2,
});

/** Young's inequality in (3.10): J ≤ λ₀Y + 2G²D(t). */
export function youngFlux(data: BoundData, t: number, Y: number): number {
  return data.lambda0 * Y + 2 * data.G * data.G * tumblingMoment(data, t);
}

/** The same over [0, t]: λ₀∫Y + 2G²∫D, ∫D = At + Bt²/2. */
export function youngFluxIntegral(data: BoundData, t: number, integralOfY: number): number {
  const { A, B } = parts(data);
  return data.lambda0 * integralOfY + 2 * data.G * data.G * (A * t + (B * t * t) / 2);
}

/** κ ∫₀^t s e^{−κ(t−s)} ds = t − (1 − e^{−κt})/κ. */
export const fadingRamp = (kappa: number, t: number): number => t + Math.expm1(-kappa * t) / kappa;

/**
 * Y′ ≤ −κY + 2/ε + 2G²D(t) integrated exactly, κ = 2/ε − λ₀:
 * Y ≤ Y(0)e^{−κt} + ((2/ε + 2G²A)/κ)(1 − e^{−κt}) + (2G²B/κ)(t − (1 − e^{−κt})/κ). NaN for κ ≤ 0.
 */
export function internalMomentIntegrated(data: BoundData, epsilon: number, t: number): number {
  const kappa = 2 / epsilon - data.lambda0;
  if (!(kappa > 0)) return Number.NaN;
  const { A, B } = parts(data);
  const square = 2 * data.G * data.G;
  return (
    data.Y * Math.exp(-kappa * t) +
    ((2 / epsilon + square * A) / kappa) * -Math.expm1(-kappa * t) +
    ((square * B) / kappa) * fadingRamp(kappa, t)
  );
}

/** The constant C of the printed proof of (3.6): max(λ₀, 2G²A, 2G²B). */
export function proofConstant(data: BoundData): number {
  const { A, B } = parts(data);
  return Math.max(data.lambda0, 2 * data.G * data.G * Math.max(A, B));
}

/** Last line of the proof of (3.6) with its constant corrected, ε ≤ 1/C: Y ≤ Y(0)e^{−t/ε} + 3 + Cεt. */
export function internalMomentSimple(data: BoundData, epsilon: number, t: number): number {
  return data.Y * Math.exp(-t / epsilon) + 3 + proofConstant(data) * epsilon * t;
}

/** (3.10) with that and √(a+b+c) ≤ √a + √b + √c: J ≤ 2G√(λ₀D)(√Y(0) e^{−t/2ε} + √3 + √(Cεt)) + G²D. */
export function tumblingFluxSimple(data: BoundData, epsilon: number, t: number): number {
  const D = tumblingMoment(data, t);
  const root =
    Math.sqrt(data.Y) * Math.exp(-t / (2 * epsilon)) + Math.sqrt(3) + Math.sqrt(proofConstant(data) * epsilon * t);
  return 2 * data.G * Math.sqrt(data.lambda0 * D) * root + data.G * data.G * D;
}
