import { describe, expect, it } from 'vitest';
import { nelderMead, type Point } from '../../src/check/nelder-mead.ts';

// The search is a coroutine, so that its steps are seen: it is told values, and asked which points it wants next.

/** The points that follow each list of values; the last entry is the result. */
const steps = (
  start: Point,
  value: number,
  budget: number,
  answers: readonly (readonly number[])[],
  smallest = 1e-5,
) => {
  const search = nelderMead(start, value, { budget, step: 0.25, smallest });
  const asked: Point[][] = [];
  let next = search.next();
  for (const answer of answers) {
    if (next.done) break;
    asked.push(next.value.map((point) => point.map((c) => Number(c.toFixed(12)))));
    next = search.next(answer);
  }
  return { asked, next };
};
/** First simplex in the plane: (½,½) with 1, (¾,½) with 2, (½,¾) with 3. The worst is reflected about (0.625, 0.625). */
const first: readonly number[] = [2, 3];
const plane = (...answers: number[][]) => steps([0.5, 0.5], 1, 100, [first, ...answers, [0]]).asked;

describe('the steps in the plane', () => {
  it('begin with a corner along every axis', () => {
    expect(plane()[0]).toEqual([
      [0.75, 0.5],
      [0.5, 0.75],
    ]);
    const { asked } = steps([0.9, 0.75], 1, 100, [[0, 0]]);
    // Inwards where the corner would leave the box; on its surface is inside.
    expect(asked[0]).toEqual([
      [0.65, 0.75],
      [0.9, 1],
    ]);
  });

  it('reflect the worst point, and expand by 2 behind the best', () => {
    expect(plane()[1]).toEqual([[0.75, 0.75]]);
    expect(plane([4])[2]).toEqual([[0.875, 0.875]]);
  });

  it('keep the better one of expansion and reflection', () => {
    // Next, (¾,½) is reflected about the middle of (½,¾) and the new point.
    expect(plane([4], [5])[3]).toEqual([[0.625, 1]]);
    expect(plane([4], [3.5])[3]).toEqual([[0.5, 1]]);
    expect(plane([4], [4])[3]).toEqual([[0.5, 1]]);
  });

  it('keep a reflection between the best and the second worst', () => {
    // Then (¾,½) is the worst, about the middle of (½,¾) and (¾,¾).
    expect(plane([2.5])[2]).toEqual([[0.5, 1]]);
    expect(plane([3])[2]).toEqual([[0.5, 1]]);
  });

  it('contract by ½, outside when the reflection is better than the worst, else inside', () => {
    expect(plane([1.5])[2]).toEqual([[0.6875, 0.6875]]);
    expect(plane([2])[2]).toEqual([[0.6875, 0.6875]]);
    expect(plane([1])[2]).toEqual([[0.5625, 0.5625]]);
    expect(plane([0])[2]).toEqual([[0.5625, 0.5625]]);
    expect(plane([Number.NaN])[2]).toEqual([[0.5625, 0.5625]]);
  });

  it('shrink by ½ towards the best when the contraction is no better', () => {
    const shrunk = [
      [0.625, 0.625],
      [0.5, 0.625],
    ];
    for (const answers of [
      [[1.5], [1.5]],
      [[1.5], [1.2]],
      [[0], [1]],
    ]) {
      expect(plane(...answers)[3]).toEqual(shrunk);
    }
    expect(plane([1.5], [1.6])[3]).not.toEqual(shrunk);
    expect(plane([0], [1.1])[3]).not.toEqual(shrunk);
  });

  it('move points outside of the box to its surface', () => {
    const { asked } = steps([0.75, 0.75], 1, 100, [[2, 3], [4], [0]]);
    expect(asked).toEqual([
      [
        [1, 0.75],
        [0.75, 1],
      ],
      [[1, 1]],
      [[1, 1]],
    ]);
    expect(steps([-0.5, 2], 1, 100, [[0, 0]]).asked[0]).toEqual([
      [0.25, 1],
      [0, 0.75],
    ]);
  });
});

it('the factors in four dimensions are 1.5, 0.625 and 0.75', () => {
  const start = [0.5, 0.5, 0.5, 0.5];
  const at = (...answers: number[][]) => steps(start, 1, 100, [[2, 3, 4, 5], ...answers, [0, 0, 0, 0]]).asked;
  // The worst is the start, all corners are ¼ away along one axis: the centre is 1/16 away along each.
  const away = (factor: number) => start.map((c) => c + factor / 16);
  expect(at()[1]).toEqual([away(2)]);
  expect(at([6])[2]).toEqual([away(1 + 1.5)]);
  expect(at([1.5])[2]).toEqual([away(1 + 0.625)]);
  expect(at([0])[2]).toEqual([away(1 - 0.625)]);
  const shrunk = at([0], [0])[3];
  expect(shrunk).toHaveLength(4);
  // Towards the best, (½,½,½,¾): from (½,½,¾,½) three quarters are left.
  expect(shrunk[0]).toEqual([0.5, 0.5, 0.6875, 0.5625]);
});

describe('the end', () => {
  it('is the best point ever seen, with the number of values used', () => {
    const { next } = steps([0.5, 0.5], 1, 3, [[2, 3], [7], [6]]);
    expect(next).toEqual({ done: true, value: { point: [0.75, 0.75], value: 7, evaluations: 4 } });
  });

  it('comes before a simplex that the budget cannot pay', () => {
    expect(steps([0.5, 0.5], 1, 2, []).next.done).toBe(true);
    expect(steps([0.5, 0.5], 1, 3, []).next.done).toBe(false);
  });

  it('counts NaN as −∞, at the start too', () => {
    const { next } = steps([0.5, 0.5], Number.NaN, 3, [[Number.NaN, -5], [Number.NaN], [-7]]);
    expect(next).toMatchObject({ done: true, value: { point: [0.5, 0.75], value: -5 } });
  });

  it('of a spent simplex is a new one from the best point, half as large', () => {
    // All edges are ¼: spent at once when `smallest` is that.
    const search = nelderMead([0.5, 0.5], 1, { budget: 100, step: 0.5, smallest: 0.25 });
    expect(search.next().value).toEqual([
      [1, 0.5],
      [0.5, 1],
    ]);
    search.next([2, 0]);
    // Two shrinks of ½ make a simplex of ¼ …
    search.next([-1]);
    const shrunk = search.next([-1]);
    expect(shrunk.value).toEqual([
      [0.75, 0.5],
      [0.75, 0.75],
    ]);
    // … whose best point, (1,½), starts the next; its edge of ¼ is no longer above `smallest`.
    const end = search.next([0, 0]);
    expect(end).toEqual({ done: true, value: { point: [1, 0.5], value: 2, evaluations: 6 } });
    const again = nelderMead([0.5, 0.5], 1, { budget: 100, step: 0.5, smallest: 0.24 });
    again.next();
    again.next([2, 0]);
    again.next([-1]);
    again.next([-1]);
    again.next([0, 0]);
    again.next([-1]);
    again.next([-1]);
    const next = again.next([0, 0]);
    expect(next.value).toEqual([
      [0.75, 0.5],
      [1, 0.75],
    ]);
  });
});
