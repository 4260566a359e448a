import { kernels } from '../kernels/this-thread.ts';
import { type RowBlock, ShiftedRows } from './shifted-rows.ts';

/** Sizes of the spectral representation. */
export interface SpectralGrid {
  /** Grid points in x (power of two), start and length of the box. */
  readonly nx: number;
  readonly start: number;
  readonly length: number;
  /** Fourier modes |k| ≤ modes in x, modes < nx/2. */
  readonly modes: number;
  /** Velocities (d = 1). */
  readonly speeds: readonly number[];
  /** Grid points in y (power of two) on [−halfWidth, halfWidth). */
  readonly ny: number;
  readonly halfWidth: number;
}

/**
 * q(x, v, y) = Σ_{|k|≤K} e^{2πik(x−start)/L} Σ_{j<ny/2} A_{kj} cos(ξ_j y) + B_{kj} sin(ξ_j y), ξ_j = πj/Y.
 * `even` holds A and `odd` holds B, layout [((iv·(K+1) + k)·2 + re/im)·ny/2 + j]: each column of ny/2 numbers is what
 * the two blocks of the Fokker–Planck operator act on.
 */
export interface Coefficients {
  readonly even: Float64Array;
  readonly odd: Float64Array;
}

export function coefficientCount(grid: SpectralGrid): number {
  return grid.speeds.length * (grid.modes + 1) * grid.ny;
}

export const zeroCoefficients = (grid: SpectralGrid): Coefficients => ({
  even: new Float64Array(coefficientCount(grid)),
  odd: new Float64Array(coefficientCount(grid)),
});

/**
 * Transforms between coefficients and point values. Values are in the shifted variable z = y − u(x, v): the shift is a
 * multiplier of modulus 1. Transport by a time δ (q(x − vδ)) is one, too. Layout of values [(ix·nv + iv)·ny + j],
 * z_j = −Y + j·2Y/ny. One velocity at a time, in the scratch memory of the kernels.
 */
export class SpectralFrame {
  readonly grid: SpectralGrid;
  readonly #rows: ShiftedRows;
  readonly #phase: Float64Array;

  constructor(grid: SpectralGrid) {
    this.grid = grid;
    this.#rows = new ShiftedRows(grid.ny, grid.halfWidth);
    this.#phase = new Float64Array(2 * (grid.modes + 1));
  }

  /** values(x, v, z) = q(x − vδ, v, z + u(x, v)); `u` layout [ix·nv + iv], absent for no shift. */
  toValues(q: Coefficients, delta: number, u: Float64Array | undefined, values: Float64Array): void {
    this.grid.speeds.forEach((_, iv) => {
      this.#xSynthesis(q, iv, delta);
      this.#rows.synthesise(this.#block(iv), u, values);
    });
  }

  /** The inverse of `toValues`, with modes beyond the grid's cut off. */
  toCoefficients(values: Float64Array, delta: number, u: Float64Array | undefined, q: Coefficients): void {
    this.grid.speeds.forEach((_, iv) => {
      this.#rows.analyse(this.#block(iv), u, values);
      this.#xAnalysis(q, iv, delta);
    });
  }

  /** The rows of one velocity, and where their cosine and sine coefficients are in the scratch memory. */
  #block(iv: number): RowBlock {
    const { nx, ny, speeds } = this.grid;
    return { count: nx, first: iv, step: speeds.length, cosines: 0, sines: (nx * ny) / 2, free: nx * ny };
  }

  /** q(x) ← q(x − vδ) in place. */
  transport({ even, odd }: Coefficients, delta: number): void {
    const { modes, speeds, ny } = this.grid;
    const half = ny / 2;
    const phase = this.#phase;
    speeds.forEach((speed, iv) => {
      this.#setPhase(speed, delta);
      for (let k = 1; k <= modes; k++) {
        const from = (iv * (modes + 1) + k) * ny;
        const c = phase[2 * k];
        const s = phase[2 * k + 1];
        for (const part of [even, odd]) {
          for (let at = from; at < from + half; at++) {
            const re = part[at];
            const im = part[at + half];
            part[at] = re * c - im * s;
            part[at + half] = re * s + im * c;
          }
        }
      }
    });
  }

  #setPhase(speed: number, delta: number): void {
    const phase = this.#phase;
    for (let k = 0; k <= this.grid.modes; k++) {
      const angle = (-2 * Math.PI * k * speed * delta) / this.grid.length;
      phase[2 * k] = Math.cos(angle);
      phase[2 * k + 1] = Math.sin(angle);
    }
  }

  /** a_j + i b_j from A_{kj} + i B_{kj}: one complex transform for the two real functions of x. */
  #xSynthesis({ even, odd }: Coefficients, iv: number, delta: number): void {
    const { nx, modes, speeds, ny } = this.grid;
    const half = ny / 2;
    const { fft } = kernels();
    const memory = kernels().scratch(2 * nx * ny);
    const imaginary = nx * half;
    const phase = this.#phase;
    this.#setPhase(speeds[iv], delta);
    const base = iv * (modes + 1) * ny;
    for (let j = 0; j < half; j++) {
      memory[j] = even[base + j];
      memory[imaginary + j] = odd[base + j];
    }
    memory.fill(0, (modes + 1) * half, (nx - modes) * half);
    memory.fill(0, imaginary + (modes + 1) * half, imaginary + (nx - modes) * half);
    for (let k = 1; k <= modes; k++) {
      const from = base + k * ny;
      const plus = k * half;
      const minus = (nx - k) * half;
      const c = phase[2 * k];
      const s = phase[2 * k + 1];
      for (let j = 0; j < half; j++) {
        const at = from + j;
        const ar = even[at] * c - even[at + half] * s;
        const ai = even[at] * s + even[at + half] * c;
        const br = odd[at] * c - odd[at + half] * s;
        const bi = odd[at] * s + odd[at + half] * c;
        memory[plus + j] = ar - bi;
        memory[imaginary + plus + j] = ai + br;
        memory[minus + j] = ar + bi;
        memory[imaginary + minus + j] = br - ai;
      }
    }
    fft(nx, half, imaginary, 0, nx * ny);
  }

  #xAnalysis({ even, odd }: Coefficients, iv: number, delta: number): void {
    const { nx, modes, speeds, ny } = this.grid;
    const half = ny / 2;
    const { fft } = kernels();
    const memory = kernels().scratch(2 * nx * ny);
    const imaginary = nx * half;
    const phase = this.#phase;
    const scale = 1 / nx;
    fft(nx, half, 0, imaginary, nx * ny);
    this.#setPhase(speeds[iv], -delta);
    const base = iv * (modes + 1) * ny;
    for (let j = 0; j < half; j++) {
      even[base + j] = memory[j] * scale;
      odd[base + j] = memory[imaginary + j] * scale;
    }
    for (let k = 1; k <= modes; k++) {
      const to = base + k * ny;
      const plus = k * half;
      const minus = (nx - k) * half;
      const c = phase[2 * k] * scale;
      const s = phase[2 * k + 1] * scale;
      for (let j = 0; j < half; j++) {
        const at = to + j;
        const pr = memory[plus + j];
        const pi = memory[imaginary + plus + j];
        const mr = memory[minus + j];
        const mi = memory[imaginary + minus + j];
        const ar = (pr + mr) / 2;
        const ai = (pi - mi) / 2;
        const br = (pi + mi) / 2;
        const bi = (mr - pr) / 2;
        even[at] = ar * c - ai * s;
        even[at + half] = ar * s + ai * c;
        odd[at] = br * c - bi * s;
        odd[at + half] = br * s + bi * c;
      }
    }
  }
}
