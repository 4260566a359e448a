/**
 * A vitest matcher. `import 'lemmata/vitest'` in a test or a set-up file adds it to `expect`:
 *
 * ```ts
 * await expect(scheme).toSatisfyStatement('theorem-2.1', { scenarios: ['travelling-wave'], epsilon: [0.1, 0.03, 0.01, 0.003] });
 * ```
 *
 * @module lemmata/vitest
 */

import { expect } from 'vitest';
import type { StatementOutcome } from '../check/statement.ts';
import { claimSummary, MARKS, VERDICT_ORDER } from '../reporters/claim-text.ts';
import { requireScheme, type VerifyOptions, verify } from './verify.ts';

/** Options of `verify`; the profile is `quick` unless another is named. */
export type MatcherOptions = Omit<VerifyOptions, 'scheme' | 'statements'>;

/** What `import 'lemmata/vitest'` adds to `expect`. */
export interface LemmataMatchers {
  /**
   * Passes when the verdict of the statement, or of the single claim, is `pass`: some claim passes, and none failed, crashed or is
   * inconclusive. `vacuous` alone does not pass either. With `.not` the verdict must be `fail`: neither a crash nor an
   * inconclusive result refutes anything. The message lists the claims that stand in the way, measured against bound.
   *
   * @param statement for example `theorem-2.1`, or `theorem-2.1/second-rate`
   * @throws InputError when there is no such statement, with the nearest names, or when options are wrong
   */
  toSatisfyStatement(statement: string, options?: MatcherOptions): Promise<void>;
}

declare module 'vitest' {
  interface Matchers<T> extends LemmataMatchers {}
}

expect.extend({
  async toSatisfyStatement(scheme: unknown, statement: string, options: MatcherOptions = {}) {
    // Without a scheme the paper would be judged.
    requireScheme(scheme);
    const report = await verify({ profile: 'quick', ...options, scheme, statements: [statement] });
    const [outcome] = report.statements;
    const pass = this.isNot ? outcome.verdict !== 'fail' : outcome.verdict === 'pass';
    return {
      pass,
      message: () => message(outcome, 'command' in scheme ? scheme.command : scheme.name, statement, this.isNot),
    };
  },
});

function message({ verdict, claims }: StatementOutcome, scheme: string, statement: string, isNot: boolean): string {
  const wanted = isNot ? 'expected a claim to fail' : 'expected every claim to pass that applies';
  const lines = VERDICT_ORDER.filter((other) => isNot || other !== 'pass').flatMap((other) =>
    claims
      .filter((claim) => claim.verdict === other && (other !== 'vacuous' || verdict === 'vacuous'))
      .map((claim) => `  ${MARKS[other]} ${other} ${claim.id} (${claim.scenario}): ${claimSummary(claim)}`),
  );
  const failed = claims.find((claim) => claim.verdict === verdict);
  return [
    `${scheme} on ${statement}: ${verdict}; ${wanted}`,
    ...lines,
    ...(failed ? [`rerun: ${failed.rerun}`] : []),
  ].join('\n');
}
