import { combine, diagonal, type Matrix, rightFactor } from './dense.ts';

/** φ₀, φ₁, … of one matrix: φ₀(Z) = e^Z, φ_k(Z) = (φ_{k−1}(Z) − 1/(k−1)!) Z^{−1}. */
export type Phi = readonly Matrix[];

const TAYLOR_TERMS = 16;

/**
 * φ_k(τL) on demand. Small τ by Taylor's series, larger by φ_k(2Z) = 2^{−k}(φ₀φ_k + Σ_{j=1}^k φ_j/(k−j)!)(Z), so that
 * a ladder of steps c·2^k shares one chain of doublings. The exact row of L that conserves mass (a zero row) stays exact
 * under doubling, because products with unit rows do not round. The eigenvalues of L are real and at most 0: where e^{2Z} = e^Z,
 * nothing is left of the decaying modes, e^Z is the projection on the kernel of L, and φ₀φ_k = φ₀/k!. From there on a doubling
 * takes no product of matrices.
 */
export class PhiTable {
  readonly #generator: Matrix;
  readonly #n: number;
  readonly #norm: number;
  readonly #highest: number;
  readonly #known = new Map<number, Phi>();
  /** From this τ on e^{τL} is the projection on the kernel of L. */
  #settled = Number.POSITIVE_INFINITY;

  /** @param highest the last φ_k that is made */
  constructor(generator: Matrix, n: number, highest = 3) {
    this.#highest = highest;
    this.#generator = generator;
    this.#n = n;
    let norm = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += Math.abs(generator[i * n + j]);
      norm = Math.max(norm, sum);
    }
    this.#norm = norm;
  }

  at(tau: number): Phi {
    let phi = this.#known.get(tau);
    if (!phi) {
      phi = tau * this.#norm <= 0.5 ? this.#taylor(tau) : this.#double(tau / 2);
      this.#known.set(tau, phi);
    }
    return phi;
  }

  #taylor(tau: number): Phi {
    const n = this.#n;
    const addTimesZ = rightFactor(combine([[tau, this.#generator]]), n);
    const next = (matrix: Matrix, coefficient: number): Matrix => {
      const out = diagonal(coefficient, n);
      addTimesZ(matrix, out);
      return out;
    };
    // The highest is Σ Z^m/(m + highest)! by Horner's rule, then down by φ_{k−1} = φ_kZ + 1/(k−1)!.
    const highest = this.#highest;
    let coefficient = 1;
    for (let m = 2; m <= TAYLOR_TERMS + highest; m++) coefficient /= m;
    let last = diagonal(coefficient, n);
    for (let m = TAYLOR_TERMS - 1; m >= 0; m--) {
      coefficient *= m + 1 + highest;
      last = next(last, coefficient);
    }
    const phi = [last];
    for (let k = highest; k >= 1; k--) phi.unshift(next(phi[0], 1 / factorial(k - 1)));
    return phi;
  }

  #double(tau: number): Phi {
    const phi = this.at(tau);
    /** scale·Σ_{j=1}^k φ_j/(k−j)! */
    const lower = (k: number, scale: number): (readonly [number, Matrix])[] =>
      Array.from({ length: k }, (_, j) => [scale / factorial(k - 1 - j), phi[j + 1]]);
    if (tau >= this.#settled)
      return phi.map((_, k) =>
        k === 0 ? phi[0] : combine([[0.5 ** k / factorial(k), phi[0]], ...lower(k, 0.5 ** k)]),
      );
    // All are functions of one matrix and commute: φ₀ is transposed once, on the right.
    const addTimesPhi0 = rightFactor(phi[0], this.#n);
    const doubled = phi.map((matrix, k) => {
      const out = k === 0 ? diagonal(0, this.#n) : combine(lower(k, 1));
      addTimesPhi0(matrix, out);
      const scale = 0.5 ** k;
      if (k > 0) for (let i = 0; i < out.length; i++) out[i] *= scale;
      return out;
    });
    if (isSame(doubled[0], phi[0])) this.#settled = 2 * tau;
    return doubled;
  }
}

/** Entries of e^Z that differ by less, as a part of the largest, are the same up to round-off. */
const SETTLED = 2 ** -50;

function isSame(a: Matrix, b: Matrix): boolean {
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < a.length; i++) {
    largest = Math.max(largest, Math.abs(a[i]));
    difference = Math.max(difference, Math.abs(a[i] - b[i]));
  }
  return difference <= SETTLED * largest;
}

const factorial = (k: number): number => (k <= 1 ? 1 : k * factorial(k - 1));

/** Step lengths that differ by less, relative to themselves, are the same up to the rounding of their end points. */
export const SAME_STEP = 1e-8;

/** One of the `known` lengths, or a power of two times one, where τ is that up to rounding: they share one chain of φ-functions. */
export function onLadder(tau: number, known: Iterable<number>): number {
  let exact = tau;
  for (const length of known) {
    if (Math.abs(length - tau) <= SAME_STEP * tau) return length;
    const rung = length * 2 ** Math.round(Math.log2(tau / length));
    if (Math.abs(rung - tau) <= SAME_STEP * tau) exact = rung;
  }
  return exact;
}
