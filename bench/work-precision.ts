/** Error against time for every built-in solver, on one scenario. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeriesName } from '../src/check/case.ts';
import { recordRun } from '../src/check/record.ts';
import { loadScenario } from '../src/model/load-scenario.ts';
import type { Scenario } from '../src/model/scenario.ts';
import { reference } from '../src/schemes/reference.ts';
import type { ReferenceResolution } from '../src/schemes/reference-resolution.ts';
import type { Resolution, Scheme } from '../src/schemes/scheme.ts';
import { timeGrid } from '../src/schemes/time-grid.ts';
import { cost, machine, median, short, table } from './measure.ts';
import { forgetPhi } from './peers/reference-run.ts';
import type { BenchOptions } from './report.ts';
import { finestReference, LADDERS } from './work-precision-ladders.ts';
import { type Curve, type Point, workPrecisionPlot } from './work-precision-plot.ts';

const FILE = 'scenarios/travelling-wave.yaml';
/** Smooth functionals that every solver gives: second moment of y, first Fourier mode of the density and of the flux. */
const MEASURED: readonly SeriesName[] = ['Y', 'cosineMode', 'sineMode', 'cosineFlux', 'sineFlux'];
/** Diagnostics are read at these parts of the scenario's time. */
const MARKS = [1 / 4, 1 / 2, 3 / 4, 1];
/** A family of resolutions is left when two runs bring the error to no less than this part: something else dominates. */
const PROGRESS = 0.7;
/** A solver's next finer run is not tried when the last one took longer. */
const MOST_SECONDS = 2;
const MOST_SECONDS_QUICK = 0.3;
/** A run that takes longer is timed once: what is compiled in it and chance are small against it. */
const LONG_SECONDS = 0.5;

/** @returns a section of the report, in Markdown; the diagrams are written to `folder` */
export async function workPrecisionSection(options: BenchOptions, folder: string): Promise<string> {
  const scenario = await loadScenario(FILE);
  const parts: string[] = [];
  for (const epsilon of options.isQuick ? [0.1] : [0.1, 0.001]) {
    const curves = measureAll(scenario, epsilon, options);
    const file = `work-precision-${epsilon}.svg`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, file),
      await workPrecisionPlot(`travelling-wave, ε = ${epsilon}: error against time`, curves),
    );
    parts.push(
      [`### ε = ${epsilon}`, `![error against time](plots/${file})`, curveTable(curves), digits(curves)].join('\n\n'),
    );
  }
  return [
    `## Accuracy per second

\`travelling-wave\`, T = 1, on ${machine()}. Time: processor seconds of the solver in a warm process, setup included, diagnostics
not, median of the rounds (one round for runs beyond ${LONG_SECONDS} s, and none finer beyond ${MOST_SECONDS} s). Error: largest |difference|/max(1, |value|) of ${MEASURED.join(', ')} at t = ${MARKS.join(', ')}, against a
far finer run of the reference. The reference has two integrators in time, the exponential Runge–Kutta method of stiff order 4
and an exponential Adams method; its first resolution takes ${integrators(scenario)}. Of the resolutions that were tried, those are listed that no other beats in both.`,
    ...parts,
  ].join('\n\n');
}

/** Which integrator the reference takes by default at which tolerance. */
function integrators(scenario: Scenario): string {
  const name = (tolerance: number): string => {
    const { adams } = reference.resolution(scenario, 1e-3, tolerance) as ReferenceResolution;
    return adams === undefined ? 'Runge–Kutta' : `Adams of order ${adams}`;
  };
  return [1e-6, 1e-10].map((tolerance) => `${name(tolerance)} for an error of ${tolerance}`).join(' and ');
}

function measureAll(scenario: Scenario, epsilon: number, { isQuick, rounds, say }: BenchOptions): Curve[] {
  const limit = isQuick ? MOST_SECONDS_QUICK : MOST_SECONDS;
  const exact = values(scenario, reference, epsilon, finestReference(scenario, epsilon, isQuick));
  say(`ε = ${epsilon}: finest run done`);
  return LADDERS.flatMap(({ name, scheme, families }, style): Curve[] => {
    if (scheme.supports(scenario, epsilon) !== true) return [];
    const points: Point[] = [];
    for (const family of families(scenario, epsilon)) {
      const errors: number[] = [];
      for (const resolution of family) {
        const seconds = timeOf(scenario, scheme, epsilon, resolution, isQuick ? 1 : Math.min(rounds, 3));
        const error = distance(values(scenario, scheme, epsilon, resolution), exact);
        points.push({ seconds, error, resolution });
        say(`  ${name} ${JSON.stringify(resolution)}: ${short(seconds)} s, error ${short(error)}`);
        errors.push(error);
        if (seconds > limit || error > PROGRESS * (errors.at(-3) ?? Number.POSITIVE_INFINITY)) break;
      }
    }
    return [{ name, style, points: front(points) }];
  });
}

