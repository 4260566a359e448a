/** A point of the search box: every coordinate lies in [0, 1]. */
export type Point = readonly number[];

export interface SearchResult {
  readonly point: Point;
  readonly value: number;
  /** Function values used. */
  readonly evaluations: number;
}

export interface SearchOptions {
  /** Function values that may be used. */
  readonly budget: number;
  /** Edge of the first simplex. */
  readonly step?: number;
  /** A simplex whose edges are all shorter is spent: the search starts again from its best point. */
  readonly smallest?: number;
}

interface Vertex {
  readonly point: Point;
  readonly value: number;
}

/** Each new start from the best point uses a simplex smaller by this factor: a declared heuristic. */
const RESTART_SHRINK = 0.5;

/**
 * Maximises a function on [0, 1]^n by the simplex search of Nelder and Mead with the dimension-dependent factors of
 * F. Gao and L. Han, Comput. Optim. Appl. 51 (2012); points outside the box are moved to its surface, NaN counts as −∞.
 * It is a coroutine: it yields the points whose values it wants next and is resumed with these values, so that whoever
 * drives it decides where they are computed, and several searches can share one pool.
 */
export function* nelderMead(
  start: Point,
  startValue: number,
  { budget, step = 0.2, smallest = 1e-5 }: SearchOptions,
): Generator<readonly Point[], SearchResult, readonly number[]> {
  const n = start.length;
  let evaluations = 0;
  let best: Vertex = { point: start.map(clamp), value: number(startValue) };
  const ask = function* (points: readonly Point[]): Generator<readonly Point[], Vertex[], readonly number[]> {
    const inside = points.map((point) => point.map(clamp));
    const values = yield inside;
    evaluations += points.length;
    return inside.map((point, i) => {
      const vertex = { point, value: number(values[i]) };
      if (vertex.value > best.value) best = vertex;
      return vertex;
    });
  };
  if (n === 0) return { ...best, evaluations };
  const expansion = 1 + 2 / Math.max(2, n);
  const contraction = 0.75 - 1 / (2 * Math.max(2, n));
  const shrinkage = 1 - 1 / Math.max(2, n);
  for (let edge = step; evaluations + n < budget && edge > smallest; edge *= RESTART_SHRINK) {
    const origin = best;
    const corners = Array.from({ length: n }, (_, i) =>
      origin.point.map((c, j) => (j !== i ? c : c + edge <= 1 ? c + edge : c - edge)),
    );
    let simplex = [origin, ...(yield* ask(corners))];
    while (evaluations < budget && diameter(simplex) > smallest) {
      simplex.sort((a, b) => b.value - a.value);
      const worst = simplex[n];
      const rest = simplex.slice(0, n);
      const centre = start.map((_, j) => rest.reduce((sum, { point }) => sum + point[j], 0) / n);
      const towards = (factor: number): Point => centre.map((c, j) => c + factor * (worst.point[j] - c));
      const [reflected] = yield* ask([towards(-1)]);
      let next = reflected;
      if (reflected.value > simplex[0].value) {
        const [expanded] = yield* ask([towards(-expansion)]);
        if (expanded.value > reflected.value) next = expanded;
      } else if (!(reflected.value > simplex[n - 1].value)) {
        const outside = reflected.value > worst.value;
        const [contracted] = yield* ask([towards(outside ? -contraction : contraction)]);
        next = contracted;
        if (!(contracted.value > (outside ? reflected.value : worst.value))) {
          const [top, ...others] = simplex;
          const moved = others.map(({ point }) => point.map((c, j) => top.point[j] + shrinkage * (c - top.point[j])));
          simplex = [top, ...(yield* ask(moved))];
          continue;
        }
      }
      simplex = [...rest, next];
    }
  }
  return { ...best, evaluations };
}

const clamp = (c: number): number => Math.min(1, Math.max(0, c));

const number = (value: number): number => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value);

/** Largest distance, in any coordinate, between the first vertex and another. */
function diameter(simplex: readonly Vertex[]): number {
  const [first, ...others] = simplex;
  return Math.max(...others.flatMap(({ point }) => point.map((c, j) => Math.abs(c - first.point[j]))));
}
