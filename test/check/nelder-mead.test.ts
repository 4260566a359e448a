import { describe, expect, it } from 'vitest';
import { nelderMead, type Point, type SearchOptions, type SearchResult } from '../../src/check/nelder-mead.ts';

/** Drives a search with a function; also returns every point that was asked for. */
function run(
  f: (point: Point) => number,
  start: Point,
  options: SearchOptions,
): SearchResult & { readonly asked: readonly Point[] } {
  const search = nelderMead(start, f(start), options);
  const asked: Point[] = [];
  for (let next = search.next(); ; ) {
    if (next.done) return { ...next.value, asked };
    asked.push(...next.value);
    next = search.next(next.value.map(f));
  }
}

/** −Rosenbrock on [−2, 2]^n, 0 at (1, …, 1). */
const rosenbrock = (point: Point): number => {
  const x = point.map((c) => 4 * c - 2);
  return -x.slice(1).reduce((sum, b, i) => sum + 100 * (b - x[i] ** 2) ** 2 + (1 - x[i]) ** 2, 0);
};

/** Reproducible noise in [−1, 1]: the function is rough, not random. */
const noise = (point: Point): number => Math.sin(1e6 * point.reduce((sum, c, i) => sum + c * (i + 1), 0));

describe('the simplex search', () => {
  it('climbs the valley of Rosenbrock’s function in two and in four dimensions', () => {
    const two = run(rosenbrock, [0.2, 0.75], { budget: 400 });
    expect(two.value).toBeGreaterThan(-1e-8);
    for (const c of two.point) expect(c).toBeCloseTo(0.75, 4);
    expect(run(rosenbrock, [0.2, 0.75, 0.3, 0.6], { budget: 3000 }).value).toBeGreaterThan(-1e-6);
  });

  it('comes as near to the top of a noisy hill as the noise allows', () => {
    const level = 1e-3;
    const hill = (point: Point) => -point.reduce((sum, c) => sum + (c - 0.6) ** 2, 0) + level * noise(point);
    const { point, value } = run(hill, [0.1, 0.9, 0.2], { budget: 600 });
    expect(value).toBeGreaterThan(-level);
    // A point that beats the noise-free top minus twice the noise lies within √(2·level) of it.
    expect(Math.hypot(...point.map((c) => c - 0.6))).toBeLessThan(Math.sqrt(2 * level));
  });

  it('finds a maximum on the boundary and never leaves the box', () => {
    const { point, asked } = run(([a, b]) => a - (b - 0.3) ** 2, [0.5, 0.9], { budget: 300 });
    expect(point[0]).toBe(1);
    expect(point[1]).toBeCloseTo(0.3, 3);
    expect(asked.flat().every((c) => c >= 0 && c <= 1)).toBe(true);
  });

  it('takes NaN for the worst and keeps its budget', () => {
    const hole = ([a, b]: Point) => (a < 0.5 ? Number.NaN : -((a - 0.7) ** 2) - (b - 0.2) ** 2);
    const { point, evaluations, asked } = run(hole, [0.55, 0.9], { budget: 200 });
    expect(point[0]).toBeCloseTo(0.7, 3);
    expect(evaluations).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(202);
  });

  it('returns the start when there is nothing to vary or nothing to spend', () => {
    expect(run(() => 3, [], { budget: 10 })).toMatchObject({ point: [], value: 3, evaluations: 0 });
    expect(run(rosenbrock, [0.5, 0.5], { budget: 0 })).toMatchObject({ point: [0.5, 0.5], evaluations: 0 });
  });

  it('does the same again', () => {
    expect(run(rosenbrock, [0.2, 0.75], { budget: 100 })).toEqual(run(rosenbrock, [0.2, 0.75], { budget: 100 }));
  });
});
