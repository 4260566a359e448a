import type { Scenario } from './scenario.ts';

/** N, D_tN and D_tM − D_tN at one ε, from integrals along characteristics (theory sheet, section 2). */
export interface Adaptation {
  readonly epsilon: number;
  /** N(t, x, v), (3.3). Positions `x` have layout [i·d + j]; `v` is one velocity; writes x.length/d values to `out`. */
  signal(t: number, x: Float64Array, v: readonly number[], out: Float64Array): void;
  /** u = D_tN = (M−N)/ε = ∫₀^{t/ε} D_tM(t−εσ, x−εσv) e^{−σ} dσ, without cancellation. */
  gradient(t: number, x: Float64Array, v: readonly number[], out: Float64Array): void;
  /** D_tM − D_tN = D_tM(0, x−tv) e^{−t/ε} + ε∫₀^{t/ε} D_t²M(t−εσ, x−εσv) e^{−σ} dσ, without cancellation. */
  gap(t: number, x: Float64Array, v: readonly number[], out: Float64Array): void;
}

/** Tumbles from one velocity that have the same rate. */
export interface Departures {
  readonly law: number;
  readonly posts: readonly number[];
  /** ν of the velocities in `posts`. */
  readonly weight: number;
}

/** The mathematics of a scenario, ready to evaluate; no grid, no solver. */
export interface Model {
  readonly scenario: Scenario;
  readonly dimension: number;
  /** Velocities as vectors and their weights under ν. */
  readonly velocities: readonly (readonly number[])[];
  readonly weights: readonly number[];
  /** M(t,x) at positions [i·d + j]. */
  signal(t: number, x: Float64Array, out: Float64Array): void;
  /** D_tM = ∂ₜM + v·∇M, (1.2). */
  pathGradient(t: number, x: Float64Array, v: readonly number[], out: Float64Array): void;
  /** D_t²M = ∂ₜₜM + 2 v·∂ₜ∇M + v·∇²M·v. */
  pathCurvature(t: number, x: Float64Array, v: readonly number[], out: Float64Array): void;
  adaptation(epsilon: number): Adaptation;
  /** Λ(z, v, w) for velocity indices (post, pre), at an array of z. */
  rate(z: Float64Array, post: number, pre: number, out: Float64Array): void;
  /**
   * Number of the function Λ(·, v, w) for velocity indices (post, pre), from 0 to `rateLaws` − 1: pairs of velocities with the
   * same number have the same rate, because Λ does not see what they differ in.
   */
  rateLaw(post: number, pre: number): number;
  readonly rateLaws: number;
  /** At [pre]: the tumbles from that velocity by the law of their rate, `pre` itself among the velocities after them. */
  readonly departures: readonly (readonly Departures[])[];
  /** Λ̄(a, v, w) = ∫Λ(y−a, v, w)𝓜(y)dy, (1.12), at an array of a; absolute error ≤ 1e-11 for smooth Λ. */
  averagedRate(a: Float64Array, post: number, pre: number, out: Float64Array): void;
  /** Normalised p̄₀^ε(x, v) at positions x for velocity index iv; density with respect to dx ν(dv). */
  density(epsilon: number, x: Float64Array, iv: number, out: Float64Array): void;
  /** Normalised p̄₀. */
  limitDensity(x: Float64Array, iv: number, out: Float64Array): void;
  /** Normalised law of y at t = 0. */
  profile(epsilon: number, y: Float64Array, out: Float64Array): void;
  /** ∫|y|² profile, and the law's mean and the half-width that holds all but 1e-16 of it. */
  profileFacts(epsilon: number): {
    readonly mean: number;
    readonly secondMoment: number;
    readonly halfWidth: number;
    readonly smallestDeviation: number;
  };
}
