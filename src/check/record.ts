import { createEvaluator } from '../diagnostics/evaluate.ts';
import type { Readings } from '../diagnostics/reading.ts';
import { createModel } from '../model/create-model.ts';
import type { ErrorSource } from '../model/measured.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { solveLimit } from '../schemes/limit.ts';
import type { Resolution, Scheme } from '../schemes/scheme.ts';
import { DETAIL_NAMES, type DetailName, type SeriesName } from './case.ts';

/** Values of one series in one run, with the errors that its own evaluation made. */
export interface RecordedSeries {
  readonly values: number[];
  readonly error: { readonly [source in ErrorSource]?: number[] };
}

/** One run at one resolution: the diagnostics at the output times that were kept. */
export interface RunRecord {
  readonly steps: number;
  readonly level: Snapshot['level'];
  readonly series: ReadonlyMap<SeriesName, RecordedSeries>;
  /** The expensive ones, at those of these times that were asked for. */
  readonly detail: ReadonlyMap<DetailName, RecordedSeries>;
}

/** Longest step of the limit solver where the kinetic scheme does not say; the solver is cheap. */
const LIMIT_STEP = 0.01;
/** Grid of the limit solver beside particles, whose diagnostics do not compare point values; by dimension. */
const LIMIT_POINTS: { readonly [dimension: number]: number } = { 1: 32, 2: 8, 3: 8 };

/**
 * Solves one resolution, streaming snapshots through the diagnostics: memory does not grow with the number of steps.
 * The limit solver runs beside it on the same x-grid and is refined together with it.
 *
 * @param keep indices of the output times at which diagnostics are evaluated
 * @param relaxed factor on the tolerances of adaptive quadratures
 * @param inDetail indices of the output times, among those kept, at which the expensive diagnostics are evaluated too
 */
export function recordRun(
  scenario: Scenario,
  scheme: Scheme,
  epsilon: number,
  resolution: Resolution,
  times: Float64Array,
  keep: (index: number) => boolean = () => true,
  relaxed = 1,
  inDetail: (index: number) => boolean = () => false,
): RunRecord {
  const kinetic = scheme.solve(scenario, epsilon, resolution, times);
  let current = kinetic.next();
  if (current.done) throw new Error(`${scheme.name} gave no snapshot`);
  const { level } = current.value;
  const nx = current.value.level === 'particles' ? LIMIT_POINTS[scenario.space.dimension] : current.value.x.count;
  const substeps = resolution.substeps ?? 2;
  const modes = resolution.modes ?? nx / 2 - 1;
  const limit = solveLimit(scenario, { nx, modes, substeps, longestStep: resolution.longestStep ?? LIMIT_STEP }, times);
  const evaluate = createEvaluator(createModel(scenario), epsilon, current.value, relaxed);
  const readings: Readings[] = [];
  const detailed: Readings[] = [];
  for (let index = 0; !current.done; index++) {
    const other = limit.next();
    if (other.done) throw new Error('the two solvers gave different numbers of snapshots');
    if (keep(index)) {
      const detail = inDetail(index);
      const reading = evaluate(current.value, other.value, detail);
      readings.push(reading);
      if (detail) detailed.push(reading);
    }
    current = kinetic.next();
  }
  const isDetail = (name: string): boolean => (DETAIL_NAMES as readonly string[]).includes(name);
  const namesIn = (found: readonly Readings[], detail: boolean): string[] =>
    Object.keys(found[0] ?? {}).filter((name) => isDetail(name) === detail);
  return {
    steps: current.value.steps,
    level,
    series: recorded(readings, namesIn(readings, false) as SeriesName[]),
    detail: recorded(detailed, namesIn(detailed, true) as DetailName[]),
  };
}

function recorded<Name extends string>(readings: readonly Readings[], names: readonly Name[]) {
  const series = new Map<Name, RecordedSeries>();
  for (const name of names) {
    const pick = (part: 'x' | 'y' | 'floor' | 'sampling') => readings.map((reading) => reading[name][part] ?? 0);
    series.set(name, {
      values: readings.map((reading) => reading[name].value),
      error: { x: pick('x'), y: pick('y'), floor: pick('floor'), sampling: pick('sampling') },
    });
  }
  return series;
}
