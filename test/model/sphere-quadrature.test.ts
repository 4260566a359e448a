import { describe, expect, it } from 'vitest';
import { ballRule, type PointRule, sphereRule } from '../../src/model/sphere-quadrature.ts';

/** ∫Πv_j^{e_j} over the unit sphere S^{d−1} with mass 1: Π(e_j − 1)!!/(d(d + 2)…(d + |e| − 2)), 0 for an odd exponent. */
function sphereMoment(exponents: readonly number[]): number {
  if (exponents.some((e) => e % 2 === 1)) return 0;
  const total = exponents.reduce((sum, e) => sum + e, 0);
  let value = 1;
  for (const e of exponents) for (let k = e - 1; k > 1; k -= 2) value *= k;
  for (let k = 0; k < total / 2; k++) value /= exponents.length + 2 * k;
  return value;
}

const powers = (dimension: number, degree: number): number[][] =>
  dimension === 0
    ? [[]]
    : Array.from({ length: degree + 1 }, (_, e) =>
        powers(dimension - 1, degree - e).map((rest) => [e, ...rest]),
      ).flat();

const integrate = ({ points, weights }: PointRule, exponents: readonly number[]): number =>
  points.reduce((sum, p, i) => sum + weights[i] * p.reduce((product, c, j) => product * c ** exponents[j], 1), 0);

/** Sums of at most 128 terms of size 1. */
const ROUND_OFF = 1e-13;

describe.each([
  [2, 1],
  [2, 4],
  [2, 7],
  [2, 15],
  [3, 3],
  [3, 5],
  [3, 7],
  [3, 9],
  [3, 14],
] as const)('in dimension %i to degree %i', (dimension, degree) => {
  it('the sphere is integrated exactly, and a polynomial of a higher degree is not', () => {
    const rule = sphereRule(dimension, degree);
    for (const e of powers(dimension, degree))
      expect(Math.abs(integrate(rule, e) - sphereMoment(e))).toBeLessThan(ROUND_OFF);
    // An even number of directions integrates odd polynomials, too: the next one that can fail.
    const next = degree + 1 + ((degree + 1) % 2);
    const worst = powers(dimension, next + (dimension === 2 && degree % 2 === 0 ? degree : 0)).map((e) =>
      Math.abs(integrate(rule, e) - sphereMoment(e)),
    );
    expect(Math.max(...worst)).toBeGreaterThan(1e-9);
  });

  it('the ball is integrated exactly: d/(d + k) times the sphere', () => {
    const rule = ballRule(dimension, degree);
    for (const e of powers(dimension, degree)) {
      const k = e.reduce((sum, c) => sum + c, 0);
      expect(Math.abs(integrate(rule, e) - (dimension / (dimension + k)) * sphereMoment(e))).toBeLessThan(ROUND_OFF);
    }
  });

  it('has positive weights of sum 1 on the unit sphere', () => {
    const { points, weights } = sphereRule(dimension, degree);
    expect(weights.every((weight) => weight > 0)).toBe(true);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 13);
    for (const point of points) expect(Math.hypot(...point)).toBeCloseTo(1, 14);
  });
});

it('has 26 nodes of degree 7 in space and 8 directions of degree 7 in the plane', () => {
  expect(sphereRule(3, 7).points).toHaveLength(26);
  expect(sphereRule(2, 7).points).toHaveLength(8);
});
