/** The diagnostics that define a run. */
export const SERIES = ['mass', 'Y', 'E', 'I', 'H', 'equilibriumDistance', 'limitDistance'] as const;
export type SeriesName = (typeof SERIES)[number];

/** One value for each output time. */
export type Series = { readonly [name in SeriesName]: readonly number[] };

/** What a peer writes. */
export interface PeerResult {
  /** Wall and processor time of one run in a warm process; start and input are not counted. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Part of the wall time that went into the diagnostics and the limit solver. */
  readonly diagnosticsSeconds: number;
  /** Peak resident memory of the process, and what it was before the first run. */
  readonly peakBytes: number;
  readonly idleBytes: number;
  readonly versions: { readonly [name: string]: string };
  readonly series: Series;
}

/**
 * Largest |a − b|/max(1, |b|) over all series and times; not a number when a series is missing or has another length.
 * Callers compare so that this fails.
 */
export function difference(a: Series, b: Series): number {
  let largest = 0;
  for (const name of SERIES) {
    if (a[name]?.length !== b[name].length) return Number.NaN;
    for (let i = 0; i < b[name].length; i++) {
      const relative = Math.abs(a[name][i] - b[name][i]) / Math.max(1, Math.abs(b[name][i]));
      if (!(relative <= largest)) largest = relative;
      if (Number.isNaN(relative)) return relative;
    }
  }
  return largest;
}
