import { kernels } from '../kernels/this-thread.ts';
import type { RowSpectra } from './row-spectra.ts';

/** Where two fields are in the scratch memory. */
export interface Fields {
  readonly memory: Float64Array;
  readonly values: number;
  readonly slopes: number;
  readonly free: number;
}

/**
 * q and ∂_y q on the fine grid for `count` rows, an even number, given by half-spectra in the layout of
 * `RowSpectra.rows` from the row `first` on: in the scratch memory of the kernels, row first + b at [values + i·count + b] and [slopes + i·count + b].
 * From `free` on, count·fine numbers may be used besides.
 */
export function valuesAndSlopes(
  { half, fine, ny, base }: RowSpectra,
  rows: Float64Array,
  first: number,
  count: number,
): Fields {
  const size = fine * count;
  const memory = kernels().scratch(4 * size);
  memory.fill(0, half * count, (fine - half + 1) * count);
  memory.fill(0, size + half * count, size + (fine - half + 1) * count);
  for (let b = 0; b < count; b++) {
    const row = (first + b) * ny;
    memory[b] = rows[row];
    memory[size + b] = 0;
    for (let k = 1; k < half; k++) {
      const re = rows[row + 2 * k];
      const im = rows[row + 2 * k + 1];
      const xi = k * base;
      const plus = k * count + b;
      const minus = (fine - k) * count + b;
      // q + i∂_y q, for both signs of ξ.
      memory[plus] = re - xi * re;
      memory[size + plus] = im - xi * im;
      memory[minus] = re + xi * re;
      memory[size + minus] = -im - xi * im;
    }
  }
  kernels().fft(fine, count, size, 0, 2 * size);
  return { memory, values: 0, slopes: size, free: 2 * size };
}
