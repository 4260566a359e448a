import type { Interval } from '../model/interval.ts';

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

/** Largest |eigenvalue| of a symmetric matrix by cyclic Jacobi rotations. */
export function spectralNorm(symmetric: readonly (readonly number[])[]): number {
  const a = symmetric.map((row) => [...row]);
  const n = a.length;
  // Convergence is quadratic: a few sweeps reach round-off for n ≤ 3.
  for (let sweep = 0; sweep < 8; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p][q] === 0) continue;
        const angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k++) [a[k][p], a[k][q]] = [c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]];
        for (let k = 0; k < n; k++) [a[p][k], a[q][k]] = [c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]];
      }
    }
  }
  return Math.max(...a.map((row, i) => Math.abs(row[i])));
}
