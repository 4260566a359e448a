import { combine, type Matrix, multiplyAdd } from './dense.ts';
import type { PhiTable } from './phi-functions.ts';
import type { Coefficients } from './spectral-grid.ts';

/** The tableau at one τ for one parity block: entries a_{ij}(τL), b_i(τL), times τ. */
interface StepMatrices {
  readonly half: Matrix;
  readonly full: Matrix;
  readonly a21: Matrix;
  readonly a31: Matrix;
  readonly a32: Matrix;
  readonly a41: Matrix;
  readonly a42: Matrix;
  readonly a51: Matrix;
  readonly a52: Matrix;
  readonly a54: Matrix;
  readonly b1: Matrix;
  readonly b4: Matrix;
  readonly b5: Matrix;
}

/**
 * Five-stage exponential Runge–Kutta method of stiff order 4: M. Hochbruck, A. Ostermann, Explicit exponential
 * Runge–Kutta methods for semilinear parabolic problems, SIAM J. Numer. Anal. 43 (2005), tableau (5.19).
 * Stage times 0, ½, ½, 1, ½; a43 = a42, a53 = a52.
 */
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
  const scaled = (terms: readonly (readonly [number, Matrix])[]): Matrix =>
    combine(terms.map(([c, a]) => [c * tau, a]));
  return {
    half: half0,
    full: full0,
    a21: scaled([[1 / 2, half1]]),
    a31: scaled([
      [1 / 2, half1],
      [-1, half2],
    ]),
    a32: scaled([[1, half2]]),
    a41: scaled([
      [1, full1],
      [-2, full2],
    ]),
    a42: scaled([[1, full2]]),
    a51: scaled([
      [1 / 2, half1],
      [-2, a52],
      [-1, a54],
    ]),
    a52: scaled([[1, a52]]),
    a54: scaled([[1, a54]]),
    b1: scaled([
      [1, full1],
      [-3, full2],
      [4, full3],
    ]),
    b4: scaled([
      [-1, full2],
      [4, full3],
    ]),
    b5: scaled([
      [4, full2],
      [-8, full3],
    ]),
  };
}

/** The non-stiff part g(c, q) at the fraction c of the step, written to `out`. */
export type Forcing = (fraction: 0 | 0.5 | 1, q: Coefficients, out: Coefficients) => void;

/** Advances ∂_s q = Lq + g by one step τ in the scaled time s; L given by its two parity blocks of size H. */
export class ExponentialStepper {
  readonly #phi: { readonly even: PhiTable; readonly odd: PhiTable };
  readonly #half: number;
  readonly #columns: number;
  readonly #matrices = new Map<number, { even: StepMatrices; odd: StepMatrices }>();
  /** A one-step method remembers nothing that has to be transported. */
  readonly past: readonly Coefficients[] = [];
  readonly #work: Record<'g1' | 'g2' | 'g4' | 'stage' | 'base' | 'end' | 's4' | 's5', Coefficients>;

  constructor(phi: { even: PhiTable; odd: PhiTable }, half: number, zero: () => Coefficients) {
    this.#phi = phi;
    this.#half = half;
    this.#work = {
      g1: zero(),
      g2: zero(),
      g4: zero(),
      stage: zero(),
      base: zero(),
      end: zero(),
      s4: zero(),
      s5: zero(),
    };
    this.#columns = this.#work.g1.even.length / half;
  }

  #at(tau: number): { even: StepMatrices; odd: StepMatrices } {
    // Steps that are equal up to the rounding of their end points share one table.
    for (const [known, matrices] of this.#matrices) if (Math.abs(known - tau) <= 1e-8 * tau) return matrices;
    let exact = tau;
    for (const known of this.#matrices.keys()) {
      const ratio = 2 ** Math.round(Math.log2(tau / known));
      if (Math.abs(known * ratio - tau) <= 1e-8 * tau) exact = known * ratio;
    }
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
    multiplyAdd(pick(tau.even), x.even, y.even, this.#half, this.#columns);
    multiplyAdd(pick(tau.odd), x.odd, y.odd, this.#half, this.#columns);
  }

  /** q is replaced by its value after τ. */
  step(tau: number, q: Coefficients, forcing: Forcing): void {
    const m = this.#at(tau);
    const { g1, g2, g4, stage, base, end, s4, s5 } = this.#work;
    const set = (to: Coefficients, from: Coefficients): void => {
      to.even.set(from.even);
      to.odd.set(from.odd);
    };
    const clear = (to: Coefficients): void => {
      to.even.fill(0);
      to.odd.fill(0);
    };
    clear(base);
    clear(end);
    this.#add((a) => a.half, m, q, base);
    this.#add((a) => a.full, m, q, end);

    forcing(0, q, g1);
    set(stage, base);
    this.#add((a) => a.a21, m, g1, stage);
    forcing(0.5, stage, g2);

    set(stage, base);
    this.#add((a) => a.a31, m, g1, stage);
    this.#add((a) => a.a32, m, g2, stage);
    forcing(0.5, stage, g4);
    for (let i = 0; i < g2.even.length; i++) {
      g2.even[i] += g4.even[i];
      g2.odd[i] += g4.odd[i];
    }

    set(s4, end);
    this.#add((a) => a.a41, m, g1, s4);
    this.#add((a) => a.a42, m, g2, s4);
    forcing(1, s4, g4);

    set(s5, base);
    this.#add((a) => a.a51, m, g1, s5);
    this.#add((a) => a.a52, m, g2, s5);
    this.#add((a) => a.a54, m, g4, s5);

    set(q, end);
    this.#add((a) => a.b1, m, g1, q);
    this.#add((a) => a.b4, m, g4, q);
    forcing(0.5, s5, g4);
    this.#add((a) => a.b5, m, g4, q);
  }
}
