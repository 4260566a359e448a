import { describe, expect, test } from 'vitest';
import { stepOrder } from '../../../src/check/own-scheme/step-order.ts';

const STEPS = [1, 0.5, 0.25, 0.125];
const points = (error: (h: number) => number, bar = 0) =>
  STEPS.map((epsilon) => ({ epsilon, measured: error(epsilon), uncertainty: bar }));

/** Numbers in [0, 1) from a linear congruential generator, the same in every run. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

describe('the order of errors at steps that halve', () => {
  test('of a power is exact, in any sequence of the points', () => {
    const fit = stepOrder(points((h) => 3 * h ** 1.5).reverse(), 2);
    if (!fit.fitted) throw new Error(fit.reason);
    expect(fit.order.observed).toBeCloseTo(1.5, 12);
    expect(fit.order.high - fit.order.low).toBeLessThanOrEqual(1e-12);
  });

  test('of errors that grow is negative', () => {
    const fit = stepOrder(
      points((h) => 1 / h),
      1,
    );
    expect(fit.fitted && fit.order.high).toBeLessThan(-0.9);
  });

  test('has an interval that holds it in 95 % of random cases with pre-asymptotic terms and bars', () => {
    const random = uniform(12345);
    const trials = 2000;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const p = [0.5, 1, 1.5, 2, 4][Math.floor(5 * random())];
      const q = 0.5 + 1.5 * random();
      const [a, b] = [0.25 * (2 * random() - 1), 0.0625 * (2 * random() - 1)];
      const fit = stepOrder(
        STEPS.map((h) => {
          const exact = h ** p * (1 + a * h ** q + b * h ** (2 * q));
          return { epsilon: h, measured: exact * (1 + 1e-4 * (2 * random() - 1)), uncertainty: 1e-4 * exact };
        }),
        p,
      );
      if (fit.fitted && fit.order.low <= p && p <= fit.order.high) held++;
    }
    expect(held / trials).toBeGreaterThanOrEqual(0.95);
    // Not by being wide: the order of a scheme is still told from one that is half as large again.
    expect(held).toBeLessThan(trials);
  });

  test('needs three points above the floor of their bars, and lists the others', () => {
    const floored = stepOrder(
      points((h) => Math.max(h ** 3, 0.1), 0.03),
      3,
    );
    expect(floored).toEqual({
      fitted: false,
      reason: '2 of 4 values are above the floor of their error bars, 3 are needed',
    });
    const three = stepOrder(
      points((h) => h ** 2, 0.01),
      2,
    );
    expect(three.fitted && three.order.dropped).toEqual([{ epsilon: 0.125, reason: 'at the error floor' }]);
  });

  test('of no number is none', () => {
    expect(
      stepOrder(
        points(() => Number.NaN),
        1,
      ).fitted,
    ).toBe(false);
    expect(
      stepOrder(
        points((h) => h, Number.NaN),
        1,
      ).fitted,
    ).toBe(false);
  });
});
