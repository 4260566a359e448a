import type { Report, Statement } from '../check/statement.ts';

export interface ReporterInput {
  readonly report: Report;
  /** The statements that the report is about, for their formulas and titles. */
  readonly statements: readonly Statement[];
}

/** A file of a report; `path` is relative to the output directory. */
export interface ReportFile {
  readonly path: string;
  readonly text: string;
}

/** What a reporter makes of a report. It writes nothing itself; the first file is the one to open. */
export interface Rendered {
  readonly terminal: string;
  readonly files: readonly ReportFile[];
}

export type Reporter = (input: ReporterInput) => Rendered | Promise<Rendered>;
