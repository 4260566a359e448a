import { kernels } from '../kernels/this-thread.ts';
import type { Model } from '../model/model.ts';

/** Round-off of the products below: a declared multiple of the unit, four for each of two roundings. */
const ROUND_OFF = 8 * Number.EPSILON;

/** Λ(z, v, v') = α(z, v) β(z, v'): factors of the gain, [iv·n + j], the weight ν(v') in β. */
interface Factors {
  readonly post: Float64Array;
  readonly pre: Float64Array;
}

/**
 * The tumbling operator in z = (m−M)/ε, where it acts point by point:
 * (Q f)(x, v, z) = Σ_{v'} ν(v')Λ(z, v, v') f(x, v', z) − f(x, v, z) Σ_{v'} ν(v')Λ(z, v', v).
 * The tables have neither x nor t. Where Λ is at every z a product of a function of v and one of v', as when it depends on
 * one of them or on none, the gain costs nv products a point in place of nv².
 */
export class TumblingTable {
  /** Gain [(post·nv + pre)·n + j] and loss [pre·n + j]. */
  readonly #gain: Float64Array;
  readonly #loss: Float64Array;
  readonly #factors: Factors | undefined;
  readonly #n: number;
  readonly #nv: number;
  readonly #row: Float64Array;

  constructor(model: Model, z: Float64Array) {
    const nv = model.velocities.length;
    const n = z.length;
    this.#n = n;
    this.#nv = nv;
    this.#gain = new Float64Array(nv * nv * n);
    this.#loss = new Float64Array(nv * n);
    this.#row = new Float64Array(nv * n);
    const rate = new Float64Array(n);
    for (let post = 0; post < nv; post++) {
      for (let pre = 0; pre < nv; pre++) {
        model.rate(z, post, pre, rate);
        const gain = (post * nv + pre) * n;
        const loss = pre * n;
        for (let j = 0; j < n; j++) {
          this.#gain[gain + j] += model.weights[pre] * rate[j];
          this.#loss[loss + j] += model.weights[post] * rate[j];
        }
      }
    }
    this.#factors = factorsOf(this.#gain, n, nv);
  }

  /** Replaces f by Q f in place; layout [(ix·nv + iv)·n + j]. */
  apply(f: Float64Array): void {
    const block = this.#nv * this.#n;
    for (let base = 0; base < f.length; base += block) {
      if (this.#factors) this.#applyFactors(f, base, this.#factors);
      else this.#applyTable(f, base);
    }
  }

  /** Numbers that `applyToLanes` needs in the scratch memory. */
  get room(): number {
    return (this.#nv + 3) * this.#nv * this.#n + 2 * this.#nv;
  }

  /**
   * Replaces f by factor·Q f in the scratch memory of the kernels: velocity iv and z_j at
   * [values + (2·iv·n + j)·lanes + lane] and [values + ((2·iv + 1)·n + j)·lanes + lane], lane < lanes, `lanes` even.
   */
  applyToLanes(memory: Float64Array, values: number, lanes: number, factor: number, tables: number): void {
    const [n, nv] = [this.#n, this.#nv];
    const size = nv * n;
    const put = (table: Float64Array, at: number, scale: number): void => {
      for (let i = 0; i < table.length; i++) memory[at + i] = scale * table[i];
    };
    put(this.#loss, tables, factor);
    if (this.#factors) {
      put(this.#factors.post, tables + size, factor);
      put(this.#factors.pre, tables + 2 * size, 1);
      kernels().tumbleFactors(values, n, nv, lanes, tables);
    } else {
      put(this.#gain, tables + size, factor);
      kernels().tumbleTable(values, n, nv, lanes, tables);
    }
  }

  #applyFactors(f: Float64Array, base: number, { post, pre }: Factors): void {
    const n = this.#n;
    const loss = this.#loss;
    const sum = this.#row;
    for (let j = 0; j < n; j++) sum[j] = 0;
    for (let from = 0; from < post.length; from += n)
      for (let j = 0; j < n; j++) sum[j] += pre[from + j] * f[base + from + j];
    for (let to = 0; to < post.length; to += n) {
      for (let j = 0; j < n; j++) {
        const at = to + j;
        f[base + at] = post[at] * sum[j] - loss[at] * f[base + at];
      }
    }
  }

  #applyTable(f: Float64Array, base: number): void {
    const n = this.#n;
    const nv = this.#nv;
    const gain = this.#gain;
    const loss = this.#loss;
    const row = this.#row;
    for (let post = 0; post < nv; post++) {
      const to = post * n;
      for (let j = 0; j < n; j++) row[to + j] = -loss[to + j] * f[base + to + j];
      for (let pre = 0; pre < nv; pre++) {
        const coefficients = (post * nv + pre) * n;
        const from = base + pre * n;
        for (let j = 0; j < n; j++) row[to + j] += gain[coefficients + j] * f[from + j];
      }
    }
    f.set(row, base);
  }
}

/** Factors of the gain, if it is of rank one at every z up to round-off. */
function factorsOf(gain: Float64Array, n: number, nv: number): Factors | undefined {
  const post = new Float64Array(nv * n);
  const pre = gain.slice(0, nv * n);
  for (let iv = 0; iv < nv; iv++) {
    for (let j = 0; j < n; j++) {
      if (!(gain[j] > 0)) return undefined;
      post[iv * n + j] = gain[iv * nv * n + j] / gain[j];
    }
  }
  for (let a = 0; a < nv; a++) {
    for (let b = 0; b < nv; b++) {
      for (let j = 0; j < n; j++) {
        const value = gain[(a * nv + b) * n + j];
        if (!(Math.abs(post[a * n + j] * pre[b * n + j] - value) <= ROUND_OFF * value)) return undefined;
      }
    }
  }
  return { post, pre };
}
