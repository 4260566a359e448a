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

  test('has the numbers of its formula: pairwise orders, their change, and the bars', () => {
    const measured = [8, 2.5, 1, 0.5];
    const given = STEPS.map((epsilon, i) => ({ epsilon, measured: measured[i], uncertainty: measured[i] * 0.05 * i }));
    const fit = stepOrder(given, 2);
    if (!fit.fitted) throw new Error(fit.reason);
    const { proved, observed, low, high, pairwise, dropped, points: sorted } = fit.order;
    expect(proved).toBe(2);
    for (const [i, order] of [Math.log2(3.2), Math.log2(2.5), 1].entries()) expect(pairwise[i]).toBeCloseTo(order, 14);
    expect(observed).toBeCloseTo(1, 14);
    // Relative bars of 5 %, 10 % and 15 % at the three finest points; the change of 1 − log₂ 2.5 is reached on three times.
    const bar = Math.log2(1 / 0.9) + Math.log2(1 / 0.85) + 3 * (Math.log2(1 / 0.95) + Math.log2(1 / 0.9));
    const change = 1 - Math.log2(2.5);
    expect(low).toBeCloseTo(1 + 3 * change - bar, 12);
    expect(high).toBeCloseTo(1 - change + bar, 12);
    expect(dropped).toEqual([]);
    expect(sorted).toEqual(given);
    expect(stepOrder([given[2], given[0], given[3], given[1]], 2)).toEqual(fit);
  });

  test('drops what its bar covers to more than a quarter, and says what is no number', () => {
    const at = (...pairs: [number, number][]) =>
      stepOrder(
        pairs.map(([value, uncertainty], i) => ({ epsilon: STEPS[i], measured: value, uncertainty })),
        1,
      );
    const fit = at([8, 2], [4, 1], [2, 0.5], [1, 0.26]);
    expect(fit.fitted && fit.order.dropped).toEqual([{ epsilon: 0.125, reason: 'at the error floor' }]);
    expect(fit.fitted && fit.order.pairwise).toEqual([1, 1]);
    const zero = at([8, 0], [4, 0], [2, 0], [0, 0]);
    expect(zero.fitted && zero.order.dropped).toHaveLength(1);
    expect(at([8, 0], [4, 0], [0, 0], [1, 1])).toEqual({
      fitted: false,
      reason: '2 of 4 values are above the floor of their error bars, 3 are needed',
    });
    for (const broken of [
      [Number.NaN, 0],
      [Number.POSITIVE_INFINITY, 0],
      [1, -0.1],
      [1, Number.NaN],
    ] as [number, number][]) {
      expect(at([8, 0], [4, 0], [2, 0], broken)).toEqual({ fitted: false, reason: 'an error is not a finite number' });
    }
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
