import { createModel } from '../../src/model/create-model.ts';
import type { Model } from '../../src/model/model.ts';
import { planeWaves } from '../../src/model/plane-waves.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { boxOf } from '../../src/model/space-box.ts';
import type { ReferenceResolution } from '../../src/schemes/reference-resolution.ts';

/**
 * What a peer reads: the scenario in numbers, so that no peer needs a parser of expressions. Tables are nested lists or
 * flat ones in the order of their name.
 */
export interface PeerCase {
  /** File of the scenario, for our own solver. */
  readonly scenario: string;
  readonly epsilon: number;
  readonly resolution: ReferenceResolution;
  readonly start: number;
  readonly length: number;
  readonly speeds: readonly number[];
  readonly weights: readonly number[];
  readonly nx: number;
  readonly modes: number;
  readonly ny: number;
  readonly halfWidth: number;
  /** Output times, and steps of the kinetic and of the limit solver in each interval between them. */
  readonly times: readonly number[];
  readonly steps: readonly number[];
  readonly limitSteps: readonly number[];
  /** The signal, whose D_tN is known in closed form. */
  readonly waves: readonly {
    readonly amplitude: number;
    readonly k: number;
    readonly omega: number;
    readonly phase: number;
  }[];
  /** Λ at [post][pre][j] on the y-grid. */
  readonly rate: readonly (readonly (readonly number[])[])[];
  /** Chebyshev coefficients of Λ̄ in a = D_tM on [from, to] at [post][pre][degree]. */
  readonly averagedRate: {
    readonly from: number;
    readonly to: number;
    readonly coefficients: readonly (readonly (readonly number[])[])[];
  };
  /** p̄₀^ε and p̄₀ at [iv·nx + ix], and the law of y on the y-grid. */
  readonly density: readonly number[];
  readonly limitDensity: readonly number[];
  readonly profile: readonly number[];
  /** Of the quadrature in x behind equilibriumDistance. */
  readonly distanceTolerance: { readonly absolute: number; readonly relative: number };
  /** Runs before the one that is timed. */
  readonly warmups: number;
  /** For SciPy only. */
  readonly methodOfLines?: {
    readonly method: string;
    readonly order: number;
    readonly rtol: number;
    readonly atol: number;
    readonly firstStep: number;
  };
}

/** Enough for Λ̄, which is as smooth as a Gaussian. */
const CHEBYSHEV_DEGREE = 48;
/** As in src/diagnostics/equilibrium-distance.ts. */
const DISTANCE_TOLERANCE = { absolute: 2e-8, relative: 1e-5 };

/** @throws Error when the scenario is not one that the peers solve: a torus, d = 1, a sum of plane waves, an even number of velocities. */
export function peerCase(
  file: string,
  scenario: Scenario,
  epsilon: number,
  resolution: ReferenceResolution,
  times: Float64Array,
): PeerCase {
  const model = createModel(scenario);
  const waves = planeWaves(scenario.signal.value.expr, 1);
  const { space } = scenario;
  if (space.dimension !== 1 || space.domain !== 'torus' || !waves || model.velocities.length % 2 === 1)
    throw new Error(
      `${file}: the peers solve plane waves on a one-dimensional torus with an even number of velocities`,
    );
  const { nx, modes, ny, halfWidth, substeps, longestStep } = resolution;
  const { start, length } = boxOf(space);
  const x = Float64Array.from({ length: nx }, (_, i) => start + (length * i) / nx);
  const y = Float64Array.from({ length: ny }, (_, j) => -halfWidth + (2 * halfWidth * j) / ny);
  const table = (count: number, fill: (out: Float64Array) => void): number[] => {
    const out = new Float64Array(count);
    fill(out);
    return Array.from(out);
  };
  const pairs = <T>(make: (post: number, pre: number) => T): T[][] =>
    model.velocities.map((_, post) => model.velocities.map((_, pre) => make(post, pre)));
  const intervals = Array.from(times.subarray(1), (end, i) => end - times[i]);
  return {
    scenario: file,
    epsilon,
    resolution,
    start,
    length,
    speeds: model.velocities.map(([v]) => v),
    weights: model.weights,
    nx,
    modes,
    ny,
    halfWidth,
    times: Array.from(times),
    // The rules of src/schemes/reference.ts and limit.ts.
    steps: intervals.map((h) => Math.max(substeps, 2 ** Math.ceil(Math.log2(h / longestStep) - 1e-9))),
    limitSteps: intervals.map((h) => Math.max(substeps, Math.ceil(h / longestStep))),
    waves: waves.map((wave) => ({ ...wave, k: wave.k[0] })),
    rate: pairs((post, pre) => table(ny, (out) => model.rate(y, post, pre, out))),
    averagedRate: averagedRate(model, x, pairs),
    density: model.velocities.flatMap((_, iv) => table(nx, (out) => model.density(epsilon, x, iv, out))),
    limitDensity: model.velocities.flatMap((_, iv) => table(nx, (out) => model.limitDensity(x, iv, out))),
    profile: table(ny, (out) => model.profile(epsilon, y, out)),
    distanceTolerance: DISTANCE_TOLERANCE,
    warmups: 0,
  };
}

function averagedRate(
  model: Model,
  x: Float64Array,
  pairs: <T>(make: (post: number, pre: number) => T) => T[][],
): PeerCase['averagedRate'] {
  let reach = 0;
  const column = new Float64Array(x.length);
  for (const v of model.velocities) {
    for (let k = 0; k <= 64; k++) {
      model.pathGradient((model.scenario.time * k) / 64, x, v, column);
      for (const value of column) reach = Math.max(reach, Math.abs(value));
    }
  }
  const to = 1.1 * reach + 1e-3;
  const count = CHEBYSHEV_DEGREE + 1;
  const angles = Array.from({ length: count }, (_, i) => (Math.PI * (i + 0.5)) / count);
  const nodes = Float64Array.from(angles, (angle) => to * Math.cos(angle));
  const coefficients = pairs((post, pre) => {
    const values = new Float64Array(count);
    model.averagedRate(nodes, post, pre, values);
    return Array.from({ length: count }, (_, k) => {
      const sum = values.reduce((total, value, i) => total + value * Math.cos(k * angles[i]), 0);
      return ((k === 0 ? 1 : 2) * sum) / count;
    });
  });
  return { from: -to, to, coefficients };
}
