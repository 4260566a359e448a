import { createModel } from '../model/create-model.ts';
import type { Scenario } from '../model/scenario.ts';
import type { ExternalSchemeDescription } from '../schemes/external/description.ts';
import { computeConstants } from '../theory/constants.ts';
import type { CaseResult } from './case.ts';
import { type ClaimFinding, judge } from './judge.ts';
import { type CaseRequest, type CrashedCase, solveCases } from './pool.ts';
import { askedOf, type Profile } from './profiles.ts';
import { scenarioFacts } from './scenario-facts.ts';
import { type Claim, isExpectation, type Report, type Statement } from './statement.ts';
import { variantRequests } from './variants.ts';
import { summarise } from './verdict.ts';

/** The scheme whose cases the claims are judged on, unless the user has one. */
const SCHEME = 'reference';
/** Witness scenarios are solved with one resolution: what they show is visible at a glance, and their bars say so. */
const WITNESS = { tolerance: 2e-5, maxEffort: 0 };

/** One more case of a run is solved. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly scenario: string;
  readonly epsilon: number;
}

export interface VerifyOptions {
  readonly statements: readonly Statement[];
  readonly scenarios: readonly Scenario[];
  /** Scenarios that only claims about claims name; solved at their own ε when such a claim needs cases. */
  readonly witnesses?: readonly Scenario[];
  /** Statements whose failure on a scenario makes dependent claims vacuous there; those of `statements` when absent. */
  readonly assumptions?: readonly Statement[];
  readonly profile: Profile;
  /** Where claims about several solutions are judged; as the profile says when absent. */
  readonly variants?: Profile['variants'];
  /** A user's program, judged instead of the reference by the claims of `aboutSchemes`. */
  readonly scheme?: ExternalSchemeDescription;
  /** Instead of the profile's. */
  readonly epsilons?: readonly number[];
  /** Worker threads; has no influence on the report. */
  readonly jobs: number;
  /** For schemes that draw random numbers; deterministic ones ignore it. */
  readonly seed: number;
  /** Versions to print in the report. */
  readonly versions: Report['versions'];
  /** Name under which `verify --scenario` finds a scenario; its file when absent. */
  readonly scenarioArgument?: (scenario: Scenario) => string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Solves the cases; replaced by the library, for schemes that are functions, and in tests. */
  readonly solve?: typeof solveCases;
  /** How an entry is reproduced alone; a command of the command line when absent. */
  readonly rerun?: (claim: ClaimFinding) => string;
}

/**
 * Solves the cases that the statements need, judges every claim on every scenario and returns the report.
 * @throws InputError when a scenario cannot be turned into a model; the signal's reason when aborted.
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const { statements, scenarios, profile, jobs, signal, onProgress, solve = solveCases } = options;
  const prepare = (scenario: Scenario, epsilons: readonly number[], witness: boolean) => {
    const model = createModel({ ...scenario, epsilons });
    const stated = scenario.epsilons.length;
    return { scenario: model.scenario, model, constants: computeConstants(model), epsilons, stated, witness };
  };
  const own = scenarios.map((scenario) =>
    prepare(scenario, options.epsilons ?? askedOf(profile, scenario).epsilons, false),
  );
  const named = witnessNeeds(statements, scenarios);
  const witnesses = (options.witnesses ?? [])
    .filter(({ name }) => named.has(name))
    .map((scenario) => prepare(scenario, scenario.epsilons, true));
  const prepared = [...own, ...witnesses];
  const { variants: extent = profile.variants } = options;
  const variants = own.map((world) => ({ world, asked: variantRequests(statements, world, extent) }));
  const plainRequests = [
    ...(needsCases(statements, scenarios) ? own.flatMap((world) => caseRequests(world, profile, options.scheme)) : []),
    ...witnesses
      .filter(({ scenario }) => named.get(scenario.name) === 'case')
      .flatMap((world) => caseRequests(world, { ...profile, ...WITNESS })),
  ];
  const requests = [...plainRequests, ...variants.flatMap(({ asked }) => asked.map(({ request }) => request))];
  const solved = await solve(requests, {
    jobs,
    ...(signal === undefined ? {} : { signal }),
    onDone: (request, done, total) =>
      onProgress?.({ done, total, scenario: request.scenario.name, epsilon: request.epsilon }),
  });
  signal?.throwIfAborted();
  const cases = new Map<string, (CaseResult | CrashedCase)[]>(prepared.map(({ scenario }) => [scenario.name, []]));
  plainRequests.forEach((request, i) => {
    cases.get(request.scenario.name)?.push(solved[i]);
  });
  let next = plainRequests.length;
  const further = new Map(
    variants.map(({ world, asked }) => [
      world.scenario.name,
      { extent, variants: new Map(asked.map(({ key }) => [key, solved[next++]])) },
    ]),
  );
  const outcomes = judge(
    statements,
    prepared.map((world) => ({
      ...world,
      cases: cases.get(world.scenario.name) ?? [],
      ...further.get(world.scenario.name),
    })),
    options.rerun ?? ((finding) => rerunCommand(finding, options)),
    options.assumptions,
  );
  return {
    schema: 'lemmata/report/1',
    versions: options.versions,
    profile: profile.name,
    summary: summarise(outcomes),
    statements: outcomes,
    scenarios: own.map(({ scenario, constants, epsilons }) => scenarioFacts(scenario, constants, epsilons)),
  };
}

/** A claim about a claim needs the cases of a scenario of the run only when it names it. */
function needsCases(statements: readonly Statement[], scenarios: readonly Scenario[]): boolean {
  const named = (claim: Claim): boolean =>
    !isExpectation(claim) || (claim.needs !== 'nothing' && scenarios.some(({ name }) => name === claim.scenario));
  return statements.some(({ claims }) =>
    claims.some((claim) => (claim.needs === 'case' || claim.needs === 'variants') && named(claim)),
  );
}

