import { type ColumnGradient, createColumnGradient } from '../model/column-gradient.ts';
import type { Model } from '../model/model.ts';
import type { ParticleSnapshot } from '../model/snapshot.ts';
import type { Readings } from './reading.ts';
import { SampleMean } from './sample-mean.ts';

/** Particles that are worked off together. */
const BLOCK = 2048;

/** Functions of (x, v) alone, as in `marginalModes`, `marginalMoments` and `positionDrift`. */
const MARGINAL = ['V2', 'cosineMode', 'sineMode', 'cosineFlux', 'sineFlux'] as const;
const ON_LINE = ['X1', 'positionDrift'] as const;
/** Y and the moments of tumbles v → v′ ≠ v with the rate ν(v′)Λ, as in `TumblingFunctionals` and `TumblingMoments`. */
const INTERNAL = ['Y', 'J', 'velocityBalance', 'velocityProduction', 'velocityJump', 'offsetJump', 'J3', 'J4'] as const;

type Name = (typeof MARGINAL)[number] | (typeof ON_LINE)[number] | (typeof INTERNAL)[number];
export type MarginalName = (typeof MARGINAL)[number] | (typeof ON_LINE)[number];

/** What `marginalFunctions` names, at particle i of positions [i·d + j] with velocity v. */
export type MarginalFunctions = readonly {
  readonly name: MarginalName;
  at(x: Float64Array, i: number, v: readonly number[]): number;
}[];

/** f(x, v) whose expectations are the moments and first Fourier modes of a marginal. */
export function marginalFunctions(model: Model): MarginalFunctions {
  const { space } = model.scenario;
  const onLine = space.domain === 'line';
  const k = (2 * Math.PI) / (space.domain === 'line' ? 2 * space.halfWidth : space.length);
  const d = space.dimension;
  const modulus = (x: Float64Array, i: number): number => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += x[i * d + j] ** 2;
    return Math.sqrt(sum);
  };
  const functions: { readonly [name in MarginalName]: MarginalFunctions[number]['at'] } = {
    V2: (_x, _i, v) => square(v),
    cosineMode: (x, i) => Math.cos(k * x[i * d]),
    sineMode: (x, i) => Math.sin(k * x[i * d]),
    cosineFlux: (x, i, v) => v[0] * Math.cos(k * x[i * d]),
    sineFlux: (x, i, v) => v[0] * Math.sin(k * x[i * d]),
    X1: modulus,
    positionDrift: (x, i, v) => v.reduce((sum, c, j) => sum + x[i * d + j] * c, 0) / (modulus(x, i) || 1),
  };
  return [...MARGINAL, ...(onLine ? ON_LINE : [])].map((name) => ({ name, at: functions[name] }));
}

/**
 * Readings of particles, each an average with the half-width of its 95 % interval as `sampling`. The mass is exact: weights are
 * given. J = ∫|y|²Q̃[q] is the expectation of Σ_{v′≠v} ν(v′)Λ(z, v′, v)(|y′|² − |y|²), y′ = y + D_tN(v′) − D_tN(v), (3.10).
 */
export function createParticleEvaluator(model: Model, epsilon: number): (particles: ParticleSnapshot) => Readings {
  const marginals = marginalFunctions(model);
  const { velocities } = model;
  const tumbles = new TumbleMoments(model, epsilon);
  return (snapshot) => {
    const { positions, velocityIndex, weights } = snapshot;
    const means = new Map<Name, SampleMean>();
    for (const { name, at } of marginals) {
      const mean = new SampleMean();
      for (let i = 0; i < weights.length; i++) mean.add(weights[i], at(positions, i, velocities[velocityIndex[i]]));
      means.set(name, mean);
    }
    for (const name of INTERNAL) means.set(name, new SampleMean());
    for (let from = 0; from < weights.length; from += BLOCK)
      tumbles.add(snapshot, from, Math.min(weights.length, from + BLOCK), (name) => means.get(name)!);
    const readings: { [name: string]: Readings[string] } = {
      mass: { value: weights.reduce((sum, weight) => sum + weight, 0) },
    };
    for (const [name, mean] of means) readings[name] = mean.reading();
    return readings;
  };
}

