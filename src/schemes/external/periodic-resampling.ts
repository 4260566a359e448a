import FFT from 'fft.js';
import type { UniformAxis } from '../../model/snapshot.ts';

/** sin(πs)/(πs): what averaging over a cell does to a wave with s periods per cell. */
const cellFactor = (s: number): number => (s === 0 ? 1 : Math.sin(Math.PI * s) / (Math.PI * s));

/**
 * Trigonometric interpolation between two uniform grids of one period, `from` and `to` with to.count ≥ from.count, anywhere
 * relative to each other. Sums times spacing, that is masses, stay the same to round-off.
 *
 * @param averages the values are averages over cells around the points; point values come out
 * @returns undefined when it would change nothing
 */
export class PeriodicResampling {
  readonly #matrix: Float64Array;
  readonly #from: UniformAxis;
  readonly #to: UniformAxis;

  constructor(from: UniformAxis, to: UniformAxis, averages: boolean) {
    this.#from = from;
    this.#to = to;
    this.#matrix = new Float64Array(from.count * to.count);
    const n = from.count;
    const period = to.count * to.spacing;
    const known = new Map<number, number>();
    // Distances repeat: they are multiples of period/lcm from one offset.
    const common = (n * to.count) / greatestDivisor(n, to.count);
    const offset = (2 * Math.PI * (to.start - from.start)) / period;
    for (let j = 0; j < to.count; j++) {
      for (let i = 0; i < n; i++) {
        const place = (((j * common) / to.count - (i * common) / n) % common) + common;
        const index = place % common;
        let weight = known.get(index);
        if (weight === undefined) {
          weight = kernel(offset + (2 * Math.PI * index) / common, n, averages);
          known.set(index, weight);
        }
        this.#matrix[j * n + i] = weight;
      }
    }
  }

  /** values[i·inner + k] on `from` → out[j·inner + k] on `to`. */
  apply(values: Float64Array, out: Float64Array, inner: number): void {
    const n = this.#from.count;
    out.fill(0);
    for (let j = 0; j < this.#to.count; j++) {
      for (let i = 0; i < n; i++) {
        const weight = this.#matrix[j * n + i];
        if (weight === 0) continue;
        for (let k = 0; k < inner; k++) out[j * inner + k] += weight * values[i * inner + k];
      }
    }
  }
}

/** The trigonometric polynomial on n points that is 1 at angle 0 and 0 at the other points. */
function kernel(angle: number, n: number, averages: boolean): number {
  let sum = 1;
  for (let k = 1; 2 * k <= n; k++) {
    const part = 2 * k === n ? 1 : 2;
    sum += (part * Math.cos(k * angle)) / (averages ? cellFactor(k / n) : 1);
  }
  return sum / n;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Rows on `count` points, a power of two, shifted and turned from cell averages into point values by their Fourier modes. */
export class RowFilter {
  readonly #count: number;
  readonly #averages: boolean;
  readonly #fft: FFT;
  readonly #in: Float64Array;
  readonly #out: Float64Array;

  constructor(count: number, averages: boolean) {
    this.#count = count;
    this.#averages = averages;
    this.#fft = new FFT(count);
    this.#in = new Float64Array(2 * count);
    this.#out = new Float64Array(2 * count);
  }

  /** f(·) ← f(· − shift·spacing) in place. The mode of alternating signs has no shift and is left out when there is one. */
  apply(row: Float64Array, shift: number): void {
    const n = this.#count;
    const { length: size } = row;
    for (let i = 0; i < size; i++) {
      this.#in[2 * i] = row[i];
      this.#in[2 * i + 1] = 0;
    }
    this.#fft.transform(this.#out, this.#in);
    for (let k = 0; k < n; k++) {
      const mode = 2 * k <= n ? k : k - n;
      const gain = (2 * k === n && shift !== 0 ? 0 : 1) / (this.#averages ? cellFactor(mode / n) : 1);
      const angle = (-2 * Math.PI * mode * shift) / n;
      const [c, s] = [gain * Math.cos(angle), gain * Math.sin(angle)];
      const [re, im] = [this.#out[2 * k], this.#out[2 * k + 1]];
      this.#out[2 * k] = re * c - im * s;
      this.#out[2 * k + 1] = re * s + im * c;
    }
    this.#fft.inverseTransform(this.#in, this.#out);
    for (let i = 0; i < size; i++) row[i] = this.#in[2 * i];
  }
}
