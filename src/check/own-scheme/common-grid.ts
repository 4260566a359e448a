import type { Measured } from '../../model/measured.ts';
import type { Model } from '../../model/model.ts';
import type { UniformAxis } from '../../model/snapshot.ts';
import { boxOf } from '../../model/space-box.ts';
import { PeriodicResampling } from '../../schemes/external/periodic-resampling.ts';
import { type Observation, POINTS } from './observation.ts';

/** Densities from grids of any power of two of points in x to POINTS points, by trigonometric interpolation. */
export class CommonGrid {
  readonly axis: UniformAxis;
  readonly #model: Model;
  readonly #known = new Map<number, PeriodicResampling>();

  constructor(model: Model) {
    const { start, length } = boxOf(model.scenario.space);
    this.axis = { start, spacing: length / POINTS, count: POINTS };
    this.#model = model;
  }

  /**
   * Layout [(ix·nv + iv)·inner + j] on both grids; a finer grid is read at every n-th point.
   * @param inner values for each x and v
   */
  resample(values: Float64Array, from: UniformAxis, inner = 1): Float64Array {
    const row = this.#model.weights.length * inner;
    const out = new Float64Array(POINTS * row);
    if (from.count >= POINTS) {
      const every = from.count / POINTS;
      for (let ix = 0; ix < POINTS; ix++) out.set(values.subarray(ix * every * row, (ix * every + 1) * row), ix * row);
      return out;
    }
    let resampling = this.#known.get(from.count);
    if (resampling === undefined) {
      resampling = new PeriodicResampling(from, this.axis, false);
      this.#known.set(from.count, resampling);
    }
    resampling.apply(values, out, row);
    return out;
  }
}

/**
 * ‖f − g‖_{L¹} of point values at POINTS points, layout [(ix·nv + iv)·inner + j] with respect to dx ν(dv) and, with `inner`, dy or
 * dm; by the trapezoidal rule, whose difference to the rule on every second point in x is the bar of the kinks.
 */
export function distanceL1(
  f: Float64Array,
  g: Float64Array,
  model: Model,
  inner: NonNullable<Observation['inner']> = { count: 1, spacing: 1 },
): Measured {
  const nv = model.weights.length;
  const cell = (boxOf(model.scenario.space).length / POINTS) * inner.spacing;
  let all = 0;
  let even = 0;
  for (let row = 0; row < POINTS * nv; row++) {
    let sum = 0;
    for (let i = row * inner.count; i < (row + 1) * inner.count; i++) sum += Math.abs(f[i] - g[i]);
    const term = model.weights[row % nv] * sum;
    all += term;
    if (Math.floor(row / nv) % 2 === 0) even += term;
  }
  return { value: all * cell, error: { x: Math.abs(all - 2 * even) * cell } };
}
