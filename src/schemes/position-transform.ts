import { ProductFft } from '../model/product-fft.ts';
import { waveVectors } from '../model/wave-vectors.ts';
import type { Coefficients, SpectralGrid } from './spectral-frame.ts';

/**
 * The part of the spectral frame that is about x: Fourier series on the product grid, d = 1, 2 or 3, and exact transport, which
 * multiplies mode k of velocity v by e^{−2πi k·vδ/L}.
 */
export class PositionTransform {
  readonly #grid: SpectralGrid;
  readonly #half: number;
  readonly #points: number;
  readonly #kept: number;
  readonly #plus: Int32Array;
  readonly #minus: Int32Array;
  /** −2π k·v at [iv·kept + k]. */
  readonly #turns: Float64Array;
  readonly #fft: ProductFft;
  readonly #line: Float64Array;
  readonly #out: Float64Array;
  readonly #phase: Float64Array;

  constructor(grid: SpectralGrid) {
    const { nx, modes, velocities, ny } = grid;
    const dimension = velocities[0].length;
    const { count, plus, minus, components } = waveVectors(nx, dimension, modes);
    this.#grid = grid;
    this.#half = ny / 2;
    this.#points = nx ** dimension;
    this.#kept = count;
    this.#plus = plus;
    this.#minus = minus;
    this.#turns = Float64Array.from({ length: velocities.length * count }, (_, i) => {
      const v = velocities[Math.floor(i / count)];
      return v.reduce((sum, c, j) => sum - 2 * Math.PI * components[(i % count) * dimension + j] * c, 0);
    });
    this.#fft = new ProductFft(nx, dimension);
    this.#line = new Float64Array(2 * this.#points);
    this.#out = new Float64Array(2 * this.#points);
    this.#phase = new Float64Array(2 * count);
  }

  #setPhase(iv: number, delta: number): void {
    const phase = this.#phase;
    const from = iv * this.#kept;
    for (let k = 0; k < this.#kept; k++) {
      const angle = (this.#turns[from + k] * delta) / this.#grid.length;
      phase[2 * k] = Math.cos(angle);
      phase[2 * k + 1] = Math.sin(angle);
    }
  }

  /** q(x) ← q(x − vδ) in place. */
  transport({ even, odd }: Coefficients, delta: number): void {
    const half = this.#half;
    const kept = this.#kept;
    const phase = this.#phase;
    for (let iv = 0; iv < this.#grid.velocities.length; iv++) {
      this.#setPhase(iv, delta);
      for (let k = 1; k < kept; k++) {
        const from = (iv * kept + k) * 2 * half;
        const c = phase[2 * k];
        const s = phase[2 * k + 1];
        for (const part of [even, odd]) {
          for (let at = from; at < from + half; at++) {
            const re = part[at];
            const im = part[at + half];
            part[at] = re * c - im * s;
            part[at + half] = re * s + im * c;
          }
        }
      }
    }
  }

  /**
   * Point values of q(x − vδ): a_j + i b_j from A_{kj} + i B_{kj}, one complex transform for the two real functions of x;
   * `mixed` is [((ix·nv + iv)·ny/2 + j)·2 + (0 for a, 1 for b)].
   */
  synthesis({ even, odd }: Coefficients, delta: number, mixed: Float64Array): void {
    const half = this.#half;
    const points = this.#points;
    const kept = this.#kept;
    const plus = this.#plus;
    const minus = this.#minus;
    const line = this.#line;
    const out = this.#out;
    const phase = this.#phase;
    const nv = this.#grid.velocities.length;
    line.fill(0);
    for (let iv = 0; iv < nv; iv++) {
      this.#setPhase(iv, delta);
      const base = iv * kept * 2 * half;
      for (let j = 0; j < half; j++) {
        line[0] = even[base + j];
        line[1] = odd[base + j];
        for (let k = 1; k < kept; k++) {
          const at = base + k * 2 * half + j;
          const c = phase[2 * k];
          const s = phase[2 * k + 1];
          const ar = even[at] * c - even[at + half] * s;
          const ai = even[at] * s + even[at + half] * c;
          const br = odd[at] * c - odd[at + half] * s;
          const bi = odd[at] * s + odd[at + half] * c;
          const here = 2 * plus[k];
          const there = 2 * minus[k];
          line[here] = ar - bi;
          line[here + 1] = ai + br;
          line[there] = ar + bi;
          line[there + 1] = br - ai;
        }
        this.#fft.inverseTransform(out, line);
        for (let ix = 0; ix < points; ix++) {
          const to = ((ix * nv + iv) * half + j) * 2;
          mixed[to] = out[2 * ix] * points;
          mixed[to + 1] = out[2 * ix + 1] * points;
        }
      }
    }
  }

  /** The inverse of `synthesis`, with modes beyond the grid's cut off. */
  analysis(mixed: Float64Array, delta: number, { even, odd }: Coefficients): void {
    const half = this.#half;
    const points = this.#points;
    const kept = this.#kept;
    const plus = this.#plus;
    const minus = this.#minus;
    const line = this.#line;
    const out = this.#out;
    const phase = this.#phase;
    const nv = this.#grid.velocities.length;
    const scale = 1 / points;
    for (let iv = 0; iv < nv; iv++) {
      this.#setPhase(iv, -delta);
      const base = iv * kept * 2 * half;
      for (let j = 0; j < half; j++) {
        for (let ix = 0; ix < points; ix++) {
          const from = ((ix * nv + iv) * half + j) * 2;
          line[2 * ix] = mixed[from];
          line[2 * ix + 1] = mixed[from + 1];
        }
        this.#fft.transform(out, line);
        even[base + j] = out[0] * scale;
        odd[base + j] = out[1] * scale;
        for (let k = 1; k < kept; k++) {
          const at = base + k * 2 * half + j;
          const c = phase[2 * k] * scale;
          const s = phase[2 * k + 1] * scale;
          const pr = out[2 * plus[k]];
          const pi = out[2 * plus[k] + 1];
          const mr = out[2 * minus[k]];
          const mi = out[2 * minus[k] + 1];
          const ar = (pr + mr) / 2;
          const ai = (pi - mi) / 2;
          const br = (pi + mi) / 2;
          const bi = (mr - pr) / 2;
          even[at] = ar * c - ai * s;
          even[at + half] = ar * s + ai * c;
          odd[at] = br * c - bi * s;
          odd[at + half] = br * s + bi * c;
        }
      }
    }
  }
}
