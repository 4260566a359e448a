import type { Kernels } from '../kernels/kernels.ts';

/** Points that are weighed. */
const WIDTH = 12;
const HALF = WIDTH / 2;
/** Shape of the window, for a grid twice as fine (the reference below, section 4: β = 2.30 w). */
const BETA = 2.3 * WIDTH;
/** Points of the trapezoidal rule for the transform of the window, which is e^{−β} at its ends: spectrally accurate. */
const QUADRATURE = 256;

/** Degree of the polynomials that are ψ between two points, to its own value at its ends, 1e-12. */
const DEGREE = 13;

/** ψ(z) = e^{β(√(1−z²)−1)} on [−1, 1]. */
const window = (z: number): number => Math.exp(BETA * (Math.sqrt(Math.max(0, 1 - z * z)) - 1));

/**
 * Values of a trigonometric polynomial f = Σ_{|k|<n/2} c_k e^{2πikx} at any x, from n modes at a cost that does not depend
 * on n: f(x) = Σ_m ψ((2nx − m)/6) f̃_m over the 12 points m of the grid m/(2n) that are nearest, with
 * f̃_m = Σ_k correction(k) c_k e^{2πikm/(2n)}. The error is at most Σ_k |c_k| δ_k, with δ_k below 1e-11 for |k| ≤ 5n/16 and below 1e-10 beyond (A. Barnett,
 * J. Magland, L. af Klinteberg, A parallel nonuniform fast Fourier transform library based on an "exponential of
 * semicircle" kernel, SIAM J. Sci. Comput. 41 (2019)).
 */
export class Gridding {
  /** Points of the finer grid, 2n. */
  readonly count: number;
  /** correction(k), k = 0 … n/2 − 1: the reciprocal of the transform of the window. */
  readonly correction: Float64Array;

  constructor(n: number) {
    this.count = 2 * n;
    this.correction = Float64Array.from({ length: n / 2 }, (_, k) => {
      let sum = 0;
      for (let i = -QUADRATURE; i <= QUADRATURE; i++)
        sum += window(i / QUADRATURE) * Math.cos((Math.PI * k * HALF * i) / (n * QUADRATURE));
      return QUADRATURE / (HALF * sum);
    });
  }

  /** Writes the polynomials to the scratch memory, where they take `GRIDDING_TABLE` numbers. */
  prepare(memory: Float64Array, table: number): void {
    memory.set(POLYNOMIALS, table);
  }

  /**
   * Puts the weights of the 14 points from an even m on to [weights], …: ψ at the nearest 12 of x (any real number, in
   * periods), 0 at the others. `table` is where `prepare` put the polynomials; BLEND_WIDTH + 2 numbers are written.
   * @returns that even m, 0 ≤ m < 2n; points are taken cyclically
   */
  locate(x: number, by: Kernels, memory: Float64Array, table: number, weights: number): number {
    const t = (x - Math.floor(x)) * this.count;
    const ceiling = Math.ceil(t);
    const first = ceiling - HALF + this.count;
    const odd = first % 2;
    by.polynomials(2 * (ceiling - t) - 1, table, DEGREE, WIDTH, weights + 2 * odd);
    if (odd === 1) memory.copyWithin(weights + 1, weights + 2, weights + 2 + WIDTH);
    memory[weights + (odd === 1 ? 0 : WIDTH)] = 0;
    memory[weights + WIDTH + 1] = 0;
    return (first - odd) % this.count;
  }
}

/** Length of what `prepare` writes. */
export const GRIDDING_TABLE = (DEGREE + 1) * WIDTH;

/** Coefficients of x^k at [k·12 + m]: ψ((m − 6 + (1 + x)/2)/6), −1 ≤ x < 1, interpolated at Chebyshev points. */
const POLYNOMIALS = ((): Float64Array => {
  const out = new Float64Array(GRIDDING_TABLE);
  const count = DEGREE + 1;
  const angles = Array.from({ length: count }, (_, i) => (Math.PI * (i + 0.5)) / count);
  // T_k in powers of x, by its recurrence.
  let previous = new Float64Array(count);
  let chebyshev = Float64Array.from({ length: count }, (_, j) => (j === 0 ? 1 : 0));
  for (let k = 0; k < count; k++) {
    for (let m = 0; m < WIDTH; m++) {
      let sum = 0;
      for (const angle of angles) sum += window((m - HALF + (1 + Math.cos(angle)) / 2) / HALF) * Math.cos(k * angle);
      const coefficient = ((k === 0 ? 1 : 2) * sum) / count;
      for (let j = 0; j <= k; j++) out[j * WIDTH + m] += coefficient * chebyshev[j];
    }
    const twice = k === 0 ? 1 : 2;
    const last = chebyshev;
    const before = previous;
    chebyshev = Float64Array.from({ length: count }, (_, j) => (j > 0 ? twice * last[j - 1] : 0) - before[j]);
    previous = last;
  }
  return out;
})();
