import type { BoundData } from './bound-data.ts';
import { tumblingMoment } from './proposition-3.2.ts';

/**
 * (3.6) with the constants of the printed proof: its differential inequality has 1/ε where 2/ε is due. Otherwise as
 * `internalMoment`; NaN for κ = 2/ε − λ₀ ≤ 0.
 */
export function printedInternalMoment(data: BoundData, epsilon: number, t: number): number {
  const kappa = 2 / epsilon - data.lambda0;
  if (!(kappa > 0)) return Number.NaN;
  const source = 1 / epsilon + 2 * data.G * data.G * tumblingMoment(data, t);
  return data.Y * Math.exp(-kappa * t) + (source / kappa) * -Math.expm1(-kappa * t);
}
