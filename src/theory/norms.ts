import type { Interval } from '../model/interval.ts';
import { symmetricEigenvalues } from '../model/symmetric-eigenvalues.ts';

/** Euclidean norm of a vector of intervals, enclosed; rounding is covered by a relative 2^−48. */
export function euclideanRange(components: readonly Interval[]): Interval {
  let low = 0;
  let high = 0;
  for (const { lower, upper } of components) {
    const least = lower > 0 ? lower : upper < 0 ? -upper : 0;
    const most = Math.max(-lower, upper);
    low += least * least;
    high += most * most;
  }
  return outward(Math.sqrt(low), Math.sqrt(high));
}

/** Spectral norm of a symmetric matrix of intervals: that of the middle, ± the Frobenius norm of the radii. */
export function spectralRange(matrix: readonly (readonly Interval[])[]): Interval {
  if (matrix.length === 1) return euclideanRange(matrix[0]);
  const middle = matrix.map((row) => row.map(({ lower, upper }) => lower + (upper - lower) / 2));
  const radii = matrix.flatMap((row) => row.map(({ lower, upper }) => (upper - lower) / 2));
  const centre = spectralNorm(middle);
  const spread = Math.hypot(...radii);
  const range = outward(Math.max(0, centre - spread), centre + spread);
  return Number.isNaN(range.upper) ? { lower: 0, upper: Number.POSITIVE_INFINITY } : range;
}

const outward = (lower: number, upper: number): Interval => ({
  lower: lower * (1 - 2 ** -48),
  upper: upper * (1 + 2 ** -48),
});

/** Largest |eigenvalue| of a symmetric matrix. */
export const spectralNorm = (symmetric: readonly (readonly number[])[]): number =>
  Math.max(...symmetricEigenvalues(symmetric).map(Math.abs));
