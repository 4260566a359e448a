import type { Measured } from '../../model/measured.ts';
import type { Model } from '../../model/model.ts';
import type { UniformAxis } from '../../model/snapshot.ts';
import { boxOf } from '../../model/space-box.ts';
import { PeriodicResampling } from '../../schemes/external/periodic-resampling.ts';
import { POINTS } from './observation.ts';

/** Densities in (x, v) from grids of any power of two of points to POINTS points, by trigonometric interpolation. */
export class CommonGrid {
  readonly axis: UniformAxis;
  readonly #model: Model;
  readonly #known = new Map<number, PeriodicResampling>();

  constructor(model: Model) {
    const { start, length } = boxOf(model.scenario.space);
    this.axis = { start, spacing: length / POINTS, count: POINTS };
    this.#model = model;
  }

  /** Layout [ix·nv + iv] on both grids; a finer grid is read at every n-th point. */
  resample(values: Float64Array, from: UniformAxis): Float64Array {
    const nv = this.#model.weights.length;
    const out = new Float64Array(POINTS * nv);
    if (from.count >= POINTS) {
      const every = from.count / POINTS;
      for (let i = 0; i < out.length; i++) out[i] = values[Math.floor(i / nv) * every * nv + (i % nv)];
      return out;
    }
    let resampling = this.#known.get(from.count);
    if (resampling === undefined) {
      resampling = new PeriodicResampling(from, this.axis, false);
      this.#known.set(from.count, resampling);
    }
    resampling.apply(values, out, nv);
    return out;
  }
}

/**
 * ‖f − g‖_{L¹(dx ν(dv))} of point values at POINTS points, layout [ix·nv + iv], by the trapezoidal rule; its difference to the
 * rule on every second point is the bar of the kinks.
 */
export function distanceL1(f: Float64Array, g: Float64Array, model: Model): Measured {
  const nv = model.weights.length;
  const spacing = boxOf(model.scenario.space).length / POINTS;
  let all = 0;
  let even = 0;
  for (let i = 0; i < f.length; i++) {
    const term = model.weights[i % nv] * Math.abs(f[i] - g[i]);
    all += term;
    if (Math.floor(i / nv) % 2 === 0) even += term;
  }
  return { value: all * spacing, error: { x: Math.abs(all - 2 * even) * spacing } };
}
