import { join } from 'node:path';
import { requireWritableDirectory, writeAtomically } from '../atomic-write.ts';
import type { Profile } from '../check/profiles.ts';
import { aboutSchemes } from '../check/scheme-claims.ts';
import { isExpectation, type Statement } from '../check/statement.ts';
import { exitCode } from '../check/verdict.ts';
import { InputError } from '../model/input-error.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Rendered } from '../reporters/rendered.ts';
import { REPORTERS, type ReporterName } from '../reporters/reporter.ts';
import { type CacheFlags, openCache, repeatedText, reuseText } from './cache-options.ts';
import { findProfile, parseEpsilons, parseInteger, parseJobs, parseNames } from './option-values.ts';
import { packageVersion } from './package-root.ts';
import { createProgress } from './progress.ts';
import { runMemory } from './run-memory.ts';
import { forPrograms, largeScenarios, loadScenarios, scenarioArgument, shippedScenarios } from './scenarios.ts';
import { openScheme, type SchemeFlags } from './scheme-options.ts';
import { loadStatements, selectStatements } from './statements.ts';

interface VerifyFlags extends SchemeFlags, CacheFlags {
  readonly scenario?: readonly string[];
  readonly profile: string;
  readonly epsilon?: string;
  readonly jobs?: string;
  readonly seed: string;
  readonly reporter: string;
  readonly out: string;
  readonly list?: true;
}

/**
 * `lemmata verify`: everything that can be wrong with the input is found before the first case is solved. A run that the
 * cache knows, with all its cases, is not judged again: its reports are those of the run before.
 */
export async function verifyCommand(
  names: readonly string[],
  flags: VerifyFlags,
  signal: AbortSignal,
): Promise<number> {
  const { out, jobs: threads, cache: _, ...deciding } = flags;
  const jobs = parseJobs(threads);
  // A user's program may change while its command stays the same.
  const store = flags.list || flags.scheme !== undefined ? undefined : openCache(flags);
  const memory = store && (await runMemory(store, [names, deciding]));
  const known = memory?.read();
  if (known !== undefined) {
    if (known.rendered.some(({ files }) => files.length > 0)) await requireWritableDirectory(out);
    await publish(known.rendered, out, signal);
    process.stdout.write(repeatedText(known.cases.length));
    return known.code;
  }

  const all = await loadStatements();
  const selected = selectStatements(all, names);
  const statements = flags.scheme === undefined ? selected : aboutSchemes(selected);
  if (selected.length === 0) throw new InputError('no statement is selected');
  if (statements.length === 0)
    throw new InputError('nothing that is selected is about solutions: no scheme can be judged by it');
  if (flags.list) {
    process.stdout.write(listing(statements));
    return 0;
  }
  const profile = findProfile(flags.profile);
  const reporterNames = Object.keys(REPORTERS) as ReporterName[];
  const reporters = parseNames(flags.reporter, 'reporter', reporterNames).map((name) => REPORTERS[name]);
  const epsilons = flags.epsilon === undefined ? undefined : parseEpsilons(flags.epsilon);
  const seed = parseInteger(flags.seed, '--seed', 0);
  const loaded = await loadScenarios(flags.scenario ?? (await profileScenarios(profile)));
  const scenarios = flags.scheme === undefined ? loaded : forPrograms(loaded, flags.scenario !== undefined);
  const witnesses = await wantedWitnesses(statements, profile, names, flags.scenario);
  if (reporters.some((reporter) => reporter.writesFiles)) await requireWritableDirectory(out);

  // Loaded only now: a mistyped option is answered without waiting for the solvers.
  const { verify } = await import('../check/run.ts');
  const cases = store && (await import('../check/stored-cases.ts')).storedCases(store);
  const external = await openScheme(flags, signal);
  const progress = createProgress(process.stderr);
  const report = await verify({
    statements,
    scenarios,
    witnesses,
    assumptions: all.filter(({ id }) => id.startsWith('assumption-')),
    profile,
    // Who names statements or scenarios wants all that they claim.
    ...(names.length > 0 || flags.scenario !== undefined ? { variants: 'all' as const } : {}),
    ...(epsilons === undefined ? {} : { epsilons }),
    jobs,
    seed,
    ...(external === undefined ? {} : { scheme: external.scheme }),
    ...(cases === undefined ? {} : { solve: cases.solve }),
    versions: { lemmata: packageVersion(), node: process.versions.node },
    scenarioArgument,
    signal,
    onProgress: progress.show,
  }).finally(async () => {
    progress.clear();
    await external?.close();
  });

  // Everything is rendered before anything is written, so that a failing reporter leaves no half-new set of files.
  const rendered = [];
  for (const reporter of reporters) rendered.push(await (await reporter.load())({ report, statements }));
  const code = exitCode(report.summary);
  await publish(rendered, out, signal);
  if (cases !== undefined) {
    const { entries, ...counts } = cases.tally();
    process.stdout.write(reuseText(counts));
    if (entries !== undefined) await memory?.write({ code, rendered, cases: entries });
    store?.prune();
  }
  return code;
}

/** Writes the files of the reports, and prints. */
async function publish(rendered: readonly Rendered[], out: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  for (const { files } of rendered) {
    for (const { path, text } of files) await writeAtomically(join(out, path), text);
  }
  for (const { files } of rendered) {
    if (files.length > 0) process.stdout.write(`Wrote ${join(out, files[0].path)}\n`);
  }
  for (const { terminal } of rendered) process.stdout.write(terminal);
}

/**
 * Witness scenarios of the selected claims. The quick profile and a run on scenarios of the user's choice leave them
 * out unless statements are named; negative controls run only when they are named.
 */
export async function wantedWitnesses(
  statements: readonly Statement[],
  profile: Profile,
  names: readonly string[],
  chosen: readonly string[] | undefined,
): Promise<readonly Scenario[]> {
  if (names.length === 0 && (profile.name === 'quick' || chosen !== undefined)) return [];
  const claims = statements.flatMap((statement) => statement.claims.filter(isExpectation));
  const wanted = claims.flatMap((claim) =>
    claim.needs !== 'nothing' && (claim.kind === 'erratum' || names.length > 0) ? [claim.scenario] : [],
  );
  return loadScenarios([...new Set(wanted)].filter((name) => !chosen?.includes(name)));
}

export async function profileScenarios(profile: Profile): Promise<readonly string[]> {
  switch (profile.scenarios) {
    case 'all':
      return shippedScenarios();
    case 'all and large':
      return [...(await shippedScenarios()), ...(await largeScenarios())];
    default:
      return profile.scenarios;
  }
}

function listing(statements: readonly Statement[]): string {
  const lines = statements.flatMap((statement) => [
    `${statement.id}  ${statement.title}`,
    ...statement.claims.map((claim) => `  ${claim.id}  [${claim.kind}]  ${claim.title}`),
  ]);
  return `${lines.join('\n')}\n`;
}
