import type { Expr } from '../model/expression.ts';
import { type Inclusion, type Interval, inclusionOf, meanValueInclusion, WHOLE } from '../model/interval.ts';
import { maximise } from '../model/maximise.ts';
import type { Constant } from './constant.ts';

/**
 * Branch and bound stops at this relative width: a hundredth of the slack that verdicts grant. Where more boxes than these
 * are needed, the width that is left is the uncertainty.
 */
const TOLERANCE = 1e-8;
const MOST_BOXES = 4000;
/** Factor on it for every variable beyond (t, x): ridges then have one dimension more. */
const BOXES_PER_VARIABLE = 4;
/** An enclosure this narrow is a value known up to outward rounding. */
const ROUNDING = 1e-13;
/** Share of |maximum| stated as uncertainty when no enclosure is known: a declared heuristic. */
const SAMPLED_SHARE = 0.01;

/** Supremum of a function over a box. Without a finite enclosure the best value found stands in, as `sampled`. */
export function supremum(
  symbol: string,
  inclusion: Inclusion,
  value: (p: readonly number[]) => number,
  box: readonly Interval[],
): Constant {
  const { lower, upper } = maximise(inclusion, value, box, {
    tolerance: TOLERANCE,
    maxBoxes: MOST_BOXES * BOXES_PER_VARIABLE ** Math.max(0, box.length - 2),
  });
  return enclosed(symbol, lower, upper);
}

/** Beyond this |z| a kernel is only sampled when intervals cannot bound it on (−∞, ∞). */
const FAR = 2 ** 20;
const OCTAVES = 200;

/**
 * Supremum over z ∈ (−∞, ∞). Where intervals are unbounded at infinity (∞/∞, 0·∞) it is enclosed on |z| ≤ 2^20 and
 * sampled at ±2^k beyond; a tail that still grows there to more than twice its first value counts as infinite.
 */
export function supremumOverLine(symbol: string, inclusion: Inclusion, value: (z: number) => number): Constant {
  const whole = supremum(symbol, inclusion, ([z]) => value(z), [WHOLE]);
  if (whole.provenance !== 'sampled') return whole;
  const inner = supremum(symbol, inclusion, ([z]) => value(z), [{ lower: -FAR, upper: FAR }]);
  const octaves = Array.from({ length: OCTAVES }, (_, k) => FAR * 2 ** k);
  const tails = [octaves.map((z) => value(z)), octaves.map((z) => value(-z))];
  const grows = tails.some((tail) => tail[tail.length - 1] > 2 * Math.max(tail[0], 0) + Number.MIN_VALUE);
  if (grows) return { ...inner, value: Number.POSITIVE_INFINITY, uncertainty: 0, provenance: 'sampled' };
  const lower = Math.max(inner.value - inner.uncertainty, ...tails.flat());
  // What happens between the samples of a tail is estimated by how much they differ.
  const reach = tails.map((tail) => 2 * Math.max(...tail) - Math.min(...tail));
  const upper = Math.max(inner.value, ...reach);
  return { ...inner, value: upper, uncertainty: upper - lower, provenance: 'sampled' };
}

/** The constant known to lie in [lower, upper]. */
export function enclosed(symbol: string, lower: number, upper: number): Constant {
  if (!Number.isFinite(upper)) {
    const guess = Number.isFinite(lower) ? SAMPLED_SHARE * Math.abs(lower) : 0;
    return { symbol, value: lower + guess, uncertainty: guess, error: {}, provenance: 'sampled' };
  }
  const uncertainty = upper - lower;
  const provenance = uncertainty <= ROUNDING * Math.abs(upper) ? 'exact' : 'interval';
  return { symbol, value: upper, uncertainty, error: {}, provenance };
}

/** The largest of several constants, enclosed by the largest ends. */
export function largest(symbol: string, constants: readonly Constant[]): Constant {
  const upper = Math.max(...constants.map((constant) => constant.value));
  const lower = Math.max(...constants.map((constant) => constant.value - constant.uncertainty));
  const ranks = ['exact', 'interval', 'sampled'] as const;
  const provenance = ranks[Math.max(...constants.map((constant) => ranks.indexOf(constant.provenance)))];
  return { symbol, value: upper, uncertainty: upper - lower, error: {}, provenance };
}

/** `form` where the expression has the derivatives for it, else the natural inclusion. */
export function tightInclusion(
  expr: Expr,
  variables: readonly string[],
  form: (expr: Expr, variables: readonly string[]) => Inclusion = meanValueInclusion,
): Inclusion {
  return isSmooth(expr) ? form(expr, variables) : inclusionOf(expr, variables);
}

function isSmooth(expr: Expr): boolean {
  switch (expr.kind) {
    case 'negate':
      return isSmooth(expr.argument);
    case 'binary':
      return isSmooth(expr.left) && isSmooth(expr.right);
    case 'call':
      return !['abs', 'min', 'max'].includes(expr.name) && expr.args.every(isSmooth);
    default:
      return true;
  }
}

/** Whether a variable occurs in an expression. */
export function mentions(expr: Expr, name: string): boolean {
  switch (expr.kind) {
    case 'number':
      return false;
    case 'variable':
      return expr.name === name;
    case 'negate':
      return mentions(expr.argument, name);
    case 'binary':
      return mentions(expr.left, name) || mentions(expr.right, name);
    case 'call':
      return expr.args.some((argument) => mentions(argument, name));
  }
}
