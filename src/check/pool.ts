import type { Scenario } from '../model/scenario.ts';
import type { CaseResult } from './case.ts';

/** One case to solve. */
export interface CaseRequest {
  readonly scenario: Scenario;
  /** Name of a scheme, for example `reference`. */
  readonly scheme: string;
  readonly epsilon: number;
  /** Absolute error that the diagnostics should reach; resolution is raised until they do or `maxEffort` is spent. */
  readonly tolerance: number;
  readonly maxEffort: number;
  /** Output times wanted besides 0 and the scenario's time. */
  readonly times?: readonly number[];
}

export interface PoolOptions {
  readonly jobs: number;
  readonly signal?: AbortSignal;
  readonly onStart?: (request: CaseRequest) => void;
  readonly onDone?: (request: CaseRequest, done: number, total: number) => void;
}

/** A case whose solver threw: the claim is `crashed`, other cases go on. */
export interface CrashedCase {
  readonly crashed: string;
}

/** Solves all cases over `jobs` worker threads; results in request order whatever `jobs` is. */
export async function solveCases(
  _requests: readonly CaseRequest[],
  _options: PoolOptions,
): Promise<(CaseResult | CrashedCase)[]> {
  throw new Error('not yet written');
}
