import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradedSteps, type Held } from '../../src/schemes/graded-steps.ts';

describe('graded steps', () => {
  test('are the longest ones where nothing was before, and where as long ones were', () => {
    const first = gradedSteps(0.25, 4, undefined);
    expect(first).toEqual({ unit: 0.25, sizes: [1, 1, 1, 1], held: { length: 0.25, run: 4 } });
    expect(gradedSteps(0.25, 2, first.held)).toEqual({ unit: 0.25, sizes: [1, 1], held: { length: 0.25, run: 6 } });
  });

  test('may be shorter at once, and twice as long after four', () => {
    expect(gradedSteps(0.5, 2, { length: 8, run: 1 }).sizes).toEqual([1, 1]);
    expect(gradedSteps(0.5, 2, { length: 0.25, run: 4 }).sizes).toEqual([1, 1]);
    expect(gradedSteps(0.5, 2, { length: 0.25, run: 3 })).toEqual({
      unit: 0.25,
      sizes: [1, 1, 2],
      held: { length: 0.5, run: 1 },
    });
  });

  test('fill the interval, grow by two at most, and only after four equal ones', () => {
    const intervals = fc.array(
      fc.tuple(fc.double({ min: 1e-6, max: 1, noNaN: true }), fc.integer({ min: 1, max: 8 })),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(intervals, (some) => {
        let held: Held | undefined;
        const lengths: number[] = [];
        for (const [longest, count] of some) {
          const found = gradedSteps(longest, count, held);
          held = found.held;
          const steps = found.sizes.map((size) => size * found.unit);
          const sum = steps.reduce((total, step) => total + step, 0);
          expect(Math.abs(sum - longest * count)).toBeLessThanOrEqual(1e-12 * sum);
          for (const step of steps) expect(step).toBeLessThanOrEqual(longest);
          lengths.push(...steps);
        }
        const equal = (a: number, b: number): boolean => Math.abs(a - b) <= 2e-9 * b;
        lengths.forEach((length, i) => {
          if (i === 0 || length <= lengths[i - 1] * (1 + 2e-9)) return;
          expect(length).toBeLessThanOrEqual(2 * lengths[i - 1] * (1 + 1e-8));
          for (const before of lengths.slice(Math.max(0, i - 4), i)) expect(equal(before, lengths[i - 1])).toBe(true);
          expect(i).toBeGreaterThanOrEqual(4);
        });
      }),
    );
  });
});
