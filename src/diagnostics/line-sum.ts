import type { UniformAxis } from '../model/snapshot.ts';
import type { Reading } from './reading.ts';

/** Every fourth line in each direction, with each of four offsets. */
const CLASSES = 4;
/**
 * How much larger the error is there, at least: 4^p with an order p of 2 for kinks and of 3/2 or 1 for jumps (√ where a line
 * touches one), by half less for what the sample of offsets misses.
 */
const LARGER = { kink: 4, jump: 2 } as const;

/**
 * ∫f dx over the product grid from integrals along its lines in direction x₁, which are known to be accurate: kinks of f are
 * treated along lines, and a line that moves across them sees them smoothly except where it touches one. The lines are
 * summed by the trapezoidal rule. Its error is the largest difference to every fourth line in each direction, divided by what
 * `LARGER` says: a declared heuristic. Each offset of the fourth lines meets a kink in another place, so they do not all agree with the
 * whole by accident, as every other line may. For d = 1 there is one line, and no error.
 */
export class LineSum {
  readonly #axis: UniformAxis;
  readonly #transverse: number;
  /** Sums over the lines with the same numbers modulo 4. */
  readonly #classes: Float64Array;

  constructor(x: UniformAxis, dimension: number) {
    this.#axis = x;
    this.#transverse = dimension - 1;
    this.#classes = new Float64Array(CLASSES ** this.#transverse);
  }

  /** Adds a part of the integral along one line. */
  add(line: number, value: number): void {
    const { count } = this.#axis;
    let index = 0;
    for (let j = 0, rest = line; j < this.#transverse; j++, rest = Math.floor(rest / count))
      index = index * CLASSES + ((rest % count) % CLASSES);
    this.#classes[index] += value;
  }

  /**
   * @param error of the integrals along lines, already summed over the lines like them
   * @param singularity the worst that f has
   */
  reading(error?: number, singularity: keyof typeof LARGER = 'kink'): Reading {
    const cell = this.#axis.spacing ** this.#transverse;
    const all = this.#classes.reduce((sum, part) => sum + part, 0);
    if (this.#transverse === 0) return error === undefined ? { value: all } : { value: all, x: error };
    const apart = this.#classes.reduce((most, part) => Math.max(most, Math.abs(all - this.#classes.length * part)), 0);
    return { value: all * cell, x: (apart / LARGER[singularity] + (error ?? 0)) * cell };
  }
}

/** Values at the points of one line in direction x₁; point i of the line has the number i·lines + line. */
export function lineOf(values: Float64Array, line: number, out: Float64Array): Float64Array {
  const lines = values.length / out.length;
  for (let i = 0; i < out.length; i++) out[i] = values[i * lines + line];
  return out;
}
