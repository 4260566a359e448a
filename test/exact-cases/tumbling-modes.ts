import type { Matrix } from './dense-matrix.ts';

/** Λ(z, v, w) of a finite velocity set, with M(t) = slope·t: the only signal for which the operator keeps its form in time. */
export interface ModeOperator {
  readonly speeds: readonly number[];
  /** ν of each speed, sum 1. */
  readonly weights: readonly number[];
  readonly rate: (z: number, post: number, pre: number) => number;
  readonly slope: number;
  readonly epsilon: number;
  /** Wave number in x. */
  readonly waveNumber: number;
  /** Hermite functions kept. */
  readonly count: number;
}

/** Trapezoidal rule for products of Hermite functions: of an analytic integrand that vanishes at ±16 it is exact to round-off. */
export const GRID = Float64Array.from({ length: 641 }, (_, i) => -16 + i / 20);
export const SPACING = 1 / 20;

/** h_n(w)√𝓜(w) on the grid for n < count, h_n orthonormal under 𝓜: √(n+1) h_{n+1} = w h_n − √n h_{n−1}. */
export function hermiteFunctions(count: number): Float64Array[] {
  const first = GRID.map((w) => Math.exp(-(w * w) / 4) / (2 * Math.PI) ** 0.25);
  const out = [first];
  for (let n = 0; n + 1 < count; n++) {
    out.push(
      first.map((_, j) => (GRID[j] * out[n][j] - (n > 0 ? Math.sqrt(n) * out[n - 1][j] : 0)) / Math.sqrt(n + 1)),
    );
  }
  return out;
}

/**
 * Generator of mode k in the frame w = z + slope, in which u relaxes away: f_v(t,w)e^{ikx} with
 * ∂ₜf_v = (1/ε)∂_w(wf_v + ∂_wf_v) − ikv f_v + Σ_u ν_u(Λ(w−slope, v, u)f_u − Λ(w−slope, u, v)f_v),
 * in f_v = Σ_n c_{v,n} h_n 𝓜 the first term is −n/ε. Real form: rows and columns [(part·nv + v)·count + n], part 0 the real
 * part, 1 the imaginary one.
 */
export function modeGenerator({ speeds, weights, rate, slope, epsilon, waveNumber, count }: ModeOperator): Matrix {
  const nv = speeds.length;
  const half = nv * count;
  const n = 2 * half;
  const basis = hermiteFunctions(count);
  const out = new Float64Array(n * n);
  const product = (post: number, pre: number): Float64Array => {
    const values = GRID.map((w) => SPACING * rate(w - slope, post, pre));
    const weighted = basis.map((h) => h.map((value, j) => value * values[j]));
    return Float64Array.from({ length: count * count }, (_, index) => {
      const [a, b] = [weighted[Math.floor(index / count)], basis[index % count]];
      let sum = 0;
      for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
      return sum;
    });
  };
  for (let pre = 0; pre < nv; pre++) {
    for (let post = 0; post < nv; post++) {
      const Λ = product(post, pre);
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < count; j++) {
          for (const part of [0, half]) {
            const column = part + pre * count + j;
            out[(part + post * count + i) * n + column] += weights[pre] * Λ[i * count + j];
            out[(part + pre * count + i) * n + column] -= weights[post] * Λ[i * count + j];
          }
        }
      }
    }
  }
  for (let v = 0; v < nv; v++) {
    for (let i = 0; i < count; i++) {
      const at = v * count + i;
      for (const part of [0, half]) out[(part + at) * n + part + at] -= i / epsilon;
      out[at * n + half + at] += waveNumber * speeds[v];
      out[(half + at) * n + at] -= waveNumber * speeds[v];
    }
  }
  return out;
}

/** Coefficients of a real start density(v)·(unit Gaussian of the given mean in w): mean^n/√n!. */
export function gaussianStart(densities: readonly number[], mean: number, count: number): Float64Array {
  const out = new Float64Array(2 * densities.length * count);
  densities.forEach((density, v) => {
    let coefficient = density;
    for (let n = 0; n < count; n++) {
      out[v * count + n] = coefficient;
      coefficient *= mean / Math.sqrt(n + 1);
    }
  });
  return out;
}
