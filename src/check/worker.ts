import type { CaseResult } from './case.ts';
import type { CaseRequest, CrashedCase } from './pool.ts';
import { solveCase } from './solve-case.ts';

/** Entry point of a worker thread: one case, solved; an exception becomes a crashed case. */
export default function work(request: CaseRequest): CaseResult | CrashedCase {
  try {
    return solveCase(request);
  } catch (error) {
    return { crashed: error instanceof Error ? error.message : String(error) };
  }
}
