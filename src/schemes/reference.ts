import { createModel } from '../model/create-model.ts';
import type { Model } from '../model/model.ts';
import { gridPositions, pointCount } from '../model/position-grid.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { boxOf } from '../model/space-box.ts';
import { ExponentialAdams } from './exponential-adams.ts';
import { ExponentialStepper } from './exponential-step.ts';
import { fokkerPlanckBlocks } from './fokker-planck.ts';
import { gradedSteps, type Held } from './graded-steps.ts';
import { PhiTable } from './phi-functions.ts';
import { type ReferenceResolution, referenceResolution } from './reference-resolution.ts';
import { type Coarsening, fewerModes, type Scheme, type SolveSummary, widerSpacing } from './scheme.ts';
import { SmoothProduct } from './smooth-product.ts';
import { SpectralFrame } from './spectral-frame.ts';
import { type SpectralGrid, zeroCoefficients } from './spectral-grid.ts';
import { TumblingTable } from './tumbling.ts';

/**
 * Kinetic reference solver for (1.9) in one, two or three space dimensions: Fourier in x with exact transport, discrete
 * ordinates in v, Fourier collocation in y, exponential Runge–Kutta of stiff order 4 in time (uniform in ε). High order, not
 * positivity preserving. The tumbling operator is applied in z = y − D_tN, reached by a shift.
 */
export const reference: Scheme = {
  name: 'reference',
  title: 'spectral reference (Fourier in x and y, exponential Runge–Kutta of stiff order 4)',
  level: 'full',
  orders: { time: 4, x: 'spectral', y: 'spectral' },

  supports: () => true,

  resolution: referenceResolution,

  refine(resolution, source) {
    const { nx, ny, substeps, longestStep, halfWidth } = resolution as ReferenceResolution;
    if (source === 'time') return { ...resolution, substeps: 2 * substeps, longestStep: longestStep / 2 };
    if (source === 'x') return { ...resolution, nx: 2 * nx, modes: nx - 1 };
    if (source === 'y') return { ...resolution, ny: 2 * ny, halfWidth: 1.2 * halfWidth };
    return undefined;
  },

  coarsenings(resolution, scenario): readonly Coarsening[] {
    const base = resolution as ReferenceResolution;
    const inTime = { ...base, substeps: base.substeps / 2, longestStep: base.longestStep * 2 };
    return [
      {
        source: 'time',
        resolution: inTime,
        against: 'base',
        factor: 1 / 2,
        reason:
          'halving the step divides the error by at least 3: stiff order 4, but Y is slaved to J and converges with order 2 when ε ≪ Δt',
      },
      fewerModes(inTime, scenario),
      widerSpacing(inTime, scenario),
    ];
  },

  *solve(scenario, epsilon, resolution, times): Generator<FullSnapshot, SolveSummary> {
    const model = createModel(scenario);
    const { nx, modes, ny, halfWidth, substeps, longestStep, adams } = resolution as ReferenceResolution;
    const { space } = scenario;
    const { start, length } = boxOf(space);
    const { velocities, dimension } = model;
    const nv = velocities.length;
    const grid: SpectralGrid = { nx, start, length, modes, velocities, ny, halfWidth };
    const frame = new SpectralFrame(grid);
    const axis = { start, spacing: length / nx, count: nx };
    const x = gridPositions(axis, dimension);
    const points = pointCount(axis, dimension);
    const y = Float64Array.from({ length: ny }, (_, j) => -halfWidth + (2 * halfWidth * j) / ny);
    const tumbling = new TumblingTable(model, y);
    const zero = () => zeroCoefficients(grid);
    const phi = phiTables(ny, halfWidth, adams ?? 3);
    const product = new SmoothProduct(ny / 2, halfWidth);
    const oneStep = new ExponentialStepper(phi, product, zero);
    const stepper = adams ? new ExponentialAdams(phi, product, adams, oneStep, zero) : oneStep;
    const adaptation = model.adaptation(epsilon);
    const values = new Float64Array(points * nv * ny);
    /** q followed along its transport, q(t, x + vt, v, y): transport is exact, and costs nothing between snapshots. */
    const q = zeroCoefficients(grid);

    const gradientAt = (t: number): Float64Array => {
      const out = new Float64Array(points * nv);
      const column = new Float64Array(points);
      velocities.forEach((v, iv) => {
        adaptation.gradient(t, x, v, column);
        for (let ix = 0; ix < points; ix++) out[ix * nv + iv] = column[ix];
      });
      return out;
    };

    const snapshot = (time: number): FullSnapshot => {
      frame.toValues(q, time, undefined, values);
      return {
        level: 'full',
        time,
        epsilon,
        frame: { theta: epsilon },
        x: axis,
        y: { start: -halfWidth, spacing: (2 * halfWidth) / ny, count: ny },
        values,
      };
    };

    initialValues(model, epsilon, x, y, values);
    frame.toCoefficients(values, 0, undefined, q);
    yield snapshot(0);

    let steps = 0;
    let held: Held | undefined;
    let before = gradientAt(0);
    for (let i = 1; i < times.length; i++) {
      const interval = times[i] - times[i - 1];
      // A power of two, so that steps stay on the ladder that shares φ-functions; a hair of slack for rounding.
      const count = Math.max(substeps, 2 ** Math.ceil(Math.log2(interval / longestStep) - 1e-9));
      const { unit, sizes, held: last } = gradedSteps(interval / count, count, adams ? held : undefined);
      held = last;
      let position = 0;
      for (const [k, size] of sizes.entries()) {
        const h = size * unit;
        const t = times[i - 1] + position * unit;
        const end = k + 1 === sizes.length ? times[i] : t + h;
        position += size;
        // Made when first asked for: a multistep method does not.
        let middle: Float64Array | undefined;
        const after = gradientAt(end);
        // The forcing is evaluated at the transported state and brought back.
        stepper.step(h / epsilon, q, (fraction, state, out) => {
          if (fraction === 0.5) middle ??= gradientAt(t + h / 2);
          const u = fraction === 0 ? before : fraction === 1 ? after : middle;
          frame.tumble(state, fraction === 1 ? end : t + fraction * h, u, tumbling, epsilon, out);
        });
        before = after;
        steps++;
      }
      yield snapshot(times[i]);
    }
    return { steps };
  },
};

