import { kernels } from '../kernels/this-thread.ts';
import { PositionTransform } from './position-transform.ts';
import { type RowBlock, ShiftedRows, TILE } from './shifted-rows.ts';
import type { Coefficients, SpectralGrid } from './spectral-grid.ts';
import type { TumblingTable } from './tumbling.ts';

/**
 * Transforms between coefficients and point values. Values are in the shifted variable z = y − u(x, v): the shift is a
 * multiplier of modulus 1. Transport by a time δ (q(x − vδ)) is one, too. Layout of values [(ix·nv + iv)·ny + j],
 * z_j = −Y + j·2Y/ny. One velocity at a time, in the scratch memory of the kernels.
 */
export class SpectralFrame {
  readonly grid: SpectralGrid;
  readonly #positions: PositionTransform;
  readonly #rows: ShiftedRows;

  constructor(grid: SpectralGrid) {
    this.grid = grid;
    this.#positions = new PositionTransform(grid);
    this.#rows = new ShiftedRows(grid.ny, grid.halfWidth);
  }

  /** values(x, v, z) = q(x − vδ, v, z + u(x, v)); `u` layout [ix·nv + iv], absent for no shift. */
  toValues(q: Coefficients, delta: number, u: Float64Array | undefined, values: Float64Array): void {
    this.grid.velocities.forEach((_, iv) => {
      this.#positions.synthesis(q, iv, delta);
      this.#rows.synthesise(this.#block(iv), u, values);
    });
  }

  /** The inverse of `toValues`, with modes beyond the grid's cut off. */
  toCoefficients(values: Float64Array, delta: number, u: Float64Array | undefined, q: Coefficients): void {
    this.grid.velocities.forEach((_, iv) => {
      this.#rows.analyse(this.#block(iv), u, values);
      this.#positions.analysis(iv, delta, q);
    });
  }

  /**
   * factor·Q of the values of q, as coefficients: `toValues`, `tumbling.apply` and `toCoefficients` in one, a few points x at
   * a time and all velocities of these.
   */
  tumble(
    q: Coefficients,
    delta: number,
    u: Float64Array | undefined,
    tumbling: TumblingTable,
    factor: number,
    out: Coefficients,
  ): void {
    const { velocities, ny } = this.grid;
    const { points } = this.#positions;
    const size = this.#positions.free;
    const nv = velocities.length;
    const free = nv * size;
    const values = free + tumbling.room;
    velocities.forEach((_, iv) => {
      this.#positions.synthesis(q, iv, delta, iv * size, free);
    });
    tumbling.load(kernels().scratch(values), factor, free);
    for (let from = 0; from < points; from += TILE) {
      const lanes = Math.min(TILE, points - from) / 2;
      const rows = 2 * ny * lanes;
      const turns = values + nv * rows;
      const work = turns + 4 * nv * lanes;
      for (let iv = 0; iv < nv; iv++) {
        const block = this.#block(iv, iv * size);
        this.#rows.turn(block, from, lanes, u, turns + 4 * iv * lanes);
        this.#rows.spread(block, from, lanes, turns + 4 * iv * lanes, values + iv * rows, work);
      }
      tumbling.applyToLanes(values, lanes, free);
      for (let iv = 0; iv < nv; iv++)
        this.#rows.gather(this.#block(iv, iv * size), from, lanes, turns + 4 * iv * lanes, values + iv * rows, work);
    }
    velocities.forEach((_, iv) => {
      this.#positions.analysis(iv, delta, out, iv * size, free);
    });
  }

  /** q(x) ← q(x − vδ) in place. */
  transport(q: Coefficients, delta: number): void {
    this.#positions.transport(q, delta);
  }

  /** The rows of one velocity, and where their cosine and sine coefficients are in the scratch memory. */
  #block(iv: number, cosines = 0): RowBlock {
    const { points, sines, free } = this.#positions;
    return { count: points, first: iv, step: this.grid.velocities.length, cosines, sines: cosines + sines, free };
  }
}
