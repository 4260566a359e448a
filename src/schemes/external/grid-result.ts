import type { Model } from '../../model/model.ts';
import type { Snapshot, UniformAxis } from '../../model/snapshot.ts';
import { boxOf } from '../../model/space-box.ts';
import { steepness } from '../steepness.ts';
import { requireFinite, requireSame, requireShape, take, uniformAxis } from './array-checks.ts';
import { PeriodicResampling, RowFilter } from './periodic-resampling.ts';
import type { ResultArrays } from './result-arrays.ts';
import { SchemeFailure } from './scheme-failure.ts';

/** Largest grids: beyond, the diagnostics take longer than most programs. */
const MOST_X = 1024;
const MOST_INNER = 8192;

/** Part of the length that a grid may miss: round-off of float32, less than one of the most points. */
const COVERAGE = 1e-4;

/** Densities on grids, by the name of their array: which internal variable they have. */
export const GRID_ARRAYS = { pbar: undefined, q: 'y', r: 'z', p: 'm' } as const;
export type GridArray = keyof typeof GRID_ARRAYS;

export interface GridContext {
  readonly model: Model;
  readonly epsilon: number;
  readonly times: Float64Array;
  readonly averages: boolean;
  /** Fewest points in x of the snapshots. */
  readonly points: number;
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));

/**
 * Snapshots of a density that a program wrote on uniform grids: on the first points of the period, with powers of two of points,
 * cell averages as point values, z = (m−M)/ε as y = z + D_tN; by Fourier series in x and in the internal variable. Where
 * nothing has to be moved, the values are those of the program.
 *
 * @returns the snapshot at times[k]; it is overwritten by the next
 * @throws SchemeFailure that names the array
 */
export function gridSnapshots(arrays: ResultArrays, name: GridArray, context: GridContext): (k: number) => Snapshot {
  const { model, epsilon, times } = context;
  const inner = GRID_ARRAYS[name];
  const nv = model.weights.length;
  const array = take(arrays, name);
  const place = arrays.place(name);
  const x = axisInX(arrays, model);
  const written = inner === undefined ? undefined : uniformAxis(arrays, inner, 4, MOST_INNER);
  const shape = [times.length, x.count, nv, ...(written ? [written.count] : [])];
  requireShape(place, array, shape, ['t', 'x', 'v', ...(inner ? [inner] : [])].join(', '));
  requireFinite(place, array, times);
  requireSame(
    arrays,
    'v',
    model.velocities.map(([v]) => v),
    'velocities.values',
  );
  requireSame(arrays, 'nu', model.weights, 'velocities.weights');

  const place0 = boxOf(model.scenario.space);
  const count = powerOfTwo(Math.max(x.count, context.points));
  const to: UniformAxis = { start: place0.start, spacing: place0.length / count, count };
  const inX = new InX(x, to, context.averages);
  const columns = written
    ? new InternalColumns(written, inner === 'm' ? 0 : 2 * steepness(model), context.averages)
    : undefined;
  const size = x.count * nv * (written?.count ?? 1);
  const moved = new Float64Array(to.count * nv * (written?.count ?? 1));
  const adaptation = model.adaptation(epsilon);
  const positions = Float64Array.from({ length: to.count }, (_, i) => to.start + i * to.spacing);
  const shifts = new Float64Array(to.count * nv);
  const column = new Float64Array(to.count);
  return (k) => {
    const time = times[k];
    const raw = array.values.subarray(k * size, (k + 1) * size);
    const negativity = negativePart(raw, model, x, written);
    inX.apply(raw, moved, size / x.count);
    const base = { time, epsilon, x: to, negativity };
    if (!columns) return { ...base, level: 'marginal', values: moved };
    if (inner === 'z') {
      model.velocities.forEach((v, iv) => {
        adaptation.gradient(time, positions, v, column);
        for (let ix = 0; ix < to.count; ix++) shifts[ix * nv + iv] = column[ix];
      });
    }
    const values = columns.apply(moved, shifts);
    if (inner === 'm') return { ...base, level: 'methylation', m: columns.axis, values };
    return { ...base, level: 'full', frame: { theta: epsilon }, y: columns.axis, values };
  };
}

function axisInX(arrays: ResultArrays, model: Model): UniformAxis {
  const { length, start } = boxOf(model.scenario.space);
  const axis = uniformAxis(arrays, 'x', 4, MOST_X);
  const place = arrays.place('x');
  const covered = axis.count * axis.spacing;
  if (!(Math.abs(covered - length) <= COVERAGE * length))
    throw new SchemeFailure(
      `${place}: ${axis.count} points ${Number(axis.spacing.toPrecision(6))} apart cover ${Number(covered.toPrecision(6))}, expected the length ${length} once: start + (i + 1/2)·length/n for cells, start + i·length/n for points`,
    );
  if (!(axis.start >= start - length && axis.start <= start + length))
    throw new SchemeFailure(`${place}: begins at ${axis.start}, expected within [${start}, ${start + length})`);
  return { ...axis, spacing: length / axis.count };
}

/** ∫ of the negative part, by the rule of the program's own grid. */
function negativePart(raw: Float64Array, model: Model, x: UniformAxis, inner: UniformAxis | undefined): number {
  const width = inner?.count ?? 1;
  const nv = model.weights.length;
  let total = 0;
  for (let i = 0; i < raw.length; i++) if (!(raw[i] >= 0)) total -= raw[i] * model.weights[Math.floor(i / width) % nv];
  return total * x.spacing * (inner?.spacing ?? 1);
}

/** Values in x on the grid of the snapshots. */
class InX {
  readonly #resampling: PeriodicResampling | undefined;

  constructor(from: UniformAxis, to: UniformAxis, averages: boolean) {
    const same = from.count === to.count && Math.abs(from.start - to.start) <= 1e-9 * to.spacing;
    this.#resampling = same && !averages ? undefined : new PeriodicResampling(from, to, averages);
  }

  apply(values: Float64Array, out: Float64Array, inner: number): void {
    if (this.#resampling) this.#resampling.apply(values, out, inner);
    else out.set(values);
  }
}

/** Rows in the internal variable, with zeros around them up to a power of two. */
class InternalColumns {
  readonly axis: UniformAxis;
  readonly #before: number;
  readonly #count: number;
  readonly #averages: boolean;
  readonly #filter: RowFilter;
  #values = new Float64Array(0);

  constructor({ start, spacing, count }: UniformAxis, room: number, averages: boolean) {
    const wanted = powerOfTwo(count + Math.ceil(room / spacing));
    this.#before = Math.floor((wanted - count) / 2);
    this.#count = count;
    this.#averages = averages;
    this.axis = { start: start - this.#before * spacing, spacing, count: wanted };
    this.#filter = new RowFilter(wanted, averages);
  }

  /** @param shifts how far each row moves to the right, in the unit of the axis */
  apply(rows: Float64Array, shifts: Float64Array): Float64Array {
    const { count, spacing } = this.axis;
    const size = (rows.length / this.#count) * count;
    if (this.#values.length !== size) this.#values = new Float64Array(size);
    this.#values.fill(0);
    for (let row = 0; row * count < size; row++) {
      const out = this.#values.subarray(row * count, (row + 1) * count);
      out.set(rows.subarray(row * this.#count, (row + 1) * this.#count), this.#before);
      if (this.#averages || shifts[row] !== 0) this.#filter.apply(out, shifts[row] / spacing);
    }
    return this.#values;
  }
}
