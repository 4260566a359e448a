import { join } from 'node:path';
import { requireWritableDirectory, writeAtomically } from '../atomic-write.ts';
import { parseEpsilons, parseJobs } from './option-values.ts';
import { packageVersion } from './package-root.ts';
import { createProgress } from './progress.ts';
import { loadScenarios, shippedScenarios } from './scenarios.ts';

interface AgreeFlags {
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
  const [{ agree, allAgree }, { agreementText }, { solveCases }] = await Promise.all([
    import('../check/agreement.ts'),
    import('../reporters/agreement.ts'),
    import('../check/pool.ts'),
  ]);
  const progress = createProgress(process.stderr);
  const cases = await agree(scenarios, epsilons, (requests) =>
    solveCases(requests, {
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
  return allAgree(cases) ? 0 : 1;
}
