/** Names of the position variables: `x` in one dimension, `x1, x2, x3` in more. */
export const positionNames = (dimension: number): string[] => numbered('x', dimension);

/** Names of the components of a velocity in a density: `v`, or `v1, v2, v3`. */
export const velocityNames = (dimension: number): string[] => numbered('v', dimension);

/** Variables of Λ: `z, v, w`, and in more than one dimension `z, v, w, mu` with v, w the speeds |v|, |w|. */
export const rateNames = (dimension: number): string[] => (dimension === 1 ? ['z', 'v', 'w'] : ['z', 'v', 'w', 'mu']);

/**
 * Values of the velocity variables of Λ for v = post, w = pre: the velocities themselves for d = 1, else |v|, |w| and
 * μ = v·w/(|v||w|) ∈ [−1, 1]. A velocity 0 has no direction: μ is 0 then. Speeds and angles that a symmetry of the velocities
 * makes equal are so up to round-off; it is removed, so that they are the same numbers.
 */
export function rateArguments(post: readonly number[], pre: readonly number[]): number[] {
  if (post.length === 1) return [post[0], pre[0]];
  const [v, w] = [Math.hypot(...post), Math.hypot(...pre)];
  const dot = post.reduce((sum, component, j) => sum + component * pre[j], 0);
  const mu = v * w === 0 ? 0 : Math.max(-1, Math.min(1, dot / (v * w)));
  return [Number(v.toPrecision(DIGITS)), Number(w.toPrecision(DIGITS)), Number(mu.toFixed(DIGITS)) + 0];
}

/** Digits of a speed or of μ that round-off of a dozen operations leaves alone. */
const DIGITS = 14;

const numbered = (name: string, dimension: number): string[] =>
  dimension === 1 ? [name] : Array.from({ length: dimension }, (_, j) => `${name}${j + 1}`);
