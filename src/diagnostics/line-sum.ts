import type { UniformAxis } from '../model/snapshot.ts';
import type { Reading } from './reading.ts';

/**
 * ∫f dx over the product grid from integrals along its lines in direction x₁, which are known to be accurate: kinks of f are
 * treated along lines, and a line that moves across them sees them smoothly except where it touches one. The lines are
 * summed by the trapezoidal rule; the difference to every other line in each direction is its error, which shrinks with an
 * order above 1 (a declared heuristic: √ at a line that touches a jump of f). For d = 1 there is one line, and no error.
 */
export class LineSum {
  readonly #axis: UniformAxis;
  readonly #transverse: number;
  #all = 0;
  #even = 0;

  constructor(x: UniformAxis, dimension: number) {
    this.#axis = x;
    this.#transverse = dimension - 1;
  }

  /** Adds a part of the integral along one line. */
  add(line: number, value: number): void {
    this.#all += value;
    const { count } = this.#axis;
    let isEven = true;
    for (let j = 0, rest = line; j < this.#transverse; j++, rest = Math.floor(rest / count))
      if ((rest % count) % 2 === 1) isEven = false;
    if (isEven) this.#even += value;
  }

  /** @param error of the integrals along lines, already summed over the lines like them */
  reading(error?: number): Reading {
    const cell = this.#axis.spacing ** this.#transverse;
    const value = this.#all * cell;
    if (this.#transverse === 0) return error === undefined ? { value } : { value, x: error };
    const across = Math.abs(this.#all - 2 ** this.#transverse * this.#even) * cell;
    return { value, x: across + (error ?? 0) * cell };
  }
}

/** Values at the points of one line in direction x₁; point i of the line has the number i·lines + line. */
export function lineOf(values: Float64Array, line: number, out: Float64Array): Float64Array {
  const lines = values.length / out.length;
  for (let i = 0; i < out.length; i++) out[i] = values[i * lines + line];
  return out;
}
