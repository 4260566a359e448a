import type { ErrorSource } from '../../model/measured.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Coarsening, Resolution, Scheme, SolveSummary } from '../scheme.ts';
import { OWN_STEPS, type ProgramScheme } from './program-scheme.ts';
import { SchemeFailure } from './scheme-failure.ts';
import { type GridSnapshot, innerAxis, isOnGrid, keepSum, SnapshotGrids, sumOf } from './snapshot-grids.ts';

/**
 * An order is observed when halving the steps divides the difference by at least this: at order 0.6, below which twice the
 * difference is no bar of the error. A declared heuristic.
 */
const LEAST_RATIO = 1.5;
const HIGHEST_ORDER = 4;
/** What holds the error at `LEAST_RATIO`: at a ratio R it is 1/(R − 1) times the difference to 2h. */
const FACTOR = 2;
/** Where no order is seen at all, nothing holds the error. A declared heuristic. */
const LARGEST_FACTOR = 10;
/** An announced order is contradicted by an observed one that is lower by more than this. */
const SHORT_OF = 0.5;
/** Differences below this part of the density are round-off: there is no order to observe. */
const ROUND_OFF = 1e-10;
/** Below this part of its largest value a density is in its tails. A declared heuristic. */
const TAIL = 1e-6;
/** A moment whose relative difference is below this part of the largest says nothing about the order. A declared heuristic. */
const NEGLIGIBLE = 0.01;

/** The solution of a program extrapolated to steps of length 0. */
export interface ExtrapolatedScheme extends Scheme {
  /** One sentence about each source of error: its observed order, or why nothing is extrapolated. Known after the first run. */
  readonly observations: readonly string[];
}

/**
 * Richardson extrapolation of a user's program, density by density. The program is run with its own steps h, with 2h and with 4h.
 * R = ‖f_2h − f_4h‖/‖f_h − f_2h‖ is 2^p at order p; it is the lowest of those of the density and of its moments in the internal variable,
 * because what converges slowest decides. With p the integer next to log₂R,
 *
 *     f = f_h + (f_h − f_2h)/(2^p − 1),
 *
 * for every source of error that the program refines, or for all at once. The bar is twice the difference to the same made of 2h
 * and 4h: that difference is the error itself when what is left has order 1, and the double holds it down to order 0.6. When R < 1.5,
 * or the order falls short of the announced one by more than ½, f is f_h, and the bar max(2, 1/(R − 1)) times the sum of the differences
 * to f_2h and f_4h: errors of several sources may cancel in one of them. Without a run with 4h it is twice the difference to f_2h.
 * Particles are never extrapolated: noise would be amplified.
 */
export function extrapolatedScheme(program: ProgramScheme): ExtrapolatedScheme {
  let refined: RefinedRuns | undefined;
  return {
    title: program.title,
    level: program.level,
    program: program.program,
    get name() {
      return program.name;
    },
    get observations() {
      return refined?.parts.map(({ observation }) => observation) ?? [];
    },
    supports: (scenario, epsilon) => program.supports(scenario, epsilon),
    resolution: (scenario, epsilon) => program.resolution(scenario, epsilon),
    refine: (resolution, source) => program.refine(resolution, source),
    coarsenings: (resolution) =>
      program.coarsenings(resolution).flatMap((coarsening): Coarsening[] => {
        const { source } = coarsening;
        const part = refined?.parts.find((each) => each.source === source);
        const once: Coarsening = { ...coarsening, factor: part?.factor ?? coarsening.factor, every: 2 };
        return part?.beside ? [once, { ...once, resolution: longer(program, coarsening) }] : [once];
      }),
    *solve(scenario, epsilon, resolution, times): Generator<Snapshot, SolveSummary> {
      if (sameSteps(resolution, OWN_STEPS)) refined = new RefinedRuns(program, scenario, epsilon, times);
      if (refined === undefined) throw new Error('the program was not run with its own steps');
      const coarsenings = program.coarsenings(OWN_STEPS);
      const once = coarsenings.find((coarsening) => sameSteps(coarsening.resolution, resolution));
      const twice = coarsenings.find((coarsening) => sameSteps(longer(program, coarsening), resolution));
      for (const time of times) yield refined.at(time, (once ?? twice)?.source, once === undefined);
      return { steps: refined.steps };
    },
  };
}

/** The steps of a coarsening, twice as long once more. */
const longer = (program: ProgramScheme, { source, resolution }: Coarsening): Resolution =>
  program.coarsenings(resolution).find((coarsening) => coarsening.source === source)?.resolution ?? resolution;

