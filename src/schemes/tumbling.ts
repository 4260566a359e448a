import { kernels } from '../kernels/this-thread.ts';
import type { Model } from '../model/model.ts';
import { type Separable, separate } from './separable.ts';

/**
 * The tumbling operator in z = (m−M)/ε, where it acts point by point:
 * (Q f)(x, v, z) = Σ_{v'} ν(v')Λ(z, v, v') f(x, v', z) − f(x, v, z) Σ_{v'} ν(v')Λ(z, v', v).
 * The tables have neither x nor t. Where Λ is at every z a sum of r products of a function of v and one of v', as when
 * it depends on one of them or on none (r = 1), the gain costs 2r·nv products a point in place of nv².
 */
export class TumblingTable {
  /** Gain [(post·nv + pre)·n + j] and loss [pre·n + j]. */
  readonly #gain: Float64Array;
  readonly #loss: Float64Array;
  readonly #factors: Separable | undefined;
  readonly #n: number;
  readonly #nv: number;
  readonly #row: Float64Array;
  readonly #sum: Float64Array;
  /** Loss, gain or its factors of factor·Q, one after the other as the kernels take them. */
  #scaled: { readonly factor: number; readonly tables: Float64Array } | undefined;

  constructor(model: Model, z: Float64Array) {
    const nv = model.velocities.length;
    const n = z.length;
    this.#n = n;
    this.#nv = nv;
    this.#gain = new Float64Array(nv * nv * n);
    this.#loss = new Float64Array(nv * n);
    this.#row = new Float64Array(nv * n);
    this.#sum = new Float64Array(n);
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
    this.#factors = separate(this.#gain, n, nv);
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

  /** Writes what `applyToLanes` needs into the scratch memory of the kernels, for factor·Q. */
  load(memory: Float64Array, factor: number, tables: number): void {
    // A solve has one factor, and many stages.
    if (this.#scaled?.factor !== factor) {
      const { post, pre } = this.#factors ?? { post: this.#gain, pre: new Float64Array(0) };
      const all = new Float64Array(this.#loss.length + post.length + pre.length);
      all.set(this.#loss.map((value) => factor * value));
      all.set(
        post.map((value) => factor * value),
        this.#loss.length,
      );
      all.set(pre, this.#loss.length + post.length);
      this.#scaled = { factor, tables: all };
    }
    memory.set(this.#scaled.tables, tables);
  }

  /**
   * Replaces f by factor·Q f in the scratch memory of the kernels, after `load`: velocity iv and z_j at
   * [values + (2·iv·n + j)·lanes + lane] and [values + ((2·iv + 1)·n + j)·lanes + lane], lane < lanes, `lanes` even.
   */
  applyToLanes(values: number, lanes: number, tables: number): void {
    const { tumbleFactors, tumbleTable } = kernels();
    if (this.#factors) tumbleFactors(values, this.#n, this.#nv, this.#factors.rank, lanes, tables);
    else tumbleTable(values, this.#n, this.#nv, lanes, tables);
  }

  #applyFactors(f: Float64Array, base: number, { rank, post, pre }: Separable): void {
    const n = this.#n;
    const block = this.#nv * n;
    const loss = this.#loss;
    const gained = this.#row;
    const sum = this.#sum;
    gained.fill(0);
    for (let first = 0; first < rank * block; first += block) {
      sum.fill(0);
      for (let from = 0; from < block; from += n)
        for (let j = 0; j < n; j++) sum[j] += pre[first + from + j] * f[base + from + j];
      for (let to = 0; to < block; to += n) for (let j = 0; j < n; j++) gained[to + j] += post[first + to + j] * sum[j];
    }
    for (let at = 0; at < block; at++) f[base + at] = gained[at] - loss[at] * f[base + at];
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
