import { combine, identity, type Matrix, multiply } from './dense.ts';

/** φ₀ … φ₃ of one matrix: φ₀(Z) = e^Z, φ_k(Z) = (φ_{k−1}(Z) − 1/(k−1)!) Z^{−1}. */
export type Phi = readonly [Matrix, Matrix, Matrix, Matrix];

const TAYLOR_TERMS = 16;

/**
 * φ_k(τL) on demand. Small τ by Taylor's series, larger by φ_k(2Z) = 2^{−k}(φ₀φ_k + Σ_{j=1}^k φ_j/(k−j)!)(Z), so that
 * a ladder of steps c·2^k shares one chain of doublings. The exact row of L that conserves mass (a zero row) stays exact
 * under doubling, because products with unit rows do not round.
 */
export class PhiTable {
  readonly #generator: Matrix;
  readonly #n: number;
  readonly #norm: number;
  readonly #known = new Map<number, Phi>();

  constructor(generator: Matrix, n: number) {
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
      phi = tau * this.#norm <= 0.5 ? this.#taylor(tau) : this.#double(this.at(tau / 2));
      this.#known.set(tau, phi);
    }
    return phi;
  }

  #taylor(tau: number): Phi {
    const n = this.#n;
    const one = identity(n);
    const z = combine([[tau, this.#generator]]);
    // φ₃ = Σ Z^m/(m+3)! by Horner's rule, then down by φ_{k−1} = Zφ_k + 1/(k−1)!.
    let coefficient = 1;
    for (let m = 2; m <= TAYLOR_TERMS + 3; m++) coefficient /= m;
    let phi3 = combine([[coefficient, one]]);
    for (let m = TAYLOR_TERMS - 1; m >= 0; m--) {
      coefficient *= m + 4;
      phi3 = combine([
        [1, multiply(z, phi3, n)],
        [coefficient, one],
      ]);
    }
    const phi2 = combine([
      [1, multiply(z, phi3, n)],
      [1 / 2, one],
    ]);
    const phi1 = combine([
      [1, multiply(z, phi2, n)],
      [1, one],
    ]);
    const phi0 = combine([
      [1, multiply(z, phi1, n)],
      [1, one],
    ]);
    return [phi0, phi1, phi2, phi3];
  }

  #double([phi0, phi1, phi2, phi3]: Phi): Phi {
    const n = this.#n;
    return [
      multiply(phi0, phi0, n),
      combine([
        [1 / 2, multiply(phi0, phi1, n)],
        [1 / 2, phi1],
      ]),
      combine([
        [1 / 4, multiply(phi0, phi2, n)],
        [1 / 4, phi1],
        [1 / 4, phi2],
      ]),
      combine([
        [1 / 8, multiply(phi0, phi3, n)],
        [1 / 16, phi1],
        [1 / 8, phi2],
        [1 / 8, phi3],
      ]),
    ];
  }
}
