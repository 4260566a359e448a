import type { Field, FieldAtTime } from './field.ts';
import type { Adaptation } from './model.ts';
import type { PlaneWave } from './plane-waves.ts';
import { compositeGauss, type Rule } from './quadrature.ts';
import { addWaveMemory, type PathOrder, wavesAgree } from './wave-memory.ts';

/** e^{−38} < 2^{−53}: the memory integral needs no more. */
const MEMORY = 38;
/** Panels grow because e^{−σ} makes the far ones small. */
const PANEL_EDGES = [0, 2, 5, 9, 15, 24, MEMORY];
/** [subdivisions of each panel, Gauss nodes in each]: tried in turn until two agree to round-off. */
const LADDER: readonly (readonly [number, number])[] = [
  [1, 6],
  [1, 8],
  [1, 10],
  [1, 12],
  [1, 16],
  [2, 12],
  [2, 16],
  [4, 16],
  [8, 16],
  [16, 16],
  [32, 16],
  [64, 16],
];

/** Rule for ∫₀^τ f(σ) e^{−σ} dσ; the weights contain e^{−σ}. */
function memoryRule(tau: number, [subdivisions, nodes]: readonly [number, number]): Rule {
  const edges = [0];
  for (let p = 1; p < PANEL_EDGES.length; p++) {
    const from = PANEL_EDGES[p - 1];
    if (from >= tau) break;
    const to = Math.min(tau, PANEL_EDGES[p]);
    for (let k = 1; k <= subdivisions; k++) edges.push(from + ((to - from) * k) / subdivisions);
  }
  const rule = compositeGauss(edges, nodes);
  for (let i = 0; i < rule.nodes.length; i++) rule.weights[i] *= Math.exp(-rule.nodes[i]);
  return rule;
}

/** Points at which a field is asked for together, unless there are more at one time. */
const MOST_POINTS = 4096;

/**
 * Adds ∫₀^{t/ε} f(t−εσ, x−εσv, v) e^{−σ} dσ to `out`, with one level of the ladder. f is asked for at many nodes σ at
 * once: with few points a call costs more than its values.
 */
function addMemory(f: Field, epsilon: number, level: readonly [number, number]): FieldAtTime {
  let rule: Rule | undefined;
  let ruleTau = Number.NaN;
  let times = new Float64Array(0);
  let shifted = new Float64Array(0);
  let values = new Float64Array(0);
  return (t, x, v, out) => {
    const tau = Math.min(t / epsilon, MEMORY);
    if (!rule || tau !== ruleTau) {
      rule = memoryRule(tau, level);
      ruleTau = tau;
    }
    const { nodes, weights } = rule;
    const d = v.length;
    const count = out.length;
    const together = Math.min(nodes.length, Math.max(1, Math.floor(MOST_POINTS / count)));
    if (values.length !== together * count) {
      times = new Float64Array(together * count);
      shifted = new Float64Array(together * count * d);
      values = new Float64Array(together * count);
    }
    for (let first = 0; first < nodes.length; first += together) {
      const size = Math.min(together, nodes.length - first);
      for (let q = 0; q < size; q++) {
        const back = epsilon * nodes[first + q];
        const from = q * count;
        times.fill(t - back, from, from + count);
        for (let i = 0; i < x.length; i += d)
          for (let j = 0; j < d; j++) shifted[from * d + i + j] = x[i + j] - back * v[j];
      }
      f(times, shifted.subarray(0, size * count * d), v, values.subarray(0, size * count));
      for (let q = 0; q < size; q++) {
        const weight = weights[first + q];
        for (let i = 0, from = q * count; i < count; i++) out[i] += weight * values[from + i];
      }
    }
  };
}

/**
 * The coarsest level of the ladder that agrees with the next but one to round-off (1e-14 of max|f|) at probe points.
 * For a signal with a kink no level does: the finest is taken, and the error then is that of a 64-fold subdivision.
 */
