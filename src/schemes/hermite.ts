import { compile } from '../model/compile-expression.ts';
import { createModel } from '../model/create-model.ts';
import type { Model } from '../model/model.ts';
import type { Scenario } from '../model/scenario.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { boxOf } from '../model/space-box.ts';
import { HermiteBasis } from './hermite-basis.ts';
import { addGaussian, modesFor, SeriesEvaluator } from './hermite-series.ts';
import { HermiteStepper } from './hermite-step.ts';
import { PeriodicTransport } from './hermite-transport.ts';
import { radauIIA } from './imex-radau.ts';
import { reference } from './reference.ts';
import { type Coarsening, fewerModes, type Resolution, type Scheme, type SolveSummary } from './scheme.ts';
import { steepness as steepnessOf } from './steepness.ts';

/** Parameters of the Hermite scheme. */
export interface HermiteResolution extends Resolution {
  /** Grid points in x and Fourier modes kept, modes < nx/2. */
  readonly nx: number;
  readonly modes: number;
  /** Hermite modes in z, even. */
  readonly hermite: number;
  /** Snapshots: grid points in y on [−halfWidth, halfWidth). */
  readonly ny: number;
  readonly halfWidth: number;
  /** Time steps per output interval, at least. */
  readonly substeps: number;
  /** Longest time step. */
  readonly longestStep: number;
}

/** Longest step of the first resolution, as a multiple of that of the reference: here the order is higher. */
const STEP_RATIO = 2;
/** hλ₀ at most this: the iteration for tumbling then gains a digit in every sweep. */
const CONTRACTION = 0.25;
/** Collocation nodes per time step: order 7 when ε is not small, at least 4 uniformly in ε. */
const RADAU_NODES = 4;
/** Gauss–Hermite nodes per mode: the products Λ h_n need room before they alias; the y-error is measured. */
const NODES_PER_MODE = 1.25;
/** Wanted size of the last coefficients of the data and of the Maxwellians around −D_tM; a heuristic, measured later. */
const TAIL = 1e-11;
/** Last coefficients of the data above this level cannot be told from an unresolved tail. */
const LARGEST_TAIL = 1e-10;
/** Tumbling brings in what the data lack. */
const LEAST_HERMITE = 32;
const LARGEST_HERMITE = 192;

/** Law of y at t = 0, where y = z, as Gaussians; undefined when it is given by an expression. */
function gaussians(
  scenario: Scenario,
  epsilon: number,
): { weight: number; mean: number; deviation: number }[] | undefined {
  const { profile } = scenario.initial;
  if (profile.type !== 'mixture') return undefined;
  return profile.components.map(({ weight, mean, deviation }) => ({
    weight,
    mean: compile(mean.expr, ['epsilon']).at(epsilon),
    deviation: compile(deviation.expr, ['epsilon']).at(epsilon),
  }));
}

/** λ₀ = sup ∫Λ(z, v′, v)dv′ at given z. */
function largestOutflow(model: Model, z: Float64Array): number {
  const rate = new Float64Array(z.length);
  let largest = 0;
  for (let pre = 0; pre < model.weights.length; pre++) {
    const total = new Float64Array(z.length);
    model.weights.forEach((weight, post) => {
      model.rate(z, post, pre, rate);
      for (let j = 0; j < z.length; j++) total[j] += weight * rate[j];
    });
    for (const value of total) largest = Math.max(largest, value);
  }
  return largest;
}

function positions(scenario: Scenario, count: number): { x: Float64Array; start: number; length: number } {
  const { space } = scenario;
  const { start, length } = boxOf(space);
  return { x: Float64Array.from({ length: count }, (_, i) => start + (length * i) / count), start, length };
}

/**
 * Second kinetic solver, independent of the reference: the equation in the M-centred variable z = (m−M)/ε, Hermite
 * functions in z, Fourier in x with exact transport, discrete ordinates in v, Radau IIA collocation in time. Its
 * evolution knows neither N nor D_tN; they enter only when a snapshot is written in y = z + D_tN. Far tails have
 * absolute, not relative accuracy.
 */
