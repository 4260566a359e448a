import type { Path, Refuse } from './shape-error.ts';

/** Round-off left of a density that touches zero, relative to its largest value. */
export const NEGATIVE_ROUND_OFF = 1e-13;
/** Mismatch over one period that is still round-off of steep arguments, relative to the largest value. */
export const PERIODIC_ROUND_OFF = 1e-9;
/** Where growth at infinity is looked for: a declared heuristic. */
export const FAR = [1e2, 1e3, 1e4, 1e6, 1e12, 1e50, 1e100, 1e150];

/** `z = 0.3, v = 1`: short enough to read, long enough to find the place. */
export function place(names: readonly string[], values: readonly number[]): string {
  return names.map((name, i) => `${name} = ${Number(values[i].toPrecision(6))}`).join(', ');
}

/** Refuses the first value that is not finite; `where` names the point of an index. */
export function requireFinite(path: Path, values: Float64Array, where: (i: number) => string, refuse: Refuse): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const what = Number.isNaN(values[bad]) ? 'is not a real number (undefined or complex)' : 'is infinite';
  refuse(path, `the expression ${what} at ${where(bad)}`);
}

/** Indices of the least and the largest value. */
export function extremes(values: Float64Array): { readonly least: number; readonly most: number } {
  let least = 0;
  let most = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] < values[least]) least = i;
    if (values[i] > values[most]) most = i;
  }
  return { least, most };
}

export const largestSize = (values: Float64Array): number => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

export const linearGrid = (from: number, to: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/** Columns of all combinations of the values of several axes, the last axis fastest. */
export function tensorColumns(axes: readonly Float64Array[]): Float64Array[] {
  const count = axes.reduce((product, axis) => product * axis.length, 1);
  let inner = count;
  return axes.map((axis) => {
    inner /= axis.length;
    const repeat = inner;
    return Float64Array.from({ length: count }, (_, i) => axis[Math.floor(i / repeat) % axis.length]);
  });
}

/** The point of an index in columns. */
export const rowOf = (columns: readonly Float64Array[], i: number): number[] => columns.map((column) => column[i]);

/**
 * Whether a function seems to grow without bound: it overflows, or is still growing between 1e100 and 1e150 and has
 * left its range near the origin behind. Undefined values far out (∞/∞ of a quotient) count for nothing.
 */
export function growsAtInfinity(f: (far: number) => number, size: number): boolean {
  return [1, -1].some((side) => {
    const [near, far] = [Math.abs(f(side * 1e100)), Math.abs(f(side * 1e150))];
    return far === Number.POSITIVE_INFINITY || (far > 1.2 * near && far > 10 * size);
  });
}
