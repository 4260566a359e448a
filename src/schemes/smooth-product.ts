import { type Matrix, multiplyAdd } from './dense.ts';
import { ROUND_OFF } from './spectral-grid.ts';

/** Numbers of entries are multiples of this, for the kernel. */
const TOGETHER = 4;

/**
 * Products of functions e^{τL}, φ_k(τL) of the Fokker–Planck operator with coefficients of smooth functions, a block of
 * `half` modes ξ_j = πj/Y at a time. The high modes of a smooth function are round-off on a fine grid: what is negligible is
 * taken for zero, and a product then takes as many operations as the function has modes.
 */
export class SmoothProduct {
  readonly half: number;
  readonly #spacing: number;

  constructor(half: number, halfWidth: number) {
    this.half = half;
    this.#spacing = Math.PI / halfWidth;
  }

  /**
   * y_c += A x_c, columns one after the other, without entries of x that are at most `negligible` in all columns from there
   * on, and without modes of A x_c that these cannot reach.
   */
  add(a: Matrix, x: Float64Array, y: Float64Array, negligible: number): void {
    const n = this.half;
    const used = this.#leadingEntries(x, negligible);
    if (used > 0) multiplyAdd(a, x, y, n, x.length / n, used, used < n ? this.reached(used) : n);
  }

  /**
   * How many modes e^{sL}q has above round-off if q has `used`. L = ∂_y(y + ∂_y) contracts: the transform of e^{sL}q at ξ is
   * that of q at ξe^{−s} times e^{−(1−e^{−2s})ξ²/2}, at most e^{−(ξ²−Ξ²)/2} max|q̂| where q̂ ends at Ξ. The same holds for
   * φ_k(sL), averages of e^{s′L} over s′ ≤ s.
   */
  reached(used: number): number {
    const last = (used - 1) * this.#spacing;
    const modes = Math.floor(Math.sqrt(last * last - 2 * Math.log(ROUND_OFF)) / this.#spacing) + 1;
    return this.#rounded(modes);
  }

  /** How many entries of the columns in x are not all negligible. NaN is not negligible. */
  #leadingEntries(x: Float64Array, negligible: number): number {
    const n = this.half;
    let used = 0;
    for (let from = 0; from < x.length && used < n; from += n) {
      let last = n;
      while (last > used && Math.abs(x[from + last - 1]) <= negligible) last--;
      used = last;
    }
    return this.#rounded(used);
  }

  #rounded(count: number): number {
    return Math.min(this.half, TOGETHER * Math.ceil(count / TOGETHER));
  }
}