export const hermite: Scheme = {
  name: 'hermite',
  title: 'M-centred Hermite functions (Fourier in x, Radau IIA with 4 nodes in time)',
  level: 'full',
  orders: { time: 4, x: 'spectral', y: 'spectral' },

  supports(scenario) {
    if (scenario.space.dimension !== 1) return 'the Hermite scheme solves one space dimension';
    for (const epsilon of scenario.epsilons) {
      const components = gaussians(scenario, epsilon);
      if (!components) return 'the Hermite scheme takes Gaussian mixtures as the law of y';
      for (const { mean, deviation } of components) {
        if (!(deviation < Math.SQRT2))
          return `the Hermite series of a Gaussian of deviation ${deviation} diverges; it needs less than √2`;
        if (modesFor(LARGEST_TAIL, Math.abs(mean), deviation, LARGEST_HERMITE) === undefined)
          return `a Gaussian of mean ${mean} and deviation ${deviation} needs more than ${LARGEST_HERMITE} Hermite modes`;
      }
    }
    return true;
  },

  resolution(scenario: Scenario, epsilon: number, tolerance?: number): HermiteResolution {
    const model = createModel(scenario);
    const steepness = steepnessOf(model);
    // On its way to the Maxwellian around −D_tM a Gaussian has mean s·m − (1−s)D_tM and variance 1 + s²(d²−1), 0 ≤ s ≤ 1.
    const wanted = (gaussians(scenario, epsilon) ?? []).flatMap(({ mean, deviation }) =>
      [1, 0.75, 0.5, 0.25, 0].map((s) => {
        const reach = s * Math.abs(mean) + (1 - s) * steepness;
        return modesFor(TAIL, reach, Math.sqrt(1 + s * s * (deviation ** 2 - 1)), LARGEST_HERMITE) ?? LARGEST_HERMITE;
      }),
    );
    // Snapshots are written on the first grids of the reference.
    const { nx, modes, ny, halfWidth, substeps, longestStep } = reference.resolution(scenario, epsilon, tolerance);
    return {
      nx,
      modes,
      hermite: Math.max(LEAST_HERMITE, ...wanted),
      ny,
      halfWidth,
      substeps,
      longestStep: STEP_RATIO * longestStep,
    };
  },

  refine(resolution, source) {
    const { nx, ny, substeps, longestStep, halfWidth, hermite } = resolution as HermiteResolution;
    if (source === 'time') return { ...resolution, substeps: 2 * substeps, longestStep: longestStep / 2 };
    if (source === 'x') return { ...resolution, nx: 2 * nx, modes: nx - 1 };
    if (source === 'y' && hermite < LARGEST_HERMITE) {
      const more = Math.min(LARGEST_HERMITE, 2 * Math.ceil((hermite * 2) / 3));
      return { ...resolution, hermite: more, ny: 2 * ny, halfWidth: 1.2 * halfWidth };
    }
    return undefined;
  },

  coarsenings(resolution, scenario): readonly Coarsening[] {
    const base = resolution as HermiteResolution;
    const inTime = { ...base, substeps: base.substeps / 2, longestStep: base.longestStep * 2 };
    return [
      {
        source: 'time',
        resolution: inTime,
        against: 'base',
        factor: 1 / 7,
        reason: 'halving the step divides the error by at least 8 (stage order 4, observed 3.9 to 6.9)',
      },
      fewerModes(inTime, scenario),
      {
        source: 'y',
        resolution: { ...inTime, hermite: 2 * Math.floor((base.hermite * 3) / 8), halfWidth: base.halfWidth * 1.2 },
        against: 'time',
        factor: 1,
        reason:
          'the difference is the error with three quarters of the Hermite modes and a y-spacing 1.2 times as large',
      },
    ];
  },

  *solve(scenario, epsilon, resolution, times): Generator<FullSnapshot, SolveSummary> {
    const model = createModel(scenario);
    const { nx, modes, hermite: series, ny, halfWidth, substeps, longestStep } = resolution as HermiteResolution;
    const { x, start, length } = positions(scenario, nx);
    const nv = model.velocities.length;
    const basis = new HermiteBasis(series, 2 * Math.ceil((NODES_PER_MODE * series) / 2));
    const longest = Math.min(longestStep, CONTRACTION / largestOutflow(model, basis.nodes));
    const transport = new PeriodicTransport(nx, length, modes);
    const stepper = new HermiteStepper(model, epsilon, basis, x, transport, radauIIA(RADAU_NODES));
    const adaptation = model.adaptation(epsilon);
    const evaluator = new SeriesEvaluator(series);
    const c = initialCoefficients(model, epsilon, x, series);
    const values = new Float64Array(nx * nv * ny);
    const y = { start: -halfWidth, spacing: (2 * halfWidth) / ny, count: ny };
    const u = new Float64Array(nx);

    const snapshot = (time: number): FullSnapshot => {
      model.velocities.forEach((v, iv) => {
        adaptation.gradient(time, x, v, u);
        for (let ix = 0; ix < nx; ix++) {
          const row = ix * nv + iv;
          const out = values.subarray(row * ny, (row + 1) * ny);
          evaluator.evaluate(c.subarray(row * series, (row + 1) * series), y.start - u[ix], y.spacing, out);
        }
      });
      return {
        level: 'full',
        time,
        epsilon,
        frame: { theta: epsilon },
        x: { start, spacing: length / nx, count: nx },
        y,
        values,
      };
    };

    yield snapshot(0);
    let steps = 0;
    for (let i = 1; i < times.length; i++) {
      const interval = times[i] - times[i - 1];
      const count = Math.max(substeps, Math.ceil(interval / longest - 1e-9));
      const h = interval / count;
      for (let k = 0; k < count; k++) {
        stepper.step(times[i - 1] + k * h, h, c);
        steps++;
      }
      yield snapshot(times[i]);
    }
    return { steps };
  },
};

/** f(0, x, v, z) = p̄₀^ε(x, v) Σ of Gaussians in z = y, as Hermite coefficients. */
function initialCoefficients(model: Model, epsilon: number, x: Float64Array, count: number): Float64Array {
  const components = gaussians(model.scenario, epsilon);
  if (!components) throw new Error('the Hermite scheme takes Gaussian mixtures as the law of y');
  const profile = new Float64Array(count);
  for (const { weight, mean, deviation } of components) addGaussian(weight, mean, deviation, profile);
  const nv = model.velocities.length;
  const c = new Float64Array(x.length * nv * count);
  const density = new Float64Array(x.length);
  for (let iv = 0; iv < nv; iv++) {
    model.density(epsilon, x, iv, density);
    for (let ix = 0; ix < x.length; ix++) {
      for (let n = 0; n < count; n++) c[(ix * nv + iv) * count + n] = density[ix] * profile[n];
    }
  }
  return c;
}
