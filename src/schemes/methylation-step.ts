import FFT from 'fft.js';
import type { Model } from '../model/model.ts';
import { multiplyAdd } from './dense.ts';
import { mehlerMatrix, TumblingFlow } from './methylation-flows.ts';

/** Grid of the solver in m: x periodic from `start`, m periodic around `centre`; nx and nm are powers of two. */
export interface MethylationGrid {
  readonly nx: number;
  readonly start: number;
  readonly length: number;
  /** Fourier modes |k| ≤ modes in x, modes < nx/2. */
  readonly modes: number;
  /** Grid points in m on [centre − halfWidth, centre + halfWidth). */
  readonly nm: number;
  readonly centre: number;
  readonly halfWidth: number;
}

/**
 * Multiproduct expansion of the symmetric product, whose error has even powers of h only: Σ_k c_k S(h/k)^k with
 * c_k = Π_{l≠k} k²/(k² − l²) over k, l ∈ {1, 2, 3} is of order 6 (S. Blanes, F. Casas, J. Ros, Celest. Mech. Dyn. Astr. 75
 * (1999), section 3; S. A. Chin, Celest. Mech. Dyn. Astr. 106 (2010), (1.9)).
 */
const EXPANSION: readonly (readonly [number, number])[] = [
  [1, 1 / 24],
  [2, -16 / 15],
  [3, 81 / 40],
];

/** What one substep length needs. */
interface Flows {
  /** e^{hA/2} of drift and diffusion around 0. */
  readonly half: Float64Array;
  readonly tumbling: TumblingFlow;
}

/**
 * One step of (1.4)–(1.5). S(h) = T(h/2) A(h/2) Q(h) A(h/2) T(h/2): transport, drift and diffusion, tumbling, each solved
 * exactly with the signal of the middle of the step. The state is the half-spectrum in m of every p(x, v, ·):
 * p(m) = Re[c_0 + 2Σ_{0<k<H} c_k e^{iξ_k(m − centre + halfWidth)}], H = nm/2; layout [((iv·H + k)·nx + ix)·2].
 */
export class MethylationStepper {
  readonly #model: Model;
  readonly #epsilon: number;
  readonly #grid: MethylationGrid;
  readonly #x: Float64Array;
  readonly #flows = new Map<string, Flows>();
  readonly #fftX: FFT;
  readonly #fftM: FFT;
  readonly #lineIn: Float64Array;
  readonly #lineOut: Float64Array;
  readonly #rowIn: Float64Array;
  readonly #rowOut: Float64Array;
  readonly #signal: Float64Array;
  readonly #start: Float64Array;
  readonly #work: Float64Array;
  readonly #rows: Float64Array;
  readonly #others: Float64Array;
  /** Tables of flows kept: steps come from a ladder, so few lengths repeat. */
  static readonly #KEPT = 60;

  constructor(model: Model, epsilon: number, grid: MethylationGrid) {
    this.#model = model;
    this.#epsilon = epsilon;
    this.#grid = grid;
    const { nx, nm } = grid;
    const size = nx * model.weights.length * nm;
    this.#x = Float64Array.from({ length: nx }, (_, i) => grid.start + (grid.length * i) / nx);
    this.#fftX = new FFT(nx);
    this.#fftM = new FFT(nm);
    this.#lineIn = new Float64Array(2 * nx);
    this.#lineOut = new Float64Array(2 * nx);
    this.#rowIn = new Float64Array(2 * nm);
    this.#rowOut = new Float64Array(2 * nm);
    this.#signal = new Float64Array(nx);
    this.#start = new Float64Array(size);
    this.#work = new Float64Array(size);
    this.#rows = new Float64Array(size);
    this.#others = new Float64Array(size);
  }

