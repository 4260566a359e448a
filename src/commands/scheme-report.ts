import { join } from 'node:path';
import { requireWritableDirectory, writeAtomically } from '../atomic-write.ts';
import { exitCode } from '../check/verdict.ts';
import { InputError } from '../model/input-error.ts';
import { parseEpsilons, parseJobs } from './option-values.ts';
import { packageVersion } from './package-root.ts';
import { createProgress } from './progress.ts';
import { loadScenarios, scenarioArgument } from './scenarios.ts';
import { openScheme, type SchemeFlags } from './scheme-options.ts';

interface SchemeReportFlags extends SchemeFlags {
  readonly scenario: string;
  readonly epsilon: string;
  readonly refinements: string;
  readonly jobs?: string;
  readonly out: string;
}

/** `lemmata scheme-report`: a user's program over a grid ε × steps; one page, pictures and a badge. */
export async function schemeReportCommand(
  _names: readonly string[],
  flags: SchemeReportFlags,
  signal: AbortSignal,
): Promise<number> {
  if (flags.scheme === undefined) throw new InputError('a program is missing; give its command', { field: '--scheme' });
  const epsilons = parseEpsilons(flags.epsilon);
  const factors = parseFactors(flags.refinements);
  const jobs = parseJobs(flags.jobs);
  const [scenario] = await loadScenarios([flags.scenario]);
  await requireWritableDirectory(flags.out);
  // Loaded only now: a mistyped option is answered without waiting for the solvers.
  const [{ studyScheme }, { openRunPool }, { schemeReport }] = await Promise.all([
    import('../check/own-scheme/study.ts'),
    import('../check/own-scheme/run-pool.ts'),
    import('../reporters/scheme-report.ts'),
  ]);
  const external = (await openScheme(flags, signal))!;
  const progress = createProgress(process.stderr);
  const pool = openRunPool(jobs, signal);
  const study = await studyScheme({
    scheme: external.scheme,
    scenario,
    epsilons,
    factors,
    solve: pool.solve,
    onProgress: progress.show,
  }).finally(async () => {
    progress.clear();
    await pool.close();
    await external.close();
  });
  const rendered = schemeReport(study, {
    version: packageVersion(),
    rerun: rerunCommand(flags, scenarioArgument(scenario), epsilons, factors),
  });
  signal.throwIfAborted();
  for (const { path, text } of rendered.files) await writeAtomically(join(flags.out, path), text);
  process.stdout.write(`Wrote ${join(flags.out, rendered.files[0].path)}\n${rendered.terminal}`);
  return exitCode(study.summary);
}

/** Factors on the steps, each half of the one before, so that differences of consecutive runs show an order. @throws InputError */
function parseFactors(text: string): readonly number[] {
  const field = '--refinements';
  const factors = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const halving = factors.every(
    (factor, i) => factor > 0 && factor <= 64 && (i === 0 || Math.abs(2 * factor - factors[i - 1]) <= 1e-12 * factor),
  );
  if (!halving || factors.length < 2)
    throw new InputError(`"${text}" is not a list of two or more factors, each half of the one before, like 4,2,1`, {
      field,
    });
  if (!factors.some((factor) => factor <= 1))
    throw new InputError(`"${text}" has no factor of 1 or less, that is no run at the program's own steps`, { field });
  return factors;
}

function rerunCommand(
  { scheme = '', schemeLevel, schemeMode, schemeTables }: SchemeReportFlags,
  scenario: string,
  epsilons: readonly number[],
  factors: readonly number[],
): string {
  const quoted = (text: string): string =>
    /^[\w./@%+:,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  return [
    `npx lemmata scheme-report --scheme ${quoted(scheme)}`,
    ...(schemeLevel === undefined ? [] : [`--scheme-level ${schemeLevel}`]),
    ...(schemeMode === 'once' ? [] : [`--scheme-mode ${schemeMode}`]),
    ...(schemeTables ? ['--scheme-tables'] : []),
    `--scenario ${quoted(scenario)} --epsilon ${epsilons.join(',')} --refinements ${factors.join(',')}`,
  ].join(' ');
}