let lastPhi:
  | {
      readonly ny: number;
      readonly halfWidth: number;
      readonly highest: number;
      readonly phi: { even: PhiTable; odd: PhiTable };
    }
  | undefined;

/** φ-functions of the Fokker–Planck operator; the runs of one error budget follow each other and share them. */
function phiTables(ny: number, halfWidth: number, highest: number): { even: PhiTable; odd: PhiTable } {
  if (lastPhi?.ny !== ny || lastPhi.halfWidth !== halfWidth || lastPhi.highest !== highest) {
    const blocks = fokkerPlanckBlocks(ny / 2, halfWidth);
    lastPhi = {
      ny,
      halfWidth,
      highest,
      phi: { even: new PhiTable(blocks.even, ny / 2, highest), odd: new PhiTable(blocks.odd, ny / 2, highest) },
    };
  }
  return lastPhi.phi;
}

/** q(0, x, v, y) = p̄₀^ε(x, v) · profile(y), layout [(ix·nv + iv)·ny + j]. */
function initialValues(model: Model, epsilon: number, x: Float64Array, y: Float64Array, values: Float64Array): void {
  const nv = model.velocities.length;
  const density = new Float64Array(x.length / model.dimension);
  const profile = new Float64Array(y.length);
  model.profile(epsilon, y, profile);
  // In more than one dimension the box cuts off 1e-8 of the law: it keeps its mass, so that q̄ = p̄₀ at t = 0.
  if (model.dimension > 1) {
    const mass = profile.reduce((sum, value) => sum + value, 0) * (y[1] - y[0]);
    for (let j = 0; j < y.length; j++) profile[j] /= mass;
  }
  for (let iv = 0; iv < nv; iv++) {
    model.density(epsilon, x, iv, density);
    for (let ix = 0; ix < density.length; ix++) {
      for (let j = 0; j < y.length; j++) values[(ix * nv + iv) * y.length + j] = density[ix] * profile[j];
    }
  }
}
