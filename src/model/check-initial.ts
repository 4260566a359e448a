import { uses } from './build-expression.ts';
import {
  extremes,
  FAR,
  largestSize,
  linearGrid,
  NEGATIVE_ROUND_OFF,
  PERIODIC_ROUND_OFF,
  place,
  requireFinite,
  rowOf,
  tensorColumns,
} from './check-values.ts';
import { compile } from './compile-expression.ts';
import { inclusionOf, point } from './interval.ts';
import type { Formula, Scenario } from './scenario.ts';
import { findNegative, findUnbounded } from './search-box.ts';
import type { Path, Refuse } from './shape-error.ts';
import { positionNames, velocityNames } from './variable-names.ts';

/** Points in y, and by dimension in each coordinate of x; a density narrower than their spacing is too narrow for every solver here. */
const POINTS = 4097;
const POSITIONS: { readonly [dimension: number]: number } = { 1: POINTS, 2: 129, 3: 33 };
/** Share of the mass that may lie outside the box of a line, within eight boxes: a declared heuristic. */
const LARGEST_LEAK = 1e-6;
/** Range of y in which a profile given by an expression must hold its mass and second moment. */
const PROFILE_REACH = 64;
const LARGEST_TAIL = 1e-10;
/** Above this number of (v, ε) intervals are not asked. */
const MOST_SEARCHES = 256;

/** Densities and profile are finite, not negative, of positive mass, for every ε of the scenario. */
export function checkInitial(scenario: Scenario, refuse: Refuse): void {
  checkDensity(scenario, ['initial', 'density'], scenario.initial.density, refuse);
  if (scenario.initial.limitDensity !== scenario.initial.density) {
    checkDensity(scenario, ['initial', 'limitDensity'], scenario.initial.limitDensity, refuse);
  }
  checkProfile(scenario, refuse);
}

function checkDensity({ space, velocities, epsilons }: Scenario, path: Path, { expr }: Formula, refuse: Refuse): void {
  const d = space.dimension;
  const placed = [...positionNames(d), ...velocityNames(d)];
  const variables = [...placed, 'epsilon'];
  const density = compile(expr, variables);
  const inclusion = inclusionOf(expr, variables);
  const [from, to] = space.domain === 'torus' ? [0, space.length] : [-space.halfWidth, space.halfWidth];
  const grid = linearGrid(from, to, POSITIONS[d]);
  const xs = tensorColumns(Array.from({ length: d }, () => grid));
  const far = space.domain === 'torus' ? [] : outsideOf(to, d);
  const values = new Float64Array(xs[0].length);
  const shifted = new Float64Array(xs[0].length);
  const beyond = new Float64Array(far[0]?.length ?? 0);
  const needed = uses(expr, 'epsilon') ? epsilons : epsilons.slice(0, 1);
  const searches = needed.length * velocities.points.length;

  for (const epsilon of needed) {
    let mass = 0;
    let outside = 0;
    velocities.points.forEach((v, iv) => {
      const where = (x: readonly number[]): string => describe(x, v, epsilon);
      density.evaluate([...xs, ...v, epsilon], values);
      requireFinite(path, values, (i) => where(rowOf(xs, i)), refuse);
      const size = largestSize(values);
      const tolerance = NEGATIVE_ROUND_OFF * size;
      const negative = (x: readonly number[]): never =>
        refuse(
          path,
          `the density must not be negative, but is ${short(density.at(...x, ...v, epsilon))} at ${where(x)}`,
        );
      const { least } = extremes(values);
      if (values[least] < -tolerance) negative(rowOf(xs, least));
      if (searches <= MOST_SEARCHES) {
        const box = [...xs.map(() => ({ lower: from, upper: to })), ...v.map(point), point(epsilon)];
        const singular = findUnbounded(inclusion, box, searches);
        if (singular) refuse(path, `the density is singular near ${where(singular)}`);
        const below = findNegative(inclusion, (p) => density.at(...p), box, tolerance, searches);
        if (below) negative(below.slice(0, d));
      }
      mass += velocities.weights[iv] * sum(values);
      if (space.domain === 'torus') {
        for (let j = 0; j < d; j++) {
          const moved = xs.map((column, k) => (k === j ? column.map((x) => x + space.length) : column));
          density.evaluate([...moved, ...v, epsilon], shifted);
          const jump = values.findIndex((value, i) => !(Math.abs(shifted[i] - value) <= PERIODIC_ROUND_OFF * size));
          if (jump >= 0) {
            refuse(
              path,
              `the density is not periodic${d === 1 ? '' : ` in ${placed[j]}`} with period ${space.length}: it is ${short(values[jump])} at ${where(rowOf(xs, jump))} and ${short(shifted[jump])} one period on`,
            );
          }
        }
      } else {
        density.evaluate([...far, ...v, epsilon], beyond);
        outside += velocities.weights[iv] * sum(beyond) * FAR_CELL ** d;
      }
    });
    if (!(mass > 0)) refuse(path, `the density has no mass${uses(expr, 'epsilon') ? ` at epsilon = ${epsilon}` : ''}`);
    if (space.domain === 'line' && !(outside <= LARGEST_LEAK * mass)) {
      refuse(
        path,
        `a share of ${short(outside / (mass + outside))} of the mass lies outside ${
          d === 1
            ? '|x|'
            : placed
                .slice(0, d)
                .map((name) => `|${name}|`)
                .join(', ')
        } ≤ halfWidth = ${to}, at most ${LARGEST_LEAK} may`,
      );
    }
  }

  function describe(x: readonly number[], v: readonly number[], epsilon: number): string {
    const values = [...x.slice(0, d), ...v];
    return uses(expr, 'epsilon') ? place(variables, [...values, epsilon]) : place(placed, values);
  }
}

