import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireWritableDirectory, writeAtomically } from '../atomic-write.ts';
import { fate, idleClaims, type Mutant, type MutantOutcome, sightings } from '../check/mutation.ts';
import type { Report } from '../check/statement.ts';
import { InputError } from '../model/input-error.ts';
import { mutationMatrix } from '../reporters/mutation-matrix.ts';
import { findProfile, parseJobs, parseNames } from './option-values.ts';
import { packageRoot } from './package-root.ts';
import { createProgress } from './progress.ts';
import { shippedScenarios } from './scenarios.ts';

interface MutantsFlags {
  readonly only?: string;
  readonly scenario?: readonly string[];
  readonly profile: string;
  readonly epsilon?: string;
  readonly jobs?: string;
  readonly cache?: string;
  readonly out?: string;
}

/** Everything that decides the verdicts of a run, besides the mutant and the arguments. */
const SOURCES = ['src', 'specs', 'scenarios', 'package-lock.json', 'mutants/inject.ts', 'mutants/cli.ts'];
/** A run that takes longer is stopped: a fault may make a loop endless. */
const LONGEST_RUN = 1_200_000;

/** What one run of `verify` left: its report and exit code, or its last words. */
interface Verified {
  readonly code: number | null;
  readonly report?: Report;
  readonly lastWords: string;
}

/**
 * `lemmata mutants`: every deliberate fault of mutants/ under a full `verify` of its own, from the sources. 0: each is
 * killed by a claim named beforehand; 1: not so; 2: no sources, or the unmutated code does not pass.
 */
export async function mutantsCommand(
  statements: readonly string[],
  flags: MutantsFlags,
  signal: AbortSignal,
): Promise<number> {
  const root = packageRoot();
  requireSources(root);
  const index = pathToFileURL(join(root, 'mutants/index.ts')).href;
  const { MUTANTS: all }: { MUTANTS: readonly Mutant[] } = await import(index);
  const names = all.map(({ name }) => name);
  const wanted = flags.only === undefined ? names : parseNames(flags.only, 'mutant', names);
  const mutants = all.filter(({ name }) => wanted.includes(name));
  const profile = findProfile(flags.profile).name;
  const jobs = parseJobs(flags.jobs);
  const restricted = statements.length > 0 || flags.scenario !== undefined || flags.epsilon !== undefined;
  const out = flags.out ?? (restricted || flags.only !== undefined ? undefined : 'reports');
  if (out !== undefined) await requireWritableDirectory(out);
  const own = [
    ...statements,
    ...(flags.scenario === undefined ? [] : ['--scenario', ...flags.scenario]),
    ...(flags.epsilon === undefined ? [] : ['--epsilon', flags.epsilon]),
    '--profile',
    profile,
  ];
  const inStandard = (...args: readonly string[]): readonly string[] => [...args, '--profile', 'standard'];
  const comparisons = inStandard(...COMPARISONS, '--scenario', COMPARED_ON);
  const inM = inStandard(IN_M, '--scenario', COMPARED_ON);
  const perScenario = tellingFirst(await shippedScenarios()).map((name) => inStandard('--scenario', name));
  const witnessed = await expectationFiles(root);
  const witnesses = inStandard(...witnessed);
  // The first expected kill ends it: what is expected to see the fault comes first.
  const standardRuns = ({ expectedKillers, runsIn }: Mutant): readonly (readonly string[])[] => {
    const isSeenBy = (files: readonly string[]) =>
      expectedKillers.some((killer) => files.includes(killer.split('/')[0]));
    if (isSeenBy(COMPARISONS)) return [comparisons, ...perScenario, witnesses];
    // Its claims on q are judged by quick already.
    if (runsIn === 'standard' && isSeenBy([IN_M])) return [inM, ...perScenario, comparisons, witnesses];
    if (isSeenBy(witnessed)) return [witnesses, ...perScenario, comparisons];
    return [...perScenario, comparisons, witnesses];
  };

  const work = await mkdtemp(join(tmpdir(), 'lemmata-mutants-'));
  const progress = createProgress(process.stderr);
  try {
    const before = await sourceHash(root);
    const runs = new VerifyRuns(root, flags.cache ?? work, before, signal);
    const baselines: Report[] = [];
    const baseline = async (args: readonly string[]): Promise<Report> => {
      const { report, code, lastWords } = await runs.verify(args);
      // A run that was narrowed down may leave claims open, for want of ε or of scenarios; what passes is compared.
      const narrowed = restricted || args.includes('--scenario');
      const passes = code === 0 || (narrowed && code === 3 && (report?.summary.pass ?? 0) > 0);
      if (report === undefined || !passes) {
        throw new InputError(
          `the unmutated code does not pass "verify ${args.join(' ')}" (exit code ${code}): ${lastWords}`,
        );
      }
      if (!baselines.includes(report)) baselines.push(report);
      return report;
    };
    await baseline(own);
    let done = 0;
    const outcomes = await inParallel(mutants, jobs, async (mutant): Promise<MutantOutcome> => {
      const whole = !restricted && profile === 'quick';
      let outcome: MutantOutcome =
        whole && mutant.runsIn === 'standard'
          ? { mutant, profile, sightings: [] }
          : judged(mutant, profile, await runs.verify(own, mutant), await baseline(own));
      if (whole) {
        for (const args of standardRuns(mutant)) {
          // Killed by other claims only, it goes on: the reason that was expected may show elsewhere.
          if (fate(outcome) === 'expected' || outcome.refusal !== undefined) break;
          const next = judged(mutant, 'standard', await runs.verify(args, mutant), await baseline(args));
          // What all parts show is kept: it is what is known of a survivor.
          outcome = { ...next, sightings: [...outcome.sightings, ...next.sightings] };
        }
      }
      done++;
      progress.show({ done, total: mutants.length, scenario: mutant.name });
      return outcome;
    });
    if ((await sourceHash(root)) !== before) throw new InputError('the sources changed during the run: start again');
    const setting = restricted ? `verify ${own.join(' ')}` : `profile ${profile}`;
    const text = mutationMatrix({ outcomes, idle: idleClaims(outcomes, baselines), setting });
    progress.clear();
    process.stdout.write(text);
    if (out !== undefined) await writeAtomically(join(out, 'mutants.md'), text);
    return outcomes.every((outcome) => fate(outcome) === 'expected') ? 0 : 1;
  } finally {
    progress.clear();
    await rm(work, { recursive: true });
  }
}

