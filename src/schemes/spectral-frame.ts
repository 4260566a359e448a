import { PositionTransform } from './position-transform.ts';
import { type RowBlock, ShiftedRows } from './shifted-rows.ts';
import type { Coefficients, SpectralGrid } from './spectral-grid.ts';

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

  /** q(x) ← q(x − vδ) in place. */
  transport(q: Coefficients, delta: number): void {
    this.#positions.transport(q, delta);
  }

  /** The rows of one velocity, and where their cosine and sine coefficients are in the scratch memory. */
  #block(iv: number): RowBlock {
    const { points, sines, free } = this.#positions;
    return { count: points, first: iv, step: this.grid.velocities.length, cosines: 0, sines, free };
  }
}