/** Witness scenarios that claims about claims name, unless they are part of the run anyway, and what is needed of them. */
function witnessNeeds(
  statements: readonly Statement[],
  scenarios: readonly Scenario[],
): ReadonlyMap<string, 'model' | 'case'> {
  const needs = new Map<string, 'model' | 'case'>();
  for (const claim of statements.flatMap(({ claims }) => claims)) {
    if (!isExpectation(claim) || claim.needs === 'nothing') continue;
    if (scenarios.some(({ name }) => name === claim.scenario)) continue;
    if (needs.get(claim.scenario) !== 'case') needs.set(claim.scenario, claim.needs);
  }
  return needs;
}

function caseRequests(
  world: { readonly scenario: Scenario; readonly epsilons: readonly number[] },
  profile: Profile,
  scheme: CaseRequest['scheme'] = SCHEME,
): readonly CaseRequest[] {
  const { tolerance, maxEffort } = askedOf(profile, world.scenario);
  return world.epsilons.map((epsilon) => ({ scenario: world.scenario, scheme, epsilon, tolerance, maxEffort }));
}

/**
 * The command that reproduces one entry alone: the same tolerance, and for a bound or an identity only the worst ε.
 * It prints to the terminal and leaves the reports as they are.
 */
function rerunCommand(claim: ClaimFinding, options: VerifyOptions): string {
  const scenario = options.scenarios.find(({ name }) => name === claim.scenario);
  const place = scenario ? (options.scenarioArgument?.(scenario) ?? scenario.file ?? claim.scenario) : undefined;
  const single = (claim.kind === 'bound' || claim.kind === 'identity') && claim.epsilon !== undefined;
  const epsilons = single ? [claim.epsilon] : options.epsilons;
  return [
    'npx lemmata verify',
    claim.id,
    ...(options.scheme === undefined ? [] : schemeWords(options.scheme)),
    // A claim about a claim names its witness itself.
    ...(place === undefined ? [] : [`--scenario ${shellWord(place)}`]),
    `--profile ${options.profile.name}`,
    ...(epsilons === undefined || place === undefined ? [] : [`--epsilon ${epsilons.join(',')}`]),
    ...(options.seed === 0 ? [] : [`--seed ${options.seed}`]),
    '--reporter terminal',
  ].join(' ');
}

/** The options that say which program was judged, and how it was run. */
const schemeWords = ({ command, level, mode, tables }: ExternalSchemeDescription): readonly string[] => [
  `--scheme ${shellWord(command)}`,
  ...(level === undefined ? [] : [`--scheme-level ${level}`]),
  ...(mode === 'once' ? [] : [`--scheme-mode ${mode}`]),
  ...(tables ? ['--scheme-tables'] : []),
];

const shellWord = (text: string): string =>
  /^[\w./@%+:,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
