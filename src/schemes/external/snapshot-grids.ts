import type { Snapshot, UniformAxis } from '../../model/snapshot.ts';
import { PeriodicResampling } from './periodic-resampling.ts';

/** A snapshot on grids; particles have none. */
export type GridSnapshot = Exclude<Snapshot, { readonly level: 'particles' }>;

export const isOnGrid = (snapshot: Snapshot): snapshot is GridSnapshot => snapshot.level !== 'particles';

/** The grid of the internal variable, if there is one. */
export function innerAxis(snapshot: GridSnapshot): UniformAxis | undefined {
  if (snapshot.level === 'marginal') return undefined;
  return snapshot.level === 'full' ? snapshot.y : snapshot.m;
}

const same = (a: UniformAxis | undefined, b: UniformAxis | undefined): boolean =>
  a?.start === b?.start && a?.spacing === b?.spacing && a?.count === b?.count;

/**
 * Snapshots of one run on the grids of another run of the same program, by Fourier series in x and in the internal variable,
 * beyond whose range a density is 0. Every call returns arrays of its own.
 */
export class SnapshotGrids {
  readonly #to: GridSnapshot;
  readonly #nv: number;
  #inX: PeriodicResampling | undefined;
  #inner: Float64Array | undefined;
  #from: GridSnapshot | undefined;

  /** @param to any snapshot on the grids that are wanted */
  constructor(to: GridSnapshot, nv: number) {
    this.#to = to;
    this.#nv = nv;
  }

  /** @throws Error when the levels differ */
  apply(snapshot: GridSnapshot): GridSnapshot {
    const to = this.#to;
    if (snapshot.level !== to.level) throw new Error(`a ${snapshot.level} snapshot beside ${to.level} snapshots`);
    const from = innerAxis(snapshot);
    const inner = innerAxis(to);
    if (this.#from === undefined || !same(this.#from.x, snapshot.x) || !same(innerAxis(this.#from), from)) {
      this.#from = snapshot;
      this.#inX = same(snapshot.x, to.x) ? undefined : new PeriodicResampling(snapshot.x, to.x, false);
      this.#inner = from && inner && !same(from, inner) ? interpolation(from, inner) : undefined;
    }
    const width = from?.count ?? 1;
    let values: Float64Array = snapshot.values.slice();
    if (this.#inX) {
      values = new Float64Array(to.x.count * this.#nv * width);
      this.#inX.apply(snapshot.values, values, this.#nv * width);
    }
    if (this.#inner && from && inner)
      values = transformRows(this.#inner, values, width, inner.count, from.spacing / inner.spacing);
    return { ...to, ...timeOf(snapshot), values } as GridSnapshot;
  }
}

const timeOf = ({ time, negativity }: GridSnapshot) => ({ time, ...(negativity === undefined ? {} : { negativity }) });

/** Row-major matrix from values on `from` to values on `to`: the trigonometric polynomial, and 0 outside of `from`. */
function interpolation(from: UniformAxis, to: UniformAxis): Float64Array {
  const n = from.count;
  const matrix = new Float64Array(to.count * n);
  for (let j = 0; j < to.count; j++) {
    const position = (to.start + j * to.spacing - from.start) / from.spacing;
    if (!(position >= -0.5 && position <= n - 0.5)) continue;
    for (let i = 0; i < n; i++) matrix[j * n + i] = dirichlet(position - i, n);
  }
  return matrix;
}

/** The trigonometric polynomial on n points, n even, that is 1 at 0 and 0 at the other points; s in units of the spacing. */
function dirichlet(s: number, n: number): number {
  const tangent = Math.tan((Math.PI * s) / n);
  return Math.abs(tangent) < 1e-12 ? 1 : Math.sin(Math.PI * s) / (n * tangent);
}

/** Rows of `width` values as rows of `count`, of the same integral; `stretch` is the ratio of the spacings. */
function transformRows(
  matrix: Float64Array,
  values: Float64Array,
  width: number,
  count: number,
  stretch: number,
): Float64Array {
  const rows = values.length / width;
  const out = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++) {
    const from = values.subarray(row * width, (row + 1) * width);
    const to = out.subarray(row * count, (row + 1) * count);
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += matrix[j * width + i] * from[i];
      to[j] = sum;
    }
    // A grid too coarse for its density has ripples that leave the range: the marginal must not change for that.
    keepSum(to, stretch * sumOf(from));
  }
  return out;
}

export const sumOf = (row: Float64Array): number => row.reduce((sum, value) => sum + value, 0);

/** Scales a row to a sum that it nearly has; one that is far from it, as noise may be, stays. */
export function keepSum(row: Float64Array, wanted: number): void {
  const ratio = wanted / sumOf(row);
  if (ratio > 0.5 && ratio < 2) for (let j = 0; j < row.length; j++) row[j] *= ratio;
}
