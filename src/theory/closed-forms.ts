import { erf } from '../model/erf.ts';
import type { Measured } from '../model/measured.ts';
import { compositeGauss } from '../model/quadrature.ts';

/** ∫f over the panels between `edges`: 16 Gauss nodes in each; the bar is the difference to 12 nodes. */
export function integral(f: (s: number) => number, edges: readonly number[]): Measured {
  const at = (n: number): number => {
    const { nodes, weights } = compositeGauss(edges, n);
    return nodes.reduce((sum, node, i) => sum + weights[i] * f(node), 0);
  };
  const value = at(16);
  return { value, error: { y: Math.abs(value - at(12)) } };
}

/** Edges of `count` equal panels of [from, to]. */
export const panels = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);

/** ‖𝒩(0,r²) − 𝒩(0,1)‖_{L¹} = 2[erf(a/√2) − erf(a/(r√2))], a² = 2 log r/(1 − r⁻²), for r ≥ 1. */
export function gaussianDistance(r: number): number {
  if (!(r > 1)) return r === 1 ? 0 : Number.NaN;
  // log r / (1 − r⁻²) without cancellation next to r = 1.
  const excess = r * r - 1;
  const a = Math.sqrt((Math.log1p(excess) * r * r) / excess);
  return 2 * (erf(a / Math.SQRT2) - erf(a / (r * Math.SQRT2)));
}

/**
 * Variance of the Ornstein–Uhlenbeck process for M ≡ 0, dm = −m dt/ε + √(2ε) dW, started with variance 1:
 * θ² = ε² + (1 − ε²)e^{−2t/ε}.
 */
export const unscaledVariance = (epsilon: number, t: number): number =>
  epsilon * epsilon + (1 - epsilon * epsilon) * Math.exp((-2 * t) / epsilon);

/**
 * ε^{−1}∫₀^∞‖p − p̄𝓜_{ε,N}‖² dt for M ≡ 0 and data 𝒩(0,1) in m: with σ = t/ε the law of y is 𝒩(0, 1 + (ε⁻² − 1)e^{−2σ}).
 */
export function unpreparedSquare(epsilon: number): Measured {
  const end = Math.log(1 / epsilon) + 20;
  return integral(
    (s) => gaussianDistance(Math.sqrt(1 + (epsilon ** -2 - 1) * Math.exp(-2 * s))) ** 2,
    panels(0, end, 4 * Math.ceil(end)),
  );
}

/** r log r, 0 at 0. */
export const entropyDensity = (r: number): number => (r > 0 ? r * Math.log(r) : 0);

/** Density of 𝒩(mean, deviation²). */
export const gaussian = (y: number, mean = 0, deviation = 1): number =>
  Math.exp(-0.5 * ((y - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));

/** Largest ε·10^{−k}, k = 0 … count − 1: where a supremum over ε → 0 is looked for in closed form. */
export const decades = (largest: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => Number((largest * 10 ** -k).toPrecision(3)));
