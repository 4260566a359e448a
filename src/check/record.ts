import { createEvaluator, type Readings } from '../diagnostics/evaluate.ts';
import { createModel } from '../model/create-model.ts';
import type { ErrorSource } from '../model/measured.ts';
import type { Scenario } from '../model/scenario.ts';
import { solveLimit } from '../schemes/limit.ts';
import type { Resolution, Scheme } from '../schemes/scheme.ts';
import type { SeriesName } from './case.ts';
import { CumulativeIntegral } from './time-integral.ts';

/** Values of one series in one run, with the errors that its own evaluation made. */
export interface RecordedSeries {
  readonly values: number[];
  readonly error: { readonly [source in ErrorSource]?: number[] };
}

/** One run at one resolution: all series at the output times. */
export interface RunRecord {
  readonly steps: number;
  readonly series: ReadonlyMap<SeriesName, RecordedSeries>;
}

/** Order of the time quadrature, and of the lower one whose difference is its error bar. */
const ORDER = 10;
const LOWER_ORDER = 8;

/** Solves one resolution, streaming snapshots through the diagnostics: memory does not grow with the number of steps. */
export function recordRun(
  scenario: Scenario,
  scheme: Scheme,
  epsilon: number,
  resolution: Resolution,
  times: Float64Array,
): RunRecord {
  const model = createModel(scenario);
  const kinetic = scheme.solve(scenario, epsilon, resolution, times);
  let current = kinetic.next();
  if (current.done) throw new Error(`${scheme.name} gave no snapshot`);
  if (current.value.level !== 'full')
    throw new Error(`${scheme.name}: diagnostics of ${current.value.level} snapshots are not available`);
  const grid = current.value.x.count;
  const limitModes = resolution.modes ?? grid / 2 - 1;
  // The limit solver is refined together with the kinetic one; it is cheap, so its steps are short.
  const limit = solveLimit(
    scenario,
    { nx: grid, modes: limitModes, substeps: resolution.substeps ?? 2, longestStep: 0.02 / (resolution.substeps ?? 2) },
    times,
  );
  const evaluate = createEvaluator(model, epsilon, current.value);
  const readings: Readings[] = [];
  while (!current.done) {
    const other = limit.next();
    if (other.done || current.value.level !== 'full') throw new Error('the limit solver ended early');
    readings.push(evaluate(current.value, other.value));
    current = kinetic.next();
  }
  const series = new Map<SeriesName, RecordedSeries>();
  for (const name of Object.keys(readings[0]) as SeriesName[]) {
    const pick = (part: 'x' | 'y' | 'floor') => readings.map((reading) => reading[name][part] ?? 0);
    series.set(name, {
      values: readings.map((reading) => reading[name].value),
      error: { x: pick('x'), y: pick('y'), floor: pick('floor') },
    });
  }
  addIntegrals(series, times, epsilon);
  return { steps: current.value.steps, series };
}

/** ∫₀^t of the series that bounds need, and the two integrated identities, by the same quadrature in every run. */
function addIntegrals(series: Map<SeriesName, RecordedSeries>, times: Float64Array, epsilon: number): void {
  const high = new CumulativeIntegral(times, ORDER);
  const low = new CumulativeIntegral(times, LOWER_ORDER);
  const integrate = (name: SeriesName, values: readonly number[], error: RecordedSeries['error']): RecordedSeries => {
    const result = high.of(values);
    const lower = low.of(values);
    const recorded = {
      values: result,
      error: {
        time: result.map((value, i) => Math.abs(value - lower[i])),
        x: accumulate(times, error.x),
        y: accumulate(times, error.y),
        floor: accumulate(times, error.floor),
      },
    };
    series.set(name, recorded);
    return recorded;
  };
  const of = (name: SeriesName): RecordedSeries => {
    const found = series.get(name);
    if (!found) throw new Error(`no series ${name}`);
    return found;
  };
  const I = integrate('∫I', of('I').values, of('I').error);
  const J = integrate('∫J', of('J').values, of('J').error);
  const K = integrate('∫K', of('K').values, of('K').error);
  const distance = of('equilibriumDistance');
  integrate('∫equilibriumDistance', distance.values, distance.error);
  integrate(
    '∫equilibriumDistance²',
    distance.values.map((d) => d * d),
    { x: distance.values.map((d, i) => 2 * d * (distance.error.x?.[i] ?? 0)) },
  );
  integrate('∫adaptationGap', of('adaptationGap').values, of('adaptationGap').error);

  const E = of('E');
  series.set('energyIdentity', {
    values: E.values.map((value, i) => value - E.values[0] + I.values[i] / epsilon - J.values[i] / 2 - K.values[i]),
    error: combineErrors(times.length, [
      [1, E.error],
      [1 / epsilon, I.error],
      [1 / 2, J.error],
      [1, K.error],
    ]),
  });
  const Y = of('Y');
  const excess = high.of(Y.values.map((value) => 1 - value));
  const lowerExcess = low.of(Y.values.map((value) => 1 - value));
  series.set('internalMomentIdentity', {
    values: Y.values.map((value, i) => value - Y.values[0] - (2 / epsilon) * excess[i] - J.values[i]),
    error: combineErrors(times.length, [
      [1, Y.error],
      [2 / epsilon, { time: excess.map((value, i) => Math.abs(value - lowerExcess[i])) }],
      [1, J.error],
    ]),
  });
}

/** ∫₀^t of an error bar by the trapezoidal rule: a bar needs no higher order. */
function accumulate(times: Float64Array, bars: readonly number[] | undefined): number[] {
  let sum = 0;
  return Array.from(times, (t, i) => {
    if (i > 0 && bars) sum += ((t - times[i - 1]) * (bars[i] + bars[i - 1])) / 2;
    return sum;
  });
}

function combineErrors(
  count: number,
  terms: readonly (readonly [number, RecordedSeries['error']])[],
): RecordedSeries['error'] {
  const sources = ['x', 'y', 'time', 'floor'] as const;
  return Object.fromEntries(
    sources.map((source) => [
      source,
      Array.from({ length: count }, (_, i) =>
        terms.reduce((sum, [factor, error]) => sum + factor * (error[source]?.[i] ?? 0), 0),
      ),
    ]),
  );
}
