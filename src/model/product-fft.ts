import FFT from 'fft.js';

/** Fourier transform of complex values on the grid n^d, n a power of two, the last coordinate fastest; real and imaginary parts alternate. */
export class ProductFft {
  readonly #fft: FFT;
  readonly #n: number;
  readonly #dimension: number;
  readonly #line: Float64Array;
  readonly #transformed: Float64Array;

  constructor(n: number, dimension: number) {
    this.#fft = new FFT(n);
    this.#n = n;
    this.#dimension = dimension;
    this.#line = new Float64Array(2 * n);
    this.#transformed = new Float64Array(2 * n);
  }

  /** Σ_x f(x) e^{−2πi k·x/n}; `out` must not be `input`. */
  transform(out: Float64Array, input: Float64Array): void {
    if (this.#dimension === 1) this.#fft.transform(out, input);
    else this.#alongEveryAxis(out, input, false);
  }

  /** n^{−d} Σ_k c_k e^{2πi k·x/n}; `out` must not be `input`. */
  inverseTransform(out: Float64Array, input: Float64Array): void {
    if (this.#dimension === 1) this.#fft.inverseTransform(out, input);
    else this.#alongEveryAxis(out, input, true);
  }

  #alongEveryAxis(out: Float64Array, input: Float64Array, inverse: boolean): void {
    const n = this.#n;
    const line = this.#line;
    const transformed = this.#transformed;
    const size = 2 * n ** this.#dimension;
    let source = input;
    for (let stride = 2; stride < size; stride *= n) {
      for (let block = 0; block < size; block += stride * n) {
        for (let from = block; from < block + stride; from += 2) {
          for (let i = 0, at = from; i < 2 * n; i += 2, at += stride) {
            line[i] = source[at];
            line[i + 1] = source[at + 1];
          }
          if (inverse) this.#fft.inverseTransform(transformed, line);
          else this.#fft.transform(transformed, line);
          for (let i = 0, at = from; i < 2 * n; i += 2, at += stride) {
            out[at] = transformed[i];
            out[at + 1] = transformed[i + 1];
          }
        }
      }
      source = out;
    }
  }
}
