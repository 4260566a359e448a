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
      const work = re + 2 * ny * lanes;
      const turns = work + 2 * ny * lanes;
      this.turn(block, from, lanes, u, turns);
      this.spread(block, from, lanes, turns, re, work);
      const memory = kernels().scratch(turns);
      this.#eachLane(block, from, lanes, re, (first, second, real, imaginary) => {
        for (let j = 0; j < ny; j++) {
          values[first + j] = memory[real + j * lanes];
          values[second + j] = memory[imaginary + j * lanes];
        }
      });
    }
  }

  /** The inverse of `synthesise`. */
  analyse(block: RowBlock, u: Float64Array | undefined, values: Float64Array): void {
    const ny = this.#ny;
    for (let from = 0; from < block.count; from += TILE) {
      const lanes = Math.min(TILE, block.count - from) / 2;
      const re = block.free;
      const work = re + 2 * ny * lanes;
      const turns = work + 2 * ny * lanes;
      this.turn(block, from, lanes, u, turns);
      const memory = kernels().scratch(turns);
      this.#eachLane(block, from, lanes, re, (first, second, real, imaginary) => {
        for (let j = 0; j < ny; j++) {
          memory[real + j * lanes] = values[first + j];
          memory[imaginary + j * lanes] = values[second + j];
        }
      });
      this.gather(block, from, lanes, turns, re, work);
    }
  }

  /**
   * −e^{iξ_1 u} of the rows from … from + 2·lanes − 1, whose powers shift them; the sign belongs to a grid that starts at −Y.
   * Cosines at [turns + r], sines behind them: 4·lanes numbers.
   */
  turn({ first, step }: RowBlock, from: number, lanes: number, u: Float64Array | undefined, turns: number): void {
    const memory = kernels().scratch(turns + 4 * lanes);
    const sines = turns + 2 * lanes;
    for (let row = 0; row < 2 * lanes; row++) {
      const angle = u ? (Math.PI / this.#halfWidth) * u[first + (from + row) * step] : 0;
      memory[turns + row] = -Math.cos(angle);
      memory[sines + row] = -Math.sin(angle);
    }
  }

  /**
   * The values of the rows from … from + 2·lanes − 1 in the scratch memory: row from + lane at [re + j·lanes + lane], row
   * from + lanes + lane at [re + (ny + j)·lanes + lane]. `turns` as `turn` has written them; `work` has 2·ny·lanes numbers.
   */
  spread(block: RowBlock, from: number, lanes: number, turns: number, re: number, work: number): void {
    const { fft, packRows, scratch } = kernels();
    const half = this.#ny / 2;
    const im = re + this.#ny * lanes;
    scratch(work + 2 * this.#ny * lanes);
    packRows(half, lanes, block.cosines + from * half, block.sines + from * half, turns, re, im);
    fft(this.#ny, lanes, im, re, work);
  }

  /** The inverse of `spread`. */
  gather(block: RowBlock, from: number, lanes: number, turns: number, re: number, work: number): void {
    const { fft, unpackRows, scratch } = kernels();
    const half = this.#ny / 2;
    const im = re + this.#ny * lanes;
    scratch(work + 2 * this.#ny * lanes);
    fft(this.#ny, lanes, re, im, work);
    unpackRows(half, lanes, block.cosines + from * half, block.sines + from * half, turns, re, im);
  }

  /** Places of two rows in the values, and of the first of each in the scratch memory. */
  #eachLane(
    { first, step }: RowBlock,
    from: number,
    lanes: number,
    re: number,
    visit: (first: number, second: number, real: number, imaginary: number) => void,
  ): void {
    const ny = this.#ny;
    for (let lane = 0; lane < lanes; lane++) {
      const row = first + (from + lane) * step;
      visit(row * ny, (row + lanes * step) * ny, re + lane, re + ny * lanes + lane);
    }
  }
}
