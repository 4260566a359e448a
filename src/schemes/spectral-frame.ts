import FFT from 'fft.js';

/** Sizes of the spectral representation. */
export interface SpectralGrid {
  /** Grid points in x (power of two), start and length of the box. */
  readonly nx: number;
  readonly start: number;
  readonly length: number;
  /** Fourier modes |k| ≤ modes in x, modes < nx/2. */
  readonly modes: number;
  /** Velocities (d = 1). */
  readonly speeds: readonly number[];
  /** Grid points in y (power of two) on [−halfWidth, halfWidth). */
  readonly ny: number;
  readonly halfWidth: number;
}

/**
 * q(x, v, y) = Σ_{|k|≤K} e^{2πik(x−start)/L} Σ_{j<ny/2} A_{kj} cos(ξ_j y) + B_{kj} sin(ξ_j y), ξ_j = πj/Y.
 * `even` holds A and `odd` holds B, layout [((iv·(K+1) + k)·2 + re/im)·ny/2 + j]: each column of ny/2 numbers is what
 * the two blocks of the Fokker–Planck operator act on.
 */
export interface Coefficients {
  readonly even: Float64Array;
  readonly odd: Float64Array;
}

export function coefficientCount(grid: SpectralGrid): number {
  return grid.speeds.length * (grid.modes + 1) * grid.ny;
}

export const zeroCoefficients = (grid: SpectralGrid): Coefficients => ({
  even: new Float64Array(coefficientCount(grid)),
  odd: new Float64Array(coefficientCount(grid)),
});

/**
 * Transforms between coefficients and point values. Values are in the shifted variable z = y − u(x, v): the shift is a
 * multiplier of modulus 1. Transport by a time δ (q(x − vδ)) is one, too. Layout of values [(ix·nv + iv)·ny + j],
 * z_j = −Y + j·2Y/ny.
 */
export class SpectralFrame {
  readonly grid: SpectralGrid;
  readonly #fftX: FFT;
  readonly #fftY: FFT;
  readonly #lineIn: Float64Array;
  readonly #lineOut: Float64Array;
  readonly #pairIn: Float64Array;
  readonly #pairOut: Float64Array;
  /** (a_j, b_j) at [((ix·nv + iv)·H + j)·2]. */
  readonly #mixed: Float64Array;
  readonly #phase: Float64Array;

  constructor(grid: SpectralGrid) {
    this.grid = grid;
    this.#fftX = new FFT(grid.nx);
    this.#fftY = new FFT(grid.ny);
    this.#lineIn = new Float64Array(2 * grid.nx);
    this.#lineOut = new Float64Array(2 * grid.nx);
    this.#pairIn = new Float64Array(2 * grid.ny);
    this.#pairOut = new Float64Array(2 * grid.ny);
    this.#mixed = new Float64Array(grid.nx * grid.speeds.length * grid.ny);
    this.#phase = new Float64Array(2 * (grid.modes + 1));
  }

  /** values(x, v, z) = q(x − vδ, v, z + u(x, v)); `u` layout [ix·nv + iv], absent for no shift. */
  toValues(q: Coefficients, delta: number, u: Float64Array | undefined, values: Float64Array): void {
    this.#xSynthesis(q, delta);
    const { nx, speeds } = this.grid;
    const rows = nx * speeds.length; // even, because nx is a power of two
    for (let row = 0; row < rows; row += 2) this.#ySynthesis(row, u, values);
  }

  /** The inverse of `toValues`, with modes beyond the grid's cut off. */
  toCoefficients(values: Float64Array, delta: number, u: Float64Array | undefined, q: Coefficients): void {
    const { nx, speeds } = this.grid;
    const rows = nx * speeds.length;
    for (let row = 0; row < rows; row += 2) this.#yAnalysis(row, u, values);
    this.#xAnalysis(q, delta);
  }

