import { createModel } from '../model/create-model.ts';
import type { Model } from '../model/model.ts';
import { gridPositions } from '../model/position-grid.ts';
import type { Scenario } from '../model/scenario.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { boxOf } from '../model/space-box.ts';
import type { Resolution, SolveSummary } from './scheme.ts';
import { SpectralFrame } from './spectral-frame.ts';
import { type Coefficients, type SpectralGrid, zeroCoefficients } from './spectral-grid.ts';
import { steepness } from './steepness.ts';
import { TumblingTable } from './tumbling.ts';

/** Parameters of a run in the θ-frame. */
export interface ThetaResolution extends Resolution {
  /** Grid points in x and Fourier modes kept, modes < nx/2. */
  readonly nx: number;
  readonly modes: number;
  /** Largest spacing of the internal grid in units of z = (m−M)/ε, in which the rate has scale 1. */
  readonly spacing: number;
  /** Longest time step in units of ε. */
  readonly step: number;
}

/** e^{2t/ε} must stay a number; the frame is meant for a few dozen ε. */
const LONGEST = 300;
/** Beyond this many points the data are too wide for the scale of the rate. */
const MOST_POINTS = 1 << 14;
/** A Gaussian is below 2e-16 of its peak there. */
const GAUSSIAN_REACH = 8.5;

/** θ² = ε² + (1 − ε²)e^{−2t/ε}, the remark after Theorem 2.1 with the frame that keeps the equation. */
export const thetaAt = (epsilon: number, t: number): number =>
  Math.sqrt(epsilon * epsilon + (1 - epsilon * epsilon) * Math.exp((-2 * t) / epsilon));

/**
 * Solves (1.9) for data that are not prepared, in the frame y = (m−N)/θ(t) of the remark:
 * D_t q = (ε/θ²)∂_y(yq + ∂_y q) + tumbling at fixed z = (θ/ε)y − D_tN.
 *
 * The steps are made in η = (m−N)e^{t/ε}, where the Fokker–Planck operator is ε e^{2t/ε}∂²_η: it commutes with transport,
 * and both are multipliers in Fourier space, applied exactly. Tumbling is added by the classical Runge–Kutta method of
 * order 4 around them (Lawson); it is not stiff, because a step is a fraction of ε. In η the rate has scale εe^{t/ε} and
 * the data have width θe^{t/ε}: the grid starts with about 20/ε points, loses every second mode as soon as the rate allows,
 * and doubles its box when the data have grown into it.
 *
 * @throws Error when the box would need more than 2^14 points, or t/ε exceeds 300
 */
export function* solveThetaFrame(
  scenario: Scenario,
  epsilon: number,
  resolution: ThetaResolution,
  times: Float64Array,
): Generator<FullSnapshot, SolveSummary> {
  const model = createModel(scenario);
  if (!(times[times.length - 1] / epsilon <= LONGEST)) throw new Error(`the θ-frame is solved up to t = ${LONGEST}ε`);
  const solver = new ThetaSolver(model, epsilon, resolution);
  yield solver.snapshot(0);
  let steps = 0;
  for (let i = 1; i < times.length; i++) {
    const interval = times[i] - times[i - 1];
    const count = Math.max(1, Math.ceil(interval / (resolution.step * epsilon) - 1e-9));
    const h = interval / count;
    for (let k = 0; k < count; k++) solver.step(times[i - 1] + k * h, h);
    steps += count;
    yield solver.snapshot(times[i]);
  }
  return { steps };
}

class ThetaSolver {
  readonly #model: Model;
  readonly #epsilon: number;
  readonly #spacing: number;
  /** Half-width of the box in units of y. */
  readonly #reach: number;
  readonly #x: Float64Array;
  readonly #shift: Float64Array;
  #frame: SpectralFrame;
  #values: Float64Array;
  #q: Coefficients;
  #work: readonly Coefficients[] = [];