/** @throws InputError unless the sources, the statements and the mutants lie in `root`, and this Node can run them. */
export function requireSources(root: string): void {
  if (!['src/cli.ts', 'specs', 'mutants/index.ts'].every((path) => existsSync(join(root, path)))) {
    throw new InputError(`lemmata mutants changes the sources, and there are none in ${root}: run it in a checkout`);
  }
  if (!process.features.typescript || !('registerHooks' in nodeModule)) {
    throw new InputError(`lemmata mutants needs a Node that runs TypeScript, 22.18 or later, not ${process.version}`);
  }
}

/** Scenarios that notice most: the first has no symmetry, the second is the line, the third has the largest jumps in y. */
const TELLING = ['three-speeds', 'whole-line', 'steep-signal'];
/** Statements about several solutions, and the scenario that they are judged on. */
const COMPARISONS = ['agreement', 'orders'];
const COMPARED_ON = 'travelling-wave';
/** The statement that has claims about the solver in m, judged there as well. */
const IN_M = 'definitions';

const tellingFirst = (scenarios: readonly string[]): readonly string[] => [
  ...TELLING.filter((name) => scenarios.includes(name)),
  ...scenarios.filter((name) => !TELLING.includes(name)),
];

function judged(mutant: Mutant, profile: string, { report, lastWords }: Verified, baseline: Report): MutantOutcome {
  return report === undefined
    ? { mutant, profile, sightings: [], refusal: lastWords }
    : { mutant, profile, sightings: sightings(report, baseline) };
}

async function expectationFiles(root: string): Promise<readonly string[]> {
  const files = await readdir(join(root, 'specs'));
  return files
    .filter((file) => /^(erratum-.*|controls|remark-.*)\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length));
}

async function sourceHash(root: string): Promise<string> {
  const hash = createHash('sha256');
  const visit = async (path: string): Promise<void> => {
    const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => undefined);
    if (entries === undefined) hash.update(`${path}\0`).update(await readFile(join(root, path)));
    else for (const name of entries.map((entry) => entry.name).sort()) await visit(`${path}/${name}`);
  };
  for (const path of SOURCES) await visit(path);
  return hash.digest('hex');
}

/** Runs of `verify` from the sources, each kept in `directory` under the hash of all that decides it. */
class VerifyRuns {
  readonly #root: string;
  readonly #directory: string;
  readonly #sources: string;
  readonly #signal: AbortSignal;
  readonly #known = new Map<string, Promise<Verified>>();

  constructor(root: string, directory: string, sources: string, signal: AbortSignal) {
    this.#root = root;
    this.#directory = directory;
    this.#sources = sources;
    this.#signal = signal;
  }

  /** @param mutant absent for the unmutated code */
  verify(args: readonly string[], mutant?: Mutant): Promise<Verified> {
    const fault = mutant && [mutant.file, mutant.find, mutant.replace];
    const text = JSON.stringify([this.#sources, process.version, args, fault]);
    const key = createHash('sha256').update(text).digest('hex').slice(0, 24);
    let found = this.#known.get(key);
    if (found === undefined) {
      found = this.#readOrRun(join(this.#directory, key), args, mutant);
      this.#known.set(key, found);
    }
    return found;
  }

  async #readOrRun(directory: string, args: readonly string[], mutant: Mutant | undefined): Promise<Verified> {
    const file = join(directory, 'verified.json');
    if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8'));
    await mkdir(directory, { recursive: true });
    const verified = await this.#run(directory, args, mutant);
    await writeFile(file, JSON.stringify(verified));
    return verified;
  }

  async #run(out: string, args: readonly string[], mutant: Mutant | undefined): Promise<Verified> {
    this.#signal.throwIfAborted();
    const inject = mutant ? ['--import', pathToFileURL(join(this.#root, 'mutants/inject.ts')).href] : [];
    const command = [...inject, join(this.#root, 'mutants/cli.ts'), 'verify', ...args];
    // Cases do not change with a fault outside of what solves them: those of the program without it are taken again.
    const cache = ['--cache', join(this.#directory, 'cases')];
    const child = spawn(process.execPath, [...command, ...cache, '--jobs', '1', '--reporter', 'json', '--out', out], {
      env: { ...process.env, ...(mutant ? { LEMMATA_MUTANT: mutant.name } : {}) },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: LONGEST_RUN,
      signal: this.#signal,
    });
    let words = '';
    child.stderr.on('data', (data) => {
      words = (words + data).slice(-2000);
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    this.#signal.throwIfAborted();
    const path = join(out, 'report.json');
    const lastWords = words.trim().split('\n').at(-1) ?? '';
    // 0, 1 and 3 are verdicts, but an internal error ends with 1, too: then there is no report.
    if (!existsSync(path)) return { code, lastWords: code === null ? 'stopped: it took too long' : lastWords };
    return { code, lastWords, report: JSON.parse(await readFile(path, 'utf8')) };
  }
}

/** Results in the order of the items, `jobs` of them under way at a time. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  jobs: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const drain = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, drain));
  return results;
}
