import { add, multiply, variable } from './build-expression.ts';
import { type CompiledExpression, compile } from './compile-expression.ts';
import type { Model } from './model.ts';
import { type PlaneWave, planeWaves } from './plane-waves.ts';
import { compositeGauss, type Rule } from './quadrature.ts';
import { positionNames, velocityNames } from './variable-names.ts';
import { rememberWave, turningRate } from './wave-memory.ts';

/**
 * u = D_tN at columns of points that each have their own time. `load` takes n points, positions [i·d + j]; `evaluate` gives u
 * at the loaded points `which[0], …, which[m−1]` with velocity `iv[j]` at entry j.
 */
export interface ColumnGradient {
  load(n: number, t: Float64Array, x: Float64Array): void;
  evaluate(m: number, which: Int32Array, iv: Int32Array, out: Float64Array): void;
}

/** The closed form for sums of plane waves, quadratures along characteristics for other signals. */
export function createColumnGradient(model: Model, epsilon: number, capacity: number): ColumnGradient {
  const waves = planeWaves(model.scenario.signal.value.expr, model.dimension);
  if (waves) return new WaveGradient(waves, model.velocities, epsilon, capacity);
  return quadratureGradient(model, epsilon, capacity);
}

/** e^{−38} < 2^{−53}: the memory is complete. */
const MEMORY = 38;

/** For M = A sin θ, θ = k·x − ωt + φ, and b = k·v − ω: u = Re(e^{iθ}κ), κ = A b ∫₀^{t/ε} e^{−(1+iεb)σ}dσ. */
class WaveGradient implements ColumnGradient {
  readonly #waves: readonly PlaneWave[];
  readonly #epsilon: number;
  readonly #speeds: number;
  readonly #dimension: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #t: Float64Array;
  /** b and A b at [wave·nv + iv], and κ with the time that it belongs to. */
  readonly #b: Float64Array;
  readonly #ab: Float64Array;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;
  readonly #known: Float64Array;
  readonly #kappa = new Float64Array(2);

