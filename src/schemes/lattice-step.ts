import type { Adaptation, Model } from '../model/model.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import { commensurate } from './commensurate.ts';
import { LatticeRelaxation } from './lattice-relaxation.ts';
import { LatticeTumbling } from './lattice-tumbling.ts';
import { cutInto, layeredSteps } from './layered-steps.ts';
import { interpolateRows } from './periodic-interpolation.ts';

/** Grid and step of a lattice run. */
export interface LatticeGrid {
  /** Periodic in x. */
  readonly x: UniformAxis;
  readonly y: UniformAxis;
  /** Steps of one block, and equal parts of every piece of a layered stretch. */
  readonly parts: number;
}

/** Δt = Δx/g for velocities v_0 + k_i·g: a step moves row i by k_i cells against the slowest. */
export function latticeStep(velocities: readonly (readonly number[])[], spacing: number): number {
  const lattice = commensurate(velocities.map(([v]) => v));
  if (!lattice) throw new Error('velocity differences have no common measure');
  return spacing / lattice.unit;
}

/**
 * One run of the lattice scheme. Row (ix, iv) of `values` is q(X, v, ·) at X = start + vt + (ix·Δx); rows of different
 * velocities meet, at points that move with the slowest one, at the times (n + ½)Δt. Each substep is a Markov operator:
 * non-negative, of column sums 1 to round-off. Hence mass, positivity and ‖q₁ − q₂‖_{L¹} non-increasing in t.
 *
 * Strang: transport(Δt/2) relax(Δt/2) tumble(Δt) relax(Δt/2) transport(Δt/2). Relaxation commutes with transport, which does
 * not see y, so the halves between two tumbles are one, and no half of a cell is ever needed. Steps come in blocks
 * (`advance`); within the first one they are layered.
 */
export class LatticeStepper {
  /** q at [(ix·nv + iv)·ny + j], in the moving positions above. */
  readonly values: Float64Array;
  readonly step: number;
  readonly grid: LatticeGrid;
  readonly #model: Model;
  readonly #adaptation: Adaptation;
  readonly #epsilon: number;
  readonly #relaxation: LatticeRelaxation;
  readonly #tumbling: LatticeTumbling;
  readonly #shifts: readonly number[];
  readonly #speeds: readonly number[];
  readonly #slowest: number;
  /** Cells that row iv has moved against the slowest, modulo nx; counted at the times (n + ½)Δt. */
  readonly #offsets: Int32Array;
  /** Position of the moving points at the coming tumble. */
  #meeting: number;
  /** Time between the last tumble and the end of its step: relaxation that is still due. */
  #waiting = 0;
  readonly #block: Float64Array;

  constructor(model: Model, epsilon: number, grid: LatticeGrid) {
    const speeds = model.velocities.map(([v]) => v);
    const lattice = commensurate(speeds);
    if (!lattice) throw new Error('velocity differences have no common measure');
    this.grid = grid;
    this.step = latticeStep(model.velocities, grid.x.spacing);
    this.#model = model;
    this.#adaptation = model.adaptation(epsilon);
    this.#epsilon = epsilon;
    this.#shifts = lattice.steps;
    this.#speeds = speeds;
    this.#slowest = Math.min(...speeds);
    this.#relaxation = new LatticeRelaxation(grid.y, this.step / epsilon);
    this.#tumbling = new LatticeTumbling(model, grid.y);
    this.#offsets = new Int32Array(speeds.length);
    this.#meeting = grid.x.start;
    this.values = new Float64Array(grid.x.count * speeds.length * grid.y.count);
    this.#block = new Float64Array(speeds.length * grid.y.count);
    this.#start();
  }

