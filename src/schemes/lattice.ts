import { createModel } from '../model/create-model.ts';
import type { Scenario } from '../model/scenario.ts';
import type { FullSnapshot, UniformAxis } from '../model/snapshot.ts';
import { boxOf } from '../model/space-box.ts';
import { commensurate } from './commensurate.ts';
import { LatticeStepper, latticeStep } from './lattice-step.ts';
import { reference } from './reference.ts';
import { type Coarsening, fewerModes, type Resolution, type Scheme, type SolveSummary } from './scheme.ts';

/** Parameters of the lattice scheme. */
export interface LatticeResolution extends Resolution {
  /** Points of the lattice in x; Δt = Δx/g. A power of two. */
  readonly nx: number;
  /** Points in y on [−halfWidth, halfWidth). */
  readonly ny: number;
  readonly halfWidth: number;
  /** Steps of one block, and equal parts of every piece of a layered stretch: the initial layer, and towards a snapshot. */
  readonly parts: number;
  /** Snapshots: points in x and y, at most half of nx and ny, and Fourier modes in x kept, modes < xPoints/2. */
  readonly xPoints: number;
  readonly modes: number;
  readonly yPoints: number;
}

/** Longest Δt of the first resolution. */
const FIRST_STEP = 1 / 64;
const FIRST_NY = 128;
/** Of times in blocks. */
const ROUND_OFF = 1e-9;
/** Multiply-adds of the relaxation in one run that the first resolution may cost: a few seconds; a declared heuristic. */
const LARGEST_WORK = 6e9;

/** Work of one run: a full matrix for every row and step. */
function work(scenario: Scenario, nx: number, ny: number): number {
  const { points } = scenario.velocities;
  const steps = scenario.time / latticeStep(points, boxOf(scenario.space).length / nx);
  return steps * nx * points.length * ny * ny;
}

/**
 * Structure-preserving solver for (1.9) in one space dimension: transport by exact shifts, a Markov chain for the
 * Ornstein–Uhlenbeck process in y, a Markov chain for tumbling, Strang splitting. Mass, positivity, L¹ contraction and
 * decay of relative entropy under relaxation hold to round-off in every step (`LatticeStepper`).
 *
 * Second order in Δt and Δy at fixed ε. For ε ≪ Δt the order in time is 1: tumbling then acts for a whole Δt on a law of y
 * that relaxation would have restored at once. Only the initial layer and the last stretch towards a snapshot are resolved
 * (`layeredSteps`), so what is of order ε is not lost. Orders observed on travelling-wave, t = ½, from the differences in
 * L¹ of runs with Δt = 1/32, 1/64, 1/128, 1/256, 1/512:
 *
 *     ε       differences                       orders
 *     0.1     1.1e-4  2.9e-5  7.2e-6  1.8e-6    1.98  1.99  2.00
 *     0.03    2.2e-4  5.6e-5  1.4e-5  3.5e-6    1.97  1.99  2.00
 *     0.01    2.9e-4  8.3e-5  2.1e-5  5.3e-6    1.80  1.97  2.00
 *     0.003   2.8e-4  1.3e-4  4.3e-5  1.2e-5    1.13  1.58  1.90
 *     1e-3    2.6e-4  1.4e-4  6.9e-5  2.7e-5    0.91  1.02  1.33
 *     1e-4    2.5e-4  1.4e-4  7.0e-5  3.6e-5    0.90  0.95  0.98
 *
 * Error bars need that a run with Δt/2 makes every step of the other one as two halves, whatever t is. Hence blocks of
 * parts·Δt, which are the same for both: layers begin and end with them, and snapshots are taken from their ends. A snapshot
 * is at least half a block later, because just after a step what is of order ε would come from a tumbling Δt/2 ago.
 *
 * Snapshots are interpolated in x to times that are none of the lattice: their mass holds to round-off, their sign up to the
 * Fourier modes left out. On the line the box is periodic, and the signal is that at the points inside it.
 */