  constructor(
    waves: readonly PlaneWave[],
    velocities: readonly (readonly number[])[],
    epsilon: number,
    capacity: number,
  ) {
    this.#waves = waves.filter(({ k, omega }) => k.some((c) => c !== 0) || omega !== 0);
    this.#dimension = velocities[0].length;
    this.#epsilon = epsilon;
    this.#speeds = velocities.length;
    const size = this.#waves.length * velocities.length;
    this.#cos = new Float64Array(this.#waves.length * capacity);
    this.#sin = new Float64Array(this.#waves.length * capacity);
    this.#t = new Float64Array(capacity);
    this.#b = new Float64Array(size);
    this.#ab = new Float64Array(size);
    this.#real = new Float64Array(size);
    this.#imaginary = new Float64Array(size);
    this.#known = new Float64Array(velocities.length).fill(Number.NaN);
    this.#waves.forEach((wave, w) => {
      velocities.forEach((v, iv) => {
        const b = turningRate(wave, v);
        this.#b[w * velocities.length + iv] = b;
        this.#ab[w * velocities.length + iv] = wave.amplitude * b;
      });
    });
  }

  load(n: number, t: Float64Array, x: Float64Array): void {
    const capacity = this.#t.length;
    const d = this.#dimension;
    for (let i = 0; i < n; i++) this.#t[i] = t[i];
    for (let w = 0; w < this.#waves.length; w++) {
      const { k, omega, phase } = this.#waves[w];
      for (let i = 0; i < n; i++) {
        let turn = 0;
        for (let j = 0; j < d; j++) turn += k[j] * x[i * d + j];
        const theta = turn - omega * t[i] + phase;
        this.#cos[w * capacity + i] = Math.cos(theta);
        this.#sin[w * capacity + i] = Math.sin(theta);
      }
    }
  }

  evaluate(m: number, which: Int32Array, iv: Int32Array, out: Float64Array): void {
    const waves = this.#waves.length;
    const nv = this.#speeds;
    const capacity = this.#t.length;
    const cos = this.#cos;
    const sin = this.#sin;
    const real = this.#real;
    const imaginary = this.#imaginary;
    const longest = MEMORY * this.#epsilon;
    for (let j = 0; j < m; j++) {
      const i = which[j];
      const v = iv[j];
      const t = Math.min(this.#t[i], longest);
      if (this.#known[v] !== t) this.#remember(t, v);
      let sum = 0;
      for (let w = 0; w < waves; w++)
        sum += real[w * nv + v] * cos[w * capacity + i] - imaginary[w * nv + v] * sin[w * capacity + i];
      out[j] = sum;
    }
  }

  #remember(t: number, v: number): void {
    for (let w = 0; w < this.#waves.length; w++) {
      const at = w * this.#speeds + v;
      rememberWave(this.#ab[at], this.#b[at], this.#epsilon, t, this.#kappa);
      this.#real[at] = this.#kappa[0];
      this.#imaginary[at] = this.#kappa[1];
    }
    this.#known[v] = t;
  }
}

/** Panels of the memory integral, cut off where e^{−28} < 1e-12: far below the agreement that is asked for. */
const PANEL_EDGES = [0, 2, 5, 11, 28];
const RANGE = 28;
/** Nodes in each panel: tried in turn until D_tN agrees with the model's own quadrature. */
const NODES = [6, 8, 10, 12, 16, 24, 32];
/** Agreement asked for, relative to max(1, |u|): a declared heuristic, far below any sampling error. */
const AGREEMENT = 1e-10;
const PROBES = 9;

/** @throws Error when no number of nodes gives D_tN to 1e-10: a signal that is not smooth along characteristics. */
function quadratureGradient(model: Model, epsilon: number, capacity: number): ColumnGradient {
  const { space, time } = model.scenario;
  const reach = space.domain === 'torus' ? space.length : space.halfWidth;
  const d = model.dimension;
  // Each coordinate runs through the same values, in another order.
  const x = Float64Array.from({ length: PROBES * d }, (_, at) => {
    const i = (Math.floor(at / d) * 2 ** (at % d)) % PROBES;
    return reach * ((2 * i + 1) / PROBES - 1);
  });
  const which = Int32Array.from({ length: PROBES }, (_, i) => i);
  const expected = new Float64Array(PROBES);
  const found = new Float64Array(PROBES);
  for (const nodes of NODES) {
    const candidate = new MemoryGradient(model, epsilon, Math.max(capacity, PROBES), nodes);
    const agrees = [epsilon / 3, 3 * epsilon, time / 2, time].every((instant) =>
      model.velocities.every((v, iv) => {
        model.adaptation(epsilon).gradient(instant, x, v, expected);
        candidate.load(PROBES, new Float64Array(PROBES).fill(instant), x);
        candidate.evaluate(PROBES, which, new Int32Array(PROBES).fill(iv), found);
        return expected.every((u, i) => Math.abs(u - found[i]) <= AGREEMENT * Math.max(1, Math.abs(u)));
      }),
    );
    if (agrees) return candidate;
  }
  throw new Error('D_tN of this signal cannot be integrated along characteristics to 1e-10');
}

/** u = ∫₀^{t/ε} D_tM(t−εσ, x−εσv) e^{−σ}dσ, node by node over the whole column. */
class MemoryGradient implements ColumnGradient {
  readonly #epsilon: number;
  readonly #rule: Rule;
  readonly #dimension: number;
  readonly #velocities: readonly (readonly number[])[];
  readonly #pathGradient: CompiledExpression;
  readonly #t: Float64Array;
  readonly #x: Float64Array;
  readonly #range: Float64Array;
  /** t, and the components of x and of v, of the points of one node. */
  readonly #at: readonly Float64Array[];
  readonly #values: Float64Array;

  constructor(model: Model, epsilon: number, capacity: number, nodes: number) {
    const { dt, dx } = model.scenario.signal;
    this.#epsilon = epsilon;
    this.#rule = compositeGauss(PANEL_EDGES, nodes);
    const d = model.dimension;
    this.#dimension = d;
    this.#velocities = model.velocities;
    // One expression, so that the parts which the derivatives share are computed once.
    const components = velocityNames(d);
    const pathGradient = dx.reduce((sum, { expr }, j) => add(sum, multiply(variable(components[j]), expr)), dt.expr);
    this.#pathGradient = compile(pathGradient, ['t', ...positionNames(d), ...components]);
    const column = (): Float64Array => new Float64Array(capacity);
    this.#t = column();
    this.#x = new Float64Array(capacity * d);
    this.#range = column();
    this.#at = Array.from({ length: 1 + 2 * d }, column);
    this.#values = column();
  }

  load(n: number, t: Float64Array, x: Float64Array): void {
    for (let i = 0; i < n * this.#dimension; i++) this.#x[i] = x[i];
    for (let i = 0; i < n; i++) {
      this.#t[i] = t[i];
      this.#range[i] = Math.min(t[i] / this.#epsilon, RANGE) / RANGE;
    }
  }

  evaluate(m: number, which: Int32Array, iv: Int32Array, out: Float64Array): void {
    const { nodes, weights } = this.#rule;
    const d = this.#dimension;
    const t = this.#at[0];
    const x = this.#at.slice(1, 1 + d);
    const v = this.#at.slice(1 + d);
    for (let j = 0; j < m; j++) {
      for (let c = 0; c < d; c++) v[c][j] = this.#velocities[iv[j]][c];
      out[j] = 0;
    }
    for (let q = 0; q < nodes.length; q++) {
      for (let j = 0; j < m; j++) {
        const back = this.#epsilon * nodes[q] * this.#range[which[j]];
        t[j] = this.#t[which[j]] - back;
        for (let c = 0; c < d; c++) x[c][j] = this.#x[which[j] * d + c] - back * v[c][j];
      }
      this.#pathGradient.evaluate(this.#at, this.#values, m);
      const complete = weights[q] * Math.exp(-nodes[q]);
      for (let j = 0; j < m; j++) {
        const range = this.#range[which[j]];
        const weight = range === 1 ? complete : weights[q] * range * Math.exp(-nodes[q] * range);
        out[j] += weight * this.#values[j];
      }
    }
  }
}
