import { kernels } from '../kernels/this-thread.ts';
import { waveVectors } from '../model/wave-vectors.ts';
import type { Coefficients, SpectralGrid } from './spectral-grid.ts';

/**
 * The part of the spectral frame that is about x: Fourier series on the product grid, d = 1, 2 or 3, and exact transport, which
 * multiplies mode k of velocity v by e^{−2πi k·vδ/L}. One velocity at a time, in the scratch memory of the kernels: there a_j
 * of point ix is at [cosines + ix·ny/2 + j], and b_j as far behind as `sines` says; from `free` on, work is done.
 */
export class PositionTransform {
  /** Points of the product grid. */
  readonly points: number;
  /** Where b_j begin, and where the scratch memory is free after a transform. */
  readonly sines: number;
  readonly free: number;
  readonly #grid: SpectralGrid;
  readonly #half: number;
  readonly #kept: number;
  readonly #plus: Int32Array;
  readonly #minus: Int32Array;
  /** −2π k·v at [iv·kept + k]. */
  readonly #turns: Float64Array;
  readonly #phase: Float64Array;

  constructor(grid: SpectralGrid) {
    const { nx, modes, velocities, ny } = grid;
    const dimension = velocities[0].length;
    const { count, plus, minus, components } = waveVectors(nx, dimension, modes);
    this.#grid = grid;
    this.#half = ny / 2;
    this.points = nx ** dimension;
    this.sines = this.points * this.#half;
    this.free = 2 * this.sines;
    this.#kept = count;
    this.#plus = plus;
    this.#minus = minus;
    this.#turns = Float64Array.from({ length: velocities.length * count }, (_, i) => {
      const v = velocities[Math.floor(i / count)];
      return v.reduce((sum, c, j) => sum - 2 * Math.PI * components[(i % count) * dimension + j] * c, 0);
    });
    this.#phase = new Float64Array(2 * count);
  }

  #setPhase(iv: number, delta: number): void {
    const phase = this.#phase;
    const from = iv * this.#kept;
    for (let k = 0; k < this.#kept; k++) {
      const angle = (this.#turns[from + k] * delta) / this.#grid.length;
      phase[2 * k] = Math.cos(angle);
      phase[2 * k + 1] = Math.sin(angle);
    }
  }

  /** q(x) ← q(x − vδ) in place. */
  transport({ even, odd }: Coefficients, delta: number): void {
    const half = this.#half;
    const kept = this.#kept;
    const phase = this.#phase;
    for (let iv = 0; iv < this.#grid.velocities.length; iv++) {
      this.#setPhase(iv, delta);
      for (let k = 1; k < kept; k++) {
        const from = (iv * kept + k) * 2 * half;
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
    }
  }

  /**
   * Point values of q(x − vδ) for one velocity, into the scratch memory: a_j + i b_j from A_{kj} + i B_{kj}, one complex
   * transform for the two real functions of x.
   */
  synthesis({ even, odd }: Coefficients, iv: number, delta: number, cosines = 0, free = this.free): void {
    const half = this.#half;
    const kept = this.#kept;
    const imaginary = this.sines;
    const sines = cosines + imaginary;
    const memory = this.#memory(free);
    const phase = this.#phase;
    this.#setPhase(iv, delta);
    memory.fill(0, cosines, cosines + this.free);
    const base = iv * kept * 2 * half;
    for (let j = 0; j < half; j++) {
      memory[cosines + j] = even[base + j];
      memory[sines + j] = odd[base + j];
    }
    for (let k = 1; k < kept; k++) {
      const from = base + k * 2 * half;
      const plus = cosines + this.#plus[k] * half;
      const minus = cosines + this.#minus[k] * half;
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
    // Real and imaginary parts exchanged: the inverse transform.
    this.#transform(sines, cosines, free);
  }

  /** The inverse of `synthesis`, with modes beyond the grid's cut off. */
  analysis(iv: number, delta: number, { even, odd }: Coefficients, cosines = 0, free = this.free): void {
    const half = this.#half;
    const kept = this.#kept;
    const imaginary = this.sines;
    const sines = cosines + imaginary;
    const memory = this.#memory(free);
    const phase = this.#phase;
    const scale = 1 / this.points;
    this.#transform(cosines, sines, free);
    this.#setPhase(iv, -delta);
    const base = iv * kept * 2 * half;
    for (let j = 0; j < half; j++) {
      even[base + j] = memory[cosines + j] * scale;
      odd[base + j] = memory[sines + j] * scale;
    }
    for (let k = 1; k < kept; k++) {
      const to = base + k * 2 * half;
      const plus = cosines + this.#plus[k] * half;
      const minus = cosines + this.#minus[k] * half;
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

  /** Along the last coordinate first: what runs faster than a coordinate are lanes of one transform. */
  #transform(re: number, im: number, work: number): void {
    const { fft } = kernels();
    const { nx } = this.#grid;
    let lanes = this.#half;
    for (let blocks = this.points / nx; blocks >= 1; blocks /= nx) {
      for (let block = 0; block < blocks; block++) {
        const offset = block * nx * lanes;
        fft(nx, lanes, re + offset, im + offset, work);
      }
      lanes *= nx;
    }
  }

  /** As much as both functions take, for the work of a transform. */
  #memory(free: number): Float64Array {
    return kernels().scratch(free + this.free);
  }
}
