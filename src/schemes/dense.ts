import { createSimdMultiplyAdd, type SimdMultiplyAdd } from './dense-simd.ts';

/** Square matrix, row-major, n×n. */
export type Matrix = Float64Array;

/** c·1. */
export function diagonal(c: number, n: number): Matrix {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = c;
  return out;
}

/** out += a·b for any a: every row of a is multiplied by bᵀ, which is made once. */
export function rightFactor(b: Matrix, n: number): (a: Matrix, out: Matrix) => void {
  const transposed = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) transposed[j * n + i] = b[i * n + j];
  return (a, out) => multiplyAdd(transposed, a, out, n, n);
}

/** Σ_k c_k A_k, two terms at a time. */
export function combine(terms: readonly (readonly [number, Matrix])[]): Matrix {
  const out = new Float64Array(terms[0][1].length);
  for (let t = 0; t < terms.length; t += 2) {
    const [c, a] = terms[t];
    const [d, b] = terms[t + 1] ?? [0, a];
    for (let i = 0; i < out.length; i++) out[i] += c * a[i] + d * b[i];
  }
  return out;
}

let simd: SimdMultiplyAdd | undefined | null = null;

/**
 * y_c += A x_c for `columns` vectors of length n stored one after the other; y must not overlap A or x. By WebAssembly
 * SIMD where there is one and n is a multiple of 4, by `multiplyAddPlain` otherwise. Same input, same bits, in any thread;
 * the two ways differ by at most 2γ_{n+1}(|y| + Σ_j |a_{ij} x_j|), γ_k = ku/(1 − ku), u = 2^{−53} (N. Higham, Accuracy
 * and Stability of Numerical Algorithms, (3.3): any order of summation), that is n + 2 ulps of the sum of absolute values.
 *
 * @param used only the first so many entries of every x_c count, a multiple of 4
 * @param rows only the first so many entries of every y_c change, an even number
 */
export function multiplyAdd(
  a: Matrix,
  x: Float64Array,
  y: Float64Array,
  n: number,
  columns: number,
  used: number = n,
  rows: number = n,
): void {
  if (simd === null) simd = createSimdMultiplyAdd();
  if (!simd?.(a, x, y, n, columns, used, rows)) multiplyAddPlain(a, x, y, n, columns, used, rows);
}

/** The twin of `multiplyAdd` without WebAssembly. Four columns and two rows at a time: an entry loaded serves four products. */
export function multiplyAddPlain(
  a: Matrix,
  x: Float64Array,
  y: Float64Array,
  n: number,
  columns: number,
  used: number = n,
  rows: number = n,
): void {
  let c = 0;
  for (; c + 3 < columns; c += 4) {
    const x0 = c * n;
    const x1 = x0 + n;
    const x2 = x1 + n;
    const x3 = x2 + n;
    let i = 0;
    for (; i + 1 < rows; i += 2) {
      const r0 = i * n;
      const r1 = r0 + n;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let j = 0; j < used; j++) {
        const p = a[r0 + j];
        const q = a[r1 + j];
        const b0 = x[x0 + j];
        const b1 = x[x1 + j];
        const b2 = x[x2 + j];
        const b3 = x[x3 + j];
        s00 += p * b0;
        s01 += p * b1;
        s02 += p * b2;
        s03 += p * b3;
        s10 += q * b0;
        s11 += q * b1;
        s12 += q * b2;
        s13 += q * b3;
      }
      y[x0 + i] += s00;
      y[x1 + i] += s01;
      y[x2 + i] += s02;
      y[x3 + i] += s03;
      y[x0 + i + 1] += s10;
      y[x1 + i + 1] += s11;
      y[x2 + i + 1] += s12;
      y[x3 + i + 1] += s13;
    }
    for (; i < rows; i++) rowTimes(a, x, y, n, used, i, c, c + 4);
  }
  for (let i = 0; i < rows; i++) rowTimes(a, x, y, n, used, i, c, columns);
}

/** One row of A against columns [from, to). */
function rowTimes(
  a: Matrix,
  x: Float64Array,
  y: Float64Array,
  n: number,
  used: number,
  row: number,
  from: number,
  to: number,
): void {
  for (let c = from; c < to; c++) {
    let sum = 0;
    for (let j = 0; j < used; j++) sum += a[row * n + j] * x[c * n + j];
    y[c * n + row] += sum;
  }
}
