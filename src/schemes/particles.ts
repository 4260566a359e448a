import { calls } from '../model/build-expression.ts';
import { createColumnGradient } from '../model/column-gradient.ts';
import { createModel } from '../model/create-model.ts';
import type { Model } from '../model/model.ts';
import { planeWaves } from '../model/plane-waves.ts';
import type { Scenario } from '../model/scenario.ts';
import type { ParticleSnapshot } from '../model/snapshot.ts';
import { type Cloud, drawCloud, placeRange } from './particle-data.ts';
import { GradientSensingLaw, InternalStateLaw } from './particle-laws.ts';
import { BLOCK, ParticleProcess, type TumbleLaw } from './particle-process.ts';
import { Philox } from './philox.ts';
import type { Resolution, Scheme, SolveSummary } from './scheme.ts';
import { type TumbleMajorant, tumbleMajorant } from './tumble-majorant.ts';

/** Parameters of a particle run: a run is a function of them, the scenario, ε and the output times. */
export interface ParticleResolution extends Resolution {
  readonly particles: number;
  readonly seed: number;
  /** Index of the first particle: runs over parts of the indices together are the run over all of them. */
  readonly first: number;
}

/** Deviation of the widest diagnostic that data of order one have, y² with its √2, rounded up: a declared heuristic. */
const DEVIATION = 1.6;
const CONFIDENCE = 1.96;
const FEWEST = 10_000;
/** A first run is not larger than this, whatever the tolerance: a bar of 5e-3. `refine` goes on from there. */
const MOST_AT_FIRST = 400_000;
/** Beyond this the arrays of a run no longer fit into a common memory. */
const MOST = 2 ** 25;

/** A run of the fewest particles then takes a quarter of an hour. */
const MOST_CANDIDATES = 1e5;

const majorants = new WeakMap<Scenario, TumbleMajorant | string>();

function majorantOf(scenario: Scenario): TumbleMajorant | string {
  let known = majorants.get(scenario);
  if (known === undefined) {
    known = tumbleMajorant(scenario);
    majorants.set(scenario, known);
  }
  return known;
}

function supports(scenario: Scenario, epsilon = scenario.epsilons[0]): true | string {
  const { expr } = scenario.signal.value;
  if (!planeWaves(expr, scenario.space.dimension) && calls(expr, ['abs', 'min', 'max', 'sign']))
    return 'the signal is not smooth, so D_tN has neither a closed form nor an accurate quadrature';
  const majorant = majorantOf(scenario);
  if (typeof majorant === 'string') return majorant;
  const candidates = majorant.total * scenario.time;
  if (!(candidates <= MOST_CANDIDATES))
    return `thinning would take ${candidates.toPrecision(2)} candidates for each particle, because the rate is so large somewhere`;
  const range = placeRange(createModel(scenario), epsilon);
  return typeof range === 'string' ? range : true;
}

/**
 * Particle solver: the process behind (1.4), simulated event by event, with exact flight, exact Ornstein–Uhlenbeck transitions,
 * thinning for tumbles, and D_tN in closed form for sums of plane waves. It has no discretisation error, only a sampling error.
 */
export const particles: Scheme = {
  name: 'particles',
  title: 'event-driven particles',
  level: 'particles',
  tolerance: 1e-2,
  supports,
  resolution(_scenario, _epsilon, tolerance = 1e-2): ParticleResolution {
    const wanted = ((CONFIDENCE * DEVIATION) / tolerance) ** 2;
    return { particles: Math.ceil(Math.min(MOST_AT_FIRST, Math.max(FEWEST, wanted))), seed: 1, first: 0 };
  },
  refine(resolution, source) {
    const more = 4 * resolution.particles;
    return source === 'sampling' && more <= MOST ? { ...resolution, particles: more } : undefined;
  },
  coarsenings: () => [],
  *solve(scenario, epsilon, resolution, times): Generator<ParticleSnapshot, SolveSummary> {
    const model = createModel(scenario);
    const { cloud, events } = start(model, epsilon, resolution, new InternalStateLaw(model, epsilon), false);
    const internal = internalState(model, epsilon);
    for (let k = 0; k < times.length; k++) {
      events.advance(times[k], k);
      yield snapshot(model, cloud, times[k], epsilon, (x, v, y, out) => internal(times[k], x, v, y, out));
    }
    return { steps: events.candidates };
  },
};

/**
 * The gradient-sensing process (1.1)–(1.3) with the random numbers of `particles`: the same data, candidate times and marks
 * particle by particle, so that differences of the two have a small variance. Snapshots have ε = 0 and `internal` = M.
 *
 * @param epsilon that of the coupled run: data that depend on ε are p̄₀ here, drawn with the same random numbers
 */
export function* solveCoupledLimit(
  scenario: Scenario,
  epsilon: number,
  resolution: Resolution,
  times: Float64Array,
): Generator<ParticleSnapshot, SolveSummary> {
  const model = createModel(scenario);
  const { cloud, events } = start(model, epsilon, resolution, new GradientSensingLaw(model), true);
  for (let k = 0; k < times.length; k++) {
    events.advance(times[k], k);
    yield snapshot(model, cloud, times[k], 0, (x, _v, _y, out) => model.signal(times[k], x, out));
  }
  return { steps: events.candidates };
}

/** @throws Error when the scenario is not supported */
function start(
  model: Model,
  epsilon: number,
  resolution: Resolution,
  law: TumbleLaw,
  limit: boolean,
): { readonly cloud: Cloud; readonly events: ParticleProcess } {
  const majorant = majorantOf(model.scenario);
  if (typeof majorant === 'string') throw new Error(majorant);
  const random = new Philox(resolution.seed);
  const range = { first: resolution.first ?? 0, count: resolution.particles, rate: majorant.total, limit };
  const cloud = drawCloud(model, epsilon, range, random);
  return { cloud, events: new ParticleProcess(model, cloud, law, majorant, random) };
}

type Internal = (x: Float64Array, v: Int32Array, y: Float64Array, out: Float64Array) => void;

/** m = N + εy = M + ε(y − u), block by block. */
function internalState(model: Model, epsilon: number): (t: number, ...rest: Parameters<Internal>) => void {
  const gradient = createColumnGradient(model, epsilon, BLOCK);
  const which = Int32Array.from({ length: BLOCK }, (_, j) => j);
  const instants = new Float64Array(BLOCK);
  const u = new Float64Array(BLOCK);
  return (t, x, v, y, out) => {
    instants.fill(t);
    gradient.load(v.length, instants, x);
    gradient.evaluate(v.length, which, v, u);
    model.signal(t, x, out);
    for (let j = 0; j < v.length; j++) out[j] += epsilon * (y[j] - u[j]);
  };
}

function snapshot(model: Model, cloud: Cloud, time: number, epsilon: number, internal: Internal): ParticleSnapshot {
  const { space } = model.scenario;
  const { count } = cloud;
  const positions = Float64Array.from(cloud.x);
  if (space.domain === 'torus')
    for (let i = 0; i < positions.length; i++) positions[i] -= space.length * Math.floor(positions[i] / space.length);
  const state = new Float64Array(count);
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    internal(
      positions.subarray(from * model.dimension, to * model.dimension),
      cloud.velocity.subarray(from, to),
      cloud.y.subarray(from, to),
      state.subarray(from, to),
    );
  }
  return {
    level: 'particles',
    time,
    epsilon,
    positions,
    velocityIndex: Int32Array.from(cloud.velocity),
    internal: state,
    weights: new Float64Array(count).fill(1 / count),
  };
}