/** Spacing of the points outside of the box, in units of those inside. */
const FAR_CELL = 3.5;

/** Points of eight boxes that are not in the box |x_j| ≤ halfWidth, 3.5 times as far apart as those inside. */
function outsideOf(halfWidth: number, dimension: number): Float64Array[] {
  if (dimension === 1) {
    const sides = [1, -1].map((side) => linearGrid(side * halfWidth, side * 8 * halfWidth, POINTS));
    return [Float64Array.of(...sides[0], ...sides[1])];
  }
  const spacing = (2 * halfWidth * FAR_CELL) / (POSITIONS[dimension] - 1);
  const half = Math.ceil((8 * halfWidth) / spacing);
  const axis = linearGrid(-half * spacing, half * spacing, 2 * half + 1);
  const columns = tensorColumns(Array.from({ length: dimension }, () => axis));
  const isOutside = columns[0].map((_, i) => (columns.some((column) => Math.abs(column[i]) > halfWidth) ? 1 : 0));
  return columns.map((column) => column.filter((_, i) => isOutside[i] === 1));
}

function checkProfile({ initial, epsilons }: Scenario, refuse: Refuse): void {
  const { profile } = initial;
  const path: Path = ['initial', 'profile'];
  if (profile.type === 'expression') {
    checkProfileExpression([...path, 'value'], profile.value, epsilons, refuse);
    return;
  }
  profile.components.forEach(({ mean, deviation }, i) => {
    const at: Path = profile.components.length > 1 ? [...path, 'components', i] : path;
    for (const epsilon of epsilons) {
      const m = compile(mean.expr, ['epsilon']).at(epsilon);
      const s = compile(deviation.expr, ['epsilon']).at(epsilon);
      const given = ` at epsilon = ${epsilon}`;
      if (!Number.isFinite(m))
        refuse(
          [...at, 'mean'],
          `the mean must be a finite number, but is ${m}${uses(mean.expr, 'epsilon') ? given : ''}`,
        );
      if (!(s > 0 && Number.isFinite(s))) {
        refuse(
          [...at, 'deviation'],
          `the deviation must be a number greater than 0, but is ${s}${uses(deviation.expr, 'epsilon') ? given : ''}`,
        );
      }
    }
  });
}

function checkProfileExpression(path: Path, { expr }: Formula, epsilons: readonly number[], refuse: Refuse): void {
  const variables = ['y', 'epsilon'];
  const profile = compile(expr, variables);
  const inclusion = inclusionOf(expr, variables);
  const ys = linearGrid(-PROFILE_REACH, PROFILE_REACH, POINTS);
  const values = new Float64Array(POINTS);
  const needed = uses(expr, 'epsilon') ? epsilons : epsilons.slice(0, 1);
  for (const epsilon of needed) {
    const where = (y: number): string => (needed === epsilons ? place(variables, [y, epsilon]) : place(['y'], [y]));
    profile.evaluate([ys, epsilon], values);
    requireFinite(path, values, (i) => where(ys[i]), refuse);
    const tolerance = NEGATIVE_ROUND_OFF * largestSize(values);
    const negative = (y: number): never =>
      refuse(path, `the profile must not be negative, but is ${short(profile.at(y, epsilon))} at ${where(y)}`);
    const { least } = extremes(values);
    if (values[least] < -tolerance) negative(ys[least]);
    const box = [{ lower: -PROFILE_REACH, upper: PROFILE_REACH }, point(epsilon)];
    const singular = findUnbounded(inclusion, box, needed.length);
    if (singular) refuse(path, `the profile is singular near ${where(singular[0])}`);
    const below = findNegative(inclusion, (p) => profile.at(...p), box, tolerance, needed.length);
    if (below) negative(below[0]);
    for (const y of FAR.flatMap((far) => [far, -far])) if (profile.at(y, epsilon) < -tolerance) negative(y);

    const inside = secondMoment(ys, values);
    if (!(inside > 0)) refuse(path, `the profile has no mass in |y| ≤ ${PROFILE_REACH}`);
    const outside = [1, -1].reduce((total, side) => {
      const far = Float64Array.from({ length: 601 }, (_, i) => side * PROFILE_REACH * 1.01 ** i);
      const tail = new Float64Array(far.length);
      profile.evaluate([far, epsilon], tail);
      return total + secondMoment(far, tail);
    }, 0);
    if (!(outside <= LARGEST_TAIL * inside)) {
      refuse(
        path,
        `the tails of the profile are too heavy: beyond |y| = ${PROFILE_REACH} its mass and second moment must be negligible`,
      );
    }
  }
}

/** ∫(1+y²)f dy by trapezoids. */
function secondMoment(ys: Float64Array, values: Float64Array): number {
  let total = 0;
  for (let i = 1; i < ys.length; i++) {
    const [a, b] = [(1 + ys[i - 1] * ys[i - 1]) * values[i - 1], (1 + ys[i] * ys[i]) * values[i]];
    total += (Math.abs(ys[i] - ys[i - 1]) * (a + b)) / 2;
  }
  return total;
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const short = (value: number): number => Number(value.toPrecision(6));
