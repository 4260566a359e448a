import { join } from 'node:path';
import { requireWritableDirectory, writeAtomically } from '../atomic-write.ts';
import { type CacheFlags, openCache, reuseText } from './cache-options.ts';
import { parseEpsilons, parseJobs } from './option-values.ts';
import { packageVersion } from './package-root.ts';
import { createProgress } from './progress.ts';
import { loadScenarios, shippedScenarios } from './scenarios.ts';

interface AgreeFlags extends CacheFlags {
  readonly scenario?: readonly string[];
  readonly epsilon?: string;
  readonly jobs?: string;
  readonly out: string;
}

/** `lemmata agree`: every solver on every scenario that it supports, each pair compared; 1 when some pair disagrees. */
export async function agreeCommand(_names: readonly string[], flags: AgreeFlags, signal: AbortSignal): Promise<number> {
  const epsilons = flags.epsilon === undefined ? undefined : parseEpsilons(flags.epsilon);
  const jobs = parseJobs(flags.jobs);
  const scenarios = await loadScenarios(flags.scenario ?? (await shippedScenarios()));
  await requireWritableDirectory(flags.out);
  const [{ agree, allAgree }, { agreementText }, { solveCases }, { storedCases }] = await Promise.all([
    import('../check/agreement.ts'),
    import('../reporters/agreement.ts'),
    import('../check/pool.ts'),
    import('../check/stored-cases.ts'),
  ]);
  const store = openCache(flags);
  const stored = store && storedCases(store);
  const solve = stored?.solve ?? solveCases;
  const progress = createProgress(process.stderr);
  const cases = await agree(scenarios, epsilons, (requests) =>
    solve(requests, {
      jobs,
      signal,
      onDone: ({ scenario, epsilon }, done, total) => progress.show({ done, total, scenario: scenario.name, epsilon }),
    }),
  ).finally(progress.clear);
  signal.throwIfAborted();
  const text = agreementText(cases, packageVersion());
  const path = join(flags.out, 'agreement.md');
  await writeAtomically(path, text);
  process.stdout.write(`Wrote ${path}\n${text}`);
  if (stored !== undefined) process.stdout.write(reuseText(stored.tally()));
  store?.prune();
  return allAgree(cases) ? 0 : 1;
}