const sameSteps = (a: Resolution, b: Resolution): boolean => ['time', 'x', 'y'].every((name) => a[name] === b[name]);

/** What one source of error adds: runs with 2h and 4h, by their times. */
interface Part {
  readonly source: ErrorSource;
  readonly coarse: ReadonlyMap<number, Snapshot>;
  readonly coarser: ReadonlyMap<number, Snapshot>;
  /** 1/(2^p − 1), or 0 where nothing is extrapolated. */
  readonly share: number;
  /** Whether the program's own run is compared with 4h, too. */
  readonly beside: boolean;
  /** The error is at most so many differences. */
  readonly factor: number;
  readonly observation: string;
}

/** All runs of one case. */
class RefinedRuns {
  readonly parts: readonly Part[];
  readonly steps: number;
  readonly #base: ReadonlyMap<number, Snapshot>;

  constructor(program: ProgramScheme, scenario: Scenario, epsilon: number, times: Float64Array) {
    const nv = scenario.velocities.points.length;
    const wanted = new Set(times);
    let grids: SnapshotGrids | undefined;
    let steps = 0;
    const run = (resolution: Resolution, asked: Float64Array): ReadonlyMap<number, Snapshot> => {
      const found = new Map<number, Snapshot>();
      const snapshots = program.solve(scenario, epsilon, resolution, asked);
      for (let next = snapshots.next(); ; next = snapshots.next()) {
        if (next.done) {
          steps ||= next.value.steps;
          return found;
        }
        const snapshot = next.value;
        if (!wanted.has(snapshot.time)) continue;
        if (isOnGrid(snapshot)) grids ??= new SnapshotGrids(snapshot, nv);
        found.set(snapshot.time, isOnGrid(snapshot) && grids ? grids.apply(snapshot) : snapshot);
      }
    };
    const halved = halve(times);
    this.#base = run(OWN_STEPS, halved);
    this.parts = program.coarsenings(OWN_STEPS).map((coarsening) => {
      const { source, resolution, every } = coarsening;
      // Programs step from output time to output time: where these dictate the steps, only fewer of them make steps longer.
      const inTime = every === 2;
      const coarse = run(resolution, inTime ? times : halved);
      try {
        const coarser = run(longer(program, coarsening), inTime ? everySecond(times) : halved);
        return { source, coarse, coarser, ...this.#observe(source, coarse, coarser, program.announced(source)) };
      } catch (error) {
        if (!(error instanceof SchemeFailure)) throw error;
        const observation = `${NAMES[source]}: no extrapolation, because the run with four times the steps failed: ${error.message}`;
        return { source, coarse, coarser: new Map(), ...plain(observation) };
      }
    });
    this.steps = steps;
  }

  /** The extrapolated solution, or what it would be were `source` known from 2h and 4h only; `twice`: of a source in which nothing is extrapolated, from 4h. */
  at(time: number, source: ErrorSource | undefined, twice = false): Snapshot {
    const base = this.#base.get(time);
    if (base === undefined) throw new Error(`the program was not run to t = ${time}`);
    const terms: [number, Snapshot | undefined][] = [[1, base]];
    for (const part of this.parts) {
      const coarse = part.coarse.get(time);
      if (part.source === source) terms.push([-1, base], [1, twice ? part.coarser.get(time) : coarse]);
      if (part.share === 0) continue;
      const [fine, rough] = part.source === source ? [coarse, part.coarser.get(time)] : [base, coarse];
      terms.push([part.share, fine], [-part.share, rough]);
    }
    return combined(base, terms);
  }

  #observe(
    source: ErrorSource,
    coarse: ReadonlyMap<number, Snapshot>,
    coarser: ReadonlyMap<number, Snapshot>,
    announced: number | undefined,
  ): Pick<Part, 'share' | 'beside' | 'factor' | 'observation'> {
    const name = NAMES[source];
    const sums: { first: number; second: number; size: number }[] = [];
    for (const [time, rough] of coarser) {
      const [fine, middle] = [this.#base.get(time), coarse.get(time)];
      if (!fine || !middle || !isOnGrid(fine) || !isOnGrid(middle) || !isOnGrid(rough)) continue;
      const [a, b, c] = [fine, middle, rough].map(moments);
      a.forEach((moment, k) => {
        sums[k] ??= { first: 0, second: 0, size: 0 };
        const sum = sums[k];
        sum.first += distance(moment, b[k]);
        sum.second += distance(b[k], c[k]);
        sum.size += distance(moment);
      });
    }
    if (sums.length === 0) return plain(`${name}: particles are not extrapolated`);
    const largest = Math.max(...sums.map(({ first, size }) => first / size));
    const seen = sums.filter(({ first, size }) => first / size > Math.max(ROUND_OFF, NEGLIGIBLE * largest));
    if (seen.length === 0) return plain(`${name}: twice the steps change nothing`);
    const ratio = Math.min(...seen.map(({ first, second }) => second / first));
    const order = Math.log2(ratio);
    const shown = order.toFixed(2);
    if (!(ratio >= LEAST_RATIO)) {
      const factor = ratio > 1 ? Math.min(LARGEST_FACTOR, Math.max(FACTOR, 1 / (ratio - 1))) : LARGEST_FACTOR;
      return plain(`${name}: observed order ${shown}, no extrapolation`, factor);
    }
    if (announced !== undefined && !(order >= announced - SHORT_OF))
      return plain(`${name}: observed order ${shown}, announced ${announced}, no extrapolation`, FACTOR);
    const rounded = Math.min(HIGHEST_ORDER, Math.max(1, Math.round(order)));
    const observation = `${name}: observed order ${shown}, extrapolated with ${rounded}`;
    return { share: 1 / (2 ** rounded - 1), beside: false, factor: FACTOR, observation };
  }
}

/** A source of error that nothing is extrapolated in. */
const plain = (observation: string, factor?: number): Pick<Part, 'share' | 'beside' | 'factor' | 'observation'> => ({
  share: 0,
  beside: factor !== undefined,
  factor: factor ?? FACTOR,
  observation,
});

const NAMES: { readonly [source in ErrorSource]?: string } & Record<string, string> = {
  time: 'time',
  x: 'x',
  y: 'y',
  grid: 'all steps together',
};

/** The times, and the middle of every interval. */
function halve(times: Float64Array): Float64Array {
  const halved = new Float64Array(2 * times.length - 1);
  for (let i = 0; i < halved.length; i++)
    halved[i] = i % 2 === 0 ? times[i / 2] : (times[(i - 1) / 2] + times[(i + 1) / 2]) / 2;
  return halved;
}

/** Every second time, and the last. */
const everySecond = (times: Float64Array): Float64Array =>
  times.filter((_, i) => i % 2 === 0 || i === times.length - 1);

/** What orders are observed on: the density, and with an internal variable its moments 0, 1 and 2, each in (x, v). */
function moments(snapshot: GridSnapshot): readonly Float64Array[] {
  const axis = innerAxis(snapshot);
  if (!axis) return [snapshot.values];
  const rows = snapshot.values.length / axis.count;
  const found = [0, 1, 2].map(() => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < axis.count; j++) {
      let term = snapshot.values[row * axis.count + j];
      for (const moment of found) {
        moment[row] += term;
        term *= axis.start + j * axis.spacing;
      }
    }
  }
  return [snapshot.values, ...found];
}