  /** p̄₀^ε · profile at the points that meet on the grid at Δt/2. */
  #start(): void {
    const { x, y } = this.grid;
    const profile = new Float64Array(y.count);
    const density = new Float64Array(x.count);
    const points = Float64Array.from({ length: y.count }, (_, j) => y.start + j * y.spacing);
    this.#model.profile(this.#epsilon, points, profile);
    this.#speeds.forEach((v, iv) => {
      const from = x.start - (v * this.step) / 2;
      const positions = Float64Array.from({ length: x.count }, (_, i) => from + i * x.spacing);
      this.#model.density(this.#epsilon, this.#wrapped(positions), iv, density);
      for (let ix = 0; ix < x.count; ix++) {
        const row = (ix * this.#speeds.length + iv) * y.count;
        for (let j = 0; j < y.count; j++) this.values[row + j] = density[ix] * profile[j];
      }
    });
  }

  /** Positions moved into the box by whole periods: data on the line are not periodic. */
  #wrapped(positions: Float64Array): Float64Array {
    const { start, spacing, count } = this.grid.x;
    const length = count * spacing;
    return positions.map((x) => x - length * Math.floor((x - start) / length));
  }

  /** 𝓜(y_j), of sum 1. */
  get equilibrium(): Float64Array {
    return this.#relaxation.equilibrium;
  }

  /** Ornstein–Uhlenbeck over a time h. */
  relax(h: number): void {
    this.#relaxation.apply(this.values, h / this.#epsilon);
  }

  /** Tumbling over a time h with D_tN taken at time t, where the rows meet. */
  tumble(t: number, h: number): void {
    const { x, y } = this.grid;
    const positions = this.#wrapped(Float64Array.from({ length: x.count }, (_, i) => this.#meeting + i * x.spacing));
    const block = this.#block;
    const n = y.count;
    const nv = this.#speeds.length;
    const u = new Float64Array(nv);
    const gradient = this.#gradient(t, positions);
    for (let ix = 0; ix < x.count; ix++) {
      for (let iv = 0; iv < nv; iv++) {
        const row = this.#rowAt(ix, iv) * n;
        block.set(this.values.subarray(row, row + n), iv * n);
        u[iv] = gradient[ix * nv + iv];
      }
      this.#tumbling.apply(block, u, h);
      for (let iv = 0; iv < nv; iv++) {
        this.values.set(block.subarray(iv * n, (iv + 1) * n), this.#rowAt(ix, iv) * n);
      }
    }
  }

  /** Exact shift over Δt: no arithmetic on values. */
  transport(): void {
    const { x } = this.grid;
    this.#shifts.forEach((shift, iv) => {
      this.#offsets[iv] = (this.#offsets[iv] + shift) % x.count;
    });
    this.#meeting = this.#wrapped(Float64Array.of(this.#meeting + this.#slowest * this.step))[0];
  }

  /** Length of a block: parts·Δt, which does not change when Δx is halved and parts are doubled. */
  get block(): number {
    return this.grid.parts * this.step;
  }

  /** From the last tumble before t = n·block, or from t = 0, through the last one before (n + 1)·block. */
  advance(n: number): void {
    const { parts } = this.grid;
    // The first block holds the initial layer, where the law of y and D_tN change within ε: several tumbles at one place.
    const cells =
      n > 0
        ? new Array<number[]>(parts).fill([this.step])
        : cutInto(parts, layeredSteps(this.block, this.#epsilon, parts, true));
    let time = n * this.block;
    cells.forEach((steps, cell) => {
      if (n > 0 || cell > 0) this.transport();
      for (const h of steps) {
        this.relax(this.#waiting + h / 2);
        this.tumble(time + h / 2, h);
        time += h;
        this.#waiting = h / 2;
      }
    });
  }

  /**
   * q at the time t = n·block + σ, σ > 0, after `advance` has been called for 0, …, n − 1: Strang steps that get shorter
   * towards t, whose rows meet on the points of `x`. They are reached by trigonometric interpolation, because t is no
   * time of the lattice; nothing of this enters the run. Layout [(ix·nv + iv)·(ny/stride) + j], every stride-th point in y.
   *
   * What is of order ε at t comes from the tumbles of the last few ε: with n > 0, σ must be several ε or several Δt.
   *
   * @param modes Fourier modes in x that are kept
   */
  sampleAt(n: number, t: number, x: UniformAxis, modes: number, stride: number, out: Float64Array): void {
    const { grid, step } = this;
    const parts = layeredSteps(t - n * this.block, this.#epsilon, grid.parts, n === 0);
    const nv = this.#speeds.length;
    const ny = grid.y.count;
    const length = grid.x.count * grid.x.spacing;
    const points = Float64Array.from({ length: x.count }, (_, i) => x.start + i * x.spacing);
    const u = new Float64Array(nv);
    let values = new Float64Array(x.count * nv * ny);
    let moved = new Float64Array(values.length);
    // Rows are known where and as they were after the last tumble, or at t = 0.
    const age = n === 0 ? 0 : step / 2;
    this.#speeds.forEach((v, iv) => {
      const then = n === 0 ? grid.x.start - (v * step) / 2 : this.#meeting;
      interpolateRows(
        {
          values: this.values,
          count: grid.x.count,
          row: (ix) => this.#rowAt(ix, iv) * ny,
          first: then + v * (age + parts[0] / 2),
        },
        { values, count: x.count, row: (ix) => (ix * nv + iv) * ny, first: x.start },
        { length, modes, points: ny, stride: 1 },
      );
    });
    const flight = (time: number, from: Float64Array, to: Float64Array, every: number): void => {
      this.#speeds.forEach((v, iv) => {
        interpolateRows(
          { values: from, count: x.count, row: (ix) => (ix * nv + iv) * ny, first: x.start + v * time },
          { values: to, count: x.count, row: (ix) => ((ix * nv + iv) * ny) / every, first: x.start },
          { length, modes, points: ny / every, stride: every },
        );
      });
    };
    let time = n * this.block;
    let waiting = this.#waiting;
    parts.forEach((h, k) => {
      this.#relaxation.apply(values, (waiting + h / 2) / this.#epsilon);
      const gradient = this.#gradient(time + h / 2, points);
      for (let ix = 0; ix < x.count; ix++) {
        for (let iv = 0; iv < nv; iv++) u[iv] = gradient[ix * nv + iv];
        this.#tumbling.apply(values.subarray(ix * nv * ny, (ix + 1) * nv * ny), u, h);
      }
      time += h;
      waiting = h / 2;
      if (k + 1 < parts.length) {
        flight((h + parts[k + 1]) / 2, values, moved, 1);
        [values, moved] = [moved, values];
      }
    });
    this.#relaxation.apply(values, waiting / this.#epsilon);
    flight(waiting, values, out, stride);
  }

  /** Row of velocity iv at moving point ix. */
  #rowAt(ix: number, iv: number): number {
    const { count } = this.grid.x;
    return ((ix - this.#offsets[iv] + count) % count) * this.#speeds.length + iv;
  }

  /** D_tN at [ix·nv + iv]. */
  #gradient(t: number, positions: Float64Array): Float64Array {
    const nv = this.#speeds.length;
    const out = new Float64Array(positions.length * nv);
    const column = new Float64Array(positions.length);
    this.#speeds.forEach((v, iv) => {
      this.#adaptation.gradient(t, positions, [v], column);
      for (let ix = 0; ix < positions.length; ix++) out[ix * nv + iv] = column[ix];
    });
    return out;
  }
}
