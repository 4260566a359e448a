import { combine, type Matrix } from './dense.ts';
import type { ExponentialStepper, Forcing } from './exponential-step.ts';
import { onLadder, type PhiTable, SAME_STEP } from './phi-functions.ts';
import type { SmoothProduct } from './smooth-product.ts';
import { type Coefficients, roundOffOf } from './spectral-grid.ts';

/** The forcing at an earlier time s ≤ 0, counted from the beginning of the step. */
interface Past {
  readonly forcing: Coefficients;
  time: number;
}

/** The matrices of one step: of q, and of the forcings at the last k step ends, the latest first. */
interface StepMatrices {
  readonly state: Matrix;
  readonly forcings: readonly Matrix[];
}
type Parities<T> = { readonly even: T; readonly odd: T };

/**
 * Exponential Adams–Bashforth method of order k on steps of any length, for ∂_s q = Lq + g: M. Hochbruck, A. Ostermann,
 * Exponential multistep methods of Adams-type, BIT 51 (2011). The forcing at the last k step ends s_i is interpolated by
 * p(s) = Σ_{j<k} p^{(j)}(0)s^j/j!, p^{(j)}(0) = Σ_i w_{ji} g(s_i), and q(τ) = φ₀(τL)q + Σ_i A_i g(s_i) with
 * A_i = Σ_j τ^{j+1}w_{ji}φ_{j+1}(τL). Stiff order k, as the φ-functions are exact; one evaluation of the forcing a step. Steps
 * whose predecessors are as long as they are share the A_i. The first k − 1 steps are those of a one-step method.
 */
export class ExponentialAdams {
  readonly #phi: Parities<PhiTable>;
  readonly #product: SmoothProduct;
  readonly #order: number;
  readonly #starter: ExponentialStepper;
  readonly #zero: () => Coefficients;
  readonly #next: Coefficients;
  /** Of steps after equal ones, by their length. */
  readonly #regular = new Map<number, Parities<StepMatrices>>();
  /** Lengths for which φ-functions are known. */
  readonly #lengths = new Set<number>();
  /** The latest first. */
  readonly #past: Past[] = [];

  constructor(
    phi: Parities<PhiTable>,
    product: SmoothProduct,
    order: number,
    starter: ExponentialStepper,
    zero: () => Coefficients,
  ) {
    this.#phi = phi;
    this.#product = product;
    this.#order = order;
    this.#starter = starter;
    this.#zero = zero;
    this.#next = zero();
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
    const matrices = this.#at(tau);
    const negligible = roundOffOf(q, this.#product.half);
    for (const parity of ['even', 'odd'] as const) {
      const next = this.#next[parity];
      const { state, forcings } = matrices[parity];
      next.fill(0);
      this.#product.add(state, q[parity], next, negligible);
      this.#past.forEach((past, i) => {
        this.#product.add(forcings[i], past.forcing[parity], next, negligible);
      });
      q[parity].set(next);
    }
  }

  #at(tau: number): Parities<StepMatrices> {
    const exact = onLadder(tau, this.#lengths);
    this.#lengths.add(exact);
    if (!this.#past.every(({ time }, i) => Math.abs(time + i * tau) <= SAME_STEP * tau)) return this.#made(exact);
    const known = this.#regular.get(exact) ?? this.#made(exact);
    this.#regular.set(exact, known);
    return known;
  }

  #made(tau: number): Parities<StepMatrices> {
    const weights = derivativeWeights(this.#past.map(({ time }) => time / tau));
    const made = (table: PhiTable): StepMatrices => {
      const [state, ...phi] = table.at(tau);
      return { state, forcings: weights.map((_, i) => combine(phi.map((matrix, j) => [tau * weights[j][i], matrix]))) };
    };
    return { even: made(this.#phi.even), odd: made(this.#phi.odd) };
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
