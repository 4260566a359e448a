import type { Expr } from './expression.ts';

/** An expression of the user: its text as written, its parsed tree, and LaTeX for the report. */
export interface Formula {
  readonly text: string;
  readonly expr: Expr;
  readonly latex: string;
}

export type Space =
  | { readonly dimension: number; readonly domain: 'torus' /** period in every direction */; readonly length: number }
  | {
      readonly dimension: number;
      readonly domain: 'line' /** ℝ^d, of which the box [−halfWidth, halfWidth]^d is computed */;
      readonly halfWidth: number;
    };

/** V with its measure ν: `points[i]` ∈ ℝ^d with weight ν_i > 0, Σν_i = 1. */
export interface Velocities {
  readonly set: 'two-speed' | 'interval' | 'list' | 'sphere' | 'ball';
  readonly points: readonly (readonly number[])[];
  readonly weights: readonly number[];
}

/** M(t,x) and its derivatives up to order two, as formulas in `t` and `x` (d = 1) or `x1, x2, x3`. */
export interface Signal {
  readonly value: Formula;
  readonly dt: Formula;
  readonly dx: readonly Formula[];
  readonly dtt: Formula;
  readonly dtx: readonly Formula[];
  readonly dxx: readonly (readonly Formula[])[];
}

/** Law of y at t = 0; `mean` and `deviation` may use `epsilon`. */
export type Profile =
  | { readonly type: 'mixture'; readonly components: readonly ProfileComponent[] }
  | { readonly type: 'expression'; readonly value: Formula };

export interface ProfileComponent {
  readonly weight: number;
  readonly mean: Formula;
  readonly deviation: Formula;
}

/**
 * A resolved scenario: plain data (structured-cloneable, so that it can be sent to a worker), every default filled in.
 * `equilibrium` and `gaussian` profiles are mixtures with one component.
 */
export interface Scenario {
  readonly name: string;
  /** The file it came from, relative to the working directory; absent when built in memory. */
  readonly file?: string;
  readonly space: Space;
  readonly velocities: Velocities;
  readonly signal: Signal;
  /** Λ(z, v, w): rate of w → v (v post-, w pre-tumble), a density with respect to ν(dv). Variables as in `rateNames`. */
  readonly kernel: { readonly rate: Formula };
  readonly initial: {
    /** Density of x, v with respect to dx ν(dv), not yet normalised. Variables x, v, epsilon (x1, v1, … for d > 1). */
    readonly density: Formula;
    /** p̄₀, not yet normalised. */
    readonly limitDensity: Formula;
    readonly profile: Profile;
  };
  readonly time: number;
  readonly epsilons: readonly number[];
  /** First grid of the spectral reference: points in every coordinate of x, and in y. No part of the hash. */
  readonly grid?: { readonly x: number; readonly y: number };
  /** Labels of hypotheses broken on purpose, for example "2.1". */
  readonly violates: readonly string[];
  /** Hash of everything that determines the numbers (not name, file, grid or the epsilon list). */
  readonly hash: string;
}