  constructor(model: Model, epsilon: number, { nx, modes, spacing }: ThetaResolution) {
    this.#model = model;
    this.#epsilon = epsilon;
    const { space } = model.scenario;
    const { start, length } = boxOf(space);
    const facts = model.profileFacts(epsilon);
    this.#spacing = spacing * Math.min(1, facts.smallestDeviation);
    this.#reach = Math.max(GAUSSIAN_REACH, epsilon * facts.halfWidth) + 1.5 * steepness(model);
    const ny = 2 ** Math.ceil(Math.log2((2 * this.#reach) / (this.#spacing * epsilon)));
    const { velocities, dimension } = model;
    // All the room that the power of two leaves: the box then needs no doubling before the layer is over.
    const halfWidth = (ny * this.#spacing * epsilon) / 2;
    const grid: SpectralGrid = { nx, start, length, modes, velocities, ny, halfWidth };
    this.#x = gridPositions({ start, spacing: length / nx, count: nx }, dimension);
    this.#shift = new Float64Array(nx ** dimension * velocities.length);
    this.#frame = framed(grid);
    this.#values = unpreparedValues(model, epsilon, this.#x, grid);
    this.#q = zeroCoefficients(grid);
    this.#frame.toCoefficients(this.#values, 0, undefined, this.#q);
    this.#allocate();
  }

  #allocate(): void {
    const { grid } = this.#frame;
    this.#work = Array.from({ length: 5 }, () => zeroCoefficients(grid));
    const size = this.#shift.length * grid.ny;
    if (this.#values.length !== size) this.#values = new Float64Array(size);
  }

  /** Lawson's method with the classical tableau of order 4. */
  step(t: number, h: number): void {
    this.#fit(t, t + h);
    const middle = t + h / 2;
    const end = t + h;
    const q = this.#q;
    const [k1, k2, k3, k4, stage] = this.#work;
    this.#tumble(t, q, k1);
    this.#propagate(q, t, middle);
    this.#propagate(k1, t, middle);
    combine(stage, q, h / 2, k1);
    this.#tumble(middle, stage, k2);
    combine(stage, q, h / 2, k2);
    this.#tumble(middle, stage, k3);
    for (const part of [q, k1, k2, k3]) this.#propagate(part, middle, end);
    combine(stage, q, h, k3);
    this.#tumble(end, stage, k4);
    for (const [weight, k] of [
      [h / 6, k1],
      [h / 3, k2],
      [h / 3, k3],
      [h / 6, k4],
    ] as const)
      combine(q, q, weight, k);
  }

  /** Q̃[state] at time t: shifted to z, where it acts point by point, and back. */
  #tumble(t: number, state: Coefficients, out: Coefficients): void {
    const model = this.#model;
    const epsilon = this.#epsilon;
    const { velocities, ny, halfWidth } = this.#frame.grid;
    const unit = epsilon * Math.exp(t / epsilon);
    const adaptation = model.adaptation(epsilon);
    const nv = velocities.length;
    const column = new Float64Array(this.#shift.length / nv);
    velocities.forEach((v, iv) => {
      adaptation.gradient(t, this.#x, v, column);
      for (let ix = 0; ix < column.length; ix++) this.#shift[ix * nv + iv] = unit * column[ix];
    });
    const z = Float64Array.from({ length: ny }, (_, j) => (-halfWidth + (2 * halfWidth * j) / ny) / unit);
    this.#frame.toValues(state, 0, this.#shift, this.#values);
    new TumblingTable(model, z).apply(this.#values);
    this.#frame.toCoefficients(this.#values, 0, this.#shift, out);
  }

  /** Transport and diffusion from t to end: Var(η) grows by ε²(e^{2·end/ε} − e^{2t/ε}). */
  #propagate(q: Coefficients, t: number, end: number): void {
    const epsilon = this.#epsilon;
    const { ny, halfWidth } = this.#frame.grid;
    this.#frame.transport(q, end - t);
    const growth = epsilon * epsilon * Math.exp((2 * t) / epsilon) * Math.expm1((2 * (end - t)) / epsilon);
    const half = ny / 2;
    const factor = Float64Array.from({ length: half }, (_, j) =>
      Math.exp(-0.5 * growth * ((Math.PI * j) / halfWidth) ** 2),
    );
    for (const part of [q.even, q.odd])
      for (let from = 0; from < part.length; from += half) for (let j = 0; j < half; j++) part[from + j] *= factor[j];
  }

  /** Doubles the box until it holds the data at `end`, and drops every second mode while the rate at t allows. */
  #fit(t: number, end: number): void {
    const epsilon = this.#epsilon;
    const width = thetaAt(epsilon, end) * Math.exp(end / epsilon);
    while (this.#frame.grid.halfWidth < this.#reach * width) this.#widen();
    for (;;) {
      const { ny, halfWidth } = this.#frame.grid;
      if (!((4 * halfWidth) / ny <= this.#spacing * epsilon * Math.exp(t / epsilon))) return;
      this.#coarsen();
    }
  }

  #widen(): void {
    const { grid } = this.#frame;
    const { ny } = grid;
    this.#frame.toValues(this.#q, 0, undefined, this.#values);
    const old = this.#values;
    const wider = framed({ ...grid, ny: 2 * ny, halfWidth: 2 * grid.halfWidth });
    this.#frame = wider;
    this.#allocate();
    this.#values.fill(0);
    for (let row = 0; row * ny < old.length; row++)
      this.#values.set(old.subarray(row * ny, (row + 1) * ny), 2 * row * ny + ny / 2);
    this.#q = zeroCoefficients(wider.grid);
    wider.toCoefficients(this.#values, 0, undefined, this.#q);
  }

  #coarsen(): void {
    const { grid } = this.#frame;
    const half = grid.ny / 2;
    const coarser = framed({ ...grid, ny: half });
    const q = zeroCoefficients(coarser.grid);
    for (const part of ['even', 'odd'] as const)
      for (let block = 0; block * half < this.#q[part].length; block++)
        q[part].set(this.#q[part].subarray(block * half, block * half + half / 2), (block * half) / 2);
    this.#frame = coarser;
    this.#q = q;
    this.#allocate();
  }

  /** q(t, x, v, y) with y = (m−N)/θ = η e^{−t/ε}/θ. */
  snapshot(time: number): FullSnapshot {
    const { nx, start, length, ny, halfWidth } = this.#frame.grid;
    const theta = thetaAt(this.#epsilon, time);
    const stretch = theta * Math.exp(time / this.#epsilon);
    this.#frame.toValues(this.#q, 0, undefined, this.#values);
    return {
      level: 'full',
      time,
      epsilon: this.#epsilon,
      frame: { theta },
      x: { start, spacing: length / nx, count: nx },
      y: { start: -halfWidth / stretch, spacing: (2 * halfWidth) / ny / stretch, count: ny },
      values: this.#values.map((value) => value * stretch),
    };
  }
}

function framed(grid: SpectralGrid): SpectralFrame {
  if (!(grid.ny <= MOST_POINTS))
    throw new Error(`the θ-frame needs ${grid.ny} points in y, more than ${MOST_POINTS}: ε is too small for it`);
  return new SpectralFrame(grid);
}

/** The snapshot in the frame y = (m−N)/theta. */
export function inFrame(snapshot: FullSnapshot, theta: number): FullSnapshot {
  const factor = snapshot.frame.theta / theta;
  const { y, values } = snapshot;
  return {
    ...snapshot,
    frame: { theta },
    y: { start: y.start * factor, spacing: y.spacing * factor, count: y.count },
    values: values.map((value) => value / factor),
  };
}

const combine = (out: Coefficients, a: Coefficients, weight: number, b: Coefficients): void => {
  for (const part of ['even', 'odd'] as const) {
    const [to, from, added] = [out[part], a[part], b[part]];
    for (let i = 0; i < to.length; i++) to[i] = from[i] + weight * added[i];
  }
};

/** p̄₀^ε(x, v) times the law of η = m − M₀ = εy, layout [(ix·nv + iv)·ny + j]. */
function unpreparedValues(model: Model, epsilon: number, x: Float64Array, grid: SpectralGrid): Float64Array {
  const { ny, halfWidth } = grid;
  const nv = model.velocities.length;
  const y = Float64Array.from({ length: ny }, (_, j) => (-halfWidth + (2 * halfWidth * j) / ny) / epsilon);
  const law = new Float64Array(ny);
  model.profile(epsilon, y, law);
  const density = new Float64Array(x.length / model.dimension);
  const values = new Float64Array(density.length * nv * ny);
  for (let iv = 0; iv < nv; iv++) {
    model.density(epsilon, x, iv, density);
    for (let ix = 0; ix < density.length; ix++)
      for (let j = 0; j < ny; j++) values[(ix * nv + iv) * ny + j] = (density[ix] * law[j]) / epsilon;
  }
  return values;
}
