import type { SeriesName } from '../../src/check/case.ts';
import type { ErrorSource } from '../../src/model/measured.ts';
import type { ScenarioInput } from '../../src/model/scenario-schema.ts';

/** Exact values of diagnostics at given times, by the name of the series. */
export type ExactSeries = { readonly [name in SeriesName]?: readonly number[] };

/** A scenario, at one ε, whose diagnostics are known without any scheme of the program. */
export interface ExactCase {
  readonly name: string;
  readonly input: ScenarioInput;
  readonly exact: (times: readonly number[]) => ExactSeries;
  /** Largest absolute error of `exact` itself: round-off, and truncation where there is any. */
  readonly accuracy: number;
  /** Sources of error that show in the case where the scheme is made coarse, with the series in which they show. */
  readonly excites: { readonly [source in ErrorSource]?: readonly SeriesName[] };
}
