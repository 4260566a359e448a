import FFT from 'fft.js';
import { PositionTransform } from './position-transform.ts';

/** Sizes of the spectral representation. */
export interface SpectralGrid {
  /** Grid points in each coordinate of x (power of two), start and length of the box. */
  readonly nx: number;
  readonly start: number;
  readonly length: number;
  /** Fourier modes |k_j| ≤ modes in x, modes < nx/2. */
  readonly modes: number;
  /** Velocities; their components say how many coordinates x has. */
  readonly velocities: readonly (readonly number[])[];
  /** Grid points in y (power of two) on [−halfWidth, halfWidth). */
  readonly ny: number;
  readonly halfWidth: number;
}

/**
 * q(x, v, y) = Σ_{|k_j|≤K} e^{2πik·(x−start)/L} Σ_{j<ny/2} A_{kj} cos(ξ_j y) + B_{kj} sin(ξ_j y), ξ_j = πj/Y.
 * `even` holds A and `odd` holds B for one of each pair ±k, in the order of `waveVectors`, layout
 * [((iv·count + k)·2 + re/im)·ny/2 + j]: each column of ny/2 numbers is what the two blocks of the Fokker–Planck operator
 * act on.
 */
export interface Coefficients {
  readonly even: Float64Array;
  readonly odd: Float64Array;
}

export function coefficientCount(grid: SpectralGrid): number {
  const kept = ((2 * grid.modes + 1) ** grid.velocities[0].length + 1) / 2;
  return grid.velocities.length * kept * grid.ny;
}

export const zeroCoefficients = (grid: SpectralGrid): Coefficients => ({
  even: new Float64Array(coefficientCount(grid)),
  odd: new Float64Array(coefficientCount(grid)),
});

/**
 * Transforms between coefficients and point values. Values are in the shifted variable z = y − u(x, v): the shift is a
 * multiplier of modulus 1. Transport by a time δ (q(x − vδ)) is one, too. Layout of values [(ix·nv + iv)·ny + j],
 * z_j = −Y + j·2Y/ny.
 */
export class SpectralFrame {
  readonly grid: SpectralGrid;
  readonly #positions: PositionTransform;
  readonly #fftY: FFT;
  readonly #pairIn: Float64Array;
  readonly #pairOut: Float64Array;
  /** (a_j, b_j) at [((ix·nv + iv)·H + j)·2]. */
  readonly #mixed: Float64Array;

  constructor(grid: SpectralGrid) {
    this.grid = grid;
    this.#positions = new PositionTransform(grid);
    this.#fftY = new FFT(grid.ny);
    this.#pairIn = new Float64Array(2 * grid.ny);
    this.#pairOut = new Float64Array(2 * grid.ny);
    this.#mixed = new Float64Array(this.#rows() * grid.ny);
  }

  /** values(x, v, z) = q(x − vδ, v, z + u(x, v)); `u` layout [ix·nv + iv], absent for no shift. */
  toValues(q: Coefficients, delta: number, u: Float64Array | undefined, values: Float64Array): void {
    this.#positions.synthesis(q, delta, this.#mixed);
    const rows = this.#rows(); // even, because nx is a power of two
    for (let row = 0; row < rows; row += 2) this.#ySynthesis(row, u, values);
  }

  /** The inverse of `toValues`, with modes beyond the grid's cut off. */
  toCoefficients(values: Float64Array, delta: number, u: Float64Array | undefined, q: Coefficients): void {
    const rows = this.#rows();
    for (let row = 0; row < rows; row += 2) this.#yAnalysis(row, u, values);
    this.#positions.analysis(this.#mixed, delta, q);
  }

