import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitOrder, type OrderPoint } from '../../src/check/order.ts';

const EPSILONS = [0.1, 0.03, 0.01, 0.003, 0.001, 0.0001];

const series = (f: (epsilon: number) => number, bar: (value: number) => number = () => 0, epsilons = EPSILONS) =>
  epsilons.map((epsilon): OrderPoint => {
    const measured = f(epsilon);
    return { epsilon, measured, uncertainty: bar(measured) };
  });

function fitted(points: readonly OrderPoint[], proved = 0.5) {
  const fit = fitOrder(points, proved);
  if (!fit.fitted) throw new Error(fit.reason);
  return fit.order;
}

describe('the observed order', () => {
  it('is exact for a power, whatever the ratios of ε and the order of the points', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 3, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.uniqueArray(fc.integer({ min: -60, max: 0 }), { minLength: 4, maxLength: 12 }),
        (p, c, exponents) => {
          const points = series(
            (epsilon) => c * epsilon ** p,
            () => 0,
            exponents.map((k) => 10 ** (k / 10)),
          );
          const order = fitted(points);
          expect(order.observed).toBeCloseTo(p, 8);
          expect(order.low).toBeCloseTo(p, 6);
          expect(order.high).toBeCloseTo(p, 6);
          expect(order.dropped).toEqual([]);
        },
      ),
    );
  });

  it('drops the largest ε while pairwise orders still change, and says so', () => {
    const order = fitted(
      series((epsilon) => (0.1 * epsilon) / (1 + 30 * epsilon)),
      1,
    );
    expect(order.dropped.map(({ epsilon }) => epsilon)).toEqual([0.1, 0.03]);
    expect(order.dropped[0].reason).toBe('pre-asymptotic');
    expect(order.pairwise).toHaveLength(5);
    expect(order.points).toHaveLength(6);
    expect(order.observed).toBeGreaterThan(0.94);
    expect(order.low).toBeLessThan(order.observed);
  });

  it('keeps at least four points', () => {
    const order = fitted(
      series(
        (epsilon) => Math.exp(-1 / (epsilon + 0.01)),
        () => 0,
        [0.1, 0.05, 0.02, 0.01, 0.005],
      ),
    );
    expect(order.dropped).toHaveLength(1);
  });

  it('drops points at the error floor', () => {
    const order = fitted(
      series(
        (epsilon) => epsilon + 1e-4,
        () => 1e-4,
      ),
      1,
    );
    expect(order.dropped).toEqual([{ epsilon: 0.0001, reason: 'at the error floor' }]);
    expect(order.low).toBeLessThan(0.95);
  });

  it('covers the true order when noise is within the bars', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }), (noise) => {
        const points = EPSILONS.map((epsilon, i) => {
          const exact = 0.3 * Math.sqrt(epsilon);
          return { epsilon, measured: exact * (1 + 0.01 * noise[i]), uncertainty: 0.0101 * exact };
        });
        const { low, high } = fitted(points);
        expect(low).toBeLessThanOrEqual(0.5);
        expect(high).toBeGreaterThanOrEqual(0.5);
      }),
    );
  });

  it('widens with the bars', () => {
    const narrow = fitted(series(Math.sqrt, (m) => 1e-3 * m));
    const wide = fitted(series(Math.sqrt, (m) => 1e-1 * m));
    expect(narrow.high - narrow.low).toBeLessThan(0.002);
    expect(wide.high - wide.low).toBeGreaterThan(50 * (narrow.high - narrow.low));
  });

  it('is negative when the quantity diverges', () => {
    expect(fitted(series((epsilon) => 1 / epsilon)).high).toBeLessThan(-0.9);
  });

  it('does not depend on how the points are sorted', () => {
    const points = series(
      (epsilon) => (0.1 * epsilon) / (1 + 30 * epsilon),
      (m) => 1e-3 * m,
    );
    const floor = { epsilon: 1e-5, measured: 1e-6, uncertainty: 1e-6 };
    const sorted = fitted([...points, floor], 1);
    const shuffled = fitted([floor, ...[4, 0, 5, 2, 1, 3].map((i) => points[i])], 1);
    expect(shuffled).toEqual(sorted);
    expect(sorted.dropped.map(({ epsilon }) => epsilon)).toEqual([0.1, 0.03, 1e-5]);
  });

  // log ε and log of the values are 0, 1, 2, …, with residuals ±r that leave slope and mean alone.
  const powers = (count: number) => Array.from({ length: count }, (_, i) => Math.exp(-i));
  it.each([
    [4, 4.302653],
    [5, 3.182446],
    [32, 2.042272],
    // Beyond the table the last quantile, which is larger than the true one.
    [40, 2.042272],
  ])('has the t-interval of a regression through %d points', (count, quantile) => {
    const residuals = Array.from({ length: count }, () => 0);
    const r = 0.004;
    // (+, −, −, +) in the middle is orthogonal to constants and to straight lines.
    const from = Math.floor((count - 4) / 2);
    [r, -r, -r, r].forEach((value, i) => {
      residuals[from + i] = value;
    });
    const points = powers(count).map((epsilon, i) => ({
      epsilon,
      measured: epsilon ** 0.7 * Math.exp(residuals[i]),
      uncertainty: 0,
    }));
    const middle = (count - 1) / 2;
    const sxx = powers(count).reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
    const half = quantile * Math.sqrt((4 * r * r) / (count - 2) / sxx);
    const { observed, low, high, dropped } = fitted(points);
    expect(dropped).toEqual([]);
    expect(observed).toBeCloseTo(0.7, 12);
    expect(high - observed).toBeCloseTo(half, 9);
    expect(observed - low).toBeCloseTo(half, 9);
  });

  it.each([0, 3])('pushes the bar of point %d of four to its worse end', (at) => {
    const points = powers(4).map((epsilon, i) => ({
      epsilon,
      measured: epsilon,
      uncertainty: i === at ? 0.2 * epsilon : 0,
    }));
    const { observed, low, high } = fitted(points);
    // Weights of the slope: ±1.5/5 at the ends.
    const [rise, fall] = [0.3 * Math.log1p(0.2), -0.3 * Math.log1p(-0.2)];
    expect(observed).toBeCloseTo(1, 12);
    expect(high - observed).toBeCloseTo(at === 0 ? rise : fall, 12);
    expect(observed - low).toBeCloseTo(at === 0 ? fall : rise, 12);
  });

  it('keeps a point whose bar is a quarter of its value, and has no pairwise order beside a value of 0', () => {
    const points = series(
      (epsilon) => epsilon,
      (m) => m / 4,
      [1, 0.5, 0.25, 0.125],
    );
    expect(fitted(points).dropped).toEqual([]);
    const zero = { epsilon: 0.0625, measured: 0, uncertainty: 0 };
    const order = fitted([...points, zero]);
    expect(order.dropped).toEqual([{ epsilon: 0.0625, reason: 'at the error floor' }]);
    expect(order.pairwise).toHaveLength(3);
  });

  it.each([
    ['ε = 0', series(Math.sqrt, () => 0, [0.1, 0.01, 0.001, 0.0001, 0]), /not a finite number/],
    ['ε < 0', series(Math.abs, () => 0, [0.1, 0.01, 0.001, 0.0001, -0.1]), /not a finite number/],
    [
      'an infinite ε',
      series(
        () => 1,
        () => 0,
        [Number.POSITIVE_INFINITY, 0.1, 0.01, 0.001],
      ),
      /not a finite number/,
    ],
    ['a negative bar', series(Math.sqrt, () => -1), /not a finite number/],
    ['three points', series(Math.sqrt, () => 0, [0.1, 0.01, 0.001]), /^3 of 3 values .* 4 are needed$/],
    ['one point', series(Math.sqrt, () => 0, [0.1]), /4 are needed/],
    ['none', [], /4 are needed/],
    [
      'a quantity below its bars',
      series(
        () => 1e-9,
        () => 1e-8,
      ),
      /^0 of 6/,
    ],
    ['zero', series(() => 0), /^0 of 6/],
    ['NaN', series((epsilon) => (epsilon === 0.01 ? Number.NaN : epsilon)), /ε = 0.01 is not a finite number/],
    ['an infinite value', series((epsilon) => (epsilon === 0.01 ? Number.POSITIVE_INFINITY : epsilon)), /not a finite/],
    ['a NaN bar', series(Math.sqrt, () => Number.NaN), /not a finite number/],
    ['an infinite bar', series(Math.sqrt, () => Number.POSITIVE_INFINITY), /not a finite number/],
    ['the same ε twice', series(Math.sqrt, () => 0, [0.1, 0.1, 0.01, 0.001, 0.0001]), /twice/],
  ])('cannot be stated for %s', (_, points, reason) => {
    const fit = fitOrder(points, 0.5);
    expect(fit).toEqual({ fitted: false, reason: expect.stringMatching(reason) });
  });
});