  /** Advances the state from t to t + h. */
  step(t: number, h: number, state: Float64Array): void {
    const start = this.#start;
    const work = this.#work;
    start.set(state);
    state.fill(0);
    for (const [parts, factor] of EXPANSION) {
      const part = h / parts;
      const flows = this.#flowsOf(part);
      work.set(start);
      this.#transport(work, part / 2);
      for (let i = 0; i < parts; i++) {
        this.#local(work, t + (i + 0.5) * part, flows);
        this.#transport(work, i + 1 < parts ? part : part / 2);
      }
      for (let i = 0; i < state.length; i++) state[i] += factor * work[i];
    }
  }

  /** Half-spectra of point values [(ix·nv + iv)·nm + j]. */
  analyse(values: Float64Array, state: Float64Array): void {
    this.#toSpectra(values, undefined, state);
  }

  /** Point values of a state, the inverse of `analyse`. */
  synthesise(state: Float64Array, values: Float64Array): void {
    this.#toRows(state, undefined, values);
  }

  /** A(h/2) Q(h) A(h/2) at fixed x with M(t, x), in z·ε = m − M, where neither depends on x. */
  #local(state: Float64Array, t: number, { half, tumbling }: Flows): void {
    const { nm } = this.#grid;
    const rows = this.#rows;
    const others = this.#others;
    this.#model.signal(t, this.#x, this.#signal);
    this.#toRows(state, this.#signal, rows);
    others.fill(0);
    multiplyAdd(half, rows, others, nm, rows.length / nm);
    tumbling.apply(others);
    rows.fill(0);
    multiplyAdd(half, others, rows, nm, rows.length / nm);
    this.#toSpectra(rows, this.#signal, state);
  }

  #flowsOf(h: number): Flows {
    // Output times differ from multiples of each other by rounding.
    const key = h.toPrecision(12);
    let found = this.#flows.get(key);
    if (!found) {
      const { nm, halfWidth } = this.#grid;
      if (this.#flows.size >= MethylationStepper.#KEPT) this.#flows.clear();
      const z = Float64Array.from({ length: nm }, (_, j) => (halfWidth / this.#epsilon) * ((2 * j) / nm - 1));
      found = {
        half: mehlerMatrix(nm, halfWidth / this.#epsilon, h / (2 * this.#epsilon)),
        tumbling: new TumblingFlow(this.#model, z, h),
      };
      this.#flows.set(key, found);
    }
    return found;
  }

  /** p(x, v, m) ← p(x − vδ, v, m), modes beyond the cut-off removed. */
  #transport(state: Float64Array, delta: number): void {
    const { nx, modes, nm, length } = this.#grid;
    const half = nm / 2;
    const line = this.#lineIn;
    const out = this.#lineOut;
    const phase = new Float64Array(2 * nx);
    this.#model.velocities.forEach(([v], iv) => {
      for (let k = 0; k < nx; k++) {
        const wave = k <= nx / 2 ? k : k - nx;
        const keep = Math.abs(wave) <= modes ? 1 : 0;
        const angle = (-2 * Math.PI * wave * v * delta) / length;
        phase[2 * k] = keep * Math.cos(angle);
        phase[2 * k + 1] = keep * Math.sin(angle);
      }
      for (let k = 0; k < half; k++) {
        const at = (iv * half + k) * nx * 2;
        for (let i = 0; i < 2 * nx; i++) line[i] = state[at + i];
        this.#fftX.transform(out, line);
        for (let i = 0; i < 2 * nx; i += 2) {
          const re = out[i];
          const im = out[i + 1];
          out[i] = re * phase[i] - im * phase[i + 1];
          out[i + 1] = re * phase[i + 1] + im * phase[i];
        }
        this.#fftX.inverseTransform(line, out);
        for (let i = 0; i < 2 * nx; i++) state[at + i] = line[i];
      }
    });
  }

  /** values(x, v, j) = p(x, v, m_j + signal − centre): two rows by one complex transform. */
  #toRows(state: Float64Array, signal: Float64Array | undefined, values: Float64Array): void {
    const { nx, nm, centre, halfWidth } = this.#grid;
    const half = nm / 2;
    const nv = this.#model.weights.length;
    const input = this.#rowIn;
    const output = this.#rowOut;
    const base = Math.PI / halfWidth;
    for (let iv = 0; iv < nv; iv++) {
      for (let ix = 0; ix < nx; ix += 2) {
        const [c1, s1] = turn(base, signal, ix, centre);
        const [c2, s2] = turn(base, signal, ix + 1, centre);
        let [p1, r1, p2, r2] = [1, 0, 1, 0];
        input.fill(0);
        for (let k = 0; k < half; k++) {
          const at = ((iv * half + k) * nx + ix) * 2;
          const ar = state[at] * p1 - state[at + 1] * r1;
          const ai = state[at] * r1 + state[at + 1] * p1;
          const br = state[at + 2] * p2 - state[at + 3] * r2;
          const bi = state[at + 2] * r2 + state[at + 3] * p2;
          input[2 * k] = ar - bi;
          input[2 * k + 1] = ai + br;
          if (k > 0) {
            input[2 * (nm - k)] = ar + bi;
            input[2 * (nm - k) + 1] = br - ai;
          }
          let next = p1 * c1 - r1 * s1;
          r1 = p1 * s1 + r1 * c1;
          p1 = next;
          next = p2 * c2 - r2 * s2;
          r2 = p2 * s2 + r2 * c2;
          p2 = next;
        }
        this.#fftM.inverseTransform(output, input);
        const to1 = (ix * nv + iv) * nm;
        const to2 = ((ix + 1) * nv + iv) * nm;
        for (let j = 0; j < nm; j++) {
          values[to1 + j] = output[2 * j] * nm;
          values[to2 + j] = output[2 * j + 1] * nm;
        }
      }
    }
  }

  /** The inverse of `#toRows`; the Nyquist mode is left out. */
  #toSpectra(values: Float64Array, signal: Float64Array | undefined, state: Float64Array): void {
    const { nx, nm, centre, halfWidth } = this.#grid;
    const half = nm / 2;
    const nv = this.#model.weights.length;
    const input = this.#rowIn;
    const output = this.#rowOut;
    const base = Math.PI / halfWidth;
    for (let iv = 0; iv < nv; iv++) {
      for (let ix = 0; ix < nx; ix += 2) {
        const from1 = (ix * nv + iv) * nm;
        const from2 = ((ix + 1) * nv + iv) * nm;
        for (let j = 0; j < nm; j++) {
          input[2 * j] = values[from1 + j];
          input[2 * j + 1] = values[from2 + j];
        }
        this.#fftM.transform(output, input);
        const [c1, s1] = turn(base, signal, ix, centre);
        const [c2, s2] = turn(base, signal, ix + 1, centre);
        let [p1, r1, p2, r2] = [0.5 / nm, 0, 0.5 / nm, 0];
        for (let k = 0; k < half; k++) {
          const m = k === 0 ? 0 : nm - k;
          const ar = output[2 * k] + output[2 * m];
          const ai = output[2 * k + 1] - output[2 * m + 1];
          const br = output[2 * k + 1] + output[2 * m + 1];
          const bi = output[2 * m] - output[2 * k];
          const at = ((iv * half + k) * nx + ix) * 2;
          state[at] = ar * p1 + ai * r1;
          state[at + 1] = ai * p1 - ar * r1;
          state[at + 2] = br * p2 + bi * r2;
          state[at + 3] = bi * p2 - br * r2;
          let next = p1 * c1 - r1 * s1;
          r1 = p1 * s1 + r1 * c1;
          p1 = next;
          next = p2 * c2 - r2 * s2;
          r2 = p2 * s2 + r2 * c2;
          p2 = next;
        }
      }
    }
  }
}

/** e^{iξ₁(M − centre)} at one grid point in x. */
function turn(base: number, signal: Float64Array | undefined, ix: number, centre: number): readonly [number, number] {
  if (!signal) return [1, 0];
  const angle = base * (signal[ix] - centre);
  return [Math.cos(angle), Math.sin(angle)];
}
