import { BLEND_WIDTH } from '../kernels/kernels.ts';
import { kernels } from '../kernels/this-thread.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { GRIDDING_TABLE, Gridding } from './gridding.ts';
import type { RowSpectra } from './row-spectra.ts';

/** Round-off of the transforms in g, relative to the largest |q|: what is below it is worth less than 1e-12 of ∫∫q. */
const NOISE = 1e-14;

/**
 * F(x) = ∫|g(x, v, y)|dy, g = q − q̄𝓜, at any x of a line in direction x₁ and one velocity. In y, g has zero mean, so its
 * antiderivative G is a trigonometric polynomial and ∫|g|dy = Σ|ΔG| between the roots of g. In x, g, ∂_y g and G are
 * tabulated on a grid twice as fine, from which a row costs 14 products a node (`Gridding`); ∂_y g and G are made only
 * beside the roots.
 */
export class DeviationRows {
  readonly #spectra: RowSpectra;
  readonly #gridding: Gridding;
  /** Half-spectrum of 𝓜. */
  readonly #maxwellian: Float64Array;
  /** Points in x of a table: those of the finer grid, and the first again after the last. */
  readonly #stride: number;
  /** Positions in the scratch memory: g, ∂_y g and G at node i and point m are at [… + i·stride + m]. */
  readonly #at: Readonly<Record<'values' | 'slopes' | 'integrals' | 'window' | 'weights' | 'row' | 'lines', number>>;
  readonly #scratch: number;
  /** Nodes that count: the first, and the number of cells. */
  #from = 0;
  #cells = 0;
  #roundOff = 0;
  #noise = 0;

  constructor(spectra: RowSpectra, shape: FullSnapshot) {
    const { half, fine, side, base } = spectra;
    this.#spectra = spectra;
    this.#gridding = new Gridding(side);
    this.#stride = this.#gridding.count + BLEND_WIDTH;
    const table = (fine + 1) * this.#stride;
    const window = 3 * table;
    const weights = window + GRIDDING_TABLE;
    const row = weights + BLEND_WIDTH + 2;
    const lines = row + fine + 4;
    this.#at = { values: 0, slopes: table, integrals: 2 * table, window, weights, row, lines };
    // Lines of the transforms in x, and of those in y with their work space.
    this.#scratch = lines + 4 * this.#gridding.count * half + 3 * table;
    this.#maxwellian = new Float64Array(2 * half);
    const period = (2 * Math.PI) / base;
    // Fourier coefficients of the periodised Maxwellian, exactly: e^{−ξ²/2}e^{iξ·start}/period.
    for (let k = 0; k < half; k++) {
      const xi = k * base;
      const size = Math.exp(-0.5 * xi * xi) / period;
      this.#maxwellian[2 * k] = size * Math.cos(xi * shape.y.start);
      this.#maxwellian[2 * k + 1] = size * Math.sin(xi * shape.y.start);
    }
  }

