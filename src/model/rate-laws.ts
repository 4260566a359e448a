import { uses } from './build-expression.ts';
import type { Expr } from './expression.ts';
import type { Departures } from './model.ts';

/**
 * Which pairs of velocities have the same rate as a function of z: those that agree in every variable that the expression of
 * Λ mentions. On a sphere there are as many as there are angles.
 *
 * @param names variables of Λ but z
 * @param pairs their values, pair by pair
 * @returns the number of the function for each pair, and how many there are
 */
export function rateLaws(
  rate: Expr,
  names: readonly string[],
  pairs: readonly (readonly number[])[],
): { readonly numbers: readonly number[]; readonly count: number } {
  const seen = names.map((name) => uses(rate, name));
  const known = new Map<string, number>();
  const numbers = pairs.map((pair) => {
    const key = pair.filter((_, j) => seen[j]).join(' ');
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  });
  return { numbers, count: known.size };
}

/** The tumbles from `pre` by the law of their rate. */
export function departuresFrom(
  pre: number,
  weights: readonly number[],
  law: (post: number, pre: number) => number,
): readonly Departures[] {
  const byLaw = new Map<number, { law: number; posts: number[]; weight: number }>();
  weights.forEach((weight, post) => {
    const number = law(post, pre);
    const same = byLaw.get(number) ?? { law: number, posts: [], weight: 0 };
    same.posts.push(post);
    same.weight += weight;
    byLaw.set(number, same);
  });
  return [...byLaw.values()];
}
