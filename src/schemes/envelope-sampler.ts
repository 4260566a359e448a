import { calls } from '../model/build-expression.ts';
import { compile } from '../model/compile-expression.ts';
import type { Expr } from '../model/expression.ts';
import { type Interval, inclusionOf, meanValueInclusion, point } from '../model/interval.ts';
import { type Philox, uniform } from './philox.ts';

/** Cells of the envelope in each coordinate, by dimension. */
const CELLS: { readonly [dimension: number]: number } = { 1: 1024, 2: 48, 3: 16 };
/** Bounds of intervals hold for the expression in real arithmetic; its evaluation may exceed them by round-off. */
const ROUND_OFF = 1e-12;
/** More rejections in a row than this show a density that its envelope does not fit, not bad luck. */
const MOST_ATTEMPTS = 10_000;

/** f(s, parameters) on a box of s ∈ ℝ^d, for several sets of parameters, each with a weight. */
interface Variant {
  readonly weight: number;
  readonly parameters: readonly number[];
}

/**
 * Exact sampling of (variant, s) with density weight·f(s, parameters), not normalised: a piecewise constant envelope from interval
 * bounds and rejection. No grid enters the law; a negative part of round-off size is cut off.
 */
export class EnvelopeSampler {
  readonly #compiled: ReturnType<typeof compile>;
  readonly #variants: readonly Variant[];
  readonly #range: Interval;
  readonly #dimension: number;
  readonly #side: number;
  readonly #cells: number;
  readonly #bounds: Float64Array;
  readonly #sums: Float64Array;
  /** The last draw. */
  variant = 0;
  readonly value: Float64Array;

  /**
   * @param variables first the sampled ones, then those of `parameters`
   * @param range of every sampled variable
   * @throws Error when the density has no finite bound on a cell
   */
  constructor(expr: Expr, variables: readonly string[], variants: readonly Variant[], range: Interval) {
    const dimension = variables.length - variants[0].parameters.length;
    this.#dimension = dimension;
    this.#side = CELLS[dimension];
    this.#cells = this.#side ** dimension;
    this.value = new Float64Array(dimension);
    const smooth = !calls(expr, ['abs', 'min', 'max', 'sign']);
    const inclusion = smooth ? meanValueInclusion(expr, variables) : inclusionOf(expr, variables);
    this.#compiled = compile(expr, variables);
    this.#variants = variants;
    this.#range = range;
    this.#bounds = new Float64Array(variants.length * this.#cells);
    this.#sums = new Float64Array(variants.length * this.#cells);
    let sum = 0;
    variants.forEach(({ weight, parameters }, k) => {
      for (let c = 0; c < this.#cells; c++) {
        const box = Array.from({ length: dimension }, (_, j) => {
          const at = this.#along(c, j);
          return { lower: this.#edge(at), upper: this.#edge(at + 1) };
        });
        const { upper } = inclusion([...box, ...parameters.map(point)]);
        const bound = Math.max(0, upper);
        sum += weight * bound;
        this.#bounds[k * this.#cells + c] = bound;
        this.#sums[k * this.#cells + c] = sum;
      }
    });
    if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) throw new Error('the density of the data has no finite envelope');
  }

  /** Number of cell c along coordinate j. */
  #along(c: number, j: number): number {
    return Math.floor(c / this.#side ** j) % this.#side;
  }

  #edge(c: number): number {
    const { lower, upper } = this.#range;
    return c === this.#side ? upper : lower + ((upper - lower) * c) / this.#side;
  }

  /**
   * Draws with the blocks (index, attempt, kind) of the generator into `variant` and `value`.
   *
   * @throws Error when the density exceeds its envelope or is hardly ever accepted
   */
  draw(random: Philox, index: number, kind: number): void {
    const sums = this.#sums;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      random.block(index, index / 2 ** 32, attempt, kind);
      const [cellWord, placeWord, levelWord, secondPlaceWord] = random.words;
      const aim = uniform(cellWord) * sums[sums.length - 1];
      let from = 0;
      let to = sums.length - 1;
      while (from < to) {
        const middle = (from + to) >> 1;
        if (sums[middle] > aim) to = middle;
        else from = middle + 1;
      }
      const variant = Math.floor(from / this.#cells);
      const cell = from % this.#cells;
      const places = [placeWord, secondPlaceWord];
      if (this.#dimension > 2) {
        random.block(index, index / 2 ** 32, MOST_ATTEMPTS + attempt, kind);
        places.push(random.words[0]);
      }
      const { value } = this;
      for (let j = 0; j < this.#dimension; j++) {
        const at = this.#along(cell, j);
        const left = this.#edge(at);
        value[j] = left + uniform(places[j]) * (this.#edge(at + 1) - left);
      }
      const density = this.#compiled.at(...value, ...this.#variants[variant].parameters);
      const bound = this.#bounds[from];
      if (!(density <= bound * (1 + ROUND_OFF))) throw new Error(`the density ${density} exceeds its bound ${bound}`);
      if (uniform(levelWord) * bound < density) {
        this.variant = variant;
        return;
      }
    }
    throw new Error('the envelope of the density is too wide to draw from');
  }
}