/** Y and the tumbling moments of a block of particles, velocity by velocity. */
class TumbleMoments {
  readonly #model: Model;
  readonly #epsilon: number;
  readonly #gradient: ColumnGradient;
  readonly #x: Float64Array;
  readonly #t = new Float64Array(BLOCK);
  readonly #signal = new Float64Array(BLOCK);
  readonly #member = new Int32Array(BLOCK);
  readonly #index = new Int32Array(BLOCK);
  /** |v|² and |v − v′|². */
  readonly #squares: readonly number[];
  readonly #jumps: readonly (readonly number[])[];
  /** u and Λ at [v′·BLOCK + j] for the particles of one velocity. */
  readonly #u: Float64Array;
  readonly #rate: Float64Array;
  readonly #z = new Float64Array(BLOCK);

  constructor(model: Model, epsilon: number) {
    this.#model = model;
    this.#epsilon = epsilon;
    this.#gradient = createColumnGradient(model, epsilon, BLOCK);
    const { velocities } = model;
    this.#x = new Float64Array(BLOCK * model.dimension);
    this.#squares = velocities.map(square);
    this.#jumps = velocities.map((v) => velocities.map((w) => square(v.map((c, j) => c - w[j]))));
    this.#u = new Float64Array(model.weights.length * BLOCK);
    this.#rate = new Float64Array(model.weights.length * BLOCK);
  }

  add(
    snapshot: ParticleSnapshot,
    from: number,
    to: number,
    mean: (name: (typeof INTERNAL)[number]) => SampleMean,
  ): void {
    const { time, positions, velocityIndex } = snapshot;
    const n = to - from;
    this.#t.fill(time);
    const d = this.#model.dimension;
    for (let i = 0; i < n * d; i++) this.#x[i] = positions[from * d + i];
    this.#gradient.load(n, this.#t, this.#x);
    this.#model.signal(time, this.#x.subarray(0, n * d), this.#signal.subarray(0, n));
    const sums = INTERNAL.map(mean);
    for (let pre = 0; pre < this.#model.weights.length; pre++) {
      let count = 0;
      for (let i = 0; i < n; i++) if (velocityIndex[from + i] === pre) this.#member[count++] = i;
      if (count > 0) this.#addVelocity(snapshot, from, pre, count, sums);
    }
  }

  #addVelocity(
    snapshot: ParticleSnapshot,
    from: number,
    pre: number,
    count: number,
    sums: readonly SampleMean[],
  ): void {
    const { internal, weights } = snapshot;
    const nv = this.#model.weights.length;
    const [Y, J, balance, production, velocityJump, offsetJump, J3, J4] = sums;
    const z = this.#z.subarray(0, count);
    // z = (m − M)/ε keeps more digits than (m − N)/ε with N of a quadrature.
    for (let j = 0; j < count; j++) {
      const i = this.#member[j];
      z[j] = (internal[from + i] - this.#signal[i]) / this.#epsilon;
    }
    for (let post = 0; post < nv; post++) {
      this.#index.fill(post);
      const at = post * BLOCK;
      this.#gradient.evaluate(count, this.#member, this.#index, this.#u.subarray(at, at + BLOCK));
      this.#model.rate(z, post, pre, this.#rate.subarray(at, at + count));
    }
    for (let j = 0; j < count; j++) {
      const weight = weights[from + this.#member[j]];
      const before = this.#u[pre * BLOCK + j];
      const y = z[j] + before;
      const before2 = this.#squares[pre];
      let [j0, j1, j2, j3, j4, j5, j6] = [0, 0, 0, 0, 0, 0, 0];
      for (let post = 0; post < nv; post++) {
        if (post === pre) continue;
        const flow = this.#model.weights[post] * this.#rate[post * BLOCK + j];
        const jump = this.#u[post * BLOCK + j] - before;
        const after2 = this.#squares[post];
        j0 += flow * jump * (2 * y + jump);
        j1 += flow * (after2 - before2);
        j2 += flow * after2;
        j3 += flow * this.#jumps[pre][post];
        j4 += flow * jump * jump;
        j5 += flow * y * y;
        j6 += flow * (after2 + before2);
      }
      Y.add(weight, y * y);
      J.add(weight, j0);
      balance.add(weight, j1);
      production.add(weight, j2);
      velocityJump.add(weight, j3);
      offsetJump.add(weight, j4);
      J3.add(weight, j5);
      J4.add(weight, j6);
    }
  }
}

const square = (v: readonly number[]): number => v.reduce((sum, c) => sum + c * c, 0);
