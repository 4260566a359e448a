import FFT from 'fft.js';

/** Exact transport of periodic grid functions, band-limited to |k| ≤ modes; two real lines in one complex transform. */
export class PeriodicTransport {
  readonly #length: number;
  readonly #modes: number;
  readonly #nx: number;
  readonly #fft: FFT;
  readonly #line: Float64Array;
  readonly #spectrum: Float64Array;
  readonly #phase: Float64Array;

  constructor(nx: number, length: number, modes: number) {
    this.#nx = nx;
    this.#length = length;
    this.#modes = modes;
    this.#fft = new FFT(nx);
    this.#line = new Float64Array(2 * nx);
    this.#spectrum = new Float64Array(2 * nx);
    this.#phase = new Float64Array(2 * (modes + 1));
  }

  /** f(x) ← f(x − distance) for `count` (even) functions; function n at point ix is f[from + ix·stride + n]. */
  shift(f: Float64Array, from: number, count: number, stride: number, distance: number): void {
    const nx = this.#nx;
    const line = this.#line;
    const spectrum = this.#spectrum;
    const phase = this.#phase;
    const last = this.#modes;
    for (let k = 0; k <= last; k++) {
      const angle = (-2 * Math.PI * k * distance) / this.#length;
      phase[2 * k] = Math.cos(angle);
      phase[2 * k + 1] = Math.sin(angle);
    }
    for (let n = 0; n < count; n += 2) {
      for (let ix = 0, at = from + n; ix < nx; ix++, at += stride) {
        line[2 * ix] = f[at];
        line[2 * ix + 1] = f[at + 1];
      }
      this.#fft.transform(spectrum, line);
      for (let k = 1; k <= last; k++) {
        const cos = phase[2 * k];
        const sin = phase[2 * k + 1];
        const minus = 2 * (nx - k);
        let re = spectrum[2 * k];
        let im = spectrum[2 * k + 1];
        spectrum[2 * k] = re * cos - im * sin;
        spectrum[2 * k + 1] = re * sin + im * cos;
        re = spectrum[minus];
        im = spectrum[minus + 1];
        spectrum[minus] = re * cos + im * sin;
        spectrum[minus + 1] = im * cos - re * sin;
      }
      spectrum.fill(0, 2 * (last + 1), 2 * (nx - last));
      this.#fft.inverseTransform(line, spectrum);
      for (let ix = 0, at = from + n; ix < nx; ix++, at += stride) {
        f[at] = line[2 * ix];
        f[at + 1] = line[2 * ix + 1];
      }
    }
  }
}
