import { marginalModes, modeWeights } from '../../diagnostics/marginal-modes.ts';
import { createModel } from '../../model/create-model.ts';
import type { Model } from '../../model/model.ts';
import type { FullSnapshot, MethylationSnapshot, Snapshot, UniformAxis } from '../../model/snapshot.ts';
import { REFINABLE } from '../../schemes/external/declaration.ts';
import type { ExternalSchemeDescription } from '../../schemes/external/description.ts';
import { externalScheme } from '../../schemes/external/external-scheme.ts';
import { solveLimit } from '../../schemes/limit.ts';
import { reference } from '../../schemes/reference.ts';
import type { Resolution, Scheme } from '../../schemes/scheme.ts';
import { timeGrid } from '../../schemes/time-grid.ts';
import { recordRun } from '../record.ts';
import { CommonGrid, distanceL1 } from './common-grid.ts';
import type { CrashedRun, Observation, RunRequest } from './observation.ts';
import { timing } from './timing.ts';

/** Accuracy of the reference: far below the error of programs. */
const REFERENCE_TOLERANCE = 2e-5;
/** Factor on the tolerances of quadratures in diagnostics, as for programs in `verify`. */
const RELAXED = 1e4;
/** The limit solver: fifth order in time, so that twice the step shows its error. */
const LIMIT = { nx: 128, modes: 63, substeps: 2, longestStep: 0.01 };
const COARSER_LIMIT = { ...LIMIT, modes: 47, substeps: 1, longestStep: 0.02 };
/** A run longer than this is timed once, in seconds. */
const SHORT = 1;

/** Entry point of a worker thread: one run, observed; an exception becomes a crashed run. */
export default function observe(request: RunRequest): Observation | CrashedRun {
  try {
    if (request.scheme === 'limit') return observeLimit(request);
    if (request.scheme === 'reference') return observeReference(request);
    return observeProgram(request, request.scheme);
  } catch (error) {
    return { crashed: error instanceof Error ? error.message : String(error) };
  }
}

function observeProgram(request: RunRequest, description: ExternalSchemeDescription): Observation {
  const scheme = externalScheme(description);
  const seconds: number[] = [];
  const timed = timing(scheme, (spent) => seconds.push(spent));
  const observation = observeScheme(request, timed, request.resolution);
  while (seconds.length < (request.repeats ?? 1) && seconds[0] <= SHORT) {
    const { scenario, epsilon, resolution, times } = request;
    timed.solve(scenario, epsilon, resolution, Float64Array.from(times)).next();
  }
  const refines = REFINABLE.filter((name) =>
    scheme.coarsenings(request.resolution).some(({ source }) => source === name),
  );
  const orders = REFINABLE.flatMap((name) => {
    const order = scheme.announced(name);
    return order === undefined ? [] : [[name, order]];
  });
  return { ...observation, declaration: { name: scheme.name, refines, orders: Object.fromEntries(orders) }, seconds };
}

/**
 * The reference, with the bars of every density and of ∫y²q: the differences to its coarser runs, as in `measure`. It needs times
 * in the initial layer, which programs are not given here.
 */
function observeReference(request: RunRequest): Observation {
  const { scenario, epsilon, times } = request;
  const model = createModel(scenario);
  const base = reference.resolution(scenario, epsilon, REFERENCE_TOLERANCE);
  const layered = timeGrid(epsilon, scenario.time, scenario.time / 8, times);
  const run = (resolution: Resolution): Observation => observeScheme(request, reference, resolution, layered);
  const fine = run(base);
  const runs = new Map([['base', fine]]);
  const bars = times.map(() => 0);
  const momentBars = times.map(() => 0);
  for (const { source, resolution, against, factor } of reference.coarsenings(base, scenario)) {
    const coarse = run(resolution);
    const other = runs.get(against) ?? fine;
    runs.set(source, coarse);
    times.forEach((_, i) => {
      bars[i] += factor * distanceL1(coarse.densities![i], other.densities![i], model).value;
      momentBars[i] += factor * Math.abs(coarse.series.Y!.values[i] - other.series.Y!.values[i]);
    });
  }
  const Y = { values: fine.series.Y!.values, error: { grid: momentBars } };
  return { ...fine, bars, series: { ...fine.series, Y } };
}