export const lattice: Scheme = {
  name: 'lattice',
  title: 'structure-preserving lattice (exact shifts, Markov chains in y and for tumbling, Strang splitting)',
  level: 'full',
  tolerance: 1e-2,
  orders: { time: 2, y: 2 },

  supports(scenario) {
    if (scenario.space.dimension !== 1) return 'the lattice scheme solves one space dimension';
    const lattice = commensurate(scenario.velocities.points.map(([v]) => v));
    return (
      lattice !== undefined ||
      'the lattice scheme needs velocities whose differences are small multiples of one number: no exact shift fits these'
    );
  },

  resolution(scenario: Scenario, epsilon: number, tolerance?: number): LatticeResolution {
    // Snapshots are written on the first grids of the reference.
    const { nx: xPoints, modes, ny: yPoints, halfWidth } = reference.resolution(scenario, epsilon, tolerance);
    const { length } = boxOf(scenario.space);
    let ny = Math.max(FIRST_NY, 2 * yPoints);
    let nx = 2 * xPoints;
    while (latticeStep(scenario.velocities.points, length / nx) > FIRST_STEP) nx *= 2;
    while (ny > 2 * yPoints && work(scenario, nx, ny) > LARGEST_WORK) ny /= 2;
    while (nx > 2 * xPoints && work(scenario, nx, ny) > LARGEST_WORK) nx /= 2;
    return { nx, ny, halfWidth, parts: 2, xPoints, modes, yPoints };
  },

  refine(resolution, source) {
    const { nx, ny, parts, xPoints, yPoints } = resolution as LatticeResolution;
    if (source === 'time') return { ...resolution, nx: 2 * nx, parts: 2 * parts };
    if (source === 'x')
      return { ...resolution, nx: Math.max(nx, 4 * xPoints), xPoints: 2 * xPoints, modes: xPoints - 1 };
    if (source === 'y') return { ...resolution, ny: Math.max(2 * ny, 2 * yPoints) };
    return undefined;
  },

  coarsenings(resolution, scenario): readonly Coarsening[] {
    const base = resolution as LatticeResolution;
    const inTime = { ...base, nx: base.nx / 2, parts: base.parts / 2 };
    return [
      {
        source: 'time',
        resolution: inTime,
        against: 'base',
        factor: 2,
        reason:
          'every step is halved, so the difference is the error itself at order 1, which is what is left for ε ≪ Δt, and three times the error at order 2; doubled, because in between both are present and may have opposite signs',
      },
      fewerModes(inTime, scenario),
      {
        source: 'y',
        resolution: { ...inTime, ny: base.ny / 2 },
        against: 'time',
        factor: 1,
        reason: 'the difference to twice Δy is three times the error at order 2; a factor ⅓ is kept in reserve',
      },
    ];
  },

  *solve(scenario, epsilon, resolution, times): Generator<FullSnapshot, SolveSummary> {
    const model = createModel(scenario);
    const { nx, ny, halfWidth, parts, xPoints, modes, yPoints } = resolution as LatticeResolution;
    const { start, length } = boxOf(scenario.space);
    const axis = (from: number, width: number, count: number): UniformAxis => ({
      start: from,
      spacing: width / count,
      count,
    });
    const stepper = new LatticeStepper(model, epsilon, {
      x: axis(start, length, nx),
      y: axis(-halfWidth, 2 * halfWidth, ny),

      parts,
    });
    const x = axis(start, length, xPoints);
    const y = axis(-halfWidth, 2 * halfWidth, yPoints);
    const values = new Float64Array(xPoints * model.weights.length * yPoints);
    let blocks = 0;
    for (const time of times) {
      // The last stretch is between half a block and one and a half.
      const wanted = Math.max(0, Math.ceil(time / stepper.block - 1.5 - ROUND_OFF));
      for (; blocks < wanted; blocks++) stepper.advance(blocks);
      stepper.sampleAt(blocks, time, x, modes, ny / yPoints, values);
      yield { level: 'full', time, epsilon, frame: { theta: epsilon }, x, y, values };
    }
    return { steps: blocks * parts };
  },
};
