import type { Model } from '../model/model.ts';

/**
 * The tumbling operator in z = (m−M)/ε, where it acts point by point:
 * (Q f)(x, v, z) = Σ_{v'} ν(v')Λ(z, v, v') f(x, v', z) − f(x, v, z) Σ_{v'} ν(v')Λ(z, v', v).
 * The table has neither x nor t: [(post·nv + pre)·n + j], outflow subtracted on the diagonal.
 */
export class TumblingTable {
  readonly #table: Float64Array;
  readonly #n: number;
  readonly #nv: number;
  readonly #row: Float64Array;

  constructor(model: Model, z: Float64Array) {
    const nv = model.velocities.length;
    const n = z.length;
    this.#n = n;
    this.#nv = nv;
    this.#table = new Float64Array(nv * nv * n);
    this.#row = new Float64Array(nv * n);
    const rate = new Float64Array(n);
    for (let post = 0; post < nv; post++) {
      for (let pre = 0; pre < nv; pre++) {
        model.rate(z, post, pre, rate);
        const gain = (post * nv + pre) * n;
        const diagonal = (pre * nv + pre) * n;
        for (let j = 0; j < n; j++) {
          this.#table[gain + j] += model.weights[pre] * rate[j];
          this.#table[diagonal + j] -= model.weights[post] * rate[j];
        }
      }
    }
  }

  /** Replaces f by Q f in place; layout [(ix·nv + iv)·n + j]. */
  apply(f: Float64Array): void {
    const n = this.#n;
    const nv = this.#nv;
    const table = this.#table;
    const row = this.#row;
    const block = nv * n;
    for (let base = 0; base < f.length; base += block) {
      for (let post = 0; post < nv; post++) {
        const to = post * n;
        for (let j = 0; j < n; j++) row[to + j] = 0;
        for (let pre = 0; pre < nv; pre++) {
          const coefficients = (post * nv + pre) * n;
          const from = base + pre * n;
          for (let j = 0; j < n; j++) row[to + j] += table[coefficients + j] * f[from + j];
        }
      }
      for (let i = 0; i < block; i++) f[base + i] = row[i];
    }
  }
}
