import type { UniformAxis } from './snapshot.ts';

/** Number of points of the product grid: the same axis in each of the d coordinates of x. */
export const pointCount = ({ count }: UniformAxis, dimension: number): number => count ** dimension;

/** Volume that belongs to one of its points: the weight of the trapezoidal rule. */
export const cellVolume = ({ spacing }: UniformAxis, dimension: number): number => spacing ** dimension;

/** Its points, x_j of point i at [i·d + j]; the last coordinate runs fastest. */
export function gridPositions({ start, spacing, count }: UniformAxis, dimension: number): Float64Array {
  const out = new Float64Array(count ** dimension * dimension);
  for (let i = 0; i < count ** dimension; i++) {
    for (let j = dimension - 1, rest = i; j >= 0; j--, rest = Math.floor(rest / count))
      out[i * dimension + j] = start + (rest % count) * spacing;
  }
  return out;
}

/** 1 at the points whose coordinates all have even numbers: the grid of twice the spacing. */
export function everyOtherPoint({ count }: UniformAxis, dimension: number): Uint8Array {
  const out = new Uint8Array(count ** dimension);
  for (let i = 0; i < out.length; i++) {
    out[i] = 1;
    for (let j = 0, rest = i; j < dimension; j++, rest = Math.floor(rest / count))
      if ((rest % count) % 2 === 1) out[i] = 0;
  }
  return out;
}