/** The limit solution; its Fourier modes as those of the kinetic schemes. */
function observeLimit({ scenario, times }: RunRequest): Observation {
  const model = createModel(scenario);
  const grid = new CommonGrid(model);
  const at = Float64Array.from(times);
  const [fine, coarse] = [LIMIT, COARSER_LIMIT].map((resolution) =>
    Array.from(solveLimit(scenario, resolution, at), ({ x, values }) => ({ x, density: grid.resample(values, x) })),
  );
  const densities = fine.map(({ density }) => density);
  const waves = modeWeights(grid.axis);
  const modes = densities.map((density) => marginalModes(density, grid.axis, waves, model));
  const names = ['cosineMode', 'sineMode', 'cosineFlux', 'sineFlux'] as const;
  return {
    level: 'marginal',
    times,
    steps: 0,
    densities,
    bars: densities.map((density, i) => distanceL1(density, coarse[i].density, model).value),
    series: Object.fromEntries(
      names.map((name) => [name, { values: modes.map((reading) => reading[name].value), error: {} }]),
    ),
    seconds: [],
  };
}

/** One run with its diagnostics, its densities in (x, v), and with `whole` its whole density. */
function observeScheme(
  request: RunRequest,
  scheme: Scheme,
  resolution: Resolution,
  at: Float64Array = Float64Array.from(request.times),
): Observation {
  const { scenario, epsilon, times } = request;
  const model = createModel(scenario);
  const grid = new CommonGrid(model);
  const densities: Float64Array[] = [];
  const whole: Float64Array[] = [];
  const internalMeans: Float64Array[] = [];
  let inner: Observation['inner'];
  const watch = (snapshot: Snapshot): void => {
    if (snapshot.level === 'particles' || !times.includes(snapshot.time)) return;
    densities.push(grid.resample(marginalOf(snapshot, model), snapshot.x));
    if (!request.whole) return;
    const { count, spacing } = innerAxis(snapshot) ?? { count: 1, spacing: 1 };
    inner = { count, spacing };
    whole.push(grid.resample(snapshot.values, snapshot.x, count));
    if (snapshot.level !== 'marginal') internalMeans.push(grid.resample(internalMean(snapshot, model), snapshot.x));
  };
  const watched: Scheme = {
    ...scheme,
    *solve(...parameters) {
      const run = scheme.solve(...parameters);
      let current = run.next();
      while (!current.done) {
        watch(current.value);
        yield current.value;
        current = run.next();
      }
      return current.value;
    },
  };
  const record = recordRun(scenario, watched, epsilon, resolution, at, (i) => times.includes(at[i]), RELAXED);
  return {
    level: record.level,
    times,
    steps: record.steps,
    ...(densities.length > 0 ? { densities } : {}),
    ...(inner === undefined ? {} : { whole, inner }),
    ...(internalMeans.length > 0 ? { internalMeans } : {}),
    series: Object.fromEntries(record.series),
    seconds: [],
  };
}

function innerAxis(snapshot: Exclude<Snapshot, { level: 'particles' }>): UniformAxis | undefined {
  if (snapshot.level === 'full') return snapshot.y;
  return snapshot.level === 'methylation' ? snapshot.m : undefined;
}

/** p̄^ε(x, v), layout [ix·nv + iv]. */
function marginalOf(snapshot: Exclude<Snapshot, { level: 'particles' }>, model: Model): Float64Array {
  const axis = innerAxis(snapshot);
  if (axis === undefined) return snapshot.values.slice();
  return momentOf(snapshot.values, axis, new Float64Array(snapshot.x.count * model.weights.length), 0);
}

/** ∫y q dy with y = (m − N)/ε, layout [ix·nv + iv]. */
function internalMean(snapshot: FullSnapshot | MethylationSnapshot, model: Model): Float64Array {
  const nv = model.weights.length;
  const { x, epsilon, time, values } = snapshot;
  const origins = new Float64Array(x.count * nv);
  if (snapshot.level === 'full') {
    const scale = snapshot.frame.theta / epsilon;
    return momentOf(values, snapshot.y, origins, 1).map((value) => scale * value);
  }
  const positions = Float64Array.from({ length: x.count }, (_, i) => x.start + i * x.spacing);
  const column = new Float64Array(x.count);
  model.velocities.forEach((v, iv) => {
    model.adaptation(epsilon).signal(time, positions, v, column);
    for (let ix = 0; ix < x.count; ix++) origins[ix * nv + iv] = column[ix];
  });
  return momentOf(values, snapshot.m, origins, 1).map((value) => value / epsilon);
}

/** Σ_j (at_j − origin)^power f_j · spacing of each row. */
function momentOf(values: Float64Array, axis: UniformAxis, origins: Float64Array, power: 0 | 1): Float64Array {
  return origins.map((origin, row) => {
    let sum = 0;
    for (let j = 0; j < axis.count; j++) {
      const weight = power === 0 ? 1 : axis.start + j * axis.spacing - origin;
      sum += weight * values[row * axis.count + j];
    }
    return sum * axis.spacing;
  });
}
