import { geometricError, type Reading } from './reading.ts';

/** What the sums of a term over the nodes in y of one row, or of some rows at one x, tell. */
export interface RowSums {
  /** Over nodes with even and with odd number. */
  readonly even: number;
  readonly odd: number;
  /** Of absolute values. */
  readonly size: number;
  /** What is uncertain because a logarithm is. */
  readonly floor: number;
}

/** Sums of one row in progress. */
export class RowSum implements RowSums {
  even = 0;
  odd = 0;
  size = 0;
  floor = 0;

  /** Adds the term at node i and what of it is uncertain. */
  add(i: number, term: number, uncertain: number): void {
    if (i % 2 === 0) this.even += term;
    else this.odd += term;
    this.size += Math.abs(term);
    this.floor += uncertain;
  }
}

/**
 * ∫f dx dy by the trapezoidal rule, in progress: over all points, over every other x in each coordinate, over every other y, and
 * of absolute values.
 */
export class GridSum {
  #all = 0;
  #evenX = 0;
  #evenY = 0;
  #size = 0;
  #floor = 0;

  /** Adds weight times one row. */
  add({ even, odd, size, floor }: RowSums, weight: number, isEvenX: boolean): void {
    const all = weight * (even + odd);
    this.#all += all;
    if (isEvenX) this.#evenX += all;
    this.#evenY += weight * even;
    this.#size += Math.abs(weight) * size;
    this.#floor += weight * floor;
  }

  /** @param thinned how many points x stand behind one of those with even numbers */
  reading({ cell, thinned }: { readonly cell: number; readonly thinned: number }): Required<Omit<Reading, 'sampling'>> {
    return {
      value: this.#all * cell,
      x: geometricError(this.#all, thinned * this.#evenX, this.#size) * cell,
      y: geometricError(this.#all, 2 * this.#evenY, this.#size) * cell,
      floor: this.#floor * cell,
    };
  }
}
