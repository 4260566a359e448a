import { ProductFft } from '../model/product-fft.ts';
import type { RowSpectra } from './row-spectra.ts';

/**
 * Half-spectra in y of v·∇ₓq at the grid points, in the layout of `RowSpectra.rows`: the trigonometric interpolant of every
 * coefficient in x, differentiated along the velocity of its row.
 *
 * @param length of the box in every coordinate
 */
export function pathSlopes(
  { rows, nx, nv, side, half }: RowSpectra,
  velocities: readonly (readonly number[])[],
  length: number,
): Float64Array {
  const d = velocities[0].length;
  const slopes = new Float64Array(rows.length);
  const fft = new ProductFft(side, d);
  const input = new Float64Array(2 * nx);
  const out = new Float64Array(2 * nx);
  for (let iv = 0; iv < nv; iv++) {
    const kappa = Float64Array.from({ length: nx }, (_, index) => wave(index, side, velocities[iv]) / length);
    for (let k = 0; k < half; k++) {
      for (let ix = 0; ix < nx; ix++) {
        const from = ((ix * nv + iv) * half + k) * 2;
        input[2 * ix] = rows[from];
        input[2 * ix + 1] = rows[from + 1];
      }
      fft.transform(out, input);
      for (let kx = 0; kx < nx; kx++) {
        input[2 * kx] = -out[2 * kx + 1] * kappa[kx];
        input[2 * kx + 1] = out[2 * kx] * kappa[kx];
      }
      fft.inverseTransform(out, input);
      for (let ix = 0; ix < nx; ix++) {
        const to = ((ix * nv + iv) * half + k) * 2;
        slopes[to] = out[2 * ix];
        slopes[to + 1] = out[2 * ix + 1];
      }
    }
  }
  return slopes;
}

/** 2πk·v for entry `index` of a transform on n^d points; 0 where a component is a Nyquist mode. */
function wave(index: number, n: number, v: readonly number[]): number {
  let sum = 0;
  for (let j = v.length - 1, rest = index; j >= 0; j--, rest = Math.floor(rest / n)) {
    const k = rest % n;
    if (2 * k === n) return 0;
    sum += 2 * Math.PI * (k < n / 2 ? k : k - n) * v[j];
  }
  return sum;
}
