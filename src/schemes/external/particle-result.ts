import type { Model } from '../../model/model.ts';
import type { ParticleSnapshot } from '../../model/snapshot.ts';
import { boxOf } from '../../model/space-box.ts';
import { requireFinite, requireShape, take } from './array-checks.ts';
import type { NumericArray } from './npy.ts';
import type { ResultArrays } from './result-arrays.ts';
import { SchemeFailure } from './scheme-failure.ts';

/** Velocities in float32 are this inexact. */
const INEXACT = 1e-5;

/**
 * Snapshots of particles that a program wrote as x, v, m and perhaps w, d = 1.
 * @returns the snapshot at times[k]
 * @throws SchemeFailure that names the array
 */
export function particleSnapshots(
  arrays: ResultArrays,
  model: Model,
  epsilon: number,
  times: Float64Array,
): (k: number) => ParticleSnapshot {
  const [x, v, m] = ['x', 'v', 'm'].map((name, i) => {
    const array = take(arrays, name);
    const count = i === 0 ? 'any' : take(arrays, 'x').shape[1];
    requireShape(arrays.place(name), array, [times.length, count], 't, particle');
    requireFinite(arrays.place(name), array, times);
    return array;
  });
  const n = x.shape[1];
  if (!(n >= 2)) throw new SchemeFailure(`${arrays.place('x')}: has ${n} particles, expected 2 or more`);
  const w = arrays.get('w');
  if (w) {
    const place = arrays.place('w');
    requireShape(place, w, w.shape.length === 1 ? [n] : [times.length, n], 't, particle, or particle alone');
    requireFinite(place, w);
  }
  const { start, length } = boxOf(model.scenario.space);
  const onTorus = model.scenario.space.domain === 'torus';
  const at = (array: NumericArray, k: number): Float64Array => array.values.slice(k * n, (k + 1) * n);
  return (k) => {
    const positions = at(x, k);
    if (onTorus) for (let i = 0; i < n; i++) positions[i] -= length * Math.floor((positions[i] - start) / length);
    return {
      level: 'particles',
      time: times[k],
      epsilon,
      positions,
      velocityIndex: indices(at(v, k), model, arrays.place('v'), times[k]),
      internal: at(m, k),
      weights: w ? at(w, w.shape.length === 1 ? 0 : k) : new Float64Array(n).fill(1 / n),
    };
  };
}

function indices(values: Float64Array, model: Model, place: string, time: number): Int32Array {
  const speeds = model.velocities.map(([speed]) => speed);
  return Int32Array.from(values, (value, i) => {
    const index = speeds.findIndex((speed) => Math.abs(speed - value) <= INEXACT * Math.max(1, Math.abs(speed)));
    if (index < 0)
      throw new SchemeFailure(
        `${place}: particle ${i} has ${value} at t = ${Number(time.toPrecision(6))}, which is none of velocities.values = [${speeds.slice(0, 8).join(', ')}]`,
      );
    return index;
  });
}
