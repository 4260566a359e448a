import { ProductFft } from '../model/product-fft.ts';

/**
 * Largest of the Fourier coefficients with some |k_j| ≥ from·n of real point values on a grid n^d, and the largest of all.
 */
export function spectralTail(
  values: Float64Array,
  from: number,
  dimension = 1,
): { readonly tail: number; readonly largest: number } {
  const n = Math.round(values.length ** (1 / dimension));
  const input = new Float64Array(2 * values.length);
  const output = new Float64Array(2 * values.length);
  for (let i = 0; i < values.length; i++) input[2 * i] = values[i];
  new ProductFft(n, dimension).transform(output, input);
  let tail = 0;
  let largest = 0;
  for (let k = 0; k < values.length; k++) {
    let highest = 0;
    for (let j = 0, rest = k; j < dimension; j++, rest = Math.floor(rest / n))
      highest = Math.max(highest, Math.min(rest % n, n - (rest % n)));
    // The Nyquist modes are left out.
    if (2 * highest === n) continue;
    const size = Math.hypot(output[2 * k], output[2 * k + 1]);
    largest = Math.max(largest, size);
    if (highest >= from * n) tail = Math.max(tail, size);
  }
  return { tail, largest };
}
