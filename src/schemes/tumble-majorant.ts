import { calls, uses } from '../model/build-expression.ts';
import { compile } from '../model/compile-expression.ts';
import { type Interval, inclusionOf, meanValueInclusion, point, WHOLE } from '../model/interval.ts';
import { maximise } from '../model/maximise.ts';
import type { Scenario } from '../model/scenario.ts';
import { rateArguments, rateNames } from '../model/variable-names.ts';

/** A majorant need not be tight: a hundredth more candidates are thinned away. */
const LOOSENESS = { tolerance: 1e-2, maxBoxes: 400 };
/** Offsets for which a rate is bounded when intervals cannot bound it on all of ℝ; beyond, the run-time check stands. */
const REACH: Interval = { lower: -64, upper: 64 };

/**
 * Bounds for thinning: a tumble pre → post ≠ pre has the slot [start, start + width) of width ≥ ν(post)·sup_z Λ(z, post,
 * pre), and candidates come at the rate `total` = max over pre of all its slots. A tumble that keeps the velocity changes
 * nothing and gets no slot, so `total` ≤ λ₀ for rates whose suprema are attained together. With one slot for each
 * target, one rate decides on a candidate, and processes that share candidates pick the same target.
 */
export interface TumbleMajorant {
  readonly total: number;
  /** At [pre·nv + post]; slots of one pre are in the order of post. */
  readonly start: Float64Array;
  readonly width: Float64Array;
}

/** @returns the majorant, or why there is none */
export function tumbleMajorant({ kernel, space, velocities }: Scenario): TumbleMajorant | string {
  const { expr } = kernel.rate;
  const variables = rateNames(space.dimension);
  const smooth = !calls(expr, ['abs', 'min', 'max', 'sign']);
  const inclusion = smooth ? meanValueInclusion(expr, variables) : inclusionOf(expr, variables);
  const compiled = compile(expr, variables);
  const { points } = velocities;
  const supremum = (post: number, pre: number): number => {
    const pair = rateArguments(points[post], points[pre]);
    const over = (range: Interval): number =>
      maximise(
        ([z]) => inclusion([z, ...pair.map(point)]),
        ([z]) => compiled.at(z, ...pair),
        [range],
        LOOSENESS,
      ).upper;
    const everywhere = over(WHOLE);
    return everywhere < Number.POSITIVE_INFINITY ? everywhere : over(REACH);
  };
  const nv = points.length;
  const alike = variables.slice(1).every((name) => !uses(expr, name)) ? supremum(0, 0) : undefined;
  const start = new Float64Array(nv * nv);
  const width = new Float64Array(nv * nv);
  let total = 0;
  for (let pre = 0; pre < nv; pre++) {
    let sum = 0;
    for (let post = 0; post < nv; post++) {
      const at = pre * nv + post;
      start[at] = sum;
      if (post !== pre) width[at] = velocities.weights[post] * Math.max(0, alike ?? supremum(post, pre));
      sum += width[at];
    }
    if (!(sum < Number.POSITIVE_INFINITY)) return 'the rate has no known bound, so tumbles cannot be thinned';
    total = Math.max(total, sum);
  }
  return { total, start, width };
}
