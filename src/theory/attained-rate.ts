import { compile } from '../model/compile-expression.ts';
import { erf } from '../model/erf.ts';
import { gaussLegendre } from '../model/quadrature.ts';
import type { Profile } from '../model/scenario.ts';
import type { BoundData } from './bound-data.ts';
import { tumblingMoment } from './proposition-3.2.ts';

/** ∫|y|𝓜 = √(2/π). */
const MEAN_SIZE = Math.sqrt(2 / Math.PI);

/** One Gaussian of a law in y. */
export interface GaussianPart {
  readonly weight: number;
  readonly mean: number;
  readonly deviation: number;
}

/** The Gaussians that the law of y at t = 0 is made of; `undefined` for a law given by its density. */
export function gaussianParts(profile: Profile, epsilon: number): GaussianPart[] | undefined {
  if (profile.type !== 'mixture') return undefined;
  return profile.components.map(({ weight, mean, deviation }) => ({
    weight,
    mean: compile(mean.expr, ['epsilon']).at(epsilon),
    deviation: compile(deviation.expr, ['epsilon']).at(epsilon),
  }));
}

/** Cells in which sign changes are looked for, and the deviations around every mean that they cover. */
const CELLS = 96;
const REACH = 9;
const BISECTIONS = 45;

/**
 * ℓ(τ) = ‖e^{τL}(h − 𝓜)‖_{L¹(dy)}, Lf = ∂_y(yf + ∂_yf), for a mixture h of Gaussians: mean μ and variance s² become e^{−τ}μ
 * and 1 + (s² − 1)e^{−2τ}. The sum of |ΔF| over sign changes, F the distribution function of the difference: never more
 * than the norm, and less only where two sign changes fall into one cell.
 */
export function relaxingDistance(parts: readonly GaussianPart[], tau: number): number {
  const decay = Math.exp(-tau);
  const relaxed = parts.map(({ weight, mean, deviation }) => ({
    weight,
    mean: decay * mean,
    deviation: Math.sqrt(1 + (deviation * deviation - 1) * decay * decay),
  }));
  const difference = [...relaxed, { weight: -1, mean: 0, deviation: 1 }];
  const density = (y: number): number =>
    difference.reduce((sum, { weight, mean, deviation }) => {
      const a = (y - mean) / deviation;
      return sum + (weight / deviation) * Math.exp(-0.5 * a * a);
    }, 0);
  const distribution = (y: number): number =>
    difference.reduce(
      (sum, { weight, mean, deviation }) => sum + (weight / 2) * erf((y - mean) / (Math.SQRT2 * deviation)),
      0,
    );
  const low = Math.min(...difference.map(({ mean, deviation }) => mean - REACH * deviation));
  const high = Math.max(...difference.map(({ mean, deviation }) => mean + REACH * deviation));
  let sum = 0;
  let last = distribution(low);
  const turn = (y: number): void => {
    const next = distribution(y);
    sum += Math.abs(next - last);
    last = next;
  };
  let left = low;
  let before = density(low);
  for (let i = 1; i <= CELLS; i++) {
    const right = low + ((high - low) * i) / CELLS;
    const after = density(right);
    // A zero on an edge belongs to a wider cell.
    if (after === 0) continue;
    if (before * after < 0) {
      let [a, b] = [left, right];
      for (let k = 0; k < BISECTIONS; k++) {
        const middle = (a + b) / 2;
        if (density(middle) * before > 0) a = middle;
        else b = middle;
      }
      turn((a + b) / 2);
    }
    left = right;
    before = after;
  }
  turn(high);
  return sum;
}

/**
 * ‖∫₀^t e^{(t−s)L/ε}(Q̃ − 𝓜∫Q̃dy)ds‖ ≤ ε√(2/π) arccos(e^{−t/ε}) sup_{s≤t}∫|y||Q̃ − 𝓜∫Q̃dy|, by coupling two
 * Ornstein–Uhlenbeck laws (N1 of the theory sheet), ∫₀^τ(e^{2r} − 1)^{−1/2}dr = arccos(e^{−τ}), and the supremum at most
 * 2λ₀√Y_m + G√(λ₀D(t)) + 2√(2/π)λ₀ with Y_m = max(Y(0), (2/ε + 2G²D(t))/(2/ε − λ₀)) from (3.6); ε < 2/λ₀.
 */
export function tumblingShare(data: BoundData, epsilon: number, t: number): number {
  const { lambda0, G, Y } = data;
  const D = tumblingMoment(data, t);
  const largestY = Math.max(Y, (2 / epsilon + 2 * G * G * D) / (2 / epsilon - lambda0));
  const source = 2 * lambda0 * Math.sqrt(largestY) + G * Math.sqrt(lambda0 * D) + 2 * MEAN_SIZE * lambda0;
  return epsilon * MEAN_SIZE * Math.acos(Math.exp(-t / epsilon)) * source;
}

/** Beyond this many units of t/ε nothing of ℓ is left. */
const LAYER = 40;

/**
 * Not in the paper: g = q − q̄𝓜 is at least what transport and relaxation leave of its initial value, minus what tumbling
 * has added, so ∫₀^t‖g‖²ds ≥ ∫₀^t[ℓ(s/ε) − share(s)]₊²ds, at every t of `times` (increasing, first 0). By Gauss
 * quadrature with `nodes` points between two times. Decreases when the share grows.
 */
export function layerSquare(
  parts: readonly GaussianPart[],
  epsilon: number,
  times: readonly number[],
  nodes: number,
  share: (t: number) => number,
): number[] {
  const rule = gaussLegendre(nodes);
  let sum = 0;
  return times.map((time, i) => {
    const from = i === 0 ? 0 : times[i - 1];
    if (from > LAYER * epsilon) return sum;
    const half = (time - from) / 2;
    for (let g = 0; g < nodes && half > 0; g++) {
      const t = from + half * (1 + rule.nodes[g]);
      sum += half * rule.weights[g] * Math.max(0, relaxingDistance(parts, t / epsilon) - share(t)) ** 2;
    }
    return sum;
  });
}
