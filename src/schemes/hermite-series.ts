/**
 * Adds weight · N(mean, deviation²) to a series in h_n𝓜, h_n = He_n/√n!: c_n = E h_n obeys
 * √(n+1) c_{n+1} = mean c_n + (deviation² − 1)√n c_{n−1} and decays like |deviation² − 1|^{n/2}.
 * Even coefficients first, then odd ones, as in HermiteBasis.
 */
export function addGaussian(weight: number, mean: number, deviation: number, out: Float64Array): void {
  let previous = 0;
  let current = weight;
  for (let n = 0; n < out.length; n++) {
    out[(n % 2) * (out.length / 2) + (n >> 1)] += current;
    const next = (mean * current + (deviation * deviation - 1) * Math.sqrt(n) * previous) / Math.sqrt(n + 1);
    previous = current;
    current = next;
  }
}

/**
 * Smallest multiple of 8 such that all further coefficients of every Gaussian N(m, d²) with |m| ≤ mean and |d²−1| ≤
 * |deviation²−1| are below `tail`: the recursion with non-negative terms is a majorant, and it decreases once two
 * consecutive terms do.
 */
export function modesFor(tail: number, mean: number, deviation: number, most: number): number | undefined {
  const kappa = Math.abs(deviation * deviation - 1);
  let previous = 0;
  let current = 1;
  for (let n = 0; n < most; n++) {
    if (n % 8 === 0 && n > 0 && current < tail && previous < tail) return n;
    const next = (mean * current + kappa * Math.sqrt(n) * previous) / Math.sqrt(n + 1);
    previous = current;
    current = next;
  }
  return current < tail && previous < tail ? most : undefined;
}

/** Point values of Σ c_n h_n(z)𝓜(z) by Clenshaw's recurrence. */
export class SeriesEvaluator {
  readonly #up: Float64Array;
  readonly #down: Float64Array;

  constructor(modes: number) {
    // b_n = c_n + z b_{n+1}/√(n+1) − √((n+1)/(n+2)) b_{n+2}
    this.#up = Float64Array.from({ length: modes }, (_, n) => 1 / Math.sqrt(n + 1));
    this.#down = Float64Array.from({ length: modes }, (_, n) => Math.sqrt((n + 1) / (n + 2)));
  }

  /** out[j] = f(from + j·spacing); coefficients in the order of HermiteBasis. */
  evaluate(c: Float64Array, from: number, spacing: number, out: Float64Array): void {
    const up = this.#up;
    const down = this.#down;
    const half = c.length / 2;
    for (let j = 0; j < out.length; j++) {
      const z = from + j * spacing;
      let b1 = 0;
      let b2 = 0;
      for (let n = c.length - 1; n >= 0; n--) {
        const b0 = c[(n % 2) * half + (n >> 1)] + z * up[n] * b1 - down[n] * b2;
        b2 = b1;
        b1 = b0;
      }
      out[j] = (b1 * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI);
    }
  }
}
