import { pointCount } from '../model/position-grid.ts';
import { gaussLegendre } from '../model/quadrature.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import { type WaveVectors, waveVectors } from '../model/wave-vectors.ts';
import { absoluteMomentWeights } from './moments.ts';
import { signWeights } from './position-drift.ts';

/** Weights at the points of the product grid. */
export interface RadialWeights {
  /** Of ∫|x| f dx. */
  readonly modulus: Float64Array;
  /** Of ∫(x_j/|x|) f dx, for every j. */
  readonly direction: readonly Float64Array[];
}

/** More nodes than half-waves of the highest mode on [0, L]: Gauss–Legendre then is exact to round-off. */
const SPARE_NODES = 14;

/** Weights of integrals with the singularity of |x| at 0 over the box [−L, L)^d. */
export function radialWeights(x: UniformAxis, dimension: number): RadialWeights {
  return dimension === 1
    ? { modulus: absoluteMomentWeights(x), direction: [signWeights(x)] }
    : weightsAroundCorner(x, dimension);
}

/**
 * d = 2 or 3: f is interpolated by trigonometric
 * polynomials, and ∫|x|e^{iκ·x}dx = 2^d∫_{[0,L]^d}|x|Πcos(κ_j x_j), ∫(x_j/|x|)e^{iκ·x}dx likewise with i sin(κ_j x_j), are
 * done on the d pyramids where one coordinate is the largest, r: the others are r·s, |x| = r√(1 + |s|²), and the
 * integrands are analytic in (r, s) (M. G. Duffy, SIAM J. Numer. Anal. 19 (1982) 1260–1262).
 */
function weightsAroundCorner(x: UniformAxis, dimension: number): RadialWeights {
  const points = pointCount(x, dimension);
  const half = x.count / 2;
  const L = half * x.spacing;
  const integrals = quadrantIntegrals(half, L, dimension);
  const waves = waveVectors(x.count, dimension, half - 1);
  const modulus = new Float64Array(points);
  const direction = Array.from({ length: dimension }, () => new Float64Array(points));
  // e^{iκ x_j} at the grid points of one coordinate, κ = πk/L.
  const angle = (k: number, i: number): number => (Math.PI * k * (x.start + i * x.spacing)) / L;
  for (let ix = 0; ix < points; ix++) {
    const index = Array.from(
      { length: dimension },
      (_, j) => Math.floor(ix / x.count ** (dimension - 1 - j)) % x.count,
    );
    for (let w = 0; w < waves.count; w++) {
      const [k, at] = modeOf(waves, w, dimension, half);
      let phase = 0;
      for (let j = 0; j < dimension; j++) phase += angle(k[j], index[j]);
      const share = (w === 0 ? 1 : 2) / points;
      modulus[ix] += share * integrals.modulus[at] * Math.cos(phase);
      for (let j = 0; j < dimension; j++)
        direction[j][ix] += share * Math.sign(k[j]) * integrals.direction[j][at] * Math.sin(phase);
    }
  }
  return { modulus, direction };
}

/** Components of wave vector w, and where the integrals of |k_j| stand. */
function modeOf({ components }: WaveVectors, w: number, dimension: number, half: number): [Float64Array, number] {
  const k = components.subarray(w * dimension, (w + 1) * dimension);
  return [k, k.reduce((at, c) => at * half + Math.abs(c), 0)];
}

/** 2^d∫_{[0,L]^d} of |x|Πcos(κ_j x_j), and of (x_j/|x|) sin(κ_j x_j)Π_{i≠j}cos(κ_i x_i), for 0 ≤ k_j < half. */
function quadrantIntegrals(half: number, L: number, dimension: number): RadialWeights {
  const rule = gaussLegendre(half + SPARE_NODES);
  const n = rule.nodes.length;
  const unit = Array.from(rule.nodes, (node) => (1 + node) / 2);
  const modes = half ** dimension;
  const modulus = new Float64Array(modes);
  const direction = Array.from({ length: dimension }, () => new Float64Array(modes));
  const cosines = Array.from({ length: dimension }, () => new Float64Array(half));
  const sines = Array.from({ length: dimension }, () => new Float64Array(half));
  for (let largest = 0; largest < dimension; largest++) {
    for (let q = 0; q < n ** dimension; q++) {
      const at = Array.from({ length: dimension }, (_, j) => Math.floor(q / n ** j) % n);
      const r = L * unit[at[largest]];
      const position = at.map((i, j) => (j === largest ? r : r * unit[i]));
      const modulusHere = Math.hypot(...position);
      // dx = r^{d−1} dr ds.
      let weight = L * r ** (dimension - 1);
      for (const i of at) weight *= rule.weights[i];
      position.forEach((c, j) => {
        for (let k = 0; k < half; k++) {
          cosines[j][k] = Math.cos((Math.PI * k * c) / L);
          sines[j][k] = Math.sin((Math.PI * k * c) / L);
        }
      });
      for (let mode = 0; mode < modes; mode++) {
        const k = position.map((_, j) => Math.floor(mode / half ** (dimension - 1 - j)) % half);
        let product = weight;
        for (let j = 0; j < dimension; j++) product *= cosines[j][k[j]];
        modulus[mode] += product * modulusHere;
        for (let j = 0; j < dimension; j++) {
          let odd = (weight * sines[j][k[j]] * position[j]) / modulusHere;
          for (let i = 0; i < dimension; i++) if (i !== j) odd *= cosines[i][k[i]];
          direction[j][mode] += odd;
        }
      }
    }
  }
  return { modulus, direction };
}
