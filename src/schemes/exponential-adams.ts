import { type Matrix, multiplyAdd } from './dense.ts';
import type { ExponentialStepper, Forcing } from './exponential-step.ts';
import type { PhiTable } from './phi-functions.ts';
import type { Coefficients } from './spectral-grid.ts';

/** The forcing at an earlier time s ≤ 0, counted from the beginning of the step. */
interface Past {
  readonly forcing: Coefficients;
  time: number;
}

/**
 * Exponential Adams–Bashforth method of order k on steps of any length, for ∂_s q = Lq + g: M. Hochbruck, A. Ostermann,
 * Exponential multistep methods of Adams-type, BIT 51 (2011). The forcing at the last k step ends is interpolated by
 * p(s) = Σ_{j<k} p^{(j)}(0)s^j/j!, and q(τ) = φ₀(τL)q + Σ_j τ^{j+1}φ_{j+1}(τL)p^{(j)}(0). Stiff order k, as the φ-functions
 * are exact; one evaluation of the forcing a step. The first k − 1 steps are those of a one-step method.
 */
export class ExponentialAdams {
  readonly #phi: { readonly even: PhiTable; readonly odd: PhiTable };
  readonly #half: number;
  readonly #order: number;
  readonly #starter: ExponentialStepper;
  readonly #zero: () => Coefficients;
  readonly #next: Coefficients;
  readonly #derivative: Coefficients;
  readonly #matrices = new Map<number, { readonly even: readonly Matrix[]; readonly odd: readonly Matrix[] }>();
  /** The latest first. */
  readonly #past: Past[] = [];

  constructor(
    phi: { even: PhiTable; odd: PhiTable },
    half: number,
    order: number,
    starter: ExponentialStepper,
    zero: () => Coefficients,
  ) {
    this.#phi = phi;
    this.#half = half;
    this.#order = order;
    this.#starter = starter;
    this.#zero = zero;
    this.#next = zero();
    this.#derivative = zero();
  }

  /** Forcings that have to be transported with q. */
  get past(): readonly Coefficients[] {
    return this.#past.map(({ forcing }) => forcing);
  }

  /** q is replaced by its value after τ. */
  step(tau: number, q: Coefficients, forcing: Forcing): void {
    const oldest = this.#past.length === this.#order ? this.#past.pop() : undefined;
    const latest: Past = { forcing: oldest?.forcing ?? this.#zero(), time: 0 };
    forcing(0, q, latest.forcing);
    this.#past.unshift(latest);
    if (this.#past.length < this.#order) this.#starter.step(tau, q, forcing);
    else this.#extrapolate(tau, q);
    for (const past of this.#past) past.time -= tau;
  }

  #extrapolate(tau: number, q: Coefficients): void {
    const next = this.#next;
    const derivative = this.#derivative;
    const { even, odd } = this.#at(tau);
    const add = (k: number, x: Coefficients): void => {
      multiplyAdd(even[k], x.even, next.even, this.#half, x.even.length / this.#half);
      multiplyAdd(odd[k], x.odd, next.odd, this.#half, x.odd.length / this.#half);
    };
    next.even.fill(0);
    next.odd.fill(0);
    add(0, q);
    const weights = derivativeWeights(this.#past.map(({ time }) => time / tau));
    for (let j = 0; j < this.#order; j++) {
      for (const parity of ['even', 'odd'] as const) {
        const out = derivative[parity];
        out.fill(0);
        for (let i = 0; i < this.#order; i += 2) {
          // Two at a time, so that the sum is read and written half as often; an odd one out counts once.
          const a = this.#past[i].forcing[parity];
          const b = this.#past[Math.min(i + 1, this.#order - 1)].forcing[parity];
          const first = tau * weights[j][i];
          const second = i + 1 < this.#order ? tau * weights[j][i + 1] : 0;
          for (let at = 0; at < out.length; at++) out[at] += first * a[at] + second * b[at];
        }
      }
      add(j + 1, derivative);
    }
    q.even.set(next.even);
    q.odd.set(next.odd);
  }

  #at(tau: number): { readonly even: readonly Matrix[]; readonly odd: readonly Matrix[] } {
    // Steps that are equal up to the rounding of their end points share one table, and those on a ladder one chain.
    let exact = tau;
    for (const [known, matrices] of this.#matrices) {
      if (Math.abs(known - tau) <= 1e-8 * tau) return matrices;
      const ratio = 2 ** Math.round(Math.log2(tau / known));
      if (Math.abs(known * ratio - tau) <= 1e-8 * tau) exact = known * ratio;
    }
    const matrices = { even: this.#phi.even.at(exact), odd: this.#phi.odd.at(exact) };
    this.#matrices.set(exact, matrices);
    return matrices;
  }
}

/**
 * w[j][i]: p^{(j)}(0) = Σ_i w[j][i] p(s_i) for polynomials of degree below the number of nodes s_i. The i-th Lagrange
 * polynomial is multiplied out, factor by factor.
 */
export function derivativeWeights(nodes: readonly number[]): number[][] {
  const weights = nodes.map(() => nodes.map(() => 0));
  nodes.forEach((node, i) => {
    let coefficients = [1];
    nodes.forEach((other, l) => {
      if (l === i) return;
      const scale = 1 / (node - other);
      const product = new Array<number>(coefficients.length + 1).fill(0);
      coefficients.forEach((c, j) => {
        product[j] -= c * other * scale;
        product[j + 1] += c * scale;
      });
      coefficients = product;
    });
    let factorial = 1;
    coefficients.forEach((c, j) => {
      if (j > 0) factorial *= j;
      weights[j][i] = c * factorial;
    });
  });
  return weights;
}
