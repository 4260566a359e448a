import type { Kernels } from '../kernels/kernels.ts';
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
  /** Numbers of one velocity in each part of the coefficients; twice as many are at most those on the grid. */
  readonly #size: number;
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
    this.#size = count * ny;
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
    const sines = cosines + this.sines;
    const memory = this.#memory(free);
    const size = this.#size;
    const base = iv * size;
    memory.set(even.subarray(base, base + size), free);
    memory.set(odd.subarray(base, base + size), free + size);
    memory.fill(0, cosines, cosines + this.free);
    memory.copyWithin(cosines, free, free + half);
    memory.copyWithin(sines, free + size, free + size + half);
    this.#setPhase(iv, delta);
    this.#eachMode(kernels().unfoldMode, 1, cosines, free);
    // Real and imaginary parts exchanged: the inverse transform.
    this.#transform(sines, cosines, free);
  }

  /** The inverse of `synthesis`, with modes beyond the grid's cut off. */
  analysis(iv: number, delta: number, { even, odd }: Coefficients, cosines = 0, free = this.free): void {
    const half = this.#half;
    const sines = cosines + this.sines;
    const memory = this.#memory(free);
    const scale = 1 / this.points;
    const size = this.#size;
    const base = iv * size;
    this.#transform(cosines, sines, free);
    this.#setPhase(iv, -delta);
    this.#eachMode(kernels().foldMode, scale / 2, cosines, free);
    // The imaginary part of the mode 0 stays what it is.
    even.set(memory.subarray(free + 2 * half, free + size), base + 2 * half);
    odd.set(memory.subarray(free + size + 2 * half, free + 2 * size), base + 2 * half);
    for (let j = 0; j < half; j++) {
      even[base + j] = memory[cosines + j] * scale;
      odd[base + j] = memory[sines + j] * scale;
    }
  }

  /** Between the columns of every mode but 0, from `free` on, and its places on the grid. */
  #eachMode(turn: Kernels['unfoldMode'], scale: number, cosines: number, free: number): void {
    const half = this.#half;
    const phase = this.#phase;
    for (let k = 1; k < this.#kept; k++) {
      const column = free + 2 * half * k;
      const plus = cosines + this.#plus[k] * half;
      const minus = cosines + this.#minus[k] * half;
      turn(half, scale * phase[2 * k], scale * phase[2 * k + 1], column, column + this.#size, plus, minus, this.sines);
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
