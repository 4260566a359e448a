import { PROFILES } from '../check/profiles.ts';
import { isExpectation } from '../check/statement.ts';
import { exitCode } from '../check/verdict.ts';
import { parseJobs } from './option-values.ts';
import { packageVersion } from './package-root.ts';
import { createProgress } from './progress.ts';
import { loadScenarios } from './scenarios.ts';
import { loadStatements } from './statements.ts';

/** `lemmata errata`: the defects of the printed text, each with the numbers that witness it; exit codes as in verify. */
export async function errataCommand(
  _names: readonly string[],
  flags: { readonly jobs?: string },
  signal: AbortSignal,
): Promise<number> {
  const jobs = parseJobs(flags.jobs);
  const statements = (await loadStatements()).filter(
    ({ claims }) => claims.length > 0 && claims.every(({ kind }) => kind === 'erratum'),
  );
  const claims = statements.flatMap((statement) => statement.claims.filter(isExpectation));
  const names = claims.flatMap((claim) => (claim.needs === 'nothing' ? [] : [claim.scenario]));
  const witnesses = await loadScenarios([...new Set(names)]);
  const { verify } = await import('../check/run.ts');
  const { findingsText } = await import('../reporters/findings.ts');
  const progress = createProgress(process.stderr);
  const report = await verify({
    statements,
    scenarios: [],
    witnesses,
    profile: PROFILES[0],
    jobs,
    seed: 0,
    versions: { lemmata: packageVersion(), node: process.versions.node },
    signal,
    onProgress: progress.show,
  }).finally(progress.clear);
  process.stdout.write(findingsText(report, statements));
  return exitCode(report.summary);
}
