import type { CaseResult } from './case.ts';
import type { Finding } from './finding.ts';
import type { CrashedCase } from './pool.ts';

/** The case, or the finding that replaces it: crashed, or inconclusive because it is not resolved. */
export function usableCase(outcome: CaseResult | CrashedCase | undefined): CaseResult | Finding {
  if (outcome === undefined) return { verdict: 'inconclusive', note: 'the case was not solved' };
  if ('crashed' in outcome) return { verdict: 'crashed', note: outcome.crashed };
  if (outcome.resolved) return outcome;
  return { verdict: 'inconclusive', scheme: outcome.scheme, note: outcome.reason ?? 'the case is not resolved' };
}
