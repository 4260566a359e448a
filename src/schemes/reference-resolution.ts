import { createModel } from '../model/create-model.ts';
import type { Model } from '../model/model.ts';
import { gridPositions } from '../model/position-grid.ts';
import type { Scenario } from '../model/scenario.ts';
import { boxOf } from '../model/space-box.ts';
import type { Resolution } from './scheme.ts';
import { spectralTail } from './spectral-tail.ts';
import { steepness as steepnessOf } from './steepness.ts';

/** Parameters of the reference scheme. */
export interface ReferenceResolution extends Resolution {
  /** Grid points in x and Fourier modes kept, modes < nx/2. */
  readonly nx: number;
  readonly modes: number;
  /** Grid points in y on [−halfWidth, halfWidth). */
  readonly ny: number;
  readonly halfWidth: number;
  /** Time steps per output interval, at least. */
  readonly substeps: number;
  /** Longest time step. */
  readonly longestStep: number;
  /** Order of the exponential Adams method; absent for the Runge–Kutta method of order 4. */
  readonly adams?: number;
}

/** The tolerance that the first resolution is made for. */
const USUAL_TOLERANCE = 1e-6;
/** Longest step of the first resolution for |D_tM| ≤ 2; the forcing turns faster when the signal is steeper. */
const FIRST_STEP = 0.01;

/**
 * Tolerances for which the first resolution takes the Adams method: it makes one evaluation of the forcing a step in place of
 * five and has twice the order, but needs a shorter step before that pays (work–precision diagram of `npm run bench`).
 */
const ADAMS_FROM = 1e-8;
const ADAMS_ORDER = 8;
/** Its longest step, and the error that it gave on `travelling-wave`. */
const ADAMS_STEP = { step: 0.01, error: 1e-10 };

/** Wanted size of ε times the last Fourier coefficients of Λ𝓜; a heuristic for the first grid, the y-error is measured. */
const RATE_TAIL = 4e-9;
/** A rate with a kink is not chased by the first grid. */
const LARGEST_FIRST_NY = 128;

/** Wanted size of the last Fourier coefficients of the density relative to its mean; a heuristic, as above. */
const DENSITY_TAIL = 1e-10;
/** Largest first grid in each coordinate of x, by dimension: what a run of minutes can afford. */
const LARGEST_FIRST_NX: { readonly [dimension: number]: number } = { 1: 512, 2: 128, 3: 32 };

/**
 * Reach of the box in y in units of the 8.5 deviations that hold a law to round-off, room for the shifts in units of |D_tM|,
 * and the spacing. In more than one dimension five and a half deviations have to do: they hold the second moment to 1e-6, and
 * what is resolved better in the same number of points is the Fisher information of the tails.
 */
const lawBox = (dimension: number): { readonly reach: number; readonly margin: number; readonly spacing: number } =>
  dimension === 1 ? { reach: 1, margin: 1.5, spacing: 0.42 } : { reach: 5.5 / 8.5, margin: 0.5, spacing: 0.45 };

/** Largest of the last fifth of the Fourier coefficients of p̄₀^ε(·, v) on an x-grid, relative to the largest. */
function unresolvedDensity(model: Model, epsilon: number, nx: number): number {
  const { space } = model.scenario;
  const { start, length: width } = boxOf(space);
  const d = model.dimension;
  const x = gridPositions({ start, spacing: width / nx, count: nx }, d);
  const density = new Float64Array(nx ** d);
  let worst = 0;
  for (let iv = 0; iv < model.velocities.length; iv++) {
    model.density(epsilon, x, iv, density);
    worst = Math.max(worst, relativeTail(density, 0.4, d));
  }
  return worst;
}

/** Largest |ĉ_k| with some k_j ≥ from·n, relative to the largest of all, for real point values on a grid n^d. */
function relativeTail(values: Float64Array, from: number, dimension = 1): number {
  const { tail, largest } = spectralTail(values, from, dimension);
  return largest === 0 ? 0 : tail / largest;
}

/** Largest of the last tenth of the Fourier coefficients of Λ(·, v, w)𝓜 on a y-grid, relative to the largest. */
function unresolvedRate(model: Model, ny: number, halfWidth: number): number {
  const z = Float64Array.from({ length: ny }, (_, j) => -halfWidth + (2 * halfWidth * j) / ny);
  const rate = new Float64Array(ny);
  let largest = 0;
  for (let post = 0; post < model.velocities.length; post++) {
    for (let pre = 0; pre < model.velocities.length; pre++) {
      model.rate(z, post, pre, rate);
      for (let j = 0; j < ny; j++) rate[j] *= Math.exp(-0.5 * z[j] * z[j]);
      largest = Math.max(largest, relativeTail(rate, 0.45));
    }
  }
  return largest;
}

/** A first resolution for an error of `tolerance`, relative to max(1, |value|). */
export function referenceResolution(
  scenario: Scenario,
  epsilon: number,
  tolerance = USUAL_TOLERANCE,
): ReferenceResolution {
  const isTight = tolerance < ADAMS_FROM;
  const relaxed = isTight ? tolerance / USUAL_TOLERANCE : Math.max(1, tolerance / USUAL_TOLERANCE);
  const model = createModel(scenario);
  const facts = model.profileFacts(epsilon);
  const steepness = steepnessOf(model);
  // z = y − u and the jumps of y must stay inside the box: the law's own width and the shift.
  const law = lawBox(model.dimension);
  const halfWidth = law.reach * Math.max(facts.halfWidth, 8.5) + law.margin * steepness;
  // Spacing 0.42 resolves a unit Gaussian to 1e-12; narrower laws need it in proportion.
  const spacing = law.spacing * Math.min(1, facts.smallestDeviation);
  const { grid } = scenario;
  let ny = grid?.y ?? 2 ** Math.ceil(Math.log2((2 * halfWidth) / spacing));
  // What tumbling forces on q before it relaxes is Λ𝓜·ε: its last Fourier coefficients must be small, too.
  while (!grid && ny < LARGEST_FIRST_NY && epsilon * unresolvedRate(model, ny, halfWidth) > RATE_TAIL * relaxed)
    ny *= 2;
  let nx = grid?.x ?? (steepness > 2 && model.dimension === 1 ? 64 : 32);
  while (
    !grid &&
    nx < LARGEST_FIRST_NX[model.dimension] &&
    unresolvedDensity(model, epsilon, nx) > DENSITY_TAIL * relaxed
  )
    nx *= 2;
  if (isTight) {
    const adams = ADAMS_ORDER;
    const step = ADAMS_STEP.step * Math.min(1, tolerance / ADAMS_STEP.error) ** (1 / adams);
    return {
      nx,
      modes: nx / 2 - 1,
      ny,
      halfWidth,
      substeps: 2,
      longestStep: step / Math.max(1, steepness / 2),
      adams,
    };
  }
  // Order 4: a tolerance 16 times as wide allows twice the step; more would leave the range where the order holds.
  const longestStep = (FIRST_STEP * Math.min(2, relaxed ** 0.25)) / Math.max(1, steepness / 2);
  return { nx, modes: nx / 2 - 1, ny, halfWidth, substeps: 2, longestStep };
}
