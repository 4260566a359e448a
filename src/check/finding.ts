import type { ClaimOutcome } from './statement.ts';
import { VERDICTS_WORST_FIRST } from './verdict.ts';

/** What judging found at one (ε, t): the fields of an entry that depend on it. */
export type Finding = Omit<ClaimOutcome, 'id' | 'kind' | 'scenario' | 'source' | 'rerun'> & {
  /** How much of the bound is used up; larger is worse. */
  readonly load?: number;
};

/** The worst finding: the worst verdict, within it the largest load, among equals the first. Undefined for none. */
export function worstFinding(findings: readonly Finding[]): Omit<Finding, 'load'> | undefined {
  let worst: Finding | undefined;
  for (const finding of findings) {
    if (worst === undefined || isWorse(finding, worst)) worst = finding;
  }
  if (worst === undefined) return undefined;
  const { load: _load, ...fields } = worst;
  return fields;
}

function isWorse(a: Finding, b: Finding): boolean {
  const rank = VERDICTS_WORST_FIRST.indexOf(a.verdict) - VERDICTS_WORST_FIRST.indexOf(b.verdict);
  return rank < 0 || (rank === 0 && (a.load ?? 0) > (b.load ?? 0));
}
