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

  it.each([
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
