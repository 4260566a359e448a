import FFT from 'fft.js';
import { kernels } from '../kernels/this-thread.ts';
import { cellVolume, everyOtherPoint, pointCount } from '../model/position-grid.ts';
import type { FullSnapshot } from '../model/snapshot.ts';

/** Coefficients below this part of the largest are round-off of the transforms. */
const ROUND_OFF = 1e-15;

/**
 * Nonlinear functions of q are evaluated on a y-grid at least this fine: cells on which quintic Hermite interpolation of
 * a Gaussian is exact to 1e-9.
 */
const FINE_SPACING = 0.22;

/**
 * Fourier coefficients in y of every row q(x, v, ·), and in x₁ of those: trigonometric interpolation of a snapshot in y and
 * along the lines in direction x₁. Point i of line l has the number ix = i·lines + l. Half-spectra c_k, 0 ≤ k < H = ny/2: q(y) = Re[c_0 + 2Σ c_k e^{iξ_k(y−start)}], ξ_k = 2πk/(ny·spacing).
 */
export class RowSpectra {
  /** Points x, points of a line in direction x₁, and such lines. */
  readonly nx: number;
  readonly side: number;
  readonly lines: number;
  /** Volume of a cell in (x, fine y). */
  readonly cell: number;
  /** 1 at the points of the x-grid with twice the spacing, each of which stands for `thinned` points. */
  readonly evenX: Uint8Array;
  readonly thinned: number;
  readonly nv: number;
  readonly ny: number;
  readonly half: number;
  readonly fine: number;
  readonly fineSpacing: number;
  /** ξ_1. */
  readonly base: number;
  /** c_k at [((ix·nv + iv)·H + k)·2]. */
  readonly rows: Float64Array;
  /** Transforms of `rows` along the lines: [((iv·nx + kx·lines + line)·H + k)·2], kx in FFT order. */
  readonly waves: Float64Array;
  readonly #shifted: Float64Array;
  readonly #halfCell: Float64Array;
  #wavesFresh = false;
  #lastFresh = false;
  #lastWave = 0;
  #lastMode = 0;
  readonly #fftY: FFT;
  readonly #fftFine: FFT;
  readonly #fftX: FFT;
  readonly #in: Float64Array;
  readonly #out: Float64Array;
  readonly #fineIn: Float64Array;
  readonly #fineOut: Float64Array;

