import {
  extremes,
  FAR,
  growsAtInfinity,
  linearGrid,
  NEGATIVE_ROUND_OFF,
  place,
  requireFinite,
} from './check-values.ts';
import { compile } from './compile-expression.ts';
import { type Interval, inclusionOf, point } from './interval.ts';
import type { Scenario } from './scenario.ts';
import { findNegative, findUnbounded, isBounded } from './search-box.ts';
import type { Refuse } from './shape-error.ts';
import { rateArguments, rateNames } from './variable-names.ts';

const PATH = ['kernel', 'rate'];
/** Offsets looked at closely; data and signals of a scenario stay well inside. */
const REACH = 64;
/** Samples in all; with many velocities each pair gets fewer (at least one per unit of z). */
const SAMPLES = 2_000_000;
/** Above this number of pairs (v, w) intervals only look at the hull of the velocities. */
const MOST_PAIRS = 256;

/**
 * Λ(z, v, w) is defined, finite and not negative for every z and all velocities of the scenario, and bounded as
 * |z| → ∞ unless 2.2a is violated on purpose. Sampled on |z| ≤ 64 and far out; between samples decided by intervals.
 */
export function checkKernel({ kernel, space, velocities, violates }: Scenario, refuse: Refuse): void {
  const { expr } = kernel.rate;
  const variables = rateNames(space.dimension);
  const rate = compile(expr, variables);
  const inclusion = inclusionOf(expr, variables);
  const pairs = distinctPairs(velocities.points);
  const steps = 2 * REACH * 2 ** Math.max(0, Math.min(4, Math.floor(Math.log2(SAMPLES / pairs.length / (2 * REACH)))));
  const zs = linearGrid(-REACH, REACH, steps + 1);
  const values = new Float64Array(zs.length);

  let size = 0;
  let least = { value: 0, at: [0] };
  for (const pair of pairs) {
    rate.evaluate([zs, ...pair], values);
    requireFinite(PATH, values, (i) => place(variables, [zs[i], ...pair]), refuse);
    const range = extremes(values);
    size = Math.max(size, Math.abs(values[range.most]), Math.abs(values[range.least]));
    if (values[range.least] < least.value) least = { value: values[range.least], at: [zs[range.least], ...pair] };
  }
  const tolerance = NEGATIVE_ROUND_OFF * size;
  const negative = (p: readonly number[]): never =>
    refuse(PATH, `the rate must not be negative, but is ${short(rate.at(...p))} at ${place(variables, p)}`);
  if (least.value < -tolerance) negative(least.at);

  for (const box of boxes(pairs)) {
    const singular = findUnbounded(inclusion, box, pairs.length);
    if (singular) refuse(PATH, `the rate is singular near ${place(variables, singular)}`);
    const below = findNegative(inclusion, (p) => rate.at(...p), box, tolerance, pairs.length);
    if (below) negative(below);
  }

  const hull = variables.slice(1).map((_, k) => span(pairs.map((pair) => pair[k])));
  const tails = [
    { lower: REACH, upper: Number.POSITIVE_INFINITY },
    { lower: Number.NEGATIVE_INFINITY, upper: -REACH },
  ].map((tail) => inclusion([tail, ...hull]));
  if (tails.every((tail) => isBounded(tail) && tail.lower >= -tolerance)) return;
  for (const pair of pairs) {
    for (const z of FAR.flatMap((far) => [far, -far])) {
      if (rate.at(z, ...pair) < -tolerance) negative([z, ...pair]);
    }
    if (!violates.includes('2.2a') && growsAtInfinity((z) => rate.at(z, ...pair), size)) {
      refuse(
        PATH,
        `the rate is not bounded as |z| → ∞ at ${place(variables.slice(1), pair)}, so (2.2a) fails; declare violates: ["2.2a"] if that is meant`,
      );
    }
  }
}

const span = (values: readonly number[]): Interval => ({ lower: Math.min(...values), upper: Math.max(...values) });
const short = (value: number): number => Number(value.toPrecision(6));

/** Values of the velocity variables of Λ for all pairs of velocities; those that agree up to round-off count once. */
function distinctPairs(points: readonly (readonly number[])[]): number[][] {
  const pairs = points.flatMap((v) => points.map((w) => rateArguments(v, w)));
  return [...new Map(pairs.map((pair) => [pair.map((c) => c.toPrecision(12)).join(), pair])).values()];
}

/** One box per pair of velocities; none when there are too many pairs, where sampling has to do. */
function* boxes(pairs: readonly (readonly number[])[]): Generator<Interval[]> {
  const z = { lower: -REACH, upper: REACH };
  if (pairs.length > MOST_PAIRS) return;
  for (const pair of pairs) yield [z, ...pair.map(point)];
}
