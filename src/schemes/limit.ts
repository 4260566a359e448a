import { chebyshevInterpolant } from '../model/chebyshev.ts';
import { createModel } from '../model/create-model.ts';
import type { Model } from '../model/model.ts';
import { gridPositions, pointCount } from '../model/position-grid.ts';
import { ProductFft } from '../model/product-fft.ts';
import type { Scenario } from '../model/scenario.ts';
import type { MarginalSnapshot } from '../model/snapshot.ts';
import { boxOf } from '../model/space-box.ts';

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
 * Limit solver for (1.1)–(1.3) with Λ̄ of (1.12) in one, two or three space dimensions: Fourier in x with exact transport, discrete
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
  const { velocities, dimension } = model;
  const nv = velocities.length;
  const axis = { start, spacing: length / nx, count: nx };
  const points = pointCount(axis, dimension);
  const x = gridPositions(axis, dimension);
  const transported = new Transported(nx, dimension, modes, length);
  const tumbling = new LimitTumbling(model, x);

  /** p̄ transported back to the start of the step; layout [iv·points + ix]. */
  const p = new Float64Array(nv * points);
  for (let iv = 0; iv < nv; iv++) model.limitDensity(x, iv, p.subarray(iv * points, (iv + 1) * points));

  const snapshot = (time: number): MarginalSnapshot => {
    const values = new Float64Array(points * nv);
    for (let iv = 0; iv < nv; iv++) for (let ix = 0; ix < points; ix++) values[ix * nv + iv] = p[iv * points + ix];
    return { level: 'marginal', time, epsilon: 0, x: axis, values };
  };
  const transport = (f: Float64Array, delta: number): void => transported.shift(f, velocities, delta);

  yield snapshot(0);
  const slopes = STAGE_TIMES.map(() => new Float64Array(nv * points));
  const stage = new Float64Array(nv * points);
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
        transport(stage, STAGE_TIMES[s] * h);
        tumbling.apply(t + STAGE_TIMES[s] * h, stage, slopes[s]);
        transport(slopes[s], -STAGE_TIMES[s] * h);
      }
      for (let s = 0; s < WEIGHTS.length; s++) for (let j = 0; j < p.length; j++) p[j] += h * WEIGHTS[s] * slopes[s][j];
      transport(p, h);
      steps++;
    }
    yield snapshot(times[i]);
  }
  return { steps };
}

/** Exact shifts of trigonometric polynomials on n^d points, modes beyond the cut-off removed. */
class Transported {
  readonly #fft: ProductFft;
  readonly #points: number;
  readonly #dimension: number;
  /** 2πk_j/length at [k·d + j], k_j with its sign, in the order of the transform. */
  readonly #waves: Float64Array;
  /** The modes that are kept, one of k and −k each, and where the other one is. */
  readonly #kept: readonly (readonly [mode: number, mirror: number])[];
  readonly #in: Float64Array;
  readonly #out: Float64Array;

