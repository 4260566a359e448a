import type { Scenario } from '../../model/scenario.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Declaration } from '../../schemes/external/declaration.ts';
import type { ExternalSchemeDescription } from '../../schemes/external/description.ts';
import type { Resolution } from '../../schemes/scheme.ts';
import type { SeriesName } from '../case.ts';
import type { RecordedSeries } from '../record.ts';

/** Points in x at which densities are compared: grids of every resolution are interpolated to them. */
export const POINTS = 256;

/** What a program declares of itself, as far as a study needs it. */
export type Declared = Pick<Declaration, 'name' | 'refines' | 'orders'>;

/** One run at one resolution. */
export interface RunRequest {
  readonly scenario: Scenario;
  readonly epsilon: number;
  /** A user's program, the spectral reference, or the limit solver for (1.1)–(1.3) with (1.12). */
  readonly scheme: ExternalSchemeDescription | 'reference' | 'limit';
  /** Factors on the steps of a program. */
  readonly resolution: Resolution;
  /** Output times, first 0. */
  readonly times: readonly number[];
  /** Also return the whole density. */
  readonly whole?: true;
  /** Runs that are timed; 1 when absent. */
  readonly repeats?: number;
}

/** What a run gave; plain data. */
export interface Observation {
  readonly level: Snapshot['level'];
  /** What a program declares of itself. */
  readonly declaration?: Declared;
  readonly times: readonly number[];
  readonly steps: number;
  /** p̄^ε at POINTS positions in x, layout [ix·nv + iv], at each time; absent for particles. */
  readonly densities?: readonly Float64Array[];
  /** The bar of every density in L¹, where the run measured its own error. */
  readonly bars?: readonly number[];
  /** ∫y q dy with y = (m − N)/ε, laid out as `densities`; only with `whole`, for a density in y or m. */
  readonly internalMeans?: readonly Float64Array[];
  /** q, p or p̄ at each time on POINTS positions in x and its own grid in y or m; only with `whole`. */
  readonly whole?: readonly Float64Array[];
  /** Points in y or m of such a density, and their spacing; 1 and 1 for a marginal. */
  readonly inner?: { readonly count: number; readonly spacing: number };
  /** Diagnostics at the output times. */
  readonly series: { readonly [name in SeriesName]?: RecordedSeries };
  /** Wall time of each run of a program, in seconds; depends on the machine. */
  readonly seconds: readonly number[];
}

/** A run that failed, with one sentence that says why. */
export interface CrashedRun {
  readonly crashed: string;
}

export const isCrashed = (run: Observation | CrashedRun): run is CrashedRun => 'crashed' in run;
