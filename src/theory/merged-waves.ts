import { add, call, multiply, number, variable } from '../model/build-expression.ts';
import type { Expr } from '../model/expression.ts';
import { addIntervals, type Interval, multiplyIntervals, point } from '../model/interval.ts';
import { type PlaneWave, planeWaves } from '../model/plane-waves.ts';

/** Wave numbers that differ by less, relative to their size, were the same before they were rounded. */
const ROUND_OFF = 1e-13;

/** A function on a box, with the names of its variables. */
export interface FunctionOnBox {
  readonly expr: Expr;
  readonly variables: readonly string[];
  readonly box: readonly Interval[];
}

/**
 * The same values as those of f(t, x) on a box, written so that branch and bound finds their supremum in few boxes: waves of
 * one phase θ = k·x − ωt are added up, and where all phases are multiples of one, f is a function of that alone. (On the
 * ridges of such a function, oblique to the axes, no box in t and x is flat.) Undefined for what is no sum of plane waves;
 * right up to rounding.
 *
 * @param expr in t and the coordinates of x
 */
export function mergeWaves(
  expr: Expr,
  variables: readonly string[],
  box: readonly Interval[],
): FunctionOnBox | undefined {
  const found = planeWaves(expr, variables.length - 1);
  if (!found) return undefined;
  const waves = merged(found);
  const [first] = waves.filter((wave) => !isConstant(wave));
  if (first && waves.every((wave) => isParallel(wave, first))) {
    const phase = turns(first).reduce(
      (sum, turn, i) => addIntervals(sum, multiplyIntervals(point(turn), box[i])),
      point(0),
    );
    const terms = waves.map((wave) => term(wave, multiply(number(ratio(wave, first)), variable('s'))));
    return { expr: terms.reduce(add), variables: ['s'], box: [phase] };
  }
  const terms = waves.map((wave) =>
    term(
      wave,
      turns(wave)
        .map((turn, i) => multiply(number(turn), variable(variables[i])))
        .reduce(add),
    ),
  );
  return { expr: terms.reduce(add, number(0)), variables, box };
}

const term = ({ amplitude, phase }: PlaneWave, angle: Expr): Expr =>
  multiply(number(amplitude), call('sin', add(angle, number(phase))));

/** (−ω, k): the derivatives of the phase by t and x. */
const turns = ({ k, omega }: PlaneWave): readonly number[] => [-omega, ...k];

/** One wave for every (k, ω) up to its sign: Σ a_j sin(θ + φ_j) = |c| sin(θ + arg c), c = Σ a_j e^{iφ_j}. */
function merged(waves: readonly PlaneWave[]): readonly PlaneWave[] {
  const groups: PlaneWave[][] = [];
  for (const wave of waves.map(forward)) {
    const group = groups.find(([other]) => isSame(wave, other));
    if (group) group.push(wave);
    else groups.push([wave]);
  }
  return groups.map((group) => {
    if (group.length === 1) return group[0];
    const re = group.reduce((sum, { amplitude, phase }) => sum + amplitude * Math.cos(phase), 0);
    const im = group.reduce((sum, { amplitude, phase }) => sum + amplitude * Math.sin(phase), 0);
    return { ...group[0], amplitude: Math.hypot(re, im), phase: Math.atan2(im, re) };
  });
}

/** The same wave, with the first of k₁, k₂, …, ω that is not 0 positive. */
function forward(wave: PlaneWave): PlaneWave {
  const { amplitude, k, omega, phase } = wave;
  const leading = [...k, omega].find((turn) => turn !== 0) ?? 0;
  if (leading >= 0) return wave;
  return { amplitude: -amplitude, k: k.map((c) => -c), omega: -omega, phase: -phase };
}

const isConstant = (wave: PlaneWave): boolean => turns(wave).every((turn) => turn === 0);

const product = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, c, i) => sum + c * b[i], 0);

const isSame = (a: PlaneWave, b: PlaneWave): boolean => {
  const [one, other] = [turns(a), turns(b)];
  return (
    Math.hypot(...one.map((c, i) => c - other[i])) <= ROUND_OFF * Math.max(Math.hypot(...one), Math.hypot(...other))
  );
};

/** The phase of a wave as a multiple of that of another: the nearest one. */
const ratio = (a: PlaneWave, b: PlaneWave): number => product(turns(a), turns(b)) / product(turns(b), turns(b));

const isParallel = (a: PlaneWave, b: PlaneWave): boolean => {
  const [one, other, factor] = [turns(a), turns(b), ratio(a, b)];
  return Math.hypot(...one.map((c, i) => c - factor * other[i])) <= ROUND_OFF * Math.hypot(...one);
};
