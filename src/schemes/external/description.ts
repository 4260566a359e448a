/** Levels of `--scheme-level`; `full` is q, r or p (docs/your-scheme.md). */
export const EXTERNAL_LEVELS = ['marginal', 'full', 'particles'] as const;
export type ExternalLevel = (typeof EXTERNAL_LEVELS)[number];

export const EXTERNAL_MODES = ['once', 'persistent'] as const;
export type ExternalMode = (typeof EXTERNAL_MODES)[number];

/** A user's program as a scheme; plain data, so that it can be sent to a worker. */
export interface ExternalSchemeDescription {
  /** The command as the user wrote it, for reports. */
  readonly command: string;
  /** Program and arguments, files as absolute paths. */
  readonly words: readonly string[];
  /** Results of another level are refused; any level when absent. */
  readonly level?: ExternalLevel;
  readonly mode: ExternalMode;
  /** Write `tables/` into every case. */
  readonly tables: boolean;
  /** Time limit of one run. */
  readonly seconds: number;
  /** Limit of a case directory and of the arrays that are read from it. */
  readonly bytes: number;
  /** Where the case directories are made. */
  readonly cases: string;
  /** Leave them there. */
  readonly keep: boolean;
  /** A directory that exists as long as the run goes on: programs are ended when it is gone. */
  readonly alive: string;
}
