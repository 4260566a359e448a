import FFT from 'fft.js';

/** Largest of the Fourier coefficients with |k| ≥ from·n of n real point values, and the largest of all. */
export function spectralTail(values: Float64Array, from: number): { readonly tail: number; readonly largest: number } {
  const n = values.length;
  const input = new Float64Array(2 * n);
  const output = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) input[2 * i] = values[i];
  new FFT(n).transform(output, input);
  let tail = 0;
  let largest = 0;
  for (let k = 0; k < n / 2; k++) {
    const size = Math.hypot(output[2 * k], output[2 * k + 1]);
    largest = Math.max(largest, size);
    if (k >= from * n) tail = Math.max(tail, size);
  }
  return { tail, largest };
}
