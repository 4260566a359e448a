/** Velocities v_i = v_0 + k_i·g in steps of one number. */
export interface CommensurateVelocities {
  /** g > 0, the largest possible one. */
  readonly unit: number;
  /** k_i ≥ 0, in the order of the velocities; the slowest has 0. */
  readonly steps: readonly number[];
}

/** Largest k_i: the time step is that of equal spacing divided by it, so more would cost too much. */
const MOST_STEPS = 32;
/** Relative round-off of a difference of two velocities written in decimals. */
const ROUND_OFF = 1e-12;

/**
 * The largest g such that all differences of velocities are whole multiples of it, within round-off. Differences are what
 * counts: a grid that moves with one velocity makes the velocity itself irrelevant.
 *
 * @returns undefined when a multiple would exceed 32
 */
export function commensurate(velocities: readonly number[]): CommensurateVelocities | undefined {
  const slowest = Math.min(...velocities);
  const differences = velocities.map((v) => v - slowest);
  const range = Math.max(...differences);
  if (range === 0) return { unit: 1, steps: differences };
  for (let most = 1; most <= MOST_STEPS; most++) {
    const unit = range / most;
    const steps = differences.map((difference) => Math.round(difference / unit));
    const fits = differences.every((difference, i) => Math.abs(difference - steps[i] * unit) <= ROUND_OFF * range);
    if (fits) return { unit, steps };
  }
  return undefined;
}
