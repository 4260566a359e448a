import type { CaseResult } from './case.ts';
import type { CrashedCase } from './pool.ts';
import { type SolvableCase, solveCase } from './solve-case.ts';

/** Entry point of a worker thread: one case, solved; an exception becomes a crashed case. */
export default function work(request: SolvableCase): CaseResult | CrashedCase {
  try {
    return solveCase(request);
  } catch (error) {
    return { crashed: error instanceof Error ? error.message : String(error) };
  }
}
