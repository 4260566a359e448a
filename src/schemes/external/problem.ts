import { compile } from '../../model/compile-expression.ts';
import type { Expr } from '../../model/expression.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { CaseFile } from './case-file.ts';

/** One step of a scheme: the state at `now + dt`. */
export type Step<State> = (state: State, now: number, dt: number) => State;

/**
 * One (scenario, ε, resolution) to solve; d = 1. The same as case.json (docs/your-scheme.md), with functions in place of
 * expressions. Functions take and give single numbers: tabulate what does not change before the loop over time.
 *
 * With r(t,x,v,z) = ε p(t,x,v,M+εz) and z = (m−M)/ε,
 * ∂ₜr + v ∂ₓr = (1/ε) ∂_z((z + D_tM) r + ∂_z r) + Σ_w ν_w [Λ(z,v,w) r(w) − Λ(z,w,v) r(v)], (1.4) of the paper.
 */
export interface Problem {
  /** Scenario and ε, for a log. */
  readonly name: string;
  readonly epsilon: number;
  /** Times to give, increasing; the first is 0, the last the final time. Some lie inside the layer t ≲ ε. */
  readonly times: readonly number[];
  /** What to multiply dt, dx and the spacing of the internal variable by: the harness asks for coarser runs. */
  readonly factor: number;
  /** The same for one source of error each; only schemes that declare `refines` need them. */
  readonly timeFactor: number;
  readonly xFactor: number;
  readonly yFactor: number;
  /** A `line` is the box [start, start + length) too; data decay inside it, periodic ends do. */
  readonly domain: 'torus' | 'line';
  readonly start: number;
  readonly length: number;
  /** V and the weights of its measure ν, Σν = 1: densities are with respect to ν. */
  readonly velocities: readonly number[];
  readonly weights: readonly number[];
  /** M(t,x). */
  signal(t: number, x: number): number;
  /** D_tM = ∂ₜM + v ∂ₓM, (1.2). */
  pathGradient(t: number, x: number, v: number): number;
  /** Λ(z,v,w), rate of w → v at z = (m−M)/ε; a density with respect to ν(dv). */
  rate(z: number, v: number, w: number): number;
  /** p̄₀^ε(x,v), of mass 1 with respect to dx ν(dv). */
  density(x: number, v: number): number;
  /** p̄₀, likewise. */
  limitDensity(x: number, v: number): number;
  /** Law of y = (m−N)/ε at t = 0, of mass 1; there y = z, because N(0,x,v) = M(0,x). */
  profile(y: number): number;
  /** A step and grids (`start`, `spacing`, `count`) that would do at this resolution. */
  readonly suggested: CaseFile['suggested'];
  /** Centres and width of `count` cells in x at your own resolution; fewer when a coarser run is asked for. */
  cells(count: number): { readonly x: Float64Array<ArrayBuffer>; readonly dx: number };
  /**
   * Steps from `state` at t = 0 through all times, and gives `output(state)` at each. Steps end on the output times; between two
   * of them they are equal and at most `longest`. Returns the number of steps.
   */
  march<State, Output>(
    state: State,
    step: Step<State>,
    longest: number,
    output: (state: State, time: number) => Output,
  ): Generator<Output, { readonly steps: number }>;
}

/** The expressions of a case, parsed. */
export interface CaseFormulas {
  readonly signal: Expr;
  readonly signalDt: Expr;
  readonly signalDx: Expr;
  readonly rate: Expr;
  readonly density: Expr;
  readonly limitDensity: Expr;
  /** Only where the profile is no mixture of Gaussians. */
  readonly profile?: Expr;
}

export function formulasOf({ signal, kernel, initial }: Scenario): CaseFormulas {
  return {
    signal: signal.value.expr,
    signalDt: signal.dt.expr,
    signalDx: signal.dx[0].expr,
    rate: kernel.rate.expr,
    density: initial.density.expr,
    limitDensity: initial.limitDensity.expr,
    ...(initial.profile.type === 'expression' ? { profile: initial.profile.value.expr } : {}),
  };
}

export function problemOf(content: CaseFile, formulas: CaseFormulas): Problem {
  const { epsilon, times, resolution, initial } = content;
  const { domain, start, length } = content.space;
  const { values: velocities, weights } = content.velocities;
  const signal = compile(formulas.signal, ['t', 'x']);
  const signalDt = compile(formulas.signalDt, ['t', 'x']);
  const signalDx = compile(formulas.signalDx, ['t', 'x']);
  const rate = compile(formulas.rate, ['z', 'v', 'w']);
  const density = compile(formulas.density, ['x', 'v', 'epsilon']);
  const limitDensity = compile(formulas.limitDensity, ['x', 'v', 'epsilon']);
  return {
    name: content.name,
    epsilon,
    times,
    factor: resolution.factor,
    timeFactor: resolution.time,
    xFactor: resolution.x,
    yFactor: resolution.y,
    domain,
    start,
    length,
    velocities,
    weights,
    signal: (t, x) => signal.at(t, x),
    pathGradient: (t, x, v) => signalDt.at(t, x) + v * signalDx.at(t, x),
    rate: (z, v, w) => rate.at(z, v, w),
    density: (x, v) => density.at(x, v, epsilon) / initial.density.mass,
    limitDensity: (x, v) => limitDensity.at(x, v, epsilon) / initial.limitDensity.mass,
    profile: profileOf(content, formulas),
    suggested: content.suggested,
    cells(count) {
      const n = Math.max(4, Math.round(count / resolution.x));
      const dx = length / n;
      return { x: Float64Array.from({ length: n }, (_, i) => start + (i + 0.5) * dx), dx };
    },
    *march(state, step, longest, output) {
      let current = state;
      let steps = 0;
      for (let k = 0; k < times.length; k++) {
        const before = k === 0 ? 0 : times[k - 1];
        // Round-off of a quotient that is a whole number must not cost a step.
        const count = Math.ceil((times[k] - before) / longest - 1e-9);
        const dt = (times[k] - before) / count;
        for (let i = 0; i < count; i++) current = step(current, before + i * dt, dt);
        steps += Math.max(0, count);
        yield output(current, times[k]);
      }
      return { steps };
    },
  };
}

function profileOf({ epsilon, initial }: CaseFile, formulas: CaseFormulas): Problem['profile'] {
  const { profile } = initial;
  if ('components' in profile) {
    const bell = (s: number): number => Math.exp(-0.5 * s * s) / Math.sqrt(2 * Math.PI);
    return (y) =>
      profile.components.reduce(
        (sum, { weight, mean, deviation }) => sum + (weight / deviation) * bell((y - mean) / deviation),
        0,
      );
  }
  if (formulas.profile === undefined) throw new Error('the expression of the profile is missing');
  const value = compile(formulas.profile, ['y', 'epsilon']);
  return (y) => value.at(y, epsilon) / profile.mass;
}
