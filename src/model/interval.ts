import { assemble } from './assemble-expression.ts';
import type { Operation } from './column-operations.ts';
import { derivative } from './differentiate-expression.ts';
import { erf } from './erf.ts';
import type { Expr } from './expression.ts';

/** {x : lower ≤ x ≤ upper}; ends may be infinite. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Function of a box whose value encloses the values at every point of the box. */
export type Inclusion = (box: readonly Interval[]) => Interval;

export const WHOLE: Interval = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
export const point = (value: number): Interval => ({ lower: value, upper: value });

/** + − · / √ are correctly rounded: one ulp outwards encloses. */
const ARITHMETIC = 2 ** -52;
/** Elementary functions of current engines (fdlibm and successors) err by at most two ulps; four are taken. */
const ELEMENTARY = 2 ** -50;

/** Outward rounding; an undefined end becomes infinite. The smallest subnormal covers underflow. */
function widen(lower: number, upper: number, relative: number): Interval {
  const down = lower - Math.abs(lower) * relative - Number.MIN_VALUE;
  const up = upper + Math.abs(upper) * relative + Number.MIN_VALUE;
  // NaN, for example from ∞ − ∞, takes the safe side.
  return {
    lower: lower === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : Number.isNaN(down) ? Number.NEGATIVE_INFINITY : down,
    upper: upper === Number.NEGATIVE_INFINITY ? -Number.MAX_VALUE : Number.isNaN(up) ? Number.POSITIVE_INFINITY : up,
  };
}

const isPoint = ({ lower, upper }: Interval, value: number): boolean => lower === value && upper === value;

export function addIntervals(a: Interval, b: Interval): Interval {
  if (isPoint(a, 0)) return b;
  if (isPoint(b, 0)) return a;
  return widen(a.lower + b.lower, a.upper + b.upper, ARITHMETIC);
}

export const negateInterval = ({ lower, upper }: Interval): Interval => ({ lower: -upper, upper: -lower });

/** Ends are bounds of real numbers, so 0·∞ is 0 here. */
const product = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

export function multiplyIntervals(a: Interval, b: Interval): Interval {
  if (isPoint(a, 0) || isPoint(b, 0)) return point(0);
  if (isPoint(a, 1)) return b;
  if (isPoint(b, 1)) return a;
  const p = product(a.lower, b.lower);
  const q = product(a.lower, b.upper);
  const r = product(a.upper, b.lower);
  const s = product(a.upper, b.upper);
  const wide = widen(Math.min(p, q, r, s), Math.max(p, q, r, s), ARITHMETIC);
  // Rounding keeps signs.
  const positive = (a.lower >= 0 && b.lower >= 0) || (a.upper <= 0 && b.upper <= 0);
  return positive ? { lower: Math.max(0, wide.lower), upper: wide.upper } : wide;
}

function square(a: Interval): Interval {
  const low = a.lower > 0 ? a.lower : a.upper < 0 ? -a.upper : 0;
  const high = Math.max(-a.lower, a.upper);
  const wide = widen(low * low, high * high, ARITHMETIC);
  return { lower: Math.max(0, wide.lower), upper: wide.upper };
}

function divideIntervals(a: Interval, b: Interval): Interval {
  if (isPoint(b, 0)) return WHOLE;
  if (b.lower < 0 && b.upper > 0) return WHOLE;
  const inverse = widen(
    b.upper === 0 ? Number.NEGATIVE_INFINITY : 1 / b.upper,
    b.lower === 0 ? Number.POSITIVE_INFINITY : 1 / b.lower,
    ARITHMETIC,
  );
  const signed =
    b.lower >= 0
      ? { lower: Math.max(0, inverse.lower), upper: inverse.upper }
      : { lower: inverse.lower, upper: Math.min(0, inverse.upper) };
  return multiplyIntervals(a, signed);
}

const monotone =
  (f: (x: number) => number, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY) =>
  (a: Interval): Interval => {
    const wide = widen(f(a.lower), f(a.upper), ELEMENTARY);
    return { lower: Math.max(least, wide.lower), upper: Math.min(most, wide.upper) };
  };

/** Beyond this the reduction of the argument below is no longer certain. */
const LARGEST_ANGLE = 1e8;

/** Whether [lower, upper] may contain offset + period·k for an integer k. */
function meets({ lower, upper }: Interval, offset: number, period: number): boolean {
  const slack = 1e-15 * (1 + Math.max(Math.abs(lower), Math.abs(upper)));
  return Math.floor((upper + slack - offset) / period) * period + offset >= lower - slack;
}

/** sin and cos: maxima at `peak` + 2πk. */
const wave =
  (f: (x: number) => number, peak: number) =>
  (a: Interval): Interval => {
    if (!(Math.max(-a.lower, a.upper) < LARGEST_ANGLE)) return { lower: -1, upper: 1 };
    const ends = [f(a.lower), f(a.upper)];
    const wide = widen(Math.min(...ends), Math.max(...ends), ELEMENTARY);
    const top = meets(a, peak, 2 * Math.PI);
    const bottom = meets(a, peak + Math.PI, 2 * Math.PI);
    return { lower: bottom ? -1 : Math.max(-1, wide.lower), upper: top ? 1 : Math.min(1, wide.upper) };
  };

