import type { Model } from '../model/model.ts';
import { boxOf } from '../model/space-box.ts';

/** A value of one of the fields of Lemma 3.1 at one (t, x), for one velocity or a pair of them (indices). */
export interface FieldPoint {
  readonly time: number;
  readonly position: readonly number[];
  readonly velocities: readonly number[];
  readonly value: number;
}

/** |u(v)| and |D_tM − D_tN| for one velocity, |u(v) − u(v′)| for a pair, with u = D_tN = (M − N)/ε. */
export type LemmaField = 'lag' | 'gap' | 'spread';

/** Times in units of ε at which the initial layer is seen; later ones are fractions of T. */
const LAYER_TIMES = [0.01, 0.1, 0.3, 1, 2, 4, 8, 16];
const LATE_TIMES = [0.25, 0.5, 1];
const POSITIONS = 64;
/** Halvings of the step of the local search; positions then are located to 1e-5 of their spacing. */
const HALVINGS = 16;

interface FieldGrid {
  readonly times: readonly number[];
  readonly positions: Float64Array;
  /** [time][velocity][position] */
  readonly gradient: readonly (readonly Float64Array[])[];
  readonly gap: readonly (readonly Float64Array[])[];
}

const grids = new WeakMap<Model, Map<number, FieldGrid>>();

/**
 * For every sampled t the point where field/bound is largest over 64 positions and all velocities (pairs), and last the
 * largest of all after a local search in (t, x). A sample, not a supremum: it can refute a bound, not prove it.
 *
 * @param bound right-hand side for the field at time t and those velocities
 */
export function sampleLemma(
  model: Model,
  epsilon: number,
  field: LemmaField,
  bound: (t: number, velocities: readonly number[]) => number,
): FieldPoint[] {
  const grid = fieldGrid(model, epsilon);
  const subjects = field === 'spread' ? pairs(model.velocities.length) : model.velocities.map((_, iv) => [iv]);
  const values = field === 'gap' ? grid.gap : grid.gradient;
  const d = model.dimension;
  const worst: FieldPoint[] = [];
  grid.times.forEach((time, it) => {
    let best: FieldPoint | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const velocities of subjects) {
      const limit = bound(time, velocities);
      for (let i = 0; i * d < grid.positions.length; i++) {
        const value = combine(velocities.map((iv) => values[it][iv][i]));
        const use = load(value, limit);
        if (use > most || Number.isNaN(use)) {
          most = use;
          best = { time, position: [...grid.positions.subarray(i * d, i * d + d)], velocities, value };
        }
      }
    }
    if (best) worst.push(best);
  });
  const top = worst.reduce<FieldPoint | undefined>(
    (a, b) => (a && load(a.value, bound(a.time, a.velocities)) >= load(b.value, bound(b.time, b.velocities)) ? a : b),
    undefined,
  );
  return top ? [...worst, climb(model, epsilon, field, bound, top)] : worst;
}

const combine = (values: readonly number[]): number =>
  Math.abs(values.length === 2 ? values[0] - values[1] : values[0]);

/** value/bound, with 0/0 = 0. */
const load = (value: number, bound: number): number => (value === 0 && bound === 0 ? 0 : value / bound);

function pairs(count: number): number[][] {
  const all: number[][] = [];
  for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) all.push([a, b]);
  return all;
}

function fieldGrid(model: Model, epsilon: number): FieldGrid {
  let byEpsilon = grids.get(model);
  if (!byEpsilon) {
    byEpsilon = new Map();
    grids.set(model, byEpsilon);
  }
  let grid = byEpsilon.get(epsilon);
  if (!grid) {
    grid = evaluate(model, epsilon);
    byEpsilon.set(epsilon, grid);
  }
  return grid;
}

function evaluate(model: Model, epsilon: number): FieldGrid {
  const { time: end } = model.scenario;
  const late = LATE_TIMES.map((fraction) => fraction * end);
  const times = [...new Set([...LAYER_TIMES.map((s) => s * epsilon).filter((t) => t < end), ...late])];
  times.sort((a, b) => a - b);
  const positions = spread(model);
  const adaptation = model.adaptation(epsilon);
  const tabulate = (field: 'gradient' | 'gap') =>
    times.map((t) =>
      model.velocities.map((v) => {
        const out = new Float64Array(positions.length / model.dimension);
        adaptation[field](t, positions, v, out);
        return out;
      }),
    );
  return { times, positions, gradient: tabulate('gradient'), gap: tabulate('gap') };
}

/** Evenly spread positions in the period or the box: a Kronecker sequence with the generalised golden ratio. */
function spread(model: Model): Float64Array {
  const { space } = model.scenario;
  const d = space.dimension;
  const { start, length: width } = boxOf(space);
  let ratio = 1.5;
  for (let i = 0; i < 60; i++) ratio = (1 + ratio) ** (1 / (d + 1));
  return Float64Array.from({ length: POSITIONS * d }, (_, k) => {
    const [i, j] = [Math.floor(k / d), k % d];
    return start + width * ((0.5 + (i + 1) * ratio ** -(j + 1)) % 1);
  });
}

/** Pattern search for a larger field/bound near a point, in t by factors and in x by steps. */
function climb(
  model: Model,
  epsilon: number,
  field: LemmaField,
  bound: (t: number, velocities: readonly number[]) => number,
  from: FieldPoint,
): FieldPoint {
  const adaptation = model.adaptation(epsilon);
  const { space, time: end } = model.scenario;
  const { start, length: width } = boxOf(space);
  // The constants are suprema over what characteristics through the box reach: beyond it on the line they say nothing.
  const inside = (c: number): number => (space.domain === 'torus' ? c : Math.min(Math.max(c, start), start + width));
  const out = new Float64Array(1);
  const at = (time: number, position: readonly number[]): FieldPoint => {
    const x = Float64Array.from(position);
    const values = from.velocities.map((iv) => {
      adaptation[field === 'gap' ? 'gap' : 'gradient'](time, x, model.velocities[iv], out);
      return out[0];
    });
    return { time, position, velocities: from.velocities, value: combine(values) };
  };
  const score = (point: FieldPoint) => load(point.value, bound(point.time, point.velocities));
  let best = from;
  let size = 1;
  for (let halving = 0; halving < HALVINGS; halving++, size /= 2) {
    const step = (size * width) / POSITIONS;
    const factor = 2 ** size;
    const tries = best.position.flatMap((_, j) =>
      [-step, step].map((shift) =>
        at(
          best.time,
          best.position.map((c, k) => (k === j ? inside(c + shift) : c)),
        ),
      ),
    );
    for (const time of [best.time / factor, Math.min(end, best.time * factor)]) tries.push(at(time, best.position));
    for (const candidate of tries) if (score(candidate) > score(best)) best = candidate;
  }
  return best;
}
