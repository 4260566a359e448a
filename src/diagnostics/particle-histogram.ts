import type { Model } from '../model/model.ts';
import type { ParticleSnapshot, UniformAxis } from '../model/snapshot.ts';
import { boxOf } from '../model/space-box.ts';

/** Averages of ρ(x, v) over the cells of `x`, layout [ix·nv + iv], densities with respect to dx ν(dv). */
export interface Histogram {
  /** `start` is the left edge of the first cell, `spacing` the width of a cell. */
  readonly x: UniformAxis;
  readonly values: Float64Array;
  /** Ends of the 95 % interval of each cell average (not simultaneous). */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Mass outside of all cells. */
  readonly outside: number;
}

/** The 97.5 % point of the standard Gaussian. */
const CONFIDENCE = 1.96;

/**
 * Histogram of (x, v) with Wilson's intervals, which keep their level in cells with few particles and are not empty in cells with
 * none (E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927) 209–212). The number of particles is 1/Σw² for weights of mass 1.
 */
export function histogram(model: Model, snapshot: ParticleSnapshot, cells: number): Histogram {
  const { space } = model.scenario;
  const { start, length: width } = boxOf(space);
  const nv = model.weights.length;
  const spacing = width / cells;
  const { positions, velocityIndex, weights } = snapshot;
  const mass = new Float64Array(cells * nv);
  let outside = 0;
  let squares = 0;
  for (let i = 0; i < positions.length; i++) {
    squares += weights[i] * weights[i];
    const cell = Math.floor((positions[i] - start) / spacing);
    // On a torus only round-off can lead past an end.
    const ix = space.domain === 'torus' ? ((cell % cells) + cells) % cells : cell;
    if (ix >= 0 && ix < cells) mass[ix * nv + velocityIndex[i]] += weights[i];
    else outside += weights[i];
  }
  const n = 1 / squares;
  const z2 = CONFIDENCE * CONFIDENCE;
  const ends = (sign: number): Float64Array =>
    mass.map((p, at) => {
      const centre = p + z2 / (2 * n);
      const half = CONFIDENCE * Math.sqrt(Math.max(0, p * (1 - p)) / n + z2 / (4 * n * n));
      return (centre + sign * half) / (1 + z2 / n) / (spacing * model.weights[at % nv]);
    });
  return {
    x: { start, spacing, count: cells },
    values: mass.map((p, at) => p / (spacing * model.weights[at % nv])),
    lower: ends(-1).map((value) => Math.max(0, value)),
    upper: ends(1),
    outside,
  };
}
