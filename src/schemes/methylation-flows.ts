import type { Model } from '../model/model.ts';

/**
 * e^{τL} of L f = ∂_z(z f + ∂_z f) on the grid z_j = −Z + j·2Z/n, by Mehler's formula: the Fourier transform goes from f̂(ξ)
 * to f̂(sξ)e^{−ξ²(1−s²)/2}, s = e^{−τ}. f̂(sξ_k) is the trapezoidal sum, exact up to what f has beyond the box or the grid;
 * the Nyquist mode is left out. Matrix n×n, row-major; columns sum to 1, so mass is kept to round-off.
 */
export function mehlerMatrix(n: number, halfWidth: number, tau: number): Float64Array {
  const s = Math.exp(-tau);
  const spread = -Math.expm1(-2 * tau) / 2;
  const matrix = new Float64Array(n * n);
  const z = (j: number): number => halfWidth * ((2 * j) / n - 1);
  const cosine = new Float64Array(n);
  const sine = new Float64Array(n);
  for (let k = 0; k < n / 2; k++) {
    const xi = (Math.PI * k) / halfWidth;
    const size = ((k === 0 ? 1 : 2) / n) * Math.exp(-xi * xi * spread);
    for (let j = 0; j < n; j++) {
      cosine[j] = Math.cos(xi * s * z(j));
      sine[j] = Math.sin(xi * s * z(j));
    }
    for (let i = 0; i < n; i++) {
      const c = size * Math.cos(xi * z(i));
      const d = size * Math.sin(xi * z(i));
      for (let j = 0; j < n; j++) matrix[i * n + j] += c * cosine[j] + d * sine[j];
    }
  }
  return matrix;
}

/** Terms of the Taylor series of e^A for |A| ≤ ½: the next one is below 2^{−53}. */
const TERMS = 15;

/**
 * e^{hQ} of tumbling at fixed m, where (Q f)(v) = Σ_{v′} ν(v′)Λ(z, v, v′)f(v′) − f(v)Σ_{v′} ν(v′)Λ(z, v′, v): one nv×nv
 * matrix per z by scaled Taylor series, table [(post·nv + pre)·n + j].
 */
export class TumblingFlow {
  readonly #table: Float64Array;
  readonly #nv: number;
  readonly #n: number;
  readonly #block: Float64Array;

  constructor(model: Model, z: Float64Array, h: number) {
    const nv = model.weights.length;
    const n = z.length;
    this.#nv = nv;
    this.#n = n;
    this.#block = new Float64Array(nv * n);
    const rates = Array.from({ length: nv * nv }, (_, index) => {
      const rate = new Float64Array(n);
      model.rate(z, Math.floor(index / nv), index % nv, rate);
      return rate;
    });
    this.#table = new Float64Array(nv * nv * n);
    const generator = new Float64Array(nv * nv);
    for (let j = 0; j < n; j++) {
      generator.fill(0);
      for (let post = 0; post < nv; post++) {
        for (let pre = 0; pre < nv; pre++) {
          const rate = h * rates[post * nv + pre][j];
          generator[post * nv + pre] += model.weights[pre] * rate;
          generator[pre * nv + pre] -= model.weights[post] * rate;
        }
      }
      exponential(generator, nv).forEach((entry, index) => {
        this.#table[index * n + j] = entry;
      });
    }
  }

  /** f ← e^{hQ}f in place; layout [(ix·nv + iv)·n + j]. */
  apply(f: Float64Array): void {
    const nv = this.#nv;
    const n = this.#n;
    const table = this.#table;
    const block = this.#block;
    for (let base = 0; base < f.length; base += nv * n) {
      block.fill(0);
      for (let post = 0; post < nv; post++) {
        for (let pre = 0; pre < nv; pre++) {
          const factors = (post * nv + pre) * n;
          const from = base + pre * n;
          for (let j = 0; j < n; j++) block[post * n + j] += table[factors + j] * f[from + j];
        }
      }
      for (let i = 0; i < nv * n; i++) f[base + i] = block[i];
    }
  }
}

/** e^A of a small n×n matrix by a Taylor series after scaling to |A|₁ ≤ ½ and squaring. */
function exponential(a: Float64Array<ArrayBuffer>, n: number): Float64Array<ArrayBuffer> {
  let norm = 0;
  for (let column = 0; column < n; column++) {
    let sum = 0;
    for (let row = 0; row < n; row++) sum += Math.abs(a[row * n + column]);
    norm = Math.max(norm, sum);
  }
  const doublings = Math.max(0, Math.ceil(Math.log2(2 * norm)));
  const scaled = a.map((entry) => entry / 2 ** doublings);
  const unit = new Float64Array(n * n);
  for (let i = 0; i < n; i++) unit[i * n + i] = 1;
  let result = unit;
  // Horner: I + A(I + A/2(I + A/3(…))).
  for (let k = TERMS; k >= 1; k--) {
    const next = product(scaled, result, n);
    result = next.map((entry, i) => unit[i] + entry / k);
  }
  for (let k = 0; k < doublings; k++) result = product(result, result, n);
  return result;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) out[i * n + j] += a[i * n + k] * b[k * n + j];
  }
  return out;
}
