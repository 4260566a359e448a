import type { ObservedOrder } from './statement.ts';
import { RATE_RESOLUTION } from './verdict.ts';

/** quantity(ε) = measured ± uncertainty. */
export interface OrderPoint {
  readonly epsilon: number;
  readonly measured: number;
  readonly uncertainty: number;
}

/** A fitted order, or the reason why none can be stated. */
export type OrderFit =
  | { readonly fitted: true; readonly order: ObservedOrder }
  | { readonly fitted: false; readonly reason: string };

/** A fit keeps at least this many points (contract sheet). */
export const FEWEST_POINTS = 4;

/**
 * A point whose bar exceeds this fraction of its value is at the error floor. Heuristic: beyond a quarter the bar of
 * log(measured) is no longer symmetric and one such point moves the slope by more than the resolution of a rate.
 */
const FLOOR_FRACTION = 0.25;

/**
 * Observed order of quantity(ε) ~ ε^p: least squares of log(measured) against log(ε), with no assumption on the ratio
 * of consecutive ε and no absolute value, so that a diverging quantity shows a negative order.
 *
 * Dropped first: points at the error floor. Then the largest ε, while some consecutive pairwise orders still differ by
 * more than 0.05 and more than four points remain. The interval [low, high] is the 95 % t-interval of the regression
 * widened by the bars, each pushed to its worse end.
 */
export function fitOrder(points: readonly OrderPoint[], proved: number): OrderFit {
  const sorted = [...points].sort((a, b) => b.epsilon - a.epsilon);
  const unusable = sorted.find((point) => !isUsable(point));
  if (unusable) return { fitted: false, reason: `the value at ε = ${unusable.epsilon} is not a finite number` };
  if (new Set(sorted.map((point) => point.epsilon)).size < sorted.length) {
    return { fitted: false, reason: 'an ε occurs twice' };
  }

  const dropped: { epsilon: number; reason: string }[] = [];
  let kept = sorted.filter((point) => {
    const above = point.uncertainty <= FLOOR_FRACTION * point.measured && point.measured > 0;
    if (!above) dropped.push({ epsilon: point.epsilon, reason: 'at the error floor' });
    return above;
  });
  if (kept.length < FEWEST_POINTS) {
    return {
      fitted: false,
      reason: `${kept.length} of ${points.length} values of ε are above the error floor, ${FEWEST_POINTS} are needed`,
    };
  }
  while (kept.length > FEWEST_POINTS && !isAsymptotic(kept)) {
    dropped.push({ epsilon: kept[0].epsilon, reason: 'pre-asymptotic' });
    kept = kept.slice(1);
  }
  dropped.sort((a, b) => b.epsilon - a.epsilon);
  return { fitted: true, order: { proved, ...regress(kept), dropped, points: sorted, pairwise: pairwise(sorted) } };
}

function isUsable({ epsilon, measured, uncertainty }: OrderPoint): boolean {
  return (
    epsilon > 0 && Number.isFinite(epsilon) && Number.isFinite(measured) && uncertainty >= 0 && uncertainty < Infinity
  );
}

/** Orders between consecutive ε from the true ratio; NaN where a value is not positive is left out. */
function pairwise(points: readonly OrderPoint[]): number[] {
  const orders: number[] = [];
  for (let i = 1; i < points.length; i++) {
    const order =
      Math.log(points[i - 1].measured / points[i].measured) / Math.log(points[i - 1].epsilon / points[i].epsilon);
    if (Number.isFinite(order)) orders.push(order);
  }
  return orders;
}

function isAsymptotic(points: readonly OrderPoint[]): boolean {
  const orders = pairwise(points);
  return orders.every((order, i) => i === 0 || Math.abs(order - orders[i - 1]) <= RATE_RESOLUTION);
}

function regress(points: readonly OrderPoint[]): { observed: number; low: number; high: number } {
  const x = points.map((point) => Math.log(point.epsilon));
  const y = points.map((point) => Math.log(point.measured));
  const meanX = mean(x);
  const meanY = mean(y);
  let sxx = 0;
  let sxy = 0;
  for (let i = 0; i < x.length; i++) {
    sxx += (x[i] - meanX) * (x[i] - meanX);
    sxy += (x[i] - meanX) * (y[i] - meanY);
  }
  const observed = sxy / sxx;
  let residual = 0;
  let up = 0;
  let down = 0;
  for (let i = 0; i < x.length; i++) {
    const r = y[i] - meanY - observed * (x[i] - meanX);
    residual += r * r;
    const weight = (x[i] - meanX) / sxx;
    const relative = points[i].uncertainty / points[i].measured;
    const rise = Math.abs(weight) * Math.log1p(relative);
    const fall = Math.abs(weight) * -Math.log1p(-relative);
    up += weight > 0 ? rise : fall;
    down += weight > 0 ? fall : rise;
  }
  const freedom = x.length - 2;
  const half = studentQuantile(freedom) * Math.sqrt(residual / freedom / sxx);
  return { observed, low: observed - half - down, high: observed + half + up };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** 97.5 % quantile of Student's t for 2 … 30 degrees of freedom. */
const STUDENT = [
  4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985, 2.178813,
  2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614, 2.073873, 2.068658, 2.063899,
  2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272,
];

const studentQuantile = (freedom: number): number => STUDENT[Math.min(freedom - 2, STUDENT.length - 1)];
