import { derivative } from './differentiate-expression.ts';
import type { Expr } from './expression.ts';
import {
  addIntervals,
  type Inclusion,
  type Interval,
  inclusionOf,
  intersect,
  multiplyIntervals,
  point,
} from './interval.ts';
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';

/** Round-off of eigenvalues and of the entries they come from, relative to the sum of all |entries|. */
const ROUND_OFF = 2 ** -44;

/**
 * Natural inclusion cut with the Taylor form f(c) + ∇f(c)·δ + ½ δᵀ∇²f(box)δ, c the centre. The quadratic form is bounded
 * by the extreme eigenvalues of the middle of ∇²f(box) and the radii of its entries, so that the excess is cubic in the
 * width of the box where f is flat or falls off in some directions: on ridges that are oblique to the axes (travelling
 * waves) the mean value form, and the Taylor form entry by entry, are quadratic. Only for expressions that are twice
 * differentiable on the box; boxes with an infinite side get the natural inclusion.
 */
export function taylorInclusion(expr: Expr, variables: readonly string[]): Inclusion {
  const natural = inclusionOf(expr, variables);
  const first = variables.map((name) => derivative(expr, name));
  const slopes = first.map((slope) => inclusionOf(slope, variables));
  const curvatures = first.map((slope, i) =>
    variables.slice(0, i + 1).map((name) => inclusionOf(derivative(slope, name), variables)),
  );
  return (box) => {
    const coarse = natural(box);
    const centre = box.map(({ lower, upper }) => point(lower + (upper - lower) / 2));
    if (!centre.every(({ lower }) => Number.isFinite(lower))) return coarse;
    const radii = box.map(
      ({ lower, upper }, i) => Math.max(upper - centre[i].lower, centre[i].lower - lower) * (1 + ROUND_OFF),
    );
    const linear = slopes.reduce(
      (sum, slope, i) => addIntervals(sum, multiplyIntervals(slope(centre), { lower: -radii[i], upper: radii[i] })),
      natural(centre),
    );
    const quadratic = quadraticForm(
      curvatures.map((row) => row.map((entry) => entry(box))),
      radii,
    );
    return quadratic === undefined ? coarse : intersect(coarse, addIntervals(linear, quadratic));
  };
}

/** ½ δᵀHδ over |δ_i| ≤ r_i for a symmetric matrix of intervals, given by its lower triangle; undefined where unbounded. */
function quadraticForm(lower: readonly (readonly Interval[])[], radii: readonly number[]): Interval | undefined {
  const entry = (i: number, j: number): Interval => (j <= i ? lower[i][j] : lower[j][i]);
  const scaled = (pick: (entry: Interval) => number): number[][] =>
    radii.map((r, i) => radii.map((s, j) => pick(entry(i, j)) * r * s));
  const middle = scaled(({ lower: a, upper: b }) => a + (b - a) / 2);
  const total = scaled(({ lower: a, upper: b }) => Math.max(Math.abs(a), Math.abs(b))).flat();
  const size = total.reduce((sum, value) => sum + value, 0);
  if (!Number.isFinite(size)) return undefined;
  const spread = scaled(({ lower: a, upper: b }) => (b - a) / 2)
    .flat()
    .reduce((sum, value) => sum + value, ROUND_OFF * size);
  const values = symmetricEigenvalues(middle);
  // δ = (r_i s_i) with |s|² ≤ n.
  const n = radii.length;
  return {
    lower: (Math.min(0, ...values) * n - spread) / 2,
    upper: (Math.max(0, ...values) * n + spread) / 2,
  };
}
