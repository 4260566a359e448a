import {
  extremes,
  growsAtInfinity,
  largestSize,
  linearGrid,
  PERIODIC_ROUND_OFF,
  place,
  requireFinite,
  rowOf,
  tensorColumns,
} from './check-values.ts';
import { compile } from './compile-expression.ts';
import { inclusionOf, WHOLE } from './interval.ts';
import type { Formula, Scenario } from './scenario.ts';
import { findUnbounded, isBounded } from './search-box.ts';
import type { Refuse } from './shape-error.ts';
import { positionNames } from './variable-names.ts';

/** Times, and positions in each coordinate, at which a signal is sampled; by dimension. */
const SAMPLES: { readonly [dimension: number]: { readonly times: number; readonly positions: number } } = {
  1: { times: 17, positions: 257 },
  2: { times: 9, positions: 65 },
  3: { times: 5, positions: 17 },
};

/**
 * (2.1): M ∈ W^{2,∞}, as far as it can be seen. M and its derivatives are finite on a grid; intervals bound the second
 * derivatives on [0,T] × (torus or box of every coordinate), so a kink or singularity between grid points is found; on a torus M and ∇M
 * are periodic; on the line they do not grow at infinity. A scenario that violates 2.1 only needs finite M, ∂ₜM, ∇M.
 */
export function checkSignal({ signal, space, velocities, time, violates }: Scenario, refuse: Refuse): void {
  const path = ['signal'];
  const smooth = !violates.includes('2.1');
  const d = space.dimension;
  const variables = ['t', ...positionNames(d)];
  const reach = space.domain === 'torus' ? 0 : Math.max(...velocities.points.map((v) => Math.hypot(...v))) * time;
  const [from, to] = space.domain === 'torus' ? [0, space.length] : [-space.halfWidth - reach, space.halfWidth + reach];
  const second = [signal.dtt, ...signal.dtx, ...signal.dxx.flat()];
  const first = [signal.value, signal.dt, ...signal.dx];

  const { times, positions } = SAMPLES[d];
  const grid = linearGrid(from, to, positions);
  const points = tensorColumns([linearGrid(0, time, times), ...Array.from({ length: d }, () => grid)]);
  const at = (i: number): string => place(variables, rowOf(points, i));
  /** Values at the sampled points, or `shift` further on in one coordinate. */
  const values = ({ expr }: Formula, coordinate = 0, shift = 0): Float64Array => {
    const out = new Float64Array(points[0].length);
    const moved = points.map((column, j) =>
      shift !== 0 && j === 1 + coordinate ? column.map((x) => x + shift) : column,
    );
    compile(expr, variables).evaluate(moved, out);
    return out;
  };

  requireFinite(path, values(signal.value), at, refuse);
  if (!smooth) {
    for (const formula of first) {
      const bad = values(formula).findIndex((value) => !Number.isFinite(value));
      if (bad >= 0)
        refuse(path, `a derivative of the signal is not finite at ${at(bad)}; a kink has to be written with abs`);
    }
    return;
  }

  const irregular = (where: string): never =>
    refuse(
      path,
      `its derivatives up to order two are not bounded near ${where} (a kink or a singularity), so (2.1) fails; ${CURE}`,
    );
  for (const formula of [...first, ...second]) {
    const bad = values(formula).findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) irregular(at(bad));
    const near = findUnbounded(
      inclusionOf(formula.expr, variables),
      [{ lower: 0, upper: time }, ...Array.from({ length: d }, () => ({ lower: from, upper: to }))],
      first.length + second.length,
    );
    if (near) irregular(place(variables, near));
  }

  if (space.domain === 'torus') {
    [signal.value, ...signal.dx].forEach((formula, order) => {
      const here = values(formula);
      for (let j = 0; j < d; j++) {
        const there = values(formula, j, space.length);
        const jump = here.map((value, i) => Math.abs(there[i] - value));
        const worst = extremes(jump).most;
        if (jump[worst] <= PERIODIC_ROUND_OFF * largestSize(here)) continue;
        const name = order === 0 ? 'the signal' : 'the gradient of the signal';
        refuse(
          path,
          `${name} is not periodic${d === 1 ? '' : ` in ${variables[1 + j]}`} with period ${space.length}: it is ${short(here[worst])} at ${at(worst)} and ${short(there[worst])} one period on, so (2.1) fails; ${CURE}`,
        );
      }
    });
    return;
  }
  for (const formula of [...first, ...second]) {
    const inclusion = inclusionOf(formula.expr, variables);
    const outside = [
      { lower: to, upper: Number.POSITIVE_INFINITY },
      { lower: Number.NEGATIVE_INFINITY, upper: from },
    ].flatMap((far) =>
      Array.from({ length: d }, (_, j) => [
        { lower: 0, upper: time },
        ...Array.from({ length: d }, (_position, k) => (k === j ? far : WHOLE)),
      ]),
    );
    if (outside.every((box) => isBounded(inclusion(box)))) continue;
    const { at: value } = compile(formula.expr, variables);
    const size = largestSize(values(formula));
    const grows = raysOf(d).some((ray) => growsAtInfinity((far) => value(time, ...ray.map((c) => c * far)), size));
    if (!grows) continue;
    refuse(path, `the signal or a derivative of it is not bounded as |x| → ∞, so (2.1) fails; ${CURE}`);
  }
}

/** Directions in which a signal is followed to infinity, each with its opposite: the axes and the diagonals. */
function raysOf(dimension: number): number[][] {
  const signs = tensorColumns(Array.from({ length: dimension }, () => Float64Array.of(-1, 0, 1)));
  return Array.from(signs[0], (_, i) => rowOf(signs, i)).filter((ray) => ray.find((c) => c !== 0) === 1);
}

const CURE = 'declare violates: ["2.1"] if that is meant';
const short = (value: number): number => Number(value.toPrecision(6));