  /** q(x) ← q(x − vδ) in place. */
  transport({ even, odd }: Coefficients, delta: number): void {
    const { modes, speeds, ny } = this.grid;
    const half = ny / 2;
    const phase = this.#phase;
    speeds.forEach((speed, iv) => {
      this.#setPhase(speed, delta);
      for (let k = 1; k <= modes; k++) {
        const from = (iv * (modes + 1) + k) * ny;
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
    });
  }

  #setPhase(speed: number, delta: number): void {
    const phase = this.#phase;
    for (let k = 0; k <= this.grid.modes; k++) {
      const angle = (-2 * Math.PI * k * speed * delta) / this.grid.length;
      phase[2 * k] = Math.cos(angle);
      phase[2 * k + 1] = Math.sin(angle);
    }
  }

  /** a_j + i b_j from A_{kj} + i B_{kj}: one complex transform for the two real functions of x. */
  #xSynthesis({ even, odd }: Coefficients, delta: number): void {
    const { nx, modes, speeds, ny } = this.grid;
    const half = ny / 2;
    const line = this.#lineIn;
    const out = this.#lineOut;
    const phase = this.#phase;
    const mixed = this.#mixed;
    const nv = speeds.length;
    line.fill(0);
    for (let iv = 0; iv < nv; iv++) {
      this.#setPhase(speeds[iv], delta);
      const base = iv * (modes + 1) * ny;
      for (let j = 0; j < half; j++) {
        line[0] = even[base + j];
        line[1] = odd[base + j];
        for (let k = 1; k <= modes; k++) {
          const at = base + k * ny + j;
          const c = phase[2 * k];
          const s = phase[2 * k + 1];
          const ar = even[at] * c - even[at + half] * s;
          const ai = even[at] * s + even[at + half] * c;
          const br = odd[at] * c - odd[at + half] * s;
          const bi = odd[at] * s + odd[at + half] * c;
          line[2 * k] = ar - bi;
          line[2 * k + 1] = ai + br;
          line[2 * (nx - k)] = ar + bi;
          line[2 * (nx - k) + 1] = br - ai;
        }
        this.#fftX.inverseTransform(out, line);
        for (let ix = 0; ix < nx; ix++) {
          const to = ((ix * nv + iv) * half + j) * 2;
          mixed[to] = out[2 * ix] * nx;
          mixed[to + 1] = out[2 * ix + 1] * nx;
        }
      }
    }
  }

  #xAnalysis({ even, odd }: Coefficients, delta: number): void {
    const { nx, modes, speeds, ny } = this.grid;
    const half = ny / 2;
    const line = this.#lineIn;
    const out = this.#lineOut;
    const phase = this.#phase;
    const mixed = this.#mixed;
    const nv = speeds.length;
    const scale = 1 / nx;
    for (let iv = 0; iv < nv; iv++) {
      this.#setPhase(speeds[iv], -delta);
      const base = iv * (modes + 1) * ny;
      for (let j = 0; j < half; j++) {
        for (let ix = 0; ix < nx; ix++) {
          const from = ((ix * nv + iv) * half + j) * 2;
          line[2 * ix] = mixed[from];
          line[2 * ix + 1] = mixed[from + 1];
        }
        this.#fftX.transform(out, line);
        even[base + j] = out[0] * scale;
        odd[base + j] = out[1] * scale;
        for (let k = 1; k <= modes; k++) {
          const at = base + k * ny + j;
          const c = phase[2 * k] * scale;
          const s = phase[2 * k + 1] * scale;
          const pr = out[2 * k];
          const pi = out[2 * k + 1];
          const mr = out[2 * (nx - k)];
          const mi = out[2 * (nx - k) + 1];
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

  /** Two rows (real functions of z) by one complex transform. */
  #ySynthesis(row: number, u: Float64Array | undefined, values: Float64Array): void {
    const { ny, halfWidth } = this.grid;
    const half = ny / 2;
    const mixed = this.#mixed;
    const input = this.#pairIn;
    const output = this.#pairOut;
    const first = Math.PI / halfWidth;
    const from1 = row * ny;
    const from2 = from1 + ny;
    input.fill(0);
    input[0] = mixed[from1];
    input[1] = mixed[from2];
    const c1 = u ? Math.cos(first * u[row]) : 1;
    const s1 = u ? Math.sin(first * u[row]) : 0;
    const c2 = u ? Math.cos(first * u[row + 1]) : 1;
    const s2 = u ? Math.sin(first * u[row + 1]) : 0;
    let p1 = 1;
    let r1 = 0;
    let p2 = 1;
    let r2 = 0;
    for (let j = 1; j < half; j++) {
      // e^{iξ_j u} by powers; the sign (−1)^j of the grid that starts at −Y goes with them.
      let next = -(p1 * c1 - r1 * s1);
      r1 = -(p1 * s1 + r1 * c1);
      p1 = next;
      next = -(p2 * c2 - r2 * s2);
      r2 = -(p2 * s2 + r2 * c2);
      p2 = next;
      const a1 = mixed[from1 + 2 * j] / 2;
      const b1 = mixed[from1 + 2 * j + 1] / 2;
      const a2 = mixed[from2 + 2 * j] / 2;
      const b2 = mixed[from2 + 2 * j + 1] / 2;
      const f1r = a1 * p1 + b1 * r1;
      const f1i = a1 * r1 - b1 * p1;
      const f2r = a2 * p2 + b2 * r2;
      const f2i = a2 * r2 - b2 * p2;
      input[2 * j] = f1r - f2i;
      input[2 * j + 1] = f1i + f2r;
      input[2 * (ny - j)] = f1r + f2i;
      input[2 * (ny - j) + 1] = f2r - f1i;
    }
    this.#fftY.inverseTransform(output, input);
    for (let j = 0; j < ny; j++) {
      values[from1 + j] = output[2 * j] * ny;
      values[from2 + j] = output[2 * j + 1] * ny;
    }
  }

  #yAnalysis(row: number, u: Float64Array | undefined, values: Float64Array): void {
    const { ny, halfWidth } = this.grid;
    const half = ny / 2;
    const mixed = this.#mixed;
    const input = this.#pairIn;
    const output = this.#pairOut;
    const first = Math.PI / halfWidth;
    const to1 = row * ny;
    const to2 = to1 + ny;
    for (let j = 0; j < ny; j++) {
      input[2 * j] = values[to1 + j];
      input[2 * j + 1] = values[to2 + j];
    }
    this.#fftY.transform(output, input);
    const scale = 1 / ny;
    mixed[to1] = output[0] * scale;
    mixed[to1 + 1] = 0;
    mixed[to2] = output[1] * scale;
    mixed[to2 + 1] = 0;
    const c1 = u ? Math.cos(first * u[row]) : 1;
    const s1 = u ? Math.sin(first * u[row]) : 0;
    const c2 = u ? Math.cos(first * u[row + 1]) : 1;
    const s2 = u ? Math.sin(first * u[row + 1]) : 0;
    let p1 = scale;
    let r1 = 0;
    let p2 = scale;
    let r2 = 0;
    for (let j = 1; j < half; j++) {
      let next = -(p1 * c1 - r1 * s1);
      r1 = -(p1 * s1 + r1 * c1);
      p1 = next;
      next = -(p2 * c2 - r2 * s2);
      r2 = -(p2 * s2 + r2 * c2);
      p2 = next;
      const pr = output[2 * j];
      const pi = output[2 * j + 1];
      const mr = output[2 * (ny - j)];
      const mi = output[2 * (ny - j) + 1];
      // Twice the half-spectrum of each row.
      const f1r = pr + mr;
      const f1i = pi - mi;
      const f2r = pi + mi;
      const f2i = mr - pr;
      // a − ib = F e^{−iξu}, with the sign of the grid.
      mixed[to1 + 2 * j] = f1r * p1 + f1i * r1;
      mixed[to1 + 2 * j + 1] = f1r * r1 - f1i * p1;
      mixed[to2 + 2 * j] = f2r * p2 + f2i * r2;
      mixed[to2 + 2 * j + 1] = f2r * r2 - f2i * p2;
    }
  }
}
