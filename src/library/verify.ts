import { setImmediate } from 'node:timers/promises';
import type { CaseResult } from '../check/case.ts';
import type { ClaimFinding } from '../check/judge.ts';
import type { CrashedCase, solveCases } from '../check/pool.ts';
import { type RunProgress, verify as run } from '../check/run.ts';
import { aboutSchemes } from '../check/scheme-claims.ts';
import type { Report } from '../check/statement.ts';
import work from '../check/worker.ts';
import { unknownName } from '../commands/nearest.ts';
import { findProfile, parseJobs } from '../commands/option-values.ts';
import { packageVersion } from '../commands/package-root.ts';
import { forPrograms, loadScenarios, scenarioArgument } from '../commands/scenarios.ts';
import { type OpenScheme, openScheme, type SchemeFlags } from '../commands/scheme-options.ts';
import { loadStatements, selectStatements } from '../commands/statements.ts';
import { profileScenarios, wantedWitnesses } from '../commands/verify.ts';
import { InputError } from '../model/input-error.ts';
import type { Scenario } from '../model/scenario.ts';
import { rounded } from '../reporters/json.ts';
import { defineScheme, type SchemeDefinition, type SchemeLevel } from '../schemes/external/definition.ts';
import { inProcessScheme } from '../schemes/external/in-process-scheme.ts';

/** A program of its own, in any language, as `lemmata verify --scheme` runs it (docs/your-scheme.md). */
export interface SchemeProgram {
  /** Program and arguments; no shell. Files are relative to the working directory. */
  readonly command: string;
  /** Refuse results of another level. */
  readonly level?: SchemeLevel;
  /** `once` (default): one process for each run; `persistent`: one for many. */
  readonly mode?: 'once' | 'persistent';
  /** Write tables beside the expressions. */
  readonly tables?: boolean;
  /** Time limit of one run in seconds; 600 by default. */
  readonly timeout?: number;
  /** Limit of what one run may write, in megabytes; 1024 by default. */
  readonly disk?: number;
  /** Directory where the cases are kept, to look at. */
  readonly keep?: string;
}

/** What to verify, and on what. */
export interface VerifyOptions {
  /**
   * A scheme of `defineScheme`, solved in the thread that calls, or a program, run in parallel. It is judged by the claims about
   * solutions. Without it the paper itself is judged, with the reference solver.
   */
  readonly scheme?: SchemeDefinition | SchemeProgram;
  /** Ids of statements or of single claims, for example `theorem-2.1/first-rate`; all by default. */
  readonly statements?: readonly string[];
  /** Scenarios of `defineScenario`, files, or names of shipped ones; those of the profile by default. */
  readonly scenarios?: readonly (Scenario | string)[];
  /** Values of ε instead of those of the profile, or of each scenario. */
  readonly epsilon?: readonly number[];
  /** Effort: `quick`, `standard` (default) or `thorough`. */
  readonly profile?: 'quick' | 'standard' | 'thorough';
  /** Worker threads for programs and for the reference; by default as many as there are cores. No influence on the report. */
  readonly jobs?: number;
  /** Ends the run: `verify` rejects with its reason. A scheme of `defineScheme` is not interrupted within a case. */
  readonly signal?: AbortSignal;
  /** Called after every case. */
  readonly onProgress?: (progress: RunProgress) => void;
}

/**
 * Solves the cases that the statements need and judges every claim on every scenario, with the verdicts of the contract:
 * measured ± u against bound ± b passes if the whole bar is below, fails if it is above, and is inconclusive else.
 *
 * @returns what `lemmata verify` writes as report.json, schema `lemmata/report/1` (docs/report.schema.json): numbers are
 *   rounded to two digits of their error bar, after the verdict
 * @throws InputError in one sentence when options, a scenario or the scheme are wrong, before anything is solved. What a scheme
 *   does wrong later is no error: its claims are `crashed`, with the reason in `note`
 */
export async function verify(options: VerifyOptions = {}): Promise<Report> {
  requireKnown(options);
  const { scheme, statements: names = [], signal = new AbortController().signal, onProgress } = options;
  const own = scheme !== undefined && 'solve' in scheme ? defineScheme(scheme) : undefined;
  const all = await loadStatements();
  const selected = selectStatements(all, names);
  const statements = scheme === undefined ? selected : aboutSchemes(selected);
  if (statements.length === 0)
    throw new InputError('nothing that is selected is about solutions: no scheme can be judged by it', {
      field: 'statements',
    });
  const profile = findProfile(options.profile ?? 'standard');
  const epsilons = options.epsilon && epsilonsOf(options.epsilon);
  const jobs = parseJobs(options.jobs?.toString());
  const loaded = await scenariosOf(options.scenarios ?? (await profileScenarios(profile)));
  const scenarios = scheme === undefined ? loaded : forPrograms(loaded, options.scenarios !== undefined);
  const chosen = options.scenarios && scenarios.map(({ name }) => name);
  const witnesses = await wantedWitnesses(statements, profile, names, chosen);
  const program = scheme !== undefined && 'command' in scheme ? await openProgram(scheme, signal) : undefined;
  const inMemory = own !== undefined || scenarios.some(({ file }) => file === undefined);
  try {
    const report = await run({
      statements,
      scenarios,
      witnesses,
      assumptions: all.filter(({ id }) => id.startsWith('assumption-')),
      profile,
      // Who names statements or scenarios wants all that they claim.
      ...(names.length > 0 || chosen ? { variants: 'all' as const } : {}),
      ...(epsilons && { epsilons }),
      jobs,
      seed: 0,
      ...(program && { scheme: program.scheme }),
      ...(own && { solve: solverOf(own) }),
      ...(inMemory && { rerun: (claim: ClaimFinding) => callFor(claim, scenarios, options) }),
      versions: { lemmata: packageVersion(), node: process.versions.node },
      scenarioArgument,
      signal,
      ...(onProgress && { onProgress }),
    });
    return rounded(report);
  } finally {
    await program?.close();
  }
}

