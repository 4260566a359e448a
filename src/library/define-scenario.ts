import { defineScenario as define } from '../model/load-scenario.ts';
import type { Scenario } from '../model/scenario.ts';
import type { ScenarioInput } from '../model/scenario-schema.ts';

/**
 * An expression: numbers, variables, `pi`, `e`, `+ - * / ^` (products written out), parentheses and
 * `sin cos tan sinh cosh tanh exp log sqrt`; outside the signal also `abs min max erf`.
 */
export type Expression = string | number;

/** A Gaussian law of y = (m−N)/ε at t = 0; both may use `epsilon`. */
export interface GaussianDefinition {
  readonly mean: Expression;
  /** Standard deviation, positive. */
  readonly deviation: Expression;
}

/** One kinetic problem; the fields are those of a scenario file (scenarios/scenario.schema.json). Nothing has a unit. */
export interface ScenarioDefinition {
  /** Letters, digits, dots, dashes and underscores; at most 64. */
  readonly name: string;
  /**
   * Where x lives: a torus with that period in every coordinate; or the line, the plane or space, of which |x_j| ≤ halfWidth
   * is computed, where the density must be negligible outside.
   */
  readonly space:
    | { readonly dimension: 1 | 2 | 3; readonly domain: 'torus'; readonly length: number }
    | { readonly dimension: 1; readonly domain: 'line'; readonly halfWidth: number }
    | { readonly dimension: 2 | 3; readonly domain: 'box'; readonly halfWidth: number };
  /**
   * V with its measure ν of mass 1: {−speed, speed} with weights ½; Gauss–Legendre nodes of an interval; a list, whose
   * weights are normalised; in more than one dimension the sphere of one speed or the ball, with nodes that are exact for
   * polynomials up to `degree`.
   */
  readonly velocities:
    | { readonly set: 'two-speed'; readonly speed: number }
    | { readonly set: 'interval'; readonly min: number; readonly max: number; readonly nodes: number }
    | {
        readonly set: 'list';
        readonly values: readonly (number | readonly number[])[];
        readonly weights: readonly number[];
      }
    | { readonly set: 'sphere'; readonly speed: number; readonly degree: number }
    | { readonly set: 'ball'; readonly radius: number; readonly degree: number };
  /** M(t,x), in `t` and `x`, or `x1, x2, x3`; (1.4). */
  readonly signal: Expression;
  /** Λ(z,v,w), rate of w → v at z = (m−M)/ε, a density with respect to ν(dv), in `z`, `v` (post-), `w` (pre-tumble); d > 1: speeds, and `mu`. */
  readonly kernel: { readonly rate: Expression };
  readonly initial: {
    /** p̄₀^ε with respect to dx ν(dv), normalised to mass 1; in `x`, `v`, `epsilon`, or `x1`, `v1`, …. */
    readonly density: Expression;
    /** p̄₀; `density` by default. */
    readonly limitDensity?: Expression;
    /** Law of y at t = 0, independent of x and v; `equilibrium` is the standard Gaussian. An expression is in `y`, `epsilon`. */
    readonly profile:
      | 'equilibrium'
      | { readonly type: 'equilibrium' }
      | ({ readonly type: 'gaussian' } & GaussianDefinition)
      | {
          readonly type: 'mixture';
          readonly components: readonly (GaussianDefinition & { readonly weight: number })[];
        }
      | { readonly type: 'expression'; readonly value: Expression };
  };
  /** Final time. */
  readonly time: number;
  /** Values of ε, all different. */
  readonly epsilons: readonly number[];
  /** First grid of the spectral reference, powers of two: points in every coordinate of x, and in y. */
  readonly grid?: { readonly x: 8 | 16 | 32 | 64 | 128 | 256 | 512; readonly y: 16 | 32 | 64 | 128 | 256 };
  /** Hypotheses of the paper that are broken on purpose, for example `2.1`; undeclared, a violation is bad input. */
  readonly violates?: readonly ('2.1' | '2.2a' | '2.2b' | '2.3' | '2.3-prime' | '2.4' | '2.5' | '2.6')[];
}

/**
 * A scenario made in memory, with the checks of a scenario file.
 * @throws InputError that names the field: what is wrong there, and what would be right
 */
export async function defineScenario(definition: ScenarioDefinition): Promise<Scenario> {
  // The checks look at every value, and neither they nor what follows change one.
  return define(definition as ScenarioInput);
}
