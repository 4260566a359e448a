import { kernels } from '../kernels/this-thread.ts';

/**
 * Rows of values [(first + i·step)·ny + j], i < count, and the places of their coefficients in the scratch memory of the
 * kernels: a_j at [cosines + i·ny/2 + j], b_j at [sines + …]. From `free` on, the memory may be used. `count` is a multiple
 * of 4.
 */
export interface RowBlock {
  readonly count: number;
  readonly first: number;
  readonly step: number;
  readonly cosines: number;
  readonly sines: number;
  readonly free: number;
}

/** Rows that are transformed together, at most: few enough to stay in the nearest caches. */
export const TILE = 32;

/**
 * f(z + u) at z_j = −Y + j·2Y/ny from f(y) = Σ_{j<ny/2} a_j cos(ξ_j y) + b_j sin(ξ_j y), ξ_j = πj/Y, and back; every row
 * with its own u. Two rows are the real and the imaginary part of one transform.
 */
export class ShiftedRows {
  readonly #ny: number;
  readonly #halfWidth: number;

  constructor(ny: number, halfWidth: number) {
    this.#ny = ny;
    this.#halfWidth = halfWidth;
  }

  /** @param u shift of the row r at [r], absent for no shift */
  synthesise(block: RowBlock, u: Float64Array | undefined, values: Float64Array): void {
    const ny = this.#ny;
    for (let from = 0; from < block.count; from += TILE) {
      const lanes = Math.min(TILE, block.count - from) / 2;
      const re = block.free;
      const im = re + ny * lanes;
      const memory = kernels().scratch(im + 3 * ny * lanes);
      this.spread(block, from, lanes, u, re, im + ny * lanes);
      for (let lane = 0; lane < lanes; lane++) {
        const first = (block.first + (from + lane) * block.step) * ny;
        const second = (block.first + (from + lane + lanes) * block.step) * ny;
        for (let j = 0; j < ny; j++) {
          values[first + j] = memory[re + j * lanes + lane];
          values[second + j] = memory[im + j * lanes + lane];
        }
      }
    }
  }

  /**
   * The values of the rows from … from + 2·lanes − 1 in the scratch memory: row from + lane at [re + j·lanes + lane], row
   * from + lanes + lane at [re + (ny + j)·lanes + lane]. `work` has 2·ny·lanes numbers.
   */
  spread(block: RowBlock, from: number, lanes: number, u: Float64Array | undefined, re: number, work: number): void {
    const ny = this.#ny;
    const im = re + ny * lanes;
    const memory = kernels().scratch(work + 2 * ny * lanes);
    memory.fill(0, re + (ny / 2) * lanes, re + (ny / 2 + 1) * lanes);
    memory.fill(0, im + (ny / 2) * lanes, im + (ny / 2 + 1) * lanes);
    for (let lane = 0; lane < lanes; lane++) this.#pack(memory, block, from + lane, lanes, re + lane, im + lane, u);
    kernels().fft(ny, lanes, im, re, work);
  }

