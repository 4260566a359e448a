/**
 * Gauss–Hermite transform for the orthonormal functions h_n(z) = He_n(z)/√n! of L²(𝓜): f = Σ_n c_n h_n𝓜 is multiplied by
 * a function of z in c ← Q diag(Λ(z_j)) Qᵀ c with Q_{nj} = √w_j h_n(z_j), n < modes < nodes. Q has orthonormal rows, so
 * the product is bounded by sup|Λ| whatever the number of modes is.
 *
 * Modes are stored even ones first, then odd ones: n = 2m + p at p·modes/2 + m. Nodes come in pairs: z_i < 0 at i and
 * −z_i at nodes/2 + i; the transform costs half of a full one.
 */
export class HermiteBasis {
  readonly modes: number;
  readonly nodes: Float64Array;
  /** √2 Q for the negative nodes, row i: even modes, then odd modes; and its transpose for the way back. */
  readonly #toNodes: { readonly even: Float64Array; readonly odd: Float64Array };
  readonly #toModes: { readonly even: Float64Array; readonly odd: Float64Array };

  /** @param modes even; @param nodes even, larger than modes */
  constructor(modes: number, nodes: number) {
    this.modes = modes;
    const half = nodes / 2;
    const pairs = modes / 2;
    const negative = negativeHermiteRoots(nodes);
    this.nodes = new Float64Array(nodes);
    const make = () => ({ even: new Float64Array(half * pairs), odd: new Float64Array(half * pairs) });
    this.#toNodes = make();
    this.#toModes = make();
    const h = new Float64Array(nodes);
    for (let i = 0; i < half; i++) {
      this.nodes[i] = negative[i];
      this.nodes[half + i] = -negative[i];
      hermiteValues(negative[i], h);
      let sum = 0;
      for (const value of h) sum += value * value;
      const scale = 1 / Math.sqrt(sum); // √w_i, by Christoffel's formula
      for (let m = 0; m < pairs; m++) {
        this.#toNodes.even[i * pairs + m] = this.#toModes.even[m * half + i] = scale * h[2 * m];
        this.#toNodes.odd[i * pairs + m] = this.#toModes.odd[m * half + i] = scale * h[2 * m + 1];
      }
    }
  }

  /** Point values √w_j f(z_j)/𝓜(z_j) of `rows` series; layouts [row·modes + …] and [row·nodes + …]. */
  toNodes(series: Float64Array, values: Float64Array, rows: number): void {
    const half = this.nodes.length / 2;
    const pairs = this.modes / 2;
    product(this.#toNodes.even, half, pairs, series, 0, this.modes, values, 0, this.nodes.length, rows);
    product(this.#toNodes.odd, half, pairs, series, pairs, this.modes, values, half, this.nodes.length, rows);
    for (let row = 0; row < rows; row++) {
      const from = row * this.nodes.length;
      for (let i = from; i < from + half; i++) {
        const even = values[i];
        const odd = values[i + half];
        values[i] = even + odd;
        values[i + half] = even - odd;
      }
    }
  }

  /** The adjoint of `toNodes` (its inverse on series); overwrites `values`. */
  toModes(values: Float64Array, series: Float64Array, rows: number): void {
    const half = this.nodes.length / 2;
    const pairs = this.modes / 2;
    for (let row = 0; row < rows; row++) {
      const from = row * this.nodes.length;
      for (let i = from; i < from + half; i++) {
        const left = values[i];
        const right = values[i + half];
        values[i] = left + right;
        values[i + half] = left - right;
      }
    }
    product(this.#toModes.even, pairs, half, values, 0, this.nodes.length, series, 0, this.modes, rows);
    product(this.#toModes.odd, pairs, half, values, half, this.nodes.length, series, pairs, this.modes, rows);
  }
}

/** h_0(z), h_1(z), … by √(n+1) h_{n+1} = z h_n − √n h_{n−1}. */
export function hermiteValues(z: number, out: Float64Array): void {
  out[0] = 1;
  if (out.length > 1) out[1] = z;
  for (let n = 1; n + 1 < out.length; n++) out[n + 1] = (z * out[n] - Math.sqrt(n) * out[n - 1]) / Math.sqrt(n + 1);
}

/**
 * The negative roots of He_n, n even, increasing: eigenvalues of the Jacobi matrix with off-diagonal √1, √2, …, each
 * bisected to the last digit by Sturm's count of eigenvalues below a point.
 */
function negativeHermiteRoots(n: number): Float64Array {
  const countBelow = (z: number): number => {
    let count = 0;
    let pivot = -z;
    for (let k = 1; ; k++) {
      if (pivot < 0) count++;
      if (k === n) return count;
      if (pivot === 0) pivot = 1e-300;
      pivot = -z - k / pivot;
    }
  };
  return Float64Array.from({ length: n / 2 }, (_, i) => {
    let low = -2 * Math.sqrt(n);
    let high = 0;
    for (;;) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) return middle;
      if (countBelow(middle) > i) high = middle;
      else low = middle;
    }
  });
}

/** y_r = A x_r for `rows` vectors at x[fromX + r·strideX], y likewise; A is m×n. Two rows of A, two vectors at a time. */
function product(
  a: Float64Array,
  m: number,
  n: number,
  x: Float64Array,
  fromX: number,
  strideX: number,
  y: Float64Array,
  fromY: number,
  strideY: number,
  rows: number,
): void {
  for (let r = 0; r < rows; r += 2) {
    const x0 = fromX + r * strideX;
    const y0 = fromY + r * strideY;
    const single = r + 1 === rows;
    const x1 = single ? x0 : x0 + strideX;
    const y1 = single ? y0 : y0 + strideY;
    let i = 0;
    for (; i + 1 < m; i += 2) {
      const a0 = i * n;
      const a1 = a0 + n;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let k = 0; k < n; k++) {
        const p = a[a0 + k];
        const q = a[a1 + k];
        const u = x[x0 + k];
        const w = x[x1 + k];
        s00 += p * u;
        s01 += p * w;
        s10 += q * u;
        s11 += q * w;
      }
      y[y0 + i] = s00;
      y[y0 + i + 1] = s10;
      y[y1 + i] = s01;
      y[y1 + i + 1] = s11;
    }
    for (; i < m; i++) {
      let s0 = 0;
      let s1 = 0;
      for (let k = 0; k < n; k++) {
        s0 += a[i * n + k] * x[x0 + k];
        s1 += a[i * n + k] * x[x1 + k];
      }
      y[y0 + i] = s0;
      y[y1 + i] = s1;
    }
  }
}
