import { createModel } from '../model/create-model.ts';
import type { Model } from '../model/model.ts';
import type { Scenario } from '../model/scenario.ts';
import type { MethylationSnapshot } from '../model/snapshot.ts';
import { boxOf } from '../model/space-box.ts';
import { methylationRange, unresolvedPositions, unresolvedRate } from './methylation-grid.ts';
import { type MethylationGrid, MethylationStepper } from './methylation-step.ts';
import {
  type Coarsening,
  fewerModes,
  type Resolution,
  type Scheme,
  type SolveSummary,
  widerSpacing,
} from './scheme.ts';
import { steepness as steepnessOf } from './steepness.ts';

/** Parameters of the solver in m. */
export interface MethylationResolution extends Resolution {
  /** Grid points in x and Fourier modes kept, modes < nx/2. */
  readonly nx: number;
  readonly modes: number;
  /** Grid points in m on [centre − halfWidth, centre + halfWidth). */
  readonly nm: number;
  readonly centre: number;
  readonly halfWidth: number;
  /** Time steps per output interval, at least. */
  readonly substeps: number;
  /** Longest time step. */
  readonly longestStep: number;
}

/** The tolerance that the first resolution is made for. */
const USUAL_TOLERANCE = 1e-6;
/** Below this ε the steps, which follow ε, and the grid, which follows ε/|M|, cost more than what they show. */
const SMALLEST_EPSILON = 0.03;
/** Largest first grids: a case takes seconds on them, and minutes beyond. */
const LARGEST_NX = 256;
const LARGEST_NM = 256;
/** Spacing in m in units of ε and of the smallest deviation: a Gaussian is resolved to 1e-12. */
const SPACING = 0.42;
/** Wanted size of the last Fourier coefficients in x at the usual tolerance; a heuristic, the x-error is measured. */
const POSITION_TAIL = 1e-8;
/** As above, of ε times the last Fourier coefficients of Λ𝓜. */
const RATE_TAIL = 4e-8;
/** Longest step of the first resolution in units of ε, for |D_tM| ≤ 1: p is then wrong by 3e-8 in L¹ on travelling-wave. */
const FIRST_STEP = 0.4;

/** The first grid, or why there is none of moderate size. */
function firstGrid(model: Model, epsilon: number, relaxed: number): { grid: MethylationGrid; tooLarge?: string } {
  const { centre, halfWidth } = methylationRange(model, epsilon);
  const spacing = SPACING * epsilon * Math.min(1, model.profileFacts(epsilon).smallestDeviation);
  let nm = 2 ** Math.ceil(Math.log2((2 * halfWidth) / spacing));
  const tooWide = `p needs more than ${LARGEST_NM} points in m at ε = ${epsilon}: it spreads over ${(2 * halfWidth).toPrecision(3)}`;
  if (nm > LARGEST_NM)
    return { grid: { ...boxOf(model.scenario.space), nx: 0, modes: 0, nm, centre, halfWidth }, tooLarge: tooWide };
  while (nm < LARGEST_NM / 2 && epsilon * unresolvedRate(model, nm, halfWidth / epsilon) > RATE_TAIL * relaxed) nm *= 2;
  let nx = 32;
  while (nx <= LARGEST_NX && unresolvedPositions(model, epsilon, nx) > POSITION_TAIL * relaxed) nx *= 2;
  const grid = { ...boxOf(model.scenario.space), nx, modes: nx / 2 - 1, nm, centre, halfWidth };
  if (nx > LARGEST_NX)
    return { grid, tooLarge: `p needs more than ${LARGEST_NX} points in x at ε = ${epsilon}: it varies over ε/|∇M|` };
  return { grid };
}

/**
 * The whole equation (1.4)–(1.5) for p^ε(t,x,v,m) in its own variables: neither N nor q occurs. Fourier in x with exact
 * transport, discrete ordinates in v, trigonometric interpolation on a fixed grid in m. Drift and diffusion by Mehler's
 * formula, tumbling by matrix exponentials, composed symmetrically and extrapolated to order 6. For moderate ε: steps
 * and grids follow ε.
 */
