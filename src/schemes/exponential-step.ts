import { combine, type Matrix } from './dense.ts';
import { onLadder, type PhiTable } from './phi-functions.ts';
import type { SmoothProduct } from './smooth-product.ts';
import { type Coefficients, roundOffOf } from './spectral-grid.ts';

/** What the stages take at one τ for one parity block: φ_k(τL/2), φ_k(τL) and entries of the tableau. */
interface StepMatrices {
  readonly half0: Matrix;
  readonly full0: Matrix;
  readonly a21: Matrix;
  readonly half2: Matrix;
  readonly full1: Matrix;
  readonly full2: Matrix;
  readonly full3: Matrix;
  readonly a52: Matrix;
  readonly a54: Matrix;
}

function stepMatrices(phi: PhiTable, tau: number): StepMatrices {
  const [half0, half1, half2, half3] = phi.at(tau / 2);
  const [full0, full1, full2, full3] = phi.at(tau);
  const a52 = combine([
    [1 / 2, half2],
    [-1, full3],
    [1 / 4, full2],
    [-1 / 2, half3],
  ]);
  const a54 = combine([
    [1 / 4, half2],
    [-1, a52],
  ]);
  return { half0, full0, a21: combine([[1 / 2, half1]]), half2, full1, full2, full3, a52, a54 };
}

/** The non-stiff part g(c, q) at the fraction c of the step, written to `out`. */
export type Forcing = (fraction: 0 | 0.5 | 1, q: Coefficients, out: Coefficients) => void;

/**
 * Advances ∂_s q = Lq + g by one step τ in the scaled time s; L given by its two parity blocks of size H. Five-stage exponential
 * Runge–Kutta method of stiff order 4: M. Hochbruck, A. Ostermann, Explicit exponential Runge–Kutta methods for semilinear
 * parabolic problems, SIAM J. Numer. Anal. 43 (2005), tableau (5.19). Stage times 0, ½, ½, 1, ½. Its entries are sums of few
 * φ-functions; a product with one of them serves all stages, and differences of forcings take the place of the first column.
 * With G_i = τg_i: U₂ = φ₀(½)q + ½φ₁(½)G₁, U₃ = U₂ + φ₂(½)(G₂ − G₁), E = φ₀q + φ₁G₁, U₄ = E + φ₂d, d = G₂ + G₃ − 2G₁,
 * U₅ = U₂ + a₅₂d + a₅₄(G₄ − G₁), q ← E + φ₂(4G₅ − 3G₁ − G₄) + 4φ₃(G₁ + G₄ − 2G₅): ten products in place of thirteen.
 */
export class ExponentialStepper {
  readonly #phi: { readonly even: PhiTable; readonly odd: PhiTable };
  readonly #product: SmoothProduct;
  readonly #matrices = new Map<number, { even: StepMatrices; odd: StepMatrices }>();
  #negligible = 0;
  readonly #work: Record<'first' | 'fourth' | 'other' | 'sum' | 'stage' | 'second' | 'euler', Coefficients>;

  constructor(phi: { even: PhiTable; odd: PhiTable }, product: SmoothProduct, zero: () => Coefficients) {
    this.#phi = phi;
    this.#product = product;
    this.#work = {
      first: zero(),
      fourth: zero(),
      other: zero(),
      sum: zero(),
      stage: zero(),
      second: zero(),
      euler: zero(),
    };
  }

  #at(tau: number): { even: StepMatrices; odd: StepMatrices } {
    const exact = onLadder(tau, this.#matrices.keys());
    const known = this.#matrices.get(exact);
    if (known) return known;
    const matrices = { even: stepMatrices(this.#phi.even, exact), odd: stepMatrices(this.#phi.odd, exact) };
    this.#matrices.set(exact, matrices);
    return matrices;
  }

  #add(
    pick: (m: StepMatrices) => Matrix,
    tau: { even: StepMatrices; odd: StepMatrices },
    x: Coefficients,
    y: Coefficients,
  ): void {
    this.#product.add(pick(tau.even), x.even, y.even, this.#negligible);
    this.#product.add(pick(tau.odd), x.odd, y.odd, this.#negligible);
  }

  /** q is replaced by its value after τ. */
  step(tau: number, q: Coefficients, forcing: Forcing): void {
    const m = this.#at(tau);
    this.#negligible = roundOffOf(q, this.#product.half);
    const { first, fourth, other, sum, stage, second, euler } = this.#work;
    const set = (to: Coefficients, from: Coefficients): void => {
      to.even.set(from.even);
      to.odd.set(from.odd);
    };
    const clear = (to: Coefficients): void => {
      to.even.fill(0);
      to.odd.fill(0);
    };
    clear(second);
    clear(euler);
    this.#add((a) => a.half0, m, q, second);
    this.#add((a) => a.full0, m, q, euler);

    forcing(0, q, first);
    each((part) => scale(first[part], tau));
    this.#add((a) => a.a21, m, first, second);
    this.#add((a) => a.full1, m, first, euler);
    forcing(0.5, second, sum);

    each((part) => difference(other[part], tau, sum[part], first[part]));
    set(stage, second);
    this.#add((a) => a.half2, m, other, stage);
    forcing(0.5, stage, other);

    each((part) => secondDifference(tau, first[part], sum[part], other[part]));
    set(stage, euler);
    this.#add((a) => a.full2, m, sum, stage);
    forcing(1, stage, fourth);

    each((part) => difference(other[part], tau, fourth[part], first[part]));
    set(stage, second);
    this.#add((a) => a.a52, m, sum, stage);
    this.#add((a) => a.a54, m, other, stage);
    forcing(0.5, stage, other);

    each((part) => derivatives(tau, first[part], fourth[part], other[part]));
    set(q, euler);
    this.#add((a) => a.full2, m, first, q);
    this.#add((a) => a.full3, m, fourth, q);
  }
}

function each(parity: (part: 'even' | 'odd') => void): void {
  parity('even');
  parity('odd');
}

function scale(g: Float64Array, tau: number): void {
  for (let i = 0; i < g.length; i++) g[i] *= tau;
}

function difference(out: Float64Array, tau: number, g: Float64Array, first: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = tau * g[i] - first[i];
}

/** d in place of g₂; `first` is G₁. */
function secondDifference(tau: number, first: Float64Array, g2: Float64Array, g3: Float64Array): void {
  for (let i = 0; i < g2.length; i++) g2[i] = tau * (g2[i] + g3[i]) - 2 * first[i];
}

/** The factors of φ₂ and φ₃, in place of G₁ and g₄: derivatives of the parabola through the forcings at 0, ½ and 1. */
function derivatives(tau: number, first: Float64Array, g4: Float64Array, g5: Float64Array): void {
  for (let i = 0; i < first.length; i++) {
    const slope = tau * (4 * g5[i] - g4[i]) - 3 * first[i];
    g4[i] = 4 * (first[i] + tau * (g4[i] - 2 * g5[i]));
    first[i] = slope;
  }
}
