import type { FullSnapshot } from '../model/snapshot.ts';

/** Below this fraction of the largest q a value is not trusted: round-off of the transforms is 1e-16 of it. */
export const FLOOR = 1e-13;

/**
 * The level below which a value of q says nothing. In more than one dimension grids are coarse: q ≥ 0, so the most negative
 * value shows how far truncation reaches, and what is smaller than that is not trusted either.
 */
export function trustedFloor({ values }: FullSnapshot, dimension: number): number {
  const floor = FLOOR * peakOf(values);
  if (dimension === 1) return floor;
  let least = 0;
  for (let i = 0; i < values.length; i++) if (values[i] < least) least = values[i];
  return Math.max(floor, -least);
}

/** The largest value, 0 when none is positive. */
export function peakOf(values: Float64Array): number {
  let peak = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > peak) peak = values[i];
  return peak;
}
