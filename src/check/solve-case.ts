import { createHash } from 'node:crypto';
import { ERROR_SOURCES, type ErrorSource } from '../model/measured.ts';
import { externalScheme } from '../schemes/external/external-scheme.ts';
import { extrapolatedScheme } from '../schemes/external/extrapolated-scheme.ts';
import type { ProgramScheme } from '../schemes/external/program-scheme.ts';
import { schemes } from '../schemes/registry.ts';
import type { Resolution, Scheme } from '../schemes/scheme.ts';
import { timeGrid } from '../schemes/time-grid.ts';
import type { CaseResult, SeriesName } from './case.ts';
import { derivedSeries } from './derived-series.ts';
import { type MeasuredSeries, measure } from './error-budget.ts';
import type { CaseRequest } from './pool.ts';
import { refinedSeries, refinementOf } from './refined-case.ts';

/** Longest output interval. The time quadrature needs it against the period of the signal along a path. */
const LONGEST_INTERVAL = 0.04;
/** Bars above this part of max(1, |value|) leave a case unresolved: three digits are what a verdict needs, unless fewer are asked for. */
const RESOLVED = 1e-3;
/** The tolerance that adaptive quadratures are made for. */
const USUAL_TOLERANCE = 1e-6;
/** Series that do not steer the refinement: they enter only the right-hand sides of bounds, and proof steps. */
const PASSENGERS: ReadonlySet<SeriesName> = new Set([
  'adaptationGap',
  'negativePart',
  'limitNegativePart',
  'positionDrift',
  'cosineMode',
  'sineMode',
  'cosineFlux',
  'sineFlux',
  'velocityBalance',
  'velocityProduction',
  'velocityJump',
  'offsetJump',
  'J3',
  'J4',
  'H',
  'logSobolevDeficit',
  'L11',
  'L12',
  'L21',
  'L22',
  'L31',
  'L32',
  'netInflow',
  'testedMarginal',
  'testedMarginalRate',
] satisfies SeriesName[]);
const isDiagnostic = (name: SeriesName): boolean => !PASSENGERS.has(name);

/** A case to solve in this thread, where the scheme may be there itself. */
export type SolvableCase = Omit<CaseRequest, 'scheme'> & { readonly scheme: CaseRequest['scheme'] | Scheme };

/** Address of a result: hash of everything that determines its numbers. */
export function caseKey(request: SolvableCase, resolution: Resolution, times: Float64Array): string {
  const { scenario, scheme, epsilon } = request;
  const sorted = Object.entries(resolution).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify({
    scenario: scenario.hash,
    scheme: typeof scheme === 'string' ? scheme : 'solve' in scheme ? scheme.name : scheme.command,
    epsilon,
    resolution: sorted,
    times: Array.from(times),
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * Solves one case with its error budget. The dominating source is refined until every bar meets the request's tolerance
 * or `maxEffort` refinements are spent.
 */
export function solveCase(request: SolvableCase): CaseResult {
  const { scenario, epsilon } = request;
  const named = schemeOf(request.scheme);
  const extrapolated = 'announced' in named && !request.resolution ? extrapolatedScheme(named) : undefined;
  const scheme = extrapolated ?? (request.resolution ? { ...named, coarsenings: () => [] } : named);
  const { program } = scheme;
  const times =
    program?.outputTimes(scenario, epsilon, request.times) ??
    timeGrid(epsilon, scenario.time, Math.min(LONGEST_INTERVAL, scenario.time / 8), request.times);
  const relaxed = program?.relaxed ?? Math.max(1, request.tolerance / USUAL_TOLERANCE);
  let resolution: Resolution = {
    ...scheme.resolution(scenario, epsilon, request.tolerance),
    ...request.resolution,
  };
  for (let effort = 0; ; effort++) {
    const measured = measure(scenario, scheme, epsilon, resolution, times, relaxed);
    const { steps, level, series, detail } = measured;
    const worst = largestBar(series);
    const finer = scheme.refine(resolution, worst.source);
    if (finer && !program && effort < request.maxEffort && !(worst.relative <= request.tolerance)) {
      resolution = finer;
      continue;
    }
    // Who asks for less is content with it: particles, for example.
    const needed = program ? Number.MAX_VALUE : Math.max(RESOLVED, request.tolerance);
    const resolved = worst.relative <= needed;
    const result: CaseResult = {
      key: caseKey(request, resolution, times),
      scenario: scenario.name,
      scheme: scheme.name,
      level,
      epsilon,
      resolution,
      resolved,
      ...(resolved ? {} : { reason: refusal(worst, times, finer, needed) }),
      steps,
      times: Array.from(times),
      series: { ...series, ...derivedSeries(series, times, epsilon) },
      detail,
    };
    if (!extrapolated) return result;
    const refinement = refinementOf(result, measured, extrapolated.observations);
    return { ...result, series: refinedSeries(refinement), refinement };
  }
}

/** @throws Error when the name is unknown */
function schemeOf(scheme: SolvableCase['scheme']): Scheme | ProgramScheme {
  if (typeof scheme !== 'string') return 'solve' in scheme ? scheme : externalScheme(scheme);
  const named = schemes[scheme];
  if (!named) throw new Error(`unknown scheme "${scheme}"`);
  return named;
}

interface WorstBar {
  readonly relative: number;
  readonly source: ErrorSource;
  readonly name: SeriesName;
  readonly index: number;
}

/** The largest bar relative to max(1, |value|), and the source that contributes most to it. */
function largestBar(series: MeasuredSeries): WorstBar {
  let worst: WorstBar = { relative: -1, source: 'time', name: 'mass', index: 0 };
  for (const name of Object.keys(series) as SeriesName[]) {
    const found = series[name];
    if (!found || !isDiagnostic(name)) continue;
    for (let index = 0; index < found.values.length; index++) {
      let total = 0;
      let source: ErrorSource = 'time';
      for (const candidate of ERROR_SOURCES) {
        const bar = found.error[candidate]?.[index] ?? 0;
        total += bar;
        if (bar > (found.error[source]?.[index] ?? 0)) source = candidate;
      }
      const relative = total / Math.max(1, Math.abs(found.values[index]));
      // NaN must win: a run that blew up is not resolved.
      if (!(relative <= worst.relative)) worst = { relative, source, name, index };
      if (Number.isNaN(relative)) return worst;
    }
  }
  return worst;
}

function refusal(worst: WorstBar, times: Float64Array, finer: Resolution | undefined, needed: number): string {
  const size = Number.isFinite(worst.relative) ? worst.relative.toExponential(1) : 'not finite';
  if (worst.name === 'X1' && worst.source === 'floor') {
    return `not resolved: mass reaches the edge of the box at t = ${times[worst.index].toPrecision(3)}, which makes X1 uncertain by ${size}, above ${needed}; a larger space.halfWidth would do`;
  }
  const remedy = finer
    ? `next resolution to try: ${Object.entries(finer)
        .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
        .join(', ')}`
    : 'no finer resolution of this source is available';
  return `not resolved: the ${worst.source} error of ${worst.name} at t = ${times[worst.index].toPrecision(3)} is ${size}, above ${needed}; ${remedy}`;
}
