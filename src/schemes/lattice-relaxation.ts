import type { UniformAxis } from '../model/snapshot.ts';
import { multiplyAdd } from './dense.ts';
import { poissonWeights } from './uniformisation.ts';

/** λ·s up to this is done by uniformisation: about 30 products with a tridiagonal matrix cost as much as one with a full one. */
const LARGEST_SERIES = 6;
/** e^{−s} is below round-off: only the equilibrium is left. */
const FOREVER = 40;
/** Two times that differ by this part of themselves are one. */
const SAME = 1e-12;

/**
 * Ornstein–Uhlenbeck semigroup e^{sL} on a y-grid as a Markov chain: births y_j → y_{j+1} at rate 𝓜(y_{j+½})/(𝓜(y_j)Δy²),
 * deaths y_{j+1} → y_j at rate 𝓜(y_{j+½})/(𝓜(y_{j+1})Δy²), none across the ends. In units of ε.
 *
 * Detailed balance with 𝓜(y_j) makes the discrete Maxwellian invariant and relative entropy decay, for every s; the chain
 * is positive and keeps the mass of every row. Second order in Δy (a centred difference of q/𝓜), with eigenvalues −n of
 * order 4: ∫𝓜 h_n′h_n‴ = 0 is the first-order change of the n-th. Exact in time, so uniform in ε.
 */
export class LatticeRelaxation {
  readonly #n: number;
  /** Births and deaths out of j, divided by the largest total rate. */
  readonly #up: Float64Array;
  readonly #down: Float64Array;
  readonly #stay: Float64Array;
  readonly #fastest: number;
  readonly #equilibrium: Float64Array;
  /** e^{sL} for s = unit/2^k, largest first. */
  readonly #ladder: { readonly s: number; readonly matrix: Float64Array }[] = [];
  #spare = new Float64Array(0);

  /** @param unit the s that is wanted most often, Δt/ε; halves of it are cheap as well */
  constructor(y: UniformAxis, unit: number) {
    const n = y.count;
    const h = y.spacing;
    this.#n = n;
    this.#up = new Float64Array(n);
    this.#down = new Float64Array(n);
    for (let j = 0; j + 1 < n; j++) {
      const at = y.start + j * h;
      // 𝓜(y + h/2)/𝓜(y) = e^{−yh/2 − h²/8}, and the same from the other side.
      this.#up[j] = Math.exp(-0.5 * at * h - 0.125 * h * h) / (h * h);
      this.#down[j + 1] = Math.exp(0.5 * (at + h) * h - 0.125 * h * h) / (h * h);
    }
    let fastest = 0;
    for (let j = 0; j < n; j++) fastest = Math.max(fastest, this.#up[j] + this.#down[j]);
    for (let j = 0; j < n; j++) {
      this.#up[j] /= fastest;
      this.#down[j] /= fastest;
    }
    this.#stay = this.#up.map((birth, j) => Math.max(0, 1 - birth - this.#down[j]));
    this.#fastest = fastest;
    const maxwellian = Float64Array.from({ length: n }, (_, j) => Math.exp(-0.5 * (y.start + j * h) ** 2));
    const total = maxwellian.reduce((sum, value) => sum + value, 0);
    this.#equilibrium = maxwellian.map((value) => value / total);
    this.#build(unit);
  }

  /** 𝓜(y_j), of sum 1. */
  get equilibrium(): Float64Array {
    return this.#equilibrium;
  }

  /** Rows of length n, one after the other, each replaced by e^{sL} of it. */
  apply(rows: Float64Array, s: number): void {
    let left = s;
    if (left >= FOREVER) {
      this.#project(rows);
      return;
    }
    for (const { s: size, matrix } of this.#ladder) {
      while (left >= size * (1 - SAME)) {
        this.#multiply(matrix, rows);
        left -= size;
      }
    }
    if (left > SAME * s) this.#series(rows, left);
  }

  #project(rows: Float64Array): void {
    const n = this.#n;
    for (let from = 0; from < rows.length; from += n) {
      let mass = 0;
      for (let j = from; j < from + n; j++) mass += rows[j];
      for (let j = 0; j < n; j++) rows[from + j] = mass * this.#equilibrium[j];
    }
  }

  #multiply(matrix: Float64Array, rows: Float64Array): void {
    if (this.#spare.length < rows.length) this.#spare = new Float64Array(rows.length);
    const out = this.#spare.subarray(0, rows.length);
    out.fill(0);
    multiplyAdd(matrix, rows, out, this.#n, rows.length / this.#n);
    rows.set(out);
  }

  /** Uniformisation, row by row. */
  #series(rows: Float64Array, s: number): void {
    const n = this.#n;
    const up = this.#up;
    const down = this.#down;
    const stay = this.#stay;
    const weights = poissonWeights(s * this.#fastest);
    let term = new Float64Array(n);
    let next = new Float64Array(n);
    for (let from = 0; from < rows.length; from += n) {
      const row = rows.subarray(from, from + n);
      for (let j = 0; j < n; j++) {
        term[j] = row[j];
        row[j] *= weights[0];
      }
      for (let k = 1; k < weights.length; k++) {
        const weight = weights[k];
        next[0] = stay[0] * term[0] + down[1] * term[1];
        for (let j = 1; j + 1 < n; j++) {
          next[j] = up[j - 1] * term[j - 1] + stay[j] * term[j] + down[j + 1] * term[j + 1];
        }
        next[n - 1] = up[n - 2] * term[n - 2] + stay[n - 1] * term[n - 1];
        for (let j = 0; j < n; j++) row[j] += weight * next[j];
        [term, next] = [next, term];
      }
    }
  }

  /** Squares upwards from the largest unit/2^k that the series can do. Column sums are restored after every squaring. */
  #build(unit: number): void {
    const n = this.#n;
    let top = unit;
    while (top >= FOREVER) top /= 2;
    let levels = 0;
    while ((top / 2 ** levels) * this.#fastest > LARGEST_SERIES) levels++;
    if (levels === 0) return;
    // Columns of the matrix, one after the other; `multiplyAdd` wants its rows.
    let columns = new Float64Array(n * n);
    for (let j = 0; j < n; j++) columns[j * n + j] = 1;
    this.#series(columns, top / 2 ** levels);
    for (let level = levels - 1; level >= 0; level--) {
      const square = new Float64Array(n * n);
      multiplyAdd(transposed(columns, n), columns, square, n, n);
      columns = square;
      for (let from = 0; from < n * n; from += n) {
        let sum = 0;
        for (let i = from; i < from + n; i++) sum += columns[i];
        for (let i = from; i < from + n; i++) columns[i] /= sum;
      }
      this.#ladder.unshift({ s: top / 2 ** level, matrix: transposed(columns, n) });
    }
  }
}

function transposed(a: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = a[i * n + j];
  return out;
}