const OPTIONS = ['scheme', 'statements', 'scenarios', 'epsilon', 'profile', 'jobs', 'signal', 'onProgress'];

function requireKnown({ scheme, ...others }: VerifyOptions): void {
  for (const name of Object.keys(others))
    if (!OPTIONS.includes(name)) throw new InputError(unknownName('option of verify', name, OPTIONS));
  if (scheme !== undefined) requireScheme(scheme);
}

/** @throws InputError unless the value has the form of a scheme */
export function requireScheme(scheme: unknown): asserts scheme is SchemeDefinition | SchemeProgram {
  if (typeof scheme !== 'object' || scheme === null || !('solve' in scheme || 'command' in scheme))
    throw new InputError('expected what defineScheme returns, or { command: "…" } for a program', { field: 'scheme' });
}

function epsilonsOf(values: readonly number[]): readonly number[] {
  const bad = values.find((value) => !(value > 0 && Number.isFinite(value)));
  if (values.length === 0 || bad !== undefined)
    throw new InputError(`expected positive numbers, found ${bad ?? 'none'}`, { field: 'epsilon' });
  return [...new Set(values)].sort((a, b) => b - a);
}

async function scenariosOf(wanted: readonly (Scenario | string)[]): Promise<readonly Scenario[]> {
  const scenarios: Scenario[] = [];
  for (const each of wanted) {
    if (typeof each !== 'string' && !('hash' in each))
      throw new InputError('expected names, files, or what defineScenario gives', { field: 'scenarios' });
    scenarios.push(typeof each === 'string' ? (await loadScenarios([each]))[0] : each);
  }
  const twin = scenarios.find(({ name }, i) => scenarios.findIndex((other) => other.name === name) < i);
  if (scenarios.length === 0) throw new InputError('names none', { field: 'scenarios' });
  if (twin) throw new InputError(`two have the name "${twin.name}"; rename one`, { field: 'scenarios' });
  return scenarios;
}

async function openProgram(program: SchemeProgram, signal: AbortSignal): Promise<OpenScheme> {
  const { command, level, mode = 'once', tables = false, timeout = 600, disk = 1024, keep } = program;
  const flags: SchemeFlags = {
    scheme: command,
    ...(level && { schemeLevel: level }),
    schemeMode: mode,
    ...(tables && { schemeTables: tables }),
    schemeTimeout: String(timeout),
    schemeDisk: String(disk),
    ...(keep === undefined ? {} : { schemeKeep: keep }),
  };
  const open = await openScheme(flags, signal);
  if (open === undefined) throw new InputError('a command is missing', { field: 'scheme' });
  return open;
}

/**
 * Solves with a scheme that is a function, one case after the other in this thread: functions cannot be sent to others. Which
 * scheme the requests name is of no account.
 */
const solverOf =
  (definition: SchemeDefinition): typeof solveCases =>
  async (requests, { signal, onDone }) => {
    const results: (CaseResult | CrashedCase)[] = [];
    for (const request of requests) {
      // Timers and signals get their turn.
      await setImmediate();
      signal?.throwIfAborted();
      results.push(work({ ...request, scheme: inProcessScheme(definition) }));
      onDone?.(request, results.length, requests.length);
    }
    return results;
  };

/** The call that reproduces an entry of what no command line can name. */
function callFor(
  { id, kind, scenario, epsilon }: ClaimFinding,
  scenarios: readonly Scenario[],
  options: VerifyOptions,
) {
  const known = scenarios.find(({ name }) => name === scenario);
  const single = (kind === 'bound' || kind === 'identity') && epsilon !== undefined;
  const epsilons = single ? [epsilon] : options.epsilon;
  const parts = [
    ...(options.scheme ? ['scheme'] : []),
    `statements: ['${id}']`,
    ...(known === undefined
      ? []
      : [`scenarios: [${known.file ? `'${scenarioArgument(known)}'` : `/* ${known.name} */`}]`]),
    ...(epsilons === undefined ? [] : [`epsilon: [${epsilons.join(', ')}]`]),
    ...(options.profile === undefined ? [] : [`profile: '${options.profile}'`]),
  ];
  return `await verify({ ${parts.join(', ')} })`;
}