  /**
   * Makes the tables of one velocity from the loaded snapshot; they last until the kernels are used for something else.
   * @param largest of |q|
   * @param line number of the line in direction x₁, for d > 1
   */
  prepare(iv: number, largest: number, line = 0): void {
    const { fine } = this.#spectra;
    // First of all: it may use the scratch memory, too.
    const waves = this.#spectra.transformed();
    const memory = kernels().scratch(this.#scratch);
    const { values, slopes, integrals } = this.#at;
    const stride = this.#stride;
    this.#gridding.prepare(memory, this.#at.window);
    this.#transformX(memory, waves, iv, line);
    this.#transformY(memory);
    for (const table of [values, slopes, integrals]) memory.copyWithin(table + fine * stride, table, table + stride);
    this.#roundOff = NOISE * largest;
    this.tolerate(0);
  }

  /**
   * Lets each distance err by `worth`: sign changes of g that cannot be worth more, as ripples of a coarse y-grid in the
   * tails, are left alone.
   */
  tolerate(worth: number): void {
    const { fine, fineSpacing } = this.#spectra;
    this.#noise = Math.max(this.#roundOff, worth / (2 * fine * fineSpacing));
    this.#findRange(kernels().scratch(this.#scratch));
  }

  /** Half-spectra of g on the finer grid in x, corrected for the window: k at [lines + m·H + k], imaginary parts after them. */
  #transformX(memory: Float64Array, waves: Float64Array, iv: number, line: number): void {
    const { nx, side, lines, half } = this.#spectra;
    const maxwellian = this.#maxwellian;
    const { correction, count } = this.#gridding;
    const re = this.#at.lines;
    const im = re + count * half;
    memory.fill(0, re, im + count * half);
    for (let kx = 1 - side / 2; kx < side / 2; kx++) {
      const from = (iv * nx + (kx < 0 ? kx + side : kx) * lines + line) * half * 2;
      const to = (kx < 0 ? kx + count : kx) * half;
      const factor = correction[Math.abs(kx)];
      const dr = waves[from] / maxwellian[0];
      const di = waves[from + 1] / maxwellian[0];
      for (let k = 1; k < half; k++) {
        const mr = maxwellian[2 * k];
        const mi = maxwellian[2 * k + 1];
        memory[re + to + k] = factor * (waves[from + 2 * k] - dr * mr + di * mi);
        memory[im + to + k] = factor * (waves[from + 2 * k + 1] - dr * mi - di * mr);
      }
    }
    kernels().fft(count, half, im, re, im + count * half);
  }

  /** g + i∂_y g, and G, on the nodes in y. */
  #transformY(memory: Float64Array): void {
    const { half, base, fine } = this.#spectra;
    const { values, slopes, integrals, lines } = this.#at;
    const { count } = this.#gridding;
    const stride = this.#stride;
    const imaginary = count * half;
    const rest = lines + 2 * imaginary;
    for (const table of [values, slopes, integrals, rest]) {
      memory.fill(0, table, table + stride);
      memory.fill(0, table + half * stride, table + (fine - half + 1) * stride);
    }
    for (let k = 1; k < half; k++) {
      const xi = k * base;
      const plus = k * stride;
      const minus = (fine - k) * stride;
      for (let m = 0; m < stride; m++) {
        const at = lines + (m % count) * half + k;
        const re = memory[at];
        const im = memory[at + imaginary];
        memory[values + plus + m] = re - xi * re;
        memory[slopes + plus + m] = im - xi * im;
        memory[values + minus + m] = re + xi * re;
        memory[slopes + minus + m] = -im - xi * im;
        memory[integrals + plus + m] = im / xi;
        memory[rest + plus + m] = -re / xi;
        memory[integrals + minus + m] = im / xi;
        memory[rest + minus + m] = re / xi;
      }
    }
    const work = rest + fine * stride;
    kernels().fft(fine, stride, slopes, values, work);
    kernels().fft(fine, stride, rest, integrals, work);
  }

  #findRange(memory: Float64Array): void {
    const { fine } = this.#spectra;
    const stride = this.#stride;
    const isNoise = (node: number): boolean => {
      const from = this.#at.values + node * stride;
      for (let at = from; at < from + stride; at++) if (Math.abs(memory[at]) > this.#noise) return false;
      return true;
    };
    let from = 0;
    let to = fine;
    while (from + 1 < to && isNoise(from + 1)) from++;
    while (to - 1 > from && isNoise(to - 1)) to--;
    this.#from = from;
    this.#cells = to - from;
  }

  /** F(x), `position` = (x − start)/length, any real number. */
  distance(position: number): number {
    const { values, slopes, integrals, window, weights, row } = this.#at;
    const { fineSpacing } = this.#spectra;
    const by = kernels();
    const even = this.#gridding.locate(position, by, by.scratch(this.#scratch), window, weights);
    const first = even + this.#from * this.#stride;
    return by.blendedAbsoluteIntegral({
      values: values + first,
      slopes: slopes + first,
      integrals: integrals + first,
      weights,
      row,
      stride: this.#stride,
      n: this.#cells,
      h: fineSpacing,
      noise: this.#noise,
    });
  }
}