  constructor(nx: number, dimension: number, modes: number, length: number) {
    const points = nx ** dimension;
    this.#fft = new ProductFft(nx, dimension);
    this.#points = points;
    this.#dimension = dimension;
    const signed = gridPositions({ start: 0, spacing: 1, count: nx }, dimension).map((k) => (k <= nx / 2 ? k : k - nx));
    this.#waves = signed.map((k) => (2 * Math.PI * k) / length);
    this.#kept = Array.from({ length: points }, (_, mode): readonly [number, number] => {
      const k = signed.subarray(mode * dimension, (mode + 1) * dimension);
      return [mode, k.reduce((at, component) => at * nx + ((nx - component) % nx), 0)];
    }).filter(
      ([mode, mirror]) =>
        mode <= mirror &&
        signed.subarray(mode * dimension, (mode + 1) * dimension).every((component) => Math.abs(component) <= modes),
    );
    this.#in = new Float64Array(2 * points);
    this.#out = new Float64Array(2 * points);
  }

  /** f(x, v) ← f(x − v·delta, v), layout [iv·points + ix]: two velocities are real and imaginary part of one transform. */
  shift(f: Float64Array, velocities: readonly (readonly number[])[], delta: number): void {
    const points = this.#points;
    for (let iv = 0; iv < velocities.length; iv += 2) {
      const first = f.subarray(iv * points, (iv + 1) * points);
      const isPair = iv + 1 < velocities.length;
      const second = isPair ? f.subarray((iv + 1) * points, (iv + 2) * points) : undefined;
      this.#shiftPair(first, second, velocities[iv], velocities[isPair ? iv + 1 : iv], delta);
    }
  }

  #shiftPair(
    first: Float64Array,
    second: Float64Array | undefined,
    v: readonly number[],
    w: readonly number[],
    delta: number,
  ): void {
    const input = this.#in;
    const out = this.#out;
    for (let i = 0; i < first.length; i++) {
      input[2 * i] = first[i];
      input[2 * i + 1] = second ? second[i] : 0;
    }
    this.#fft.transform(out, input);
    input.fill(0);
    for (const [mode, mirror] of this.#kept) {
      const k = 2 * mode;
      const m = 2 * mirror;
      const one = -delta * this.#product(mode, v);
      const two = -delta * this.#product(mode, w);
      const [c1, s1, c2, s2] = [Math.cos(one), Math.sin(one), Math.cos(two), Math.sin(two)];
      // Twice the coefficients of the two real functions.
      const ar = out[k] + out[m];
      const ai = out[k + 1] - out[m + 1];
      const br = out[k + 1] + out[m + 1];
      const bi = out[m] - out[k];
      const fr = (ar * c1 - ai * s1) / 2;
      const fi = (ar * s1 + ai * c1) / 2;
      const gr = (br * c2 - bi * s2) / 2;
      const gi = (br * s2 + bi * c2) / 2;
      input[k] = fr - gi;
      input[k + 1] = fi + gr;
      input[m] = fr + gi;
      input[m + 1] = gr - fi;
    }
    this.#fft.inverseTransform(out, input);
    for (let i = 0; i < first.length; i++) {
      first[i] = out[2 * i];
      if (second) second[i] = out[2 * i + 1];
    }
  }

  /** k·v of a mode, times 2π/length. */
  #product(mode: number, v: readonly number[]): number {
    let sum = 0;
    for (let j = 0; j < this.#dimension; j++) sum += this.#waves[mode * this.#dimension + j] * v[j];
    return sum;
  }
}

/** Q[p̄] of (1.3), with the rate tabulated in a = D_tM. */
class LimitTumbling {
  readonly #model: Model;
  readonly #x: Float64Array;
  /** Λ̄ of every law of the rate. */
  readonly #rates: ((a: number) => number)[] = [];
  readonly #flux: Float64Array;
  readonly #gradient: Float64Array;

  constructor(model: Model, x: Float64Array) {
    this.#model = model;
    this.#x = x;
    this.#gradient = new Float64Array(x.length / model.dimension);
    this.#flux = new Float64Array(this.#gradient.length);
    const { from, to } = this.#gradientRange();
    this.#model.departures.forEach((laws, pre) => {
      for (const { law, posts } of laws) {
        this.#rates[law] ??= chebyshevInterpolant((a, out) => model.averagedRate(a, posts[0], pre, out), from, to);
      }
    });
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

  /** out = Q[p] at time t; layout [iv·points + ix]. */
  apply(t: number, p: Float64Array, out: Float64Array): void {
    const model = this.#model;
    const points = this.#gradient.length;
    const flux = this.#flux;
    out.fill(0);
    this.#model.departures.forEach((laws, pre) => {
      model.pathGradient(t, this.#x, model.velocities[pre], this.#gradient);
      for (const { law, posts, weight } of laws) {
        const rate = this.#rates[law];
        for (let ix = 0; ix < points; ix++) {
          flux[ix] = rate(this.#gradient[ix]) * p[pre * points + ix];
          out[pre * points + ix] -= weight * flux[ix];
        }
        for (const post of posts)
          for (let ix = 0; ix < points; ix++) out[post * points + ix] += model.weights[pre] * flux[ix];
      }
    });
  }
}
