import type { Model } from '../model/model.ts';
import { boxOf } from '../model/space-box.ts';

/** One (t, x, v) at which an identity along a characteristic is evaluated; `iv` is the index of v. */
export interface PathPoint {
  readonly time: number;
  readonly position: readonly number[];
  readonly iv: number;
}

/** Times in units of ε, inside the initial layer and beyond; the last time of the scenario is added. */
const LAYER_TIMES = [0.1, 1, 4, 16];
/** Irrational shares of the period or the box: no symmetry of a signal is hit by accident. */
const SHARES = [0.137, 0.414, 0.618, 0.866];

/** A few points of the initial layer and of the end, for every velocity. */
export function pathPoints(model: Model, epsilon: number): PathPoint[] {
  const { space, time: end } = model.scenario;
  const { start, length: width } = boxOf(space);
  const times = [...LAYER_TIMES.map((s) => s * epsilon).filter((t) => t < end), end];
  return times.flatMap((time) =>
    SHARES.flatMap((share) =>
      model.velocities.map((_, iv) => {
        const position = Array.from({ length: model.dimension }, (_, j) => start + width * ((share * (j + 1)) % 1));
        return { time, position, iv };
      }),
    ),
  );
}

/** "x = 0.137, v = 1". */
export function placeOf({ position, iv }: PathPoint, model: Model): string {
  return `x = ${vectorText(position)}, v = ${vectorText(model.velocities[iv])}`;
}

/** "0.137", or "(0.137, 0.274)". */
export const vectorText = (components: readonly number[]): string =>
  components.length === 1 ? short(components[0]) : `(${components.map(short).join(', ')})`;

const short = (value: number): string => String(Number(value.toPrecision(4)));

/** f(t, x, v) for many x at once, as the model gives it. */
type Field = (t: number, x: Float64Array, v: readonly number[], out: Float64Array) => void;

/** f at (t − back, x − back·v), a point of the characteristic through (t, x, v). */
export function alongPath(model: Model, field: Field, { time, position, iv }: PathPoint, back: number): number {
  const v = model.velocities[iv];
  const out = new Float64Array(1);
  field(
    Math.max(0, time - back),
    Float64Array.from(position, (c, j) => c - back * v[j]),
    v,
    out,
  );
  return out[0];
}
