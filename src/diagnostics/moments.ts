import type { Model } from '../model/model.ts';
import { cellVolume } from '../model/position-grid.ts';
import type { FullSnapshot, UniformAxis } from '../model/snapshot.ts';
import type { Reading } from './reading.ts';

/** ρ(x, v) = ∫q dy by the trapezoidal rule; layout [ix·nv + iv]. */
export function marginal(snapshot: FullSnapshot): Float64Array {
  const { y, values } = snapshot;
  const out = new Float64Array(values.length / y.count);
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let j = row * y.count; j < (row + 1) * y.count; j++) sum += values[j];
    out[row] = sum * y.spacing;
  }
  return out;
}

/** ∫ f dx ν(dv) of point values [ix·nv + iv] with a weight for each velocity. */
function integrate(values: Float64Array, cell: number, weights: readonly number[]): number {
  const nv = weights.length;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * weights[i % nv];
  return sum * cell;
}

/** Mass and V₂ = ∫|v|² of a marginal. */
export function marginalMoments(values: Float64Array, x: UniformAxis, model: Model): { mass: Reading; V2: Reading } {
  const squares = model.weights.map((w, iv) => w * model.velocities[iv].reduce((sum, c) => sum + c * c, 0));
  const cell = cellVolume(x, model.dimension);
  return { mass: { value: integrate(values, cell, model.weights) }, V2: { value: integrate(values, cell, squares) } };
}

/**
 * X₁ = ∫|x|q for a box [−L, L) of the line: the density is interpolated by trigonometric polynomials and |x|, with its kink at 0, is
 * integrated against them exactly: ∫|x|e^{iκx}dx = 2((−1)^k − 1)/κ² for κ = πk/L.
 */
export function absoluteMomentWeights(x: UniformAxis): Float64Array {
  const n = x.count;
  const L = (n * x.spacing) / 2;
  return Float64Array.from({ length: n }, (_, i) => {
    const at = x.start + i * x.spacing;
    let sum = L * L;
    for (let k = 1; k < n / 2; k += 2) {
      const kappa = (Math.PI * k) / L;
      sum -= (8 * Math.cos(kappa * at)) / (kappa * kappa);
    }
    return sum / n;
  });
}

/** Share of the box at each end in which mass counts as having reached the edge. */
const EDGE = 0.05;

/**
 * X₁ of a marginal, given the weights of `absoluteMomentWeights` or `radialWeights`. The box is periodic: mass that reaches
 * an edge comes back at the other one, so mass near the edges, times the largest |x| difference it can make, is the floor
 * of X₁.
 */
export function absoluteMoment(values: Float64Array, x: UniformAxis, weightsX: Float64Array, model: Model): Reading {
  const nv = model.weights.length;
  const d = model.dimension;
  const cell = cellVolume(x, d);
  const margin = Math.ceil(EDGE * x.count);
  const isMargin = (i: number): boolean => i < margin || i >= x.count - margin;
  let sum = 0;
  let edge = 0;
  for (let ix = 0; ix < weightsX.length; ix++) {
    let nearEdge = false;
    for (let j = 0, rest = ix; j < d; j++, rest = Math.floor(rest / x.count))
      if (isMargin(rest % x.count)) nearEdge = true;
    for (let iv = 0; iv < nv; iv++) {
      const density = model.weights[iv] * values[ix * nv + iv];
      sum += weightsX[ix] * density;
      if (nearEdge) edge += Math.abs(density) * cell;
    }
  }
  return { value: sum, floor: edge * x.count * x.spacing * Math.sqrt(d) };
}

/** Y = ∫|y|²q. */
export function internalMoment(snapshot: FullSnapshot, model: Model): Reading {
  const { x, y, values } = snapshot;
  const nv = model.weights.length;
  let total = 0;
  for (let row = 0; row * y.count < values.length; row++) {
    let sum = 0;
    for (let j = 0; j < y.count; j++) {
      const at = y.start + j * y.spacing;
      sum += values[row * y.count + j] * at * at;
    }
    total += sum * model.weights[row % nv];
  }
  return { value: total * y.spacing * cellVolume(x, model.dimension) };
}