  /** Pairs (x, v). */
  #rows(): number {
    const { nx, velocities } = this.grid;
    return nx ** velocities[0].length * velocities.length;
  }

  /** q(x) ← q(x − vδ) in place. */
  transport(q: Coefficients, delta: number): void {
    this.#positions.transport(q, delta);
  }

  /** Two rows (real functions of z) by one complex transform. */
  #ySynthesis(row: number, u: Float64Array | undefined, values: Float64Array): void {
    const { ny, halfWidth } = this.grid;
    const half = ny / 2;
    const mixed = this.#mixed;
    const input = this.#pairIn;
    const output = this.#pairOut;
    const first = Math.PI / halfWidth;
    const from1 = row * ny;
    const from2 = from1 + ny;
    input.fill(0);
    input[0] = mixed[from1];
    input[1] = mixed[from2];
    const c1 = u ? Math.cos(first * u[row]) : 1;
    const s1 = u ? Math.sin(first * u[row]) : 0;
    const c2 = u ? Math.cos(first * u[row + 1]) : 1;
    const s2 = u ? Math.sin(first * u[row + 1]) : 0;
    let p1 = 1;
    let r1 = 0;
    let p2 = 1;
    let r2 = 0;
    for (let j = 1; j < half; j++) {
      // e^{iξ_j u} by powers; the sign (−1)^j of the grid that starts at −Y goes with them.
      let next = -(p1 * c1 - r1 * s1);
      r1 = -(p1 * s1 + r1 * c1);
      p1 = next;
      next = -(p2 * c2 - r2 * s2);
      r2 = -(p2 * s2 + r2 * c2);
      p2 = next;
      const a1 = mixed[from1 + 2 * j] / 2;
      const b1 = mixed[from1 + 2 * j + 1] / 2;
      const a2 = mixed[from2 + 2 * j] / 2;
      const b2 = mixed[from2 + 2 * j + 1] / 2;
      const f1r = a1 * p1 + b1 * r1;
      const f1i = a1 * r1 - b1 * p1;
      const f2r = a2 * p2 + b2 * r2;
      const f2i = a2 * r2 - b2 * p2;
      input[2 * j] = f1r - f2i;
      input[2 * j + 1] = f1i + f2r;
      input[2 * (ny - j)] = f1r + f2i;
      input[2 * (ny - j) + 1] = f2r - f1i;
    }
    this.#fftY.inverseTransform(output, input);
    for (let j = 0; j < ny; j++) {
      values[from1 + j] = output[2 * j] * ny;
      values[from2 + j] = output[2 * j + 1] * ny;
    }
  }

  #yAnalysis(row: number, u: Float64Array | undefined, values: Float64Array): void {
    const { ny, halfWidth } = this.grid;
    const half = ny / 2;
    const mixed = this.#mixed;
    const input = this.#pairIn;
    const output = this.#pairOut;
    const first = Math.PI / halfWidth;
    const to1 = row * ny;
    const to2 = to1 + ny;
    for (let j = 0; j < ny; j++) {
      input[2 * j] = values[to1 + j];
      input[2 * j + 1] = values[to2 + j];
    }
    this.#fftY.transform(output, input);
    const scale = 1 / ny;
    mixed[to1] = output[0] * scale;
    mixed[to1 + 1] = 0;
    mixed[to2] = output[1] * scale;
    mixed[to2 + 1] = 0;
    const c1 = u ? Math.cos(first * u[row]) : 1;
    const s1 = u ? Math.sin(first * u[row]) : 0;
    const c2 = u ? Math.cos(first * u[row + 1]) : 1;
    const s2 = u ? Math.sin(first * u[row + 1]) : 0;
    let p1 = scale;
    let r1 = 0;
    let p2 = scale;
    let r2 = 0;
    for (let j = 1; j < half; j++) {
      let next = -(p1 * c1 - r1 * s1);
      r1 = -(p1 * s1 + r1 * c1);
      p1 = next;
      next = -(p2 * c2 - r2 * s2);
      r2 = -(p2 * s2 + r2 * c2);
      p2 = next;
      const pr = output[2 * j];
      const pi = output[2 * j + 1];
      const mr = output[2 * (ny - j)];
      const mi = output[2 * (ny - j) + 1];
      // Twice the half-spectrum of each row.
      const f1r = pr + mr;
      const f1i = pi - mi;
      const f2r = pi + mi;
      const f2i = mr - pr;
      // a − ib = F e^{−iξu}, with the sign of the grid.
      mixed[to1 + 2 * j] = f1r * p1 + f1i * r1;
      mixed[to1 + 2 * j + 1] = f1r * r1 - f1i * p1;
      mixed[to2 + 2 * j] = f2r * p2 + f2i * r2;
      mixed[to2 + 2 * j + 1] = f2r * r2 - f2i * p2;
    }
  }
}