/** Output times: the graded layer, and intervals no longer than the solver's steps, so that few times do not dictate many steps. */
function outputTimes(scenario: Scenario, epsilon: number, { longestStep = 0.04 }: Resolution): Float64Array {
  const marks = MARKS.map((part) => part * scenario.time);
  return timeGrid(epsilon, scenario.time, Math.max(0.04, longestStep), marks);
}

/** Solver alone; the first run warms up unless it is long, and then it is the only one. */
function timeOf(scenario: Scenario, scheme: Scheme, epsilon: number, resolution: Resolution, rounds: number): number {
  const times = outputTimes(scenario, epsilon, resolution);
  const once = (): number => {
    forgetPhi(scenario);
    return cost(() => {
      const run = scheme.solve(scenario, epsilon, resolution, times);
      for (let step = run.next(); !step.done; step = run.next());
    }).cpuSeconds;
  };
  const first = once();
  if (first > LONG_SECONDS) return first;
  return median(Array.from({ length: rounds }, once));
}

function values(scenario: Scenario, scheme: Scheme, epsilon: number, resolution: Resolution): number[] {
  const times = outputTimes(scenario, epsilon, resolution);
  const keep = (index: number): boolean => MARKS.includes(times[index] / scenario.time);
  const { series } = recordRun(scenario, scheme, epsilon, resolution, times, keep);
  return MEASURED.flatMap((name) => {
    const found = series.get(name);
    if (!found) throw new Error(`${scheme.name} does not give ${name}`);
    return found.values;
  });
}

/** NaN wins: a run that blew up has no error to speak of. */
function distance(found: readonly number[], exact: readonly number[]): number {
  let largest = 0;
  found.forEach((value, i) => {
    const relative = Math.abs(value - exact[i]) / Math.max(1, Math.abs(exact[i]));
    if (!(relative <= largest)) largest = relative;
  });
  return largest;
}

/** Points that no other beats in time and in error, by time. */
function front(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of [...points].sort((a, b) => a.seconds - b.seconds)) {
    if (point.error < (kept.at(-1)?.error ?? Number.POSITIVE_INFINITY)) kept.push(point);
  }
  return kept;
}

const curveTable = (curves: readonly Curve[]): string =>
  table(
    ['solver', 'seconds: error'],
    curves.map(({ name, points }) => [
      name,
      points.map(({ seconds, error }) => `${short(seconds)}: ${error.toExponential(1)}`).join(', '),
    ]),
  );

/** Time at which a curve reaches an error, on straight lines between its points in logarithms. */
function timeTo(tolerance: number, points: readonly Point[]): number | undefined {
  const after = points.findIndex(({ error }) => error <= tolerance);
  if (after < 0) return undefined;
  if (after === 0) return points[0].seconds;
  const [a, b] = [points[after - 1], points[after]];
  const share = Math.log(a.error / tolerance) / Math.log(a.error / b.error);
  return a.seconds * (b.seconds / a.seconds) ** share;
}

/** The price of four more digits, for each solver that reaches them, and for the fastest at each error. */
function digits(curves: readonly Curve[]): string {
  const price = (coarse: number, fine: number): string => {
    const ratio = fine / coarse;
    return `${short(ratio)} times the time; goal ≤ 4: ${ratio <= 4 ? 'met' : 'not met'}.`;
  };
  const each = curves.map(({ name, points }) => {
    const [coarse, fine] = [timeTo(1e-6, points), timeTo(1e-10, points)];
    if (coarse === undefined) return `- ${name}: does not reach 1e-6 in the time allowed.`;
    if (fine === undefined)
      return `- ${name}: 1e-6 after ${short(coarse)} s; does not reach 1e-10 in the time allowed.`;
    return `- ${name}: 1e-6 after ${short(coarse)} s, 1e-10 after ${short(fine)} s, ${price(coarse, fine)}`;
  });
  const [coarse, fine] = [fastest(1e-6, curves), fastest(1e-10, curves)];
  if (coarse && fine)
    each.push(
      `- The fastest: ${coarse.name} to 1e-6 after ${short(coarse.seconds)} s, ${fine.name} to 1e-10 after ${short(fine.seconds)} s, ${price(coarse.seconds, fine.seconds)}`,
    );
  return each.join('\n');
}

function fastest(tolerance: number, curves: readonly Curve[]): { name: string; seconds: number } | undefined {
  const reached = curves.flatMap(({ name, points }) => {
    const seconds = timeTo(tolerance, points);
    return seconds === undefined ? [] : [{ name, seconds }];
  });
  return reached.sort((a, b) => a.seconds - b.seconds)[0];
}
