import { join, relative } from 'node:path';
import { requireWritableDirectory } from '../atomic-write.ts';
import { GOLDEN_CASES, type GoldenOptions, goldenBless, goldenCheck } from '../golden.ts';
import { InputError } from '../model/input-error.ts';
import { parseJobs } from './option-values.ts';
import { packageRoot } from './package-root.ts';
import { createProgress } from './progress.ts';
import { loadScenarios } from './scenarios.ts';
import { loadStatements } from './statements.ts';

interface GoldenFlags {
  readonly dir?: string;
  readonly jobs?: string;
  readonly reason?: string;
}

/** `lemmata golden check`: 0 when every number is the same or drifted inside its bars, 1 when one changed. */
export async function goldenCheckCommand(
  _: readonly string[],
  flags: GoldenFlags,
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress(process.stderr);
  const outcomes = await goldenCheck(await goldenOptions(flags, signal, progress.show)).finally(progress.clear);
  for (const { scenario, verdict, differences } of outcomes) {
    process.stdout.write(`${scenario}: ${verdict}\n`);
    for (const { kind, what } of differences) process.stdout.write(`  ${kind}: ${what}\n`);
  }
  return outcomes.some(({ verdict }) => verdict === 'change') ? 1 : 0;
}

/** `lemmata golden bless`: refuses without a reason (2) and on a failing run (1). */
export async function goldenBlessCommand(
  _: readonly string[],
  flags: GoldenFlags,
  signal: AbortSignal,
): Promise<number> {
  if (!flags.reason?.trim()) throw new InputError('golden numbers change only with a reason; give --reason "…"');
  const progress = createProgress(process.stderr);
  const options = await goldenOptions(flags, signal, progress.show);
  await requireWritableDirectory(options.directory);
  const statements = await loadStatements();
  const { written, refusals } = await goldenBless({ ...options, statements, reason: flags.reason }).finally(
    progress.clear,
  );
  if (refusals.length > 0) {
    process.stderr.write(`Not blessed, because the run fails:\n${refusals.map((line) => `  ${line}\n`).join('')}`);
    return 1;
  }
  process.stdout.write(written.length > 0 ? `Blessed: ${written.join(', ')}\n` : 'Nothing changed, nothing written.\n');
  return 0;
}

async function goldenOptions(
  flags: GoldenFlags,
  signal: AbortSignal,
  show: ReturnType<typeof createProgress>['show'],
): Promise<GoldenOptions> {
  const scenarios = await loadScenarios([...GOLDEN_CASES.keys()]);
  return {
    directory: flags.dir ?? relative('', join(packageRoot(), 'golden')),
    scenarios: scenarios.map((scenario) => ({ ...scenario, epsilons: GOLDEN_CASES.get(scenario.name) ?? [] })),
    jobs: parseJobs(flags.jobs),
    signal,
    onDone: ({ scenario, epsilon }, done, total) => show({ done, total, scenario: scenario.name, epsilon }),
  };
}
