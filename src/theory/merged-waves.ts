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
 * The same values as those of f(t, x) on a box, d = 1, written so that branch and bound finds their supremum in few boxes:
 * waves of one phase θ = kx − ωt are added up, and where all phases are multiples of one, f is a function of that alone.
 * (On the ridges of such a function, oblique to the axes, no box in t and x is flat.) Undefined for what is no sum of plane
 * waves; right up to rounding.
 *
 * @param expr in the variables t and x
 */
export function mergeWaves(expr: Expr, [t, x]: readonly Interval[]): FunctionOnBox | undefined {
  const found = planeWaves(expr);
  if (!found) return undefined;
  const waves = merged(found);
  const [first] = waves.filter((wave) => !isConstant(wave));
  if (first && waves.every((wave) => isParallel(wave, first))) {
    const phase = addIntervals(multiplyIntervals(point(first.k), x), multiplyIntervals(point(-first.omega), t));
    const terms = waves.map((wave) => term(wave, multiply(number(ratio(wave, first)), variable('s'))));
    return { expr: terms.reduce(add), variables: ['s'], box: [phase] };
  }
  const terms = waves.map((wave) =>
    term(wave, add(multiply(number(wave.k), variable('x')), multiply(number(-wave.omega), variable('t')))),
  );
  return { expr: terms.reduce(add, number(0)), variables: ['t', 'x'], box: [t, x] };
}

const term = ({ amplitude, phase }: PlaneWave, angle: Expr): Expr =>
  multiply(number(amplitude), call('sin', add(angle, number(phase))));

/** One wave for every (k, ω) up to its sign: Σ a_j sin(θ + φ_j) = |c| sin(θ + arg c), c = Σ a_j e^{iφ_j}. */
function merged(waves: readonly PlaneWave[]): readonly PlaneWave[] {
  const groups: PlaneWave[][] = [];
  for (const wave of waves.map(forward)) {
    const group = groups.find(([other]) => isSame(wave.k, other.k) && isSame(wave.omega, other.omega));
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

/** The same wave with k > 0, or k = 0 and ω ≥ 0. */
const forward = (wave: PlaneWave): PlaneWave =>
  wave.k < 0 || (wave.k === 0 && wave.omega < 0)
    ? { amplitude: -wave.amplitude, k: -wave.k, omega: -wave.omega, phase: -wave.phase }
    : wave;

const isConstant = ({ k, omega }: PlaneWave): boolean => k === 0 && omega === 0;

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= ROUND_OFF * Math.max(Math.abs(a), Math.abs(b));

const isParallel = (a: PlaneWave, b: PlaneWave): boolean =>
  Math.abs(a.k * b.omega - a.omega * b.k) <= ROUND_OFF * Math.hypot(a.k, a.omega) * Math.hypot(b.k, b.omega);

/** The phase of a wave as a multiple of a parallel one. */
const ratio = (a: PlaneWave, b: PlaneWave): number => (b.k === 0 ? a.omega / b.omega : a.k / b.k);
