import { createHash } from 'node:crypto';
import { ERROR_SOURCES, type ErrorSource, type Series } from '../model/measured.ts';
import { schemes } from '../schemes/registry.ts';
import type { Resolution, Scheme } from '../schemes/scheme.ts';
import { timeGrid } from '../schemes/time-grid.ts';
import type { CaseResult, SeriesName } from './case.ts';
import type { CaseRequest } from './pool.ts';
import { type RunRecord, recordRun } from './record.ts';

/** Longest output interval. The time quadrature needs it against the period of the signal along a path. */
const LONGEST_INTERVAL = 0.02;
/** Bars above this part of max(1, |value|) leave a case unresolved: three digits are what a verdict needs at least. */
const RESOLVED = 1e-3;
/** Round-off: a few hundred rounded operations reach every number. */
const ROUND_OFF = 1e-13;
/** Differences of two runs are taken as the largest over this many neighbouring times, because they change sign. */
const WINDOW = 2;

type Bars = Map<SeriesName, { [source in ErrorSource]?: number[] }>;

/** Address of a result: hash of everything that determines its numbers. */
export function caseKey(request: CaseRequest, resolution: Resolution, times: Float64Array): string {
  const { scenario, scheme, epsilon } = request;
  const sorted = Object.entries(resolution).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify({
    scenario: scenario.hash,
    scheme,
    epsilon,
    resolution: sorted,
    times: Array.from(times),
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * Solves one case with its error budget: the scheme's run and one coarser run for every source of error. The dominating
 * source is refined until every bar meets the request's tolerance or `maxEffort` refinements are spent.
 */
export function solveCase(request: CaseRequest): CaseResult {
  const { scenario, epsilon } = request;
  const scheme = schemes[request.scheme];
  if (!scheme) throw new Error(`unknown scheme "${request.scheme}"`);
  const times = timeGrid(epsilon, scenario.time, Math.min(LONGEST_INTERVAL, scenario.time / 8), request.times);
  let resolution = scheme.resolution(scenario, epsilon);
  for (let effort = 0; ; effort++) {
    const { base, bars } = measure(request, scheme, resolution, times);
    const worst = largestBar(base, bars);
    const next =
      effort < request.maxEffort && !(worst.relative <= request.tolerance)
        ? scheme.refine(resolution, worst.source)
        : undefined;
    if (next) {
      resolution = next;
      continue;
    }
    const resolved = worst.relative <= RESOLVED;
    const finer = scheme.refine(resolution, worst.source);
    return {
      key: caseKey(request, resolution, times),
      scenario: scenario.name,
      scheme: scheme.name,
      epsilon,
      resolution,
      resolved,
      ...(resolved ? {} : { reason: refusal(worst, times, finer) }),
      steps: base.steps,
      times: Array.from(times),
      series: Object.fromEntries(
        [...base.series].map(([name, { values }]): [string, Series] => [name, { values, error: bars.get(name) ?? {} }]),
      ),
    };
  }
}

/** The base run and, by source, the bars of all its series. */
function measure(
  request: CaseRequest,
  scheme: Scheme,
  resolution: Resolution,
  times: Float64Array,
): { base: RunRecord; bars: Bars } {
  const run = (at: Resolution): RunRecord => recordRun(request.scenario, scheme, request.epsilon, at, times);
  const base = run(resolution);
  const bars: Bars = new Map();
  for (const [name, { values, error }] of base.series) {
    const own: { [source in ErrorSource]?: number[] } = {};
    for (const source of ERROR_SOURCES)
      if (error[source]?.some((bar) => bar !== 0)) own[source] = [...(error[source] ?? [])];
    const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    own.floor = values.map((_, i) => (own.floor?.[i] ?? 0) + ROUND_OFF * scale);
    bars.set(name, own);
  }
  const runs = new Map<'base' | ErrorSource, RunRecord>([['base', base]]);
  for (const { source, resolution: coarse, against, factor } of scheme.coarsenings(resolution)) {
    const record = run(coarse);
    runs.set(source, record);
    const other = runs.get(against);
    if (!other) throw new Error(`${scheme.name}: ${source} is compared with ${against}, which has not run`);
    for (const [name, { values }] of record.series) {
      const partner = other.series.get(name);
      const own = bars.get(name);
      if (!partner || !own) continue;
      const difference = values.map((value, i) => factor * Math.abs(value - partner.values[i]));
      own[source] = difference.map((_, i) => {
        let largest = own[source]?.[i] ?? 0;
        let spread = 0;
        for (let k = Math.max(0, i - WINDOW); k <= Math.min(difference.length - 1, i + WINDOW); k++)
          spread = Math.max(spread, difference[k]);
        largest += spread;
        return largest;
      });
    }
  }
  return { base, bars };
}

interface WorstBar {
  readonly relative: number;
  readonly source: ErrorSource;
  readonly name: SeriesName;
  readonly index: number;
}

/** The largest bar relative to max(1, |value|); identities are judged against their own bars and do not count. */
function largestBar(base: RunRecord, bars: Bars): WorstBar {
  let worst: WorstBar = { relative: -1, source: 'time', name: 'mass', index: 0 };
  for (const [name, bySource] of bars) {
    if (name.endsWith('Identity')) continue;
    const values = base.series.get(name)?.values ?? [];
    for (let index = 0; index < values.length; index++) {
      let total = 0;
      let source: ErrorSource = 'time';
      for (const candidate of ERROR_SOURCES) {
        const bar = bySource[candidate]?.[index] ?? 0;
        total += bar;
        if (bar > (bySource[source]?.[index] ?? 0)) source = candidate;
      }
      const relative = total / Math.max(1, Math.abs(values[index]));
      // NaN must win: a run that blew up is not resolved.
      if (!(relative <= worst.relative)) worst = { relative, source, name, index };
      if (Number.isNaN(relative)) return worst;
    }
  }
  return worst;
}

function refusal(worst: WorstBar, times: Float64Array, finer: Resolution | undefined): string {
  const size = Number.isFinite(worst.relative) ? worst.relative.toExponential(1) : 'not finite';
  const remedy = finer
    ? `next resolution to try: ${Object.entries(finer)
        .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
        .join(', ')}`
    : 'no finer resolution of this source is available';
  return `not resolved: the ${worst.source} error of ${worst.name} at t = ${times[worst.index].toPrecision(3)} is ${size}, above ${RESOLVED}; ${remedy}`;
}