function chooseLevel(
  f: Field,
  epsilon: number,
  time: number,
  x: Float64Array,
  velocities: readonly (readonly number[])[],
): readonly [number, number] {
  const count = x.length / velocities[0].length;
  const probes: Float64Array[] = LADDER.map(() => new Float64Array(0));
  let scale = 1e-300;
  const direct = new Float64Array(count);
  for (const v of velocities) {
    for (const t of [0, time / 2, time]) {
      f(t, x, v, direct);
      for (const value of direct) scale = Math.max(scale, Math.abs(value));
    }
  }
  const probe = (level: number): Float64Array => {
    if (probes[level].length) return probes[level];
    const memory = addMemory(f, epsilon, LADDER[level]);
    const times = [time, Math.min(time, 3 * epsilon), Math.min(time, epsilon)];
    const all = new Float64Array(times.length * velocities.length * count);
    times.forEach((t, a) => {
      velocities.forEach((v, b) => {
        const at = (a * velocities.length + b) * count;
        memory(t, x, v, all.subarray(at, at + count));
      });
    });
    probes[level] = all;
    return all;
  };
  for (let level = 0; level + 1 < LADDER.length; level++) {
    const here = probe(level);
    const finer = probe(Math.min(level + 2, LADDER.length - 1));
    if (here.every((value, i) => Math.abs(value - finer[i]) <= 1e-14 * scale)) return LADDER[level];
  }
  return LADDER[LADDER.length - 1];
}

/** M and its derivatives along the path, D_tM and D_t²M, as functions, and the waves that M is a sum of, if it is one. */
export interface SignalFields {
  readonly signal: Field;
  readonly pathGradient: Field;
  readonly pathCurvature: Field;
  readonly waves: readonly PlaneWave[] | undefined;
}

/**
 * N and its path-wise gradient from integrals along characteristics (theory sheet, section 2; paper (3.3) and the
 * identity for D_tM − D_tN in the proof of (3.2)). Every integral is over the scaled memory σ = (t−s)/ε: in closed form for
 * a sum of plane waves, by quadrature otherwise. Bounds rest on the same waves, so these are not trusted here: where they
 * differ from the functions by more than round-off, the quadrature of the functions is taken.
 *
 * @param probes positions [i·d + j] at which waves are compared and the number of nodes is chosen
 */
export function createAdaptation(
  epsilon: number,
  time: number,
  probes: Float64Array,
  velocities: readonly (readonly number[])[],
  { signal, pathGradient, pathCurvature, waves }: SignalFields,
): Adaptation {
  const memoryOf = (f: Field, order: PathOrder): FieldAtTime =>
    waves && wavesAgree(waves, order, f, time, probes, velocities)
      ? addWaveMemory(waves, order, epsilon)
      : addMemory(f, epsilon, chooseLevel(f, epsilon, time, probes, velocities));
  const lazily = (f: Field, order: PathOrder): FieldAtTime => {
    let memory: FieldAtTime | undefined;
    return (t, x, v, out) => {
      memory ??= memoryOf(f, order);
      memory(t, x, v, out);
    };
  };
  const memories = {
    signal: lazily(signal, 0),
    gradient: lazily(pathGradient, 1),
    curvature: lazily(pathCurvature, 2),
  };

  /** e^{−t/ε} f(0, x − tv) + factor · memory. */
  const withInitialLayer = (f: Field, factor: number, memory: FieldAtTime): FieldAtTime => {
    let foot = new Float64Array(0);
    let initial = new Float64Array(0);
    return (t, x, v, out) => {
      out.fill(0);
      memory(t, x, v, out);
      const decay = Math.exp(-t / epsilon);
      if (factor !== 1) for (let i = 0; i < out.length; i++) out[i] *= factor;
      if (decay === 0) return;
      if (foot.length !== x.length) foot = new Float64Array(x.length);
      if (initial.length !== out.length) initial = new Float64Array(out.length);
      const d = v.length;
      for (let i = 0; i < x.length; i += d) for (let j = 0; j < d; j++) foot[i + j] = x[i + j] - t * v[j];
      f(0, foot, v, initial);
      for (let i = 0; i < out.length; i++) out[i] += decay * initial[i];
    };
  };

  return {
    epsilon,
    signal: withInitialLayer(signal, 1, memories.signal),
    gradient: (t, x, v, out) => {
      out.fill(0);
      memories.gradient(t, x, v, out);
    },
    gap: withInitialLayer(pathGradient, epsilon, memories.curvature),
  };
}
