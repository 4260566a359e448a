import {
  extremes,
  growsAtInfinity,
  largestSize,
  linearGrid,
  PERIODIC_ROUND_OFF,
  place,
  requireFinite,
} from './check-values.ts';
import { compile } from './compile-expression.ts';
import { inclusionOf } from './interval.ts';
import type { Formula, Scenario } from './scenario.ts';
import { findUnbounded, isBounded } from './search-box.ts';
import type { Refuse } from './shape-error.ts';

const VARIABLES = ['t', 'x'];
const TIMES = 17;
const POSITIONS = 257;

/**
 * (2.1): M ∈ W^{2,∞}, as far as it can be seen. M and its derivatives are finite on a grid; intervals bound the second
 * derivatives on [0,T] × (torus or box), so a kink or singularity between grid points is found; on a torus M and ∇M
 * are periodic; on the line they do not grow at infinity. A scenario that violates 2.1 only needs finite M, ∂ₜM, ∇M.
 */
export function checkSignal({ signal, space, velocities, time, violates }: Scenario, refuse: Refuse): void {
  const path = ['signal'];
  const smooth = !violates.includes('2.1');
  const reach = space.domain === 'torus' ? 0 : Math.max(...velocities.points.map(([v]) => Math.abs(v))) * time;
  const [from, to] = space.domain === 'torus' ? [0, space.length] : [-space.halfWidth - reach, space.halfWidth + reach];
  const second = [signal.dtt, ...signal.dtx, ...signal.dxx.flat()];
  const first = [signal.value, signal.dt, ...signal.dx];

  const ts = new Float64Array(TIMES * POSITIONS);
  const xs = new Float64Array(TIMES * POSITIONS);
  const grid = linearGrid(from, to, POSITIONS);
  linearGrid(0, time, TIMES).forEach((t, i) => {
    ts.fill(t, i * POSITIONS, (i + 1) * POSITIONS);
    xs.set(grid, i * POSITIONS);
  });
  const at = (i: number): string => place(VARIABLES, [ts[i], xs[i]]);
  const values = ({ expr }: Formula, shift = 0): Float64Array => {
    const out = new Float64Array(ts.length);
    compile(expr, VARIABLES).evaluate([ts, shift === 0 ? xs : xs.map((x) => x + shift)], out);
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
      inclusionOf(formula.expr, VARIABLES),
      [
        { lower: 0, upper: time },
        { lower: from, upper: to },
      ],
      first.length + second.length,
    );
    if (near) irregular(place(VARIABLES, near));
  }

  if (space.domain === 'torus') {
    [signal.value, ...signal.dx].forEach((formula, order) => {
      const here = values(formula);
      const there = values(formula, space.length);
      const jump = here.map((value, i) => Math.abs(there[i] - value));
      const worst = extremes(jump).most;
      if (jump[worst] <= PERIODIC_ROUND_OFF * largestSize(here)) return;
      const name = order === 0 ? 'the signal' : 'the gradient of the signal';
      refuse(
        path,
        `${name} is not periodic with period ${space.length}: it is ${short(here[worst])} at ${at(worst)} and ${short(there[worst])} one period on, so (2.1) fails; ${CURE}`,
      );
    });
    return;
  }
  for (const formula of [...first, ...second]) {
    const inclusion = inclusionOf(formula.expr, VARIABLES);
    const times = { lower: 0, upper: time };
    const right = { lower: to, upper: Number.POSITIVE_INFINITY };
    const left = { lower: Number.NEGATIVE_INFINITY, upper: from };
    if (isBounded(inclusion([times, right])) && isBounded(inclusion([times, left]))) continue;
    const { at: value } = compile(formula.expr, VARIABLES);
    if (!growsAtInfinity((x) => value(time, x), largestSize(values(formula)))) continue;
    refuse(path, `the signal or a derivative of it is not bounded as |x| → ∞, so (2.1) fails; ${CURE}`);
  }
}

const CURE = 'declare violates: ["2.1"] if that is meant';
const short = (value: number): number => Number(value.toPrecision(6));