  /** The inverse of `spread`. */
  gather(block: RowBlock, from: number, lanes: number, u: Float64Array | undefined, re: number, work: number): void {
    const im = re + this.#ny * lanes;
    const memory = kernels().scratch(work + 2 * this.#ny * lanes);
    kernels().fft(this.#ny, lanes, re, im, work);
    for (let lane = 0; lane < lanes; lane++) this.#unpack(memory, block, from + lane, lanes, re + lane, im + lane, u);
  }

  /** Spectrum of the rows i and i + lanes, in one lane. */
  #pack(
    memory: Float64Array,
    { first, step, cosines, sines }: RowBlock,
    i: number,
    lanes: number,
    re: number,
    im: number,
    u: Float64Array | undefined,
  ): void {
    const ny = this.#ny;
    const half = ny / 2;
    const a1 = cosines + i * half;
    const b1 = sines + i * half;
    const a2 = a1 + lanes * half;
    const b2 = b1 + lanes * half;
    memory[re] = memory[a1];
    memory[im] = memory[a2];
    const { c1, s1, c2, s2 } = this.#turns(u, first + i * step, first + (i + lanes) * step);
    let p1 = 0.5;
    let r1 = 0;
    let p2 = 0.5;
    let r2 = 0;
    for (let j = 1; j < half; j++) {
      // (−1)^j e^{iξ_j u} by powers; the sign belongs to a grid that starts at −Y.
      let next = -(p1 * c1 - r1 * s1);
      r1 = -(p1 * s1 + r1 * c1);
      p1 = next;
      next = -(p2 * c2 - r2 * s2);
      r2 = -(p2 * s2 + r2 * c2);
      p2 = next;
      const f1r = memory[a1 + j] * p1 + memory[b1 + j] * r1;
      const f1i = memory[a1 + j] * r1 - memory[b1 + j] * p1;
      const f2r = memory[a2 + j] * p2 + memory[b2 + j] * r2;
      const f2i = memory[a2 + j] * r2 - memory[b2 + j] * p2;
      const plus = j * lanes;
      const minus = (ny - j) * lanes;
      memory[re + plus] = f1r - f2i;
      memory[im + plus] = f1i + f2r;
      memory[re + minus] = f1r + f2i;
      memory[im + minus] = f2r - f1i;
    }
  }

  /** The inverse of `synthesise`. */
  analyse(block: RowBlock, u: Float64Array | undefined, values: Float64Array): void {
    const ny = this.#ny;
    for (let from = 0; from < block.count; from += TILE) {
      const lanes = Math.min(TILE, block.count - from) / 2;
      const re = block.free;
      const im = re + ny * lanes;
      const memory = kernels().scratch(im + 3 * ny * lanes);
      for (let lane = 0; lane < lanes; lane++) {
        const first = (block.first + (from + lane) * block.step) * ny;
        const second = (block.first + (from + lane + lanes) * block.step) * ny;
        for (let j = 0; j < ny; j++) {
          memory[re + j * lanes + lane] = values[first + j];
          memory[im + j * lanes + lane] = values[second + j];
        }
      }
      this.gather(block, from, lanes, u, re, im + ny * lanes);
    }
  }

  #unpack(
    memory: Float64Array,
    { first, step, cosines, sines }: RowBlock,
    i: number,
    lanes: number,
    re: number,
    im: number,
    u: Float64Array | undefined,
  ): void {
    const ny = this.#ny;
    const half = ny / 2;
    const a1 = cosines + i * half;
    const b1 = sines + i * half;
    const a2 = a1 + lanes * half;
    const b2 = b1 + lanes * half;
    const scale = 1 / ny;
    memory[a1] = memory[re] * scale;
    memory[b1] = 0;
    memory[a2] = memory[im] * scale;
    memory[b2] = 0;
    const { c1, s1, c2, s2 } = this.#turns(u, first + i * step, first + (i + lanes) * step);
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
      const pr = memory[re + j * lanes];
      const pi = memory[im + j * lanes];
      const mr = memory[re + (ny - j) * lanes];
      const mi = memory[im + (ny - j) * lanes];
      // Twice the half-spectrum of each row.
      const f1r = pr + mr;
      const f1i = pi - mi;
      const f2r = pi + mi;
      const f2i = mr - pr;
      // a − ib = F e^{−iξu}, with the sign of the grid.
      memory[a1 + j] = f1r * p1 + f1i * r1;
      memory[b1 + j] = f1r * r1 - f1i * p1;
      memory[a2 + j] = f2r * p2 + f2i * r2;
      memory[b2 + j] = f2r * r2 - f2i * p2;
    }
  }

  /** e^{iξ_1 u} of two rows. */
  #turns(u: Float64Array | undefined, one: number, two: number): { c1: number; s1: number; c2: number; s2: number } {
    if (!u) return { c1: 1, s1: 0, c2: 1, s2: 0 };
    const first = (Math.PI / this.#halfWidth) * u[one];
    const second = (Math.PI / this.#halfWidth) * u[two];
    return { c1: Math.cos(first), s1: Math.sin(first), c2: Math.cos(second), s2: Math.sin(second) };
  }
}