export const methylation: Scheme = {
  name: 'methylation',
  title: 'p(t,x,v,m) in the original variables (Fourier in x and m, symmetric splitting extrapolated to order 6)',
  level: 'methylation',
  tolerance: 1e-4,
  // Six in the limit; steps near ε, where it is used, show 5.2 to 5.9.
  orders: { time: 5, x: 'spectral', y: 'spectral' },

  supports(scenario, epsilon) {
    if (scenario.space.dimension !== 1) return 'the solver in m solves one space dimension';
    if (epsilon === undefined) return true;
    if (!(epsilon >= SMALLEST_EPSILON))
      return `the solver in m does not rescale: its steps and grids follow ε, and it takes ε ≥ ${SMALLEST_EPSILON}`;
    return firstGrid(createModel(scenario), epsilon, 1).tooLarge ?? true;
  },

  resolution(scenario: Scenario, epsilon: number, tolerance = USUAL_TOLERANCE): MethylationResolution {
    const relaxed = Math.max(1, tolerance / USUAL_TOLERANCE);
    const model = createModel(scenario);
    const { grid, tooLarge } = firstGrid(model, epsilon, relaxed);
    if (tooLarge !== undefined) throw new Error(tooLarge);
    const { nx, modes, nm, centre, halfWidth } = grid;
    // Order 6: a tolerance 64 times as wide allows twice the step.
    const longestStep = (FIRST_STEP * epsilon * Math.min(2, relaxed ** (1 / 6))) / Math.max(1, steepnessOf(model));
    return { nx, modes, nm, centre, halfWidth, substeps: 2, longestStep };
  },

  refine(resolution, source) {
    const { nx, nm, substeps, longestStep, halfWidth } = resolution as MethylationResolution;
    if (source === 'time') return { ...resolution, substeps: 2 * substeps, longestStep: longestStep / 2 };
    if (source === 'x') return { ...resolution, nx: 2 * nx, modes: nx - 1 };
    if (source === 'y') return { ...resolution, nm: 2 * nm, halfWidth: 1.2 * halfWidth };
    return undefined;
  },

  coarsenings(resolution, scenario): readonly Coarsening[] {
    const base = resolution as MethylationResolution;
    const inTime = { ...base, substeps: base.substeps / 2, longestStep: base.longestStep * 2 };
    return [
      {
        source: 'time',
        resolution: inTime,
        against: 'base',
        factor: 1,
        reason:
          'halving the step divides the error by at least 2: order 6, but the coarser step may exceed ε (seen: 2.0, then 26)',
      },
      fewerModes(inTime, scenario),
      widerSpacing(inTime, scenario),
    ];
  },

  *solve(scenario, epsilon, resolution, times): Generator<MethylationSnapshot, SolveSummary> {
    const model = createModel(scenario);
    const { nx, modes, nm, centre, halfWidth, substeps, longestStep } = resolution as MethylationResolution;
    const grid: MethylationGrid = { ...boxOf(scenario.space), nx, modes, nm, centre, halfWidth };
    const stepper = new MethylationStepper(model, epsilon, grid);
    const x = { start: grid.start, spacing: grid.length / nx, count: nx };
    const m = { start: centre - halfWidth, spacing: (2 * halfWidth) / nm, count: nm };
    const values = new Float64Array(nx * model.weights.length * nm);
    initialValues(model, epsilon, x, m, values);
    const state = new Float64Array(values.length);
    stepper.analyse(values, state);
    yield { level: 'methylation', time: 0, epsilon, x, m, values };
    let steps = 0;
    for (let i = 1; i < times.length; i++) {
      const interval = times[i] - times[i - 1];
      // A power of two, so that few step lengths occur; a hair of slack for rounding.
      const count = Math.max(substeps, 2 ** Math.ceil(Math.log2(interval / longestStep) - 1e-9));
      const h = interval / count;
      for (let k = 0; k < count; k++) {
        stepper.step(times[i - 1] + k * h, h, state);
        steps++;
      }
      stepper.synthesise(state, values);
      yield { level: 'methylation', time: times[i], epsilon, x, m, values };
    }
    return { steps };
  },
};

/** p₀(x, v, m) = (1/ε)p̄₀^ε(x, v) profile((m − M(0, x))/ε), layout [(ix·nv + iv)·nm + j]. */
function initialValues(
  model: Model,
  epsilon: number,
  x: MethylationSnapshot['x'],
  m: MethylationSnapshot['m'],
  values: Float64Array,
): void {
  const nv = model.weights.length;
  const positions = Float64Array.from({ length: x.count }, (_, i) => x.start + i * x.spacing);
  const M = new Float64Array(x.count);
  model.signal(0, positions, M);
  const density = new Float64Array(x.count);
  const offset = new Float64Array(m.count);
  const law = new Float64Array(m.count);
  for (let iv = 0; iv < nv; iv++) {
    model.density(epsilon, positions, iv, density);
    for (let ix = 0; ix < x.count; ix++) {
      for (let j = 0; j < m.count; j++) offset[j] = (m.start + j * m.spacing - M[ix]) / epsilon;
      model.profile(epsilon, offset, law);
      const row = (ix * nv + iv) * m.count;
      for (let j = 0; j < m.count; j++) values[row + j] = (density[ix] * law[j]) / epsilon;
    }
  }
}
