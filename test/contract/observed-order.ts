import type { SeriesName } from '../../src/check/case.ts';
import { FEWEST_POINTS, fitOrder, type OrderPoint } from '../../src/check/order.ts';
import { recordRun } from '../../src/check/record.ts';
import type { ErrorSource } from '../../src/model/measured.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { AnnouncedOrder, Resolution, Scheme } from '../../src/schemes/scheme.ts';
import type { ExactCase } from '../exact-cases/exact-case.ts';

/** Steps up to ε are those for which orders are announced; a hair of slack for rounding. */
const WHOLE = 1 + 1e-9;
/** Rungs of a ladder of resolutions, the first resolution included. */
const RUNGS = 6;
/** Up to this order a scheme reaches round-off nowhere near its first resolution, and is refined instead of coarsened. */
const LOW_ORDER = 2;

/** The same resolution, coarser along one source of error alone, by what the scheme itself calls coarser. */
function coarser(
  scheme: Scheme,
  scenario: Scenario,
  resolution: Resolution,
  source: ErrorSource,
): Resolution | undefined {
  const list = scheme.coarsenings(resolution, scenario);
  const found = list.find((coarsening) => coarsening.source === source);
  if (!found) return undefined;
  const from = found.against === 'base' ? resolution : list.find((other) => other.source === found.against)?.resolution;
  return from && { ...resolution, ...changes(from, found.resolution) };
}

const changes = (from: Resolution, to: Resolution): Resolution =>
  Object.fromEntries(Object.entries(to).filter(([name, value]) => value !== from[name]));

/** The largest factor by which a parameter differs: 2 for half the step, 4/3 for three quarters of the modes. */
const factor = (from: Resolution, to: Resolution): number =>
  Math.max(
    ...Object.entries(changes(from, to)).map(([name, value]) => Math.max(value / from[name], from[name] / value)),
  );

function ladder(scheme: Scheme, scenario: Scenario, source: ErrorSource, announced: AnnouncedOrder): Resolution[] {
  const first = scheme.resolution(scenario, scenario.epsilons[0]);
  const rungs = [first];
  const low = announced !== 'spectral' && announced <= LOW_ORDER;
  const finer = announced === 'spectral' ? 0 : low ? 2 : 1;
  for (let next = scheme.refine(first, source); next && rungs.length <= finer; ) {
    rungs.unshift(next);
    next = scheme.refine(next, source);
  }
  for (let next = coarser(scheme, scenario, first, source); next && rungs.length < (low ? FEWEST_POINTS : RUNGS); ) {
    rungs.push(next);
    next = coarser(scheme, scenario, next, source);
  }
  return rungs;
}

/**
 * Errors of one scheme in one exact case against its resolution along one source: the largest at the final time
 * over the series that the source shows in. `epsilon` of a point is the relative step length (time) or mesh width.
 *
 * @param floor error that the other sources may leave
 */
export function errorPoints(
  {
    scheme,
    scenario,
    exactCase,
    source,
  }: {
    readonly scheme: Scheme;
    readonly scenario: Scenario;
    readonly exactCase: ExactCase;
    readonly source: ErrorSource;
  },
  announced: AnnouncedOrder,
  floor: number,
): OrderPoint[] {
  const [epsilon] = scenario.epsilons;
  // Few output times, so that the step can grow.
  const times = Float64Array.from([0, 1, 2, 3], (i) => (scenario.time * i) / 3);
  const exact = exactCase.exact(Array.from(times));
  const names = exactCase.excites[source] ?? [];
  const points: OrderPoint[] = [];
  let width = 1;
  let before: { readonly resolution: Resolution; readonly steps: number } | undefined;
  for (const resolution of ladder(scheme, scenario, source, announced)) {
    const { steps, series } = recordRun(scenario, scheme, epsilon, resolution, times, (i) => i + 1 === times.length);
    // A step that the scheme bounds for another reason does not grow; shorter than an output interval is not a step.
    if (source === 'time' && before && (steps >= before.steps || !(scenario.time / steps <= WHOLE * epsilon))) break;
    if (before) width *= source === 'time' ? before.steps / steps : factor(before.resolution, resolution);
    before = { resolution, steps };
    const measured = Math.max(...names.map((name) => largestError(series.get(name)?.values, exact[name])));
    points.push({ epsilon: width, measured, uncertainty: floor });
  }
  return points;
}

function largestError(values: readonly number[] | undefined, exact: ExactCaseValues): number {
  if (!values || !exact) return 0;
  // One time was kept, the last.
  return Math.max(...values.map((value) => Math.abs(value - exact[exact.length - 1])));
}
type ExactCaseValues = ReturnType<ExactCase['exact']>[SeriesName];

/** Faster than this power between all rungs counts as spectral: a declared heuristic, no scheme has such a finite order. */
const SPECTRAL = 8;
/** Beyond this error a rung does not resolve the solution at all, and says nothing about an order. */
const UNRESOLVED = 1e-2;

export interface OrderVerdict {
  /** `announced 4, observed 4.03 [3.95, 4.11] over 5 resolutions` */
  readonly text: string;
  /** Undefined when too few errors stand out of the floor to tell an order. */
  readonly held: boolean | undefined;
}

/**
 * Whether the observed order is at least the announced one: for a number by the fit of `fitOrder` with its interval, for
 * `spectral` by the range of the orders between neighbouring rungs, which grow with the resolution.
 */
export function judgeOrder(points: readonly OrderPoint[], announced: AnnouncedOrder): OrderVerdict {
  return announced === 'spectral' ? judgeSpectral(points) : judgeNumber(points, announced);
}

function judgeNumber(points: readonly OrderPoint[], announced: number): OrderVerdict {
  const fit = fitOrder(points, announced);
  if (!fit.fitted) return { text: `no order fitted: ${fit.reason}; ${errorsOf(points)}`, held: undefined };
  const { observed, low, high, dropped } = fit.order;
  const interval = `${observed.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
  return {
    text: `announced ${announced}, observed ${interval} over ${points.length - dropped.length} resolutions`,
    held: high >= announced,
  };
}

function judgeSpectral(points: readonly OrderPoint[]): OrderVerdict {
  // The finest rung may hold what other sources leave at these few time steps: it is the floor. The quarter is that of `fitOrder`.
  const floor = Math.max(points[0].uncertainty, points[0].measured);
  const seen = points.filter(({ measured }) => floor <= measured / 4 && measured <= UNRESOLVED);
  const orders = seen
    .slice(1)
    .map((point, i) => Math.log(point.measured / seen[i].measured) / Math.log(point.epsilon / seen[i].epsilon));
  if (orders.length === 0) return { text: `no order: at the error floor; ${errorsOf(points)}`, held: undefined };
  const [low, high] = [Math.min(...orders), Math.max(...orders)];
  return {
    text: `announced spectral, observed between ${low.toFixed(1)} and ${high.toFixed(1)} over ${seen.length} resolutions`,
    held: low >= SPECTRAL,
  };
}

const errorsOf = (points: readonly OrderPoint[]): string =>
  `errors ${points.map(({ measured }) => measured.toExponential(1)).join(', ')} at a floor of ${points[0].uncertainty.toExponential(1)}`;
