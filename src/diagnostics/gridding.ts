import { BLEND_WIDTH } from '../kernels/kernels.ts';

const HALF = BLEND_WIDTH / 2;
/** Shape of the window, for a grid twice as fine (the reference below, section 4: β = 2.30 w). */
const BETA = 2.3 * BLEND_WIDTH;
/** Points of the trapezoidal rule for the transform of the window, which is e^{−β} at its ends: spectrally accurate. */
const QUADRATURE = 256;

/** ψ(z) = e^{β(√(1−z²)−1)} on [−1, 1]. */
const window = (z: number): number => Math.exp(BETA * (Math.sqrt(Math.max(0, 1 - z * z)) - 1));

/**
 * Values of a trigonometric polynomial f = Σ_{|k|<n/2} c_k e^{2πikx} at any x, from n modes at a cost that does not depend
 * on n: f(x) = Σ_m ψ((2nx − m)/8) f̃_m over the 16 points m of the grid m/(2n) that are nearest, with
 * f̃_m = Σ_k correction(k) c_k e^{2πikm/(2n)}. The error is round-off of the largest |f|, some 1e-15 (A. Barnett,
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

  /**
   * Puts ψ at the nearest points of x (any real number, in periods) to weights[at], weights[at + 1], …
   * @returns the first of the 16 points, 0 ≤ m < 2n; they are taken cyclically
   */
  locate(x: number, weights: Float64Array, at: number): number {
    const t = (x - Math.floor(x)) * this.count;
    const first = Math.ceil(t) - HALF;
    for (let m = 0; m < BLEND_WIDTH; m++) weights[at + m] = window((first + m - t) / HALF);
    return (first + this.count) % this.count;
  }
}