  constructor(shape: FullSnapshot, nv: number, dimension = 1) {
    this.side = shape.x.count;
    this.nx = pointCount(shape.x, dimension);
    this.lines = this.nx / this.side;
    this.evenX = everyOtherPoint(shape.x, dimension);
    this.thinned = 2 ** dimension;
    this.nv = nv;
    this.ny = shape.y.count;
    this.half = this.ny / 2;
    const refinement = 2 ** Math.max(0, Math.ceil(Math.log2(shape.y.spacing / FINE_SPACING)));
    this.fine = refinement * this.ny;
    this.fineSpacing = shape.y.spacing / refinement;
    this.cell = cellVolume(shape.x, dimension) * this.fineSpacing;
    this.base = (2 * Math.PI) / (this.ny * shape.y.spacing);
    this.rows = new Float64Array(this.nx * nv * this.ny);
    this.waves = new Float64Array(this.rows.length);
    this.#shifted = new Float64Array(this.rows.length);
    const { side } = this;
    // e^{iπ kx/side} with kx in FFT order: a shift by half a cell. The Nyquist mode is left out.
    this.#halfCell = Float64Array.from({ length: 2 * side }, (_, i) => {
      const kx = i >> 1;
      if (2 * kx === side) return 0;
      const angle = (Math.PI * (kx < side / 2 ? kx : kx - side)) / side;
      return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
    });
    this.#fftY = new FFT(this.ny);
    this.#fftFine = new FFT(this.fine);
    this.#fftX = new FFT(side);
    const size = 2 * Math.max(this.ny, side);
    this.#in = new Float64Array(size);
    this.#out = new Float64Array(size);
    this.#fineIn = new Float64Array(2 * this.fine);
    this.#fineOut = new Float64Array(2 * this.fine);
  }

  load(values: Float64Array): void {
    const { ny, half, rows } = this;
    const input = this.#in.subarray(0, 2 * ny);
    const out = this.#out.subarray(0, 2 * ny);
    for (let row = 0; row < this.nx * this.nv; row += 2) {
      for (let j = 0; j < ny; j++) {
        input[2 * j] = values[row * ny + j];
        input[2 * j + 1] = values[(row + 1) * ny + j];
      }
      this.#fftY.transform(out, input);
      const a = row * ny;
      const b = a + ny;
      for (let k = 0; k < half; k++) {
        const m = k === 0 ? 0 : ny - k;
        rows[a + 2 * k] = (out[2 * k] + out[2 * m]) / (2 * ny);
        rows[a + 2 * k + 1] = (out[2 * k + 1] - out[2 * m + 1]) / (2 * ny);
        rows[b + 2 * k] = (out[2 * k + 1] + out[2 * m + 1]) / (2 * ny);
        rows[b + 2 * k + 1] = (out[2 * m] - out[2 * k]) / (2 * ny);
      }
    }
    this.#wavesFresh = false;
  }

  /** `waves`, of the loaded snapshot. Uses the scratch memory of the kernels. */
  transformed(): Float64Array {
    if (!this.#wavesFresh) this.#transformX();
    return this.waves;
  }

  /** Half-spectra of the rows half a cell further on in direction x₁, in the layout of `rows`. */
  between(): Float64Array {
    if (!this.#wavesFresh) this.#transformX();
    const { nx, nv, side, lines, half, waves } = this;
    const shifted = this.#shifted;
    const factor = this.#halfCell;
    const input = this.#in.subarray(0, 2 * side);
    const out = this.#out.subarray(0, 2 * side);
    for (let iv = 0; iv < nv; iv++) {
      for (let line = 0; line < lines; line++) {
        for (let k = 0; k < half; k++) {
          for (let kx = 0; kx < side; kx++) {
            const from = ((iv * nx + kx * lines + line) * half + k) * 2;
            const c = side * factor[2 * kx];
            const s = side * factor[2 * kx + 1];
            input[2 * kx] = waves[from] * c - waves[from + 1] * s;
            input[2 * kx + 1] = waves[from] * s + waves[from + 1] * c;
          }
          this.#fftX.inverseTransform(out, input);
          for (let i = 0; i < side; i++) {
            const to = (((i * lines + line) * nv + iv) * half + k) * 2;
            shifted[to] = out[2 * i];
            shifted[to + 1] = out[2 * i + 1];
          }
        }
      }
    }
    return shifted;
  }

  /** Half-spectrum of q(x, v, ·) anywhere on a line, `position` = (x₁ − start)/length ∈ [0, 1). */
  at(position: number, iv: number, out: Float64Array, line = 0): void {
    if (!this.#wavesFresh) this.#transformX();
    if (!this.#lastFresh) this.#findLast();
    const { nx, side, lines, half, waves } = this;
    const last = 2 * this.#lastMode;
    out.fill(0);
    const step = 2 * Math.PI * position;
    const c1 = Math.cos(step);
    const s1 = Math.sin(step);
    // Modes 0, ±1, ±2, …; the factor e^{2πi kx·position} by powers. The Nyquist mode is left out.
    let c = 1;
    let s = 0;
    for (let kx = 0; kx <= this.#lastWave; kx++) {
      const plus = (iv * nx + kx * lines + line) * half * 2;
      const minus = (iv * nx + (side - kx) * lines + line) * half * 2;
      for (let k = 0; k <= last; k += 2) {
        out[k] += waves[plus + k] * c - waves[plus + k + 1] * s;
        out[k + 1] += waves[plus + k] * s + waves[plus + k + 1] * c;
      }
      if (kx > 0) {
        for (let k = 0; k <= last; k += 2) {
          out[k] += waves[minus + k] * c + waves[minus + k + 1] * s;
          out[k + 1] += waves[minus + k + 1] * c - waves[minus + k] * s;
        }
      }
      const next = c * c1 - s * s1;
      s = c * s1 + s * c1;
      c = next;
    }
  }

  /**
   * Two real functions of y on the fine grid start + i·fineSpacing, given by half-spectra p and r: out[2i] and out[2i+1].
   * Returns a buffer that the next call overwrites.
   */
  synthesise(p: Float64Array, r: Float64Array): Float64Array {
    const { half, fine } = this;
    const input = this.#fineIn;
    input.fill(0);
    input[0] = p[0];
    input[1] = r[0];
    for (let k = 1; k < half; k++) {
      const pr = p[2 * k];
      const pi = p[2 * k + 1];
      const rr = r[2 * k];
      const ri = r[2 * k + 1];
      input[2 * k] = pr - ri;
      input[2 * k + 1] = pi + rr;
      input[2 * (fine - k)] = pr + ri;
      input[2 * (fine - k) + 1] = rr - pi;
    }
    this.#fftFine.inverseTransform(this.#fineOut, input);
    for (let i = 0; i < 2 * fine; i++) this.#fineOut[i] *= fine;
    return this.#fineOut;
  }

  /** out = spectrum of q(· + shift). */
  shift(spectrum: Float64Array, shift: number, out: Float64Array): void {
    const c1 = Math.cos(this.base * shift);
    const s1 = Math.sin(this.base * shift);
    let c = 1;
    let s = 0;
    for (let k = 0; k < this.half; k++) {
      const re = spectrum[2 * k];
      const im = spectrum[2 * k + 1];
      out[2 * k] = re * c - im * s;
      out[2 * k + 1] = re * s + im * c;
      const next = c * c1 - s * s1;
      s = c * s1 + s * c1;
      c = next;
    }
  }

  /** out = spectrum of ∂_y q. */
  differentiate(spectrum: Float64Array, out: Float64Array): void {
    for (let k = 0; k < this.half; k++) {
      const xi = k * this.base;
      const re = spectrum[2 * k];
      out[2 * k] = -xi * spectrum[2 * k + 1];
      out[2 * k + 1] = xi * re;
    }
  }

  #transformX(): void {
    const { nx, nv, side, lines, half, rows, waves } = this;
    const size = side * half;
    const memory = kernels().scratch(4 * size);
    for (let iv = 0; iv < nv; iv++) {
      for (let line = 0; line < lines; line++) {
        for (let i = 0; i < side; i++) {
          const from = ((i * lines + line) * nv + iv) * half;
          for (let k = 0; k < half; k++) {
            memory[i * half + k] = rows[2 * (from + k)];
            memory[size + i * half + k] = rows[2 * (from + k) + 1];
          }
        }
        kernels().fft(side, half, 0, size, 2 * size);
        for (let kx = 0; kx < side; kx++) {
          const to = (iv * nx + kx * lines + line) * half;
          for (let k = 0; k < half; k++) {
            waves[2 * (to + k)] = memory[kx * half + k] / side;
            waves[2 * (to + k) + 1] = memory[size + kx * half + k] / side;
          }
        }
      }
    }
    this.#wavesFresh = true;
    this.#lastFresh = false;
  }

  /** Highest modes in x and in y above round-off: `at` needs no others. */
  #findLast(): void {
    this.#lastFresh = true;
    const { nx, nv, side, lines, half, waves } = this;
    let largest = 0;
    for (const value of waves) largest = Math.max(largest, Math.abs(value));
    this.#lastWave = 0;
    this.#lastMode = 0;
    for (let iv = 0; iv < nv; iv++) {
      for (let index = 0; index < nx; index++) {
        const kx = Math.floor(index / lines);
        const wave = Math.min(kx, side - kx);
        if (2 * wave === side) continue;
        for (let k = 0; k < half; k++) {
          const at = ((iv * nx + index) * half + k) * 2;
          if (Math.max(Math.abs(waves[at]), Math.abs(waves[at + 1])) <= ROUND_OFF * largest) continue;
          this.#lastWave = Math.max(this.#lastWave, wave);
          this.#lastMode = Math.max(this.#lastMode, k);
        }
      }
    }
  }
}