/** Σ|f − g|, or Σ|f|. */
function distance(f: Float64Array, g?: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < f.length; i++) sum += Math.abs(f[i] - (g?.[i] ?? 0));
  return sum;
}

/** Σ factor · snapshot; what is no density on a grid is not added up. @throws Error when one is missing */
function combined(base: Snapshot, terms: readonly (readonly [number, Snapshot | undefined])[]): Snapshot {
  const [, last] = terms[terms.length - 1];
  if (!last) throw new Error(`a run with longer steps has no snapshot at t = ${base.time}`);
  if (!isOnGrid(base)) return last;
  const values = new Float64Array(base.values.length);
  for (const [factor, term] of terms) {
    if (!term || !isOnGrid(term)) throw new Error(`a run with longer steps has no snapshot at t = ${base.time}`);
    for (let i = 0; i < values.length; i++) values[i] += factor * term.values[i];
  }
  const axis = innerAxis(base);
  if (axis) fadeOut(values, base.values, axis.count);
  return { ...base, values };
}

/**
 * Far out, where a density is next to nothing, what interpolation leaves of coarser grids is larger than itself, and entropies
 * would see it: there the combination becomes the density of the program's own steps, smoothly, and its marginal stays.
 */
function fadeOut(values: Float64Array, own: Float64Array, width: number): void {
  const peak = own.reduce((most, value) => Math.max(most, value), 0);
  const edge = (TAIL * peak) ** 2;
  for (let from = 0; from < values.length; from += width) {
    const row = values.subarray(from, from + width);
    const sum = sumOf(row);
    for (let j = 0; j < width; j++) {
      const here = own[from + j];
      row[j] = here + ((row[j] - here) * here * here) / (here * here + edge);
    }
    keepSum(row, sum);
  }
}