function tangent(a: Interval): Interval {
  if (!(Math.max(-a.lower, a.upper) < LARGEST_ANGLE) || meets(a, Math.PI / 2, Math.PI)) return WHOLE;
  return widen(Math.tan(a.lower), Math.tan(a.upper), ELEMENTARY);
}

function absolute(a: Interval): Interval {
  if (a.lower >= 0) return a;
  if (a.upper <= 0) return negateInterval(a);
  return { lower: 0, upper: Math.max(-a.lower, a.upper) };
}

const exponential = monotone(Math.exp, 0);
const hyperbolicCosine = monotone(Math.cosh, 1);

/** sqrt and log of the part of the interval where they are defined; nothing is known when there is none. */
const onDomain =
  (f: (a: Interval) => Interval) =>
  (a: Interval): Interval =>
    a.upper < 0 ? WHOLE : f({ lower: Math.max(0, a.lower), upper: a.upper });

const logarithm = onDomain(monotone(Math.log));

const OPERATIONS: { readonly [operation in Operation]: (a: Interval, b: Interval) => Interval } = {
  '+': addIntervals,
  '-': (a, b) => addIntervals(a, negateInterval(b)),
  '*': multiplyIntervals,
  '/': divideIntervals,
  // Only powers that are not small integers come here; they are defined for positive bases.
  '^': (a, b) => exponential(multiplyIntervals(b, logarithm(a))),
  negate: negateInterval,
  sin: wave(Math.sin, Math.PI / 2),
  cos: wave(Math.cos, 0),
  tan: tangent,
  sinh: monotone(Math.sinh),
  cosh: (a) => hyperbolicCosine(absolute(a)),
  tanh: monotone(Math.tanh, -1, 1),
  exp: exponential,
  log: logarithm,
  sqrt: onDomain(monotone(Math.sqrt, 0)),
  abs: absolute,
  min: (a, b) => ({ lower: Math.min(a.lower, b.lower), upper: Math.min(a.upper, b.upper) }),
  max: (a, b) => ({ lower: Math.max(a.lower, b.lower), upper: Math.max(a.upper, b.upper) }),
  erf: monotone(erf, -1, 1),
  sign: (a) => ({ lower: Math.sign(a.lower), upper: Math.sign(a.upper) }),
};

/**
 * Natural inclusion of an expression: for every point of the box where the expression is defined, its value lies in
 * the result. Ends are rounded outwards. An expression that is nowhere defined on the box gives the whole line.
 */
export function inclusionOf(expr: Expr, variables: readonly string[]): Inclusion {
  const { constants, instructions, result } = assemble(expr, variables);
  const values: Interval[] = instructions.map((_, r) => point(constants.get(r) ?? Number.NaN));
  return (box) => {
    for (let r = 0; r < variables.length; r++) values[r] = box[r];
    instructions.forEach((instruction, r) => {
      if (!instruction) return;
      const { operation, a, b } = instruction;
      values[r] = operation === '*' && a === b ? square(values[a]) : OPERATIONS[operation](values[a], values[b]);
    });
    const { lower, upper } = values[result];
    return lower <= upper ? values[result] : WHOLE;
  };
}

/** Enclosure of an expression over one box. */
export function evaluateInterval(expr: Expr, variables: readonly string[], box: readonly Interval[]): Interval {
  return inclusionOf(expr, variables)(box);
}

/**
 * Natural inclusion cut with the mean value form f(c) + Σ ∂ᵢf(box)·(boxᵢ − cᵢ), c the centre. Its excess is quadratic
 * in the width of the box, which spares branch and bound most boxes. Only for expressions that are differentiable on
 * the box; boxes with an infinite side get the natural inclusion.
 */
export function meanValueInclusion(expr: Expr, variables: readonly string[]): Inclusion {
  const natural = inclusionOf(expr, variables);
  const slopes = variables.map((name) => inclusionOf(derivative(expr, name), variables));
  return (box) => {
    const coarse = natural(box);
    const centre = box.map(({ lower, upper }) => point(lower + (upper - lower) / 2));
    if (!centre.every(({ lower }) => Number.isFinite(lower))) return coarse;
    let fine = natural(centre);
    slopes.forEach((slope, i) => {
      const offset = addIntervals(box[i], negateInterval(centre[i]));
      fine = addIntervals(fine, multiplyIntervals(slope(box), offset));
    });
    return intersect(coarse, fine);
  };
}

/** What two enclosures of the same values have in common; the first, where rounding leaves nothing. */
export function intersect(a: Interval, b: Interval): Interval {
  const lower = Math.max(a.lower, b.lower);
  const upper = Math.min(a.upper, b.upper);
  return lower <= upper ? { lower, upper } : a;
}
