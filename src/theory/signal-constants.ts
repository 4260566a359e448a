import { compile } from '../model/compile-expression.ts';
import type { Expr } from '../model/expression.ts';
import { type Inclusion, type Interval, point } from '../model/interval.ts';
import type { Formula, Scenario } from '../model/scenario.ts';
import { taylorInclusion } from '../model/taylor-inclusion.ts';
import { positionNames } from '../model/variable-names.ts';
import type { Constant } from './constant.ts';
import { mergeWaves } from './merged-waves.ts';
import { euclideanRange, spectralNorm, spectralRange } from './norms.ts';
import { largest, supremum, tightInclusion } from './supremum.ts';

/** A derivative of M ready for branch and bound over (t, x). */
interface Field {
  readonly range: Inclusion;
  readonly at: (p: readonly number[]) => number;
}

function fieldOf(expr: Expr, variables: readonly string[]): Field {
  const compiled = compile(expr, variables);
  // Travelling waves have ridges of maxima, on which the mean value form needs very many boxes.
  return { range: tightInclusion(expr, variables, taylorInclusion), at: (p) => compiled.at(...p) };
}

const variablesOf = (dimension: number): string[] => ['t', ...positionNames(dimension)];

/**
 * t ∈ [0,T] and one period, or on the line all x that a characteristic through the box reaches: outside, M is not used.
 */
export function signalBox({ space, velocities, time }: Scenario): Interval[] {
  const speed = Math.max(...velocities.points.map((v) => Math.hypot(...v)));
  const reach = space.domain === 'line' ? space.halfWidth + speed * time : 0;
  const side = space.domain === 'torus' ? { lower: 0, upper: space.length } : { lower: -reach, upper: reach };
  return [{ lower: 0, upper: time }, ...Array.from({ length: space.dimension }, () => side)];
}

/** As `signalConstants`, G alone: one supremum instead of six. */
export function gradientConstant(scenario: Scenario): Constant {
  const variables = variablesOf(scenario.space.dimension);
  return vectorSupremum('G', scenario.signal.dx, variables, signalBox(scenario));
}

/** sup |f| for one expression. */
function scalarSupremum(symbol: string, expr: Expr, variables: readonly string[], box: readonly Interval[]): Constant {
  const reduced = mergeWaves(expr, variables, box);
  const { range, at } = fieldOf(reduced?.expr ?? expr, reduced?.variables ?? variables);
  return supremum(
    symbol,
    (part) => euclideanRange([range(part)]),
    (p) => Math.abs(at(p)),
    reduced?.box ?? box,
  );
}

function vectorSupremum(
  symbol: string,
  formulas: readonly Formula[],
  variables: readonly string[],
  box: readonly Interval[],
): Constant {
  if (formulas.length === 1) return scalarSupremum(symbol, formulas[0].expr, variables, box);
  const fields = formulas.map(({ expr }) => fieldOf(expr, variables));
  return supremum(
    symbol,
    (part) => euclideanRange(fields.map(({ range }) => range(part))),
    (p) => Math.hypot(...fields.map(({ at }) => at(p))),
    box,
  );
}

function matrixSupremum(
  symbol: string,
  formulas: readonly (readonly Formula[])[],
  variables: readonly string[],
  box: readonly Interval[],
): Constant {
  if (formulas.length === 1) return scalarSupremum(symbol, formulas[0][0].expr, variables, box);
  const fields = formulas.map((row) => row.map(({ expr }) => fieldOf(expr, variables)));
  return supremum(
    symbol,
    (part) => spectralRange(fields.map((row) => row.map(({ range }) => range(part)))),
    (p) => spectralNorm(fields.map((row) => row.map(({ at }) => at(p)))),
    box,
  );
}

/** G = ‖∇M‖_∞ and W, the largest of the suprema of M, ∂ₜM, ∇M, ∂ₜₜM, ∂ₜ∇M, ∇²M in Euclidean or spectral norm. */
export function signalConstants(scenario: Scenario): { G: Constant; W: Constant } {
  const { signal, space } = scenario;
  const variables = variablesOf(space.dimension);
  const box = signalBox(scenario);
  const vector = (symbol: string, formulas: readonly Formula[]): Constant =>
    vectorSupremum(symbol, formulas, variables, box);
  const G = vector('G', signal.dx);
  const blocks = [
    vector('M', [signal.value]),
    vector('∂ₜM', [signal.dt]),
    G,
    vector('∂ₜₜM', [signal.dtt]),
    vector('∂ₜ∇M', signal.dtx),
    matrixSupremum('∇²M', signal.dxx, variables, box),
  ];
  return { G, W: largest('W', blocks) };
}

/** ‖D_tM(0,·,v)‖_∞, ‖D_tM(·,·,v)‖_∞ or ‖D_t²M(·,·,v)‖_∞. */
export type PathQuantity = 'initialGradient' | 'gradient' | 'curvature';

/** Supremum along one v, with D_tM = ∂ₜM + v·∇M and D_t²M = ∂ₜₜM + 2v·∂ₜ∇M + v·∇²M·v. */
export function pathSupremum(scenario: Scenario, v: readonly number[], quantity: PathQuantity): Constant {
  const { signal, space } = scenario;
  const variables = variablesOf(space.dimension);
  const box = signalBox(scenario);
  const gradient: Term[] = [[1, signal.dt], ...signal.dx.map((formula, j): Term => [v[j], formula])];
  switch (quantity) {
    case 'initialGradient':
      return combined('‖D_tM(0)‖', gradient, variables, [point(0), ...box.slice(1)]);
    case 'gradient':
      return combined('‖D_tM‖', gradient, variables, box);
    case 'curvature': {
      const mixed = signal.dtx.map((formula, j): Term => [2 * v[j], formula]);
      const second = signal.dxx.flatMap((row, i) => row.map((formula, j): Term => [v[i] * v[j], formula]));
      return combined('‖D_t²M‖', [[1, signal.dtt], ...mixed, ...second], variables, box);
    }
  }
}

type Term = readonly [number, Formula];

/** sup |Σ c f| as one expression: its mean value form sees what cancels between the terms. */
function combined(
  symbol: string,
  terms: readonly Term[],
  variables: readonly string[],
  box: readonly Interval[],
): Constant {
  const expr = terms
    .filter(([coefficient]) => coefficient !== 0)
    .map(([value, { expr }]): Expr => ({ kind: 'binary', op: '*', left: { kind: 'number', value }, right: expr }))
    .reduce<Expr>((left, right) => ({ kind: 'binary', op: '+', left, right }), { kind: 'number', value: 0 });
  return scalarSupremum(symbol, expr, variables, box);
}
