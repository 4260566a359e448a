import { isAnalytic } from '../model/analyticity.ts';
import type { ErrorSource } from '../model/measured.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** Numerical parameters of one run; plain data, part of the address of its result. */
export type Resolution = { readonly [parameter: string]: number };

/** How a scheme is made coarser along one source of error, so that the harness can measure that error. */
export interface Coarsening {
  readonly source: ErrorSource;
  readonly resolution: Resolution;
  /** The run that this one is compared with: the base run, or the coarser run of another source. */
  readonly against: 'base' | ErrorSource;
  /** error of the base run ≤ factor · |difference|; `reason` says why. */
  readonly factor: number;
  /** The same for diagnostics whose integrand has kinks, when it is another one. */
  readonly factorAtKinks?: number;
  readonly reason: string;
  /**
   * Ask for every n-th output time only, because these dictate the steps, and compare integrals over time themselves, too.
   * A divisor of the stride of the comparison; when absent, runs are compared at few times.
   */
  readonly every?: 1 | 2;
}

/**
 * Least order with which the error of a Fourier method shrinks: 2 where a kink may be left in the data or in the rate, or where
 * the integrand of a diagnostic has one. For analytic ones it is larger than any number in the end; 4 asks only that a tenth
 * fewer points cost a factor 1.5.
 */
const leastOrder = (scenario: Scenario): number => (isAnalytic(scenario) ? 4 : ORDER_AT_KINKS);
const ORDER_AT_KINKS = 2;

/** error of the base run ≤ factor · |difference| when the coarser run has a spacing `ratio` times as large. */
const factorFor = (ratio: number, order: number): number => 1 / (ratio ** order - 1);

/** The x-error of a Fourier method: one run with seven eighths of its modes, against the coarser run in time. */
export function fewerModes(inTime: Resolution & { readonly modes: number }, scenario: Scenario): Coarsening {
  const modes = Math.floor((inTime.modes * 7) / 8);
  const order = leastOrder(scenario);
  return {
    source: 'x',
    resolution: { ...inTime, modes },
    against: 'time',
    factor: factorFor(inTime.modes / modes, order),
    factorAtKinks: factorFor(inTime.modes / modes, ORDER_AT_KINKS),
    reason: `seven eighths of the Fourier modes, and an error that shrinks with order ${order} at least, 2 at kinks`,
  };
}

/** The error of Fourier collocation in the internal variable: the same number of points on a box 1.1 times as wide. */
export function widerSpacing(inTime: Resolution & { readonly halfWidth: number }, scenario: Scenario): Coarsening {
  const order = leastOrder(scenario);
  return {
    source: 'y',
    resolution: { ...inTime, halfWidth: 1.1 * inTime.halfWidth },
    against: 'time',
    factor: factorFor(1.1, order),
    factorAtKinks: factorFor(1.1, ORDER_AT_KINKS),
    reason: `a spacing 1.1 times as large (and a box as much wider), and an error that shrinks with order ${order} at least, 2 at kinks`,
  };
}

/** Order of accuracy along one source of error; `spectral`: faster than every power of the resolution, for smooth data. */
export type AnnouncedOrder = number | 'spectral';

/** Anything that turns (scenario, ε, resolution) into a stream of snapshots at the given times. */
export interface Scheme {
  readonly name: string;
  readonly title: string;
  readonly level: Snapshot['level'];
  /**
   * Orders that the scheme announces where ε is not small against its step; a test holds it to them on exact solutions.
   * No entry for a source of error that it does not have, or that does not shrink alone.
   */
  readonly orders?: { readonly [source in ErrorSource]?: AnnouncedOrder };
  /** Error that it reaches in seconds, asked of it where solvers are compared; 1e-6 when absent. */
  readonly tolerance?: number;
  /** A user's program chooses its own steps: it is solved at these times, never refined, and judged with the bars it has. */
  readonly program?: {
    outputTimes(scenario: Scenario, epsilon: number, marks?: readonly number[]): Float64Array;
    /** Factor on the tolerances of adaptive quadratures. */
    readonly relaxed: number;
  };
  /** `true`, or the reason why this scheme cannot run the scenario; of one ε, when it is given. */
  supports(scenario: Scenario, epsilon?: number): true | string;
  /** A first resolution, chosen from the scenario alone; `tolerance` is the error aimed at, relative to max(1, |value|). */
  resolution(scenario: Scenario, epsilon: number, tolerance?: number): Resolution;
  /** The next finer resolution along one source of error; `undefined` when that source cannot be refined. */
  refine(resolution: Resolution, source: ErrorSource): Resolution | undefined;
  coarsenings(resolution: Resolution, scenario: Scenario): readonly Coarsening[];
  /** Yields one snapshot per entry of `times` (increasing, first 0). Memory does not grow with their number. */
  solve(
    scenario: Scenario,
    epsilon: number,
    resolution: Resolution,
    times: Float64Array,
  ): Generator<Snapshot, SolveSummary>;
}

export interface SolveSummary {
  readonly steps: number;
}
