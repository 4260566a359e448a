import { InputError } from '../../model/input-error.ts';
import { REFINABLE, type Refinable } from './declaration.ts';
import { EXTERNAL_LEVELS } from './description.ts';
import type { Problem } from './problem.ts';

/** Positions or values in any list of numbers; `Float64Array` is the quick one. */
export type Numbers = ArrayLike<number>;

/** p̄^ε(t,x,v) at one time: `pbar[ix·nv + iv]`, a density with respect to dx ν(dv). */
export interface MarginalOutput {
  /** Uniform grid over one period or the box: positions that the values belong to (centres, for cell averages). */
  readonly x: Numbers;
  readonly pbar: Numbers;
}

/**
 * A density with its internal variable at one time, values `[(ix·nv + iv)·n + j]`; one of q with y = (m−N)/ε, r with
 * z = (m−M)/ε, p with m. Densities with respect to dx ν(dv) times dy, dz or dm. The grids are uniform and the same at all times.
 */
export type FullOutput =
  | { readonly x: Numbers; readonly y: Numbers; readonly q: Numbers }
  | { readonly x: Numbers; readonly z: Numbers; readonly r: Numbers }
  | { readonly x: Numbers; readonly m: Numbers; readonly p: Numbers };

/** Samples at one time: position, velocity (its value), m and, if wanted, weight of every particle; else weights 1/n. */
export interface ParticleOutput {
  readonly x: Numbers;
  readonly v: Numbers;
  readonly m: Numbers;
  readonly w?: Numbers;
}

/** What a scheme of each level gives at one time. */
export interface SchemeOutputs {
  readonly marginal: MarginalOutput;
  readonly full: FullOutput;
  readonly particles: ParticleOutput;
}

/** Levels of schemes: each enables the claims that it can support, and no others. */
export type SchemeLevel = 'marginal' | 'full' | 'particles';

/**
 * A scheme written in TypeScript. The fields are those of `result.json` (docs/your-scheme.md), and `solve`, which is called
 * once for each (scenario, ε, resolution).
 */
export interface SchemeDefinition<Level extends SchemeLevel = SchemeLevel> {
  /** Name in reports, 1 to 80 characters. */
  readonly name: string;
  /** What `solve` gives. */
  readonly level: Level;
  /**
   * `cell-averages`: values are averages over the cell around their point, in x and in the internal variable; then initial
   * data are averages, too. Default: `points`.
   */
  readonly values?: 'points' | 'cell-averages';
  /**
   * Sources of error that `solve` refines one by one, with `timeFactor`, `xFactor` and `yFactor` of the problem. By default all
   * steps are multiplied by `factor`.
   */
  readonly refines?: readonly Refinable[];
  /** Orders that you announce, for example `{ time: 1, x: 2 }`; what is observed counts, and you are held to them. */
  readonly orders?: { readonly [source in Refinable]?: number };
  /**
   * One output for each of `problem.times`, in their order: a list of them, or a generator, which may return the number of its
   * steps. Outputs are copied at once, so that buffers can be used again. What it throws makes the case `crashed`.
   */
  solve(
    problem: Problem,
  ):
    | Iterable<SchemeOutputs[NoInfer<Level>]>
    | Generator<SchemeOutputs[NoInfer<Level>], { readonly steps: number } | undefined>;
}

const isOneOf = (values: readonly string[]) => (value: unknown) => values.some((known) => known === value);
const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSource = isOneOf(REFINABLE);

/** Every field: whether it may be missing, whether a value will do, and what would. */
const FIELDS: { readonly [field: string]: readonly ['needed' | 'optional', (value: unknown) => boolean, string] } = {
  name: [
    'needed',
    (value) => typeof value === 'string' && value.length >= 1 && value.length <= 80,
    'a text of 1 to 80 characters',
  ],
  level: ['needed', isOneOf(EXTERNAL_LEVELS), `one of ${EXTERNAL_LEVELS.join(', ')}`],
  values: ['optional', isOneOf(['points', 'cell-averages']), 'points or cell-averages'],
  refines: ['optional', (value) => Array.isArray(value) && value.every(isSource), 'a list of some of time, x, y'],
  orders: [
    'optional',
    (value) =>
      isRecord(value) &&
      Object.entries(value).every(([source, order]) => isSource(source) && typeof order === 'number' && order > 0),
    'positive numbers by time, x, y',
  ],
  solve: ['needed', (value) => typeof value === 'function', 'a function of the problem'],
};

/**
 * A scheme for `verify`, the vitest matcher and `runScheme`; returns what it is given.
 *
 * @example
 * export default defineScheme({
 *   name: 'upwind',
 *   level: 'marginal',
 *   *solve({ times, factor, cells, density, velocities }) {
 *     const { x, dx } = cells(64);
 *     const nv = velocities.length;
 *     const at = (ix: number, iv: number): number => ((ix + x.length) % x.length) * nv + iv;
 *     let p = Float64Array.from({ length: x.length * nv }, (_, i) => density(x[Math.floor(i / nv)], velocities[i % nv]));
 *     let now = 0;
 *     for (const time of times) {
 *       while (now < time) {
 *         const dt = Math.min(0.01 * factor, time - now); // the last step ends on the output time
 *         p = p.map((value, i) => {
 *           const [ix, iv] = [Math.floor(i / nv), i % nv];
 *           const v = velocities[iv];
 *           const transport = (Math.abs(v) / dx) * (p[at(ix - Math.sign(v), iv)] - value);
 *           return value + dt * transport; // tumbling is missing
 *         });
 *         now += dt;
 *       }
 *       yield { x, pbar: p };
 *     }
 *   },
 * });
 * @throws InputError that names the field which is missing, unknown or wrong
 */
export function defineScheme<Level extends SchemeLevel>(definition: SchemeDefinition<Level>): SchemeDefinition<Level> {
  if (!isRecord(definition)) throw new InputError('a scheme is an object with name, level and solve');
  const known = Object.keys(FIELDS).join(', ');
  for (const field of Object.keys(definition))
    if (!Object.hasOwn(FIELDS, field)) throw new InputError(`is no field of a scheme; known are ${known}`, { field });
  for (const [field, [need, fits, expected]] of Object.entries(FIELDS)) {
    const value: unknown = (definition as { readonly [field: string]: unknown })[field];
    if (value === undefined && need === 'needed')
      throw new InputError(`is missing, ${expected} is expected`, { field });
    if (value !== undefined && !fits(value))
      throw new InputError(`is ${shown(value)}, expected ${expected}`, { field });
  }
  return definition;
}

const shown = (value: unknown): string =>
  typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? String(value)).slice(0, 80);
