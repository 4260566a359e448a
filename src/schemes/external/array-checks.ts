import type { UniformAxis } from '../../model/snapshot.ts';
import type { NumericArray } from './npy.ts';
import type { ResultArrays } from './result-arrays.ts';
import { SchemeFailure } from './scheme-failure.ts';

/** A number beyond this is a solution that blew up: its square would leave the range of doubles. */
const ABSURD = 1e100;
/** Positions in float32 are this inexact, relative to the length of their axis. */
const INEXACT = 1e-5;

/** An axis of an expected shape: its length, or any. */
export type Extent = number | 'any';

/** The array `name`. @throws SchemeFailure when it is missing */
export function take(arrays: ResultArrays, name: string): NumericArray {
  const array = arrays.get(name);
  if (array !== undefined) return array;
  const others = arrays.names.length === 0 ? 'nothing' : arrays.names.slice(0, 20).join(', ');
  throw new SchemeFailure(`${arrays.place(name)}: is missing; the result holds ${others}`);
}

/** @throws SchemeFailure unless the array has the shape; `axes` names them, for example `t, x, v` */
export function requireShape(place: string, { shape }: NumericArray, expected: readonly Extent[], axes: string): void {
  const fits = shape.length === expected.length && shape.every((n, i) => expected[i] === 'any' || n === expected[i]);
  if (!fits)
    throw new SchemeFailure(
      `${place}: has shape [${shape.join(', ')}], expected [${expected.join(', ')}] (${axes}${axes.startsWith('t') ? '; t runs over all times of case.json' : ''})`,
    );
}

/** @throws SchemeFailure when a value is not finite, or beyond all measure; `times` belong to the first axis */
export function requireFinite(place: string, { values, shape }: NumericArray, times?: Float64Array): void {
  const block = values.length / shape[0];
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]) <= ABSURD) continue;
    const where = times === undefined ? '' : ` at t = ${Number(times[Math.floor(i / block)].toPrecision(6))}`;
    throw new SchemeFailure(`${place}: holds ${values[i]}${where}`);
  }
}

/** @throws SchemeFailure when the result has times and they are not all those of the case */
export function requireTimes(arrays: ResultArrays, times: Float64Array): void {
  const own = arrays.get('t');
  if (own === undefined) return;
  const place = arrays.place('t');
  requireShape(place, own, ['any'], 'times');
  const last = times[times.length - 1];
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(a, b) + 1e-12 * last;
  times.forEach((time, k) => {
    if (own.values.length > k && same(own.values[k], time)) return;
    const shown = Number(time.toPrecision(6));
    if (own.values.some((value) => same(value, time)))
      throw new SchemeFailure(
        `${place}: has ${own.values[k]} where ${shown} is expected; times must be those of case.json, in that order`,
      );
    throw new SchemeFailure(`${place}: the time ${shown} is missing`);
  });
  if (own.values.length !== times.length)
    throw new SchemeFailure(`${place}: has ${own.values.length} times, expected the ${times.length} of case.json`);
}

/** @throws SchemeFailure when an optional array is there and differs from what the scenario says */
export function requireSame(arrays: ResultArrays, name: string, expected: readonly number[], field: string): void {
  const own = arrays.get(name);
  if (own === undefined) return;
  const same =
    own.values.length === expected.length &&
    expected.every((value, i) => Math.abs(own.values[i] - value) <= INEXACT * Math.max(1, Math.abs(value)));
  if (!same)
    throw new SchemeFailure(
      `${arrays.place(name)}: is [${Array.from(own.values.subarray(0, 8)).join(', ')}], expected ${field} = [${expected.slice(0, 8).join(', ')}]`,
    );
}

/**
 * The grid in the array `name`, which must be uniform and increasing.
 * @throws SchemeFailure that says what would do
 */
export function uniformAxis(arrays: ResultArrays, name: string, least: number, most: number): UniformAxis {
  const array = take(arrays, name);
  const place = arrays.place(name);
  requireShape(place, array, ['any'], 'positions');
  requireFinite(place, array);
  const { values } = array;
  const count = values.length;
  if (!(count >= least && count <= most))
    throw new SchemeFailure(`${place}: has ${count} points, expected ${least} to ${most}`);
  const start = values[0];
  const width = values[count - 1] - start;
  const spacing = width / (count - 1);
  if (!(spacing > 0)) throw new SchemeFailure(`${place}: does not increase`);
  const bad = values.findIndex(
    (value, i) => !(Math.abs(value - start - i * spacing) <= Math.min(INEXACT * width, 0.01 * spacing)),
  );
  if (bad >= 0)
    throw new SchemeFailure(
      `${place}: is not uniform: point ${bad} is ${values[bad]}, expected ${Number((start + bad * spacing).toPrecision(8))}; interpolate to a uniform grid before writing`,
    );
  return { start, spacing, count };
}
