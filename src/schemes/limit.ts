import FFT from 'fft.js';
import { createModel } from '../model/create-model.ts';
import type { Model } from '../model/model.ts';
import type { Scenario } from '../model/scenario.ts';
import type { MarginalSnapshot } from '../model/snapshot.ts';
import { boxOf } from '../model/space-box.ts';
import { chebyshevInterpolant } from './chebyshev.ts';

/** Parameters of the limit solver. */
export interface LimitResolution {
  readonly nx: number;
  readonly modes: number;
  /** Time steps per output interval. */
  readonly substeps: number;
  /** Longest time step, in units of t. */
  readonly longestStep: number;
}

/** Dormand–Prince 5: J. R. Dormand, P. J. Prince, J. Comput. Appl. Math. 6 (1980), table 2; fifth-order weights. */
const STAGES = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
] as const;
const STAGE_TIMES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1] as const;
const WEIGHTS = [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84] as const;

/**
 * Limit solver for (1.1)–(1.3) with Λ̄ of (1.12) in one space dimension: Fourier in x with exact transport, discrete
 * ordinates in v, Dormand–Prince 5 in time on the transported unknown. Λ̄ is tabulated in a = D_tM by Chebyshev
 * interpolation.
 */
export function* solveLimit(
  scenario: Scenario,
  resolution: LimitResolution,
  times: Float64Array,
): Generator<MarginalSnapshot, { readonly steps: number }> {
  const model = createModel(scenario);
  const { nx, modes, substeps, longestStep } = resolution;
  const { space } = scenario;
  const { start, length } = boxOf(space);
  const nv = model.velocities.length;
  const x = Float64Array.from({ length: nx }, (_, i) => start + (length * i) / nx);
  const line = new TransportedLine(nx, modes, length);
  const tumbling = new LimitTumbling(model, x);

  /** p̄ transported back to the start of the step; layout [iv·nx + ix]. */
  const p = new Float64Array(nv * nx);
  for (let iv = 0; iv < nv; iv++) model.limitDensity(x, iv, p.subarray(iv * nx, (iv + 1) * nx));

  const snapshot = (time: number): MarginalSnapshot => {
    const values = new Float64Array(nx * nv);
    for (let iv = 0; iv < nv; iv++) for (let ix = 0; ix < nx; ix++) values[ix * nv + iv] = p[iv * nx + ix];
    return { level: 'marginal', time, epsilon: 0, x: { start, spacing: length / nx, count: nx }, values };
  };
  const forEachSpeed = (f: Float64Array, delta: number): void => {
    model.velocities.forEach(([v], iv) => {
      line.shift(f.subarray(iv * nx, (iv + 1) * nx), v * delta);
    });
  };

  yield snapshot(0);
  const slopes = STAGE_TIMES.map(() => new Float64Array(nv * nx));
  const stage = new Float64Array(nv * nx);
  let steps = 0;
  for (let i = 1; i < times.length; i++) {
    const interval = times[i] - times[i - 1];
    const count = Math.max(substeps, Math.ceil(interval / longestStep));
    const h = interval / count;
    for (let k = 0; k < count; k++) {
      const t = times[i - 1] + k * h;
      for (let s = 0; s < STAGE_TIMES.length; s++) {
        stage.set(p);
        STAGES[s].forEach((a, r) => {
          for (let j = 0; j < stage.length; j++) stage[j] += h * a * slopes[r][j];
        });
        forEachSpeed(stage, STAGE_TIMES[s] * h);
        tumbling.apply(t + STAGE_TIMES[s] * h, stage, slopes[s]);
        forEachSpeed(slopes[s], -STAGE_TIMES[s] * h);
      }
      for (let s = 0; s < WEIGHTS.length; s++) for (let j = 0; j < p.length; j++) p[j] += h * WEIGHTS[s] * slopes[s][j];
      forEachSpeed(p, h);
      steps++;
    }
    yield snapshot(times[i]);
  }
  return { steps };
}

/** Exact shift of a trigonometric polynomial on nx points, modes beyond the cut-off removed. */
class TransportedLine {
  readonly #fft: FFT;
  readonly #nx: number;
  readonly #modes: number;
  readonly #length: number;
  readonly #in: Float64Array;
  readonly #out: Float64Array;

  constructor(nx: number, modes: number, length: number) {
    this.#fft = new FFT(nx);
    this.#nx = nx;
    this.#modes = modes;
    this.#length = length;
    this.#in = new Float64Array(2 * nx);
    this.#out = new Float64Array(2 * nx);
  }

  /** f(x) ← f(x − delta). */
  shift(f: Float64Array, delta: number): void {
    const nx = this.#nx;
    const input = this.#in;
    const out = this.#out;
    for (let i = 0; i < nx; i++) {
      input[2 * i] = f[i];
      input[2 * i + 1] = 0;
    }
    this.#fft.transform(out, input);
    for (let k = 1; k < nx; k++) {
      const mode = k <= nx / 2 ? k : k - nx;
      const keep = Math.abs(mode) <= this.#modes ? 1 : 0;
      const angle = (-2 * Math.PI * mode * delta) / this.#length;
      const c = keep * Math.cos(angle);
      const s = keep * Math.sin(angle);
      const re = out[2 * k];
      out[2 * k] = re * c - out[2 * k + 1] * s;
      out[2 * k + 1] = re * s + out[2 * k + 1] * c;
    }
    this.#fft.inverseTransform(input, out);
    for (let i = 0; i < nx; i++) f[i] = input[2 * i];
  }
}

/** Q[p̄] of (1.3), with the rate tabulated in a = D_tM. */
class LimitTumbling {
  readonly #model: Model;
  readonly #x: Float64Array;
  readonly #rates: ((a: number) => number)[];
  readonly #gradient: Float64Array;

  constructor(model: Model, x: Float64Array) {
    this.#model = model;
    this.#x = x;
    const nv = model.velocities.length;
    this.#gradient = new Float64Array(x.length);
    const { from, to } = this.#gradientRange();
    this.#rates = Array.from({ length: nv * nv }, (_, index) =>
      chebyshevInterpolant((a, out) => model.averagedRate(a, Math.floor(index / nv), index % nv, out), from, to),
    );
  }

  /** Range of D_tM over the run, sampled and widened by a tenth so that every stage falls inside. */
  #gradientRange(): { from: number; to: number } {
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (const v of this.#model.velocities) {
      for (let k = 0; k <= 64; k++) {
        this.#model.pathGradient((this.#model.scenario.time * k) / 64, this.#x, v, this.#gradient);
        for (const value of this.#gradient) {
          from = Math.min(from, value);
          to = Math.max(to, value);
        }
      }
    }
    const margin = 0.1 * (to - from) + 1e-3;
    return { from: from - margin, to: to + margin };
  }

  /** out = Q[p] at time t; layout [iv·nx + ix]. */
  apply(t: number, p: Float64Array, out: Float64Array): void {
    const model = this.#model;
    const nx = this.#x.length;
    const nv = model.velocities.length;
    out.fill(0);
    for (let pre = 0; pre < nv; pre++) {
      model.pathGradient(t, this.#x, model.velocities[pre], this.#gradient);
      for (let post = 0; post < nv; post++) {
        const rate = this.#rates[post * nv + pre];
        for (let ix = 0; ix < nx; ix++) {
          const flux = rate(this.#gradient[ix]) * p[pre * nx + ix];
          out[post * nx + ix] += model.weights[pre] * flux;
          out[pre * nx + ix] -= model.weights[post] * flux;
        }
      }
    }
  }
}
