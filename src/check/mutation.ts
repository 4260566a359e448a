import type { ClaimOutcome, Report } from './statement.ts';

/** A deliberate fault: one small change to the text of one source file. */
export interface Mutant {
  readonly name: string;
  /** From the root of the project, under src/. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Ids of claims or statements; the fault is killed for the reason expected when one of them fails. */
  readonly expectedKillers: readonly string[];
  /** Why the expected killers must see it. */
  readonly why: string;
  /** The changed code does not run in the quick profile, which solves with the reference alone. */
  readonly runsIn?: 'standard';
}

/** An expected killer that is no claim: the program itself refuses to answer, or a solver throws. */
export const PROGRAM = 'program';

/** Why this text cannot be changed by the mutant: `find` must occur exactly once. */
function misfit(source: string, { name, file, find }: Mutant): string | undefined {
  const pieces = source.split(find).length - 1;
  return pieces === 1 ? undefined : `mutant ${name}: its text occurs ${pieces} times in ${file}, not once`;
}

/** The source text with the fault. @throws Error unless the text to change occurs exactly once. */
export function applyMutant(source: string, mutant: Mutant): string {
  const reason = misfit(source, mutant);
  if (reason !== undefined) throw new Error(reason);
  // A function, because a replacement text may contain `$`.
  return source.replace(mutant.find, () => mutant.replace);
}

/** How a claim shows that something is wrong: it no longer passes. */
export type Sign = 'fail' | 'crashed' | 'inconclusive' | 'vacuous';

/** One claim on one scenario that passes without the fault and does not with it. */
export interface Sighting {
  readonly claim: string;
  readonly scenario: string;
  readonly sign: Sign;
}

/**
 * Expected: a claim that was named beforehand fails. Killed: others fail or crash. Doubted: claims become
 * inconclusive or vacuous, none fails. Survived: nothing changes its verdict.
 */
export type Fate = 'expected' | 'killed' | 'doubted' | 'survived';

/** What became of one mutant. */
export interface MutantOutcome {
  readonly mutant: Mutant;
  readonly sightings: readonly Sighting[];
  /** The last line of a program that ended without a report. */
  readonly refusal?: string;
  /** Profile of the run that decided. */
  readonly profile: string;
}

const entryOf = ({ id, scenario }: Pick<ClaimOutcome, 'id' | 'scenario'>): string => `${id} ${scenario}`;

const entries = ({ statements }: Report): readonly ClaimOutcome[] => statements.flatMap(({ claims }) => claims);

/** Entries that pass in `baseline` and do not in `report`; an entry that is missing counts as vacuous. */
export function sightings(report: Report, baseline: Report): Sighting[] {
  const found = new Map(entries(report).map((entry) => [entryOf(entry), entry.verdict]));
  return entries(baseline).flatMap((entry) => {
    const verdict = found.get(entryOf(entry)) ?? 'vacuous';
    if (entry.verdict !== 'pass' || verdict === 'pass') return [];
    return [{ claim: entry.id, scenario: entry.scenario, sign: verdict }];
  });
}

/** `lemma-3.1` covers itself and `lemma-3.1/3.2`. */
const covers = (expected: string, claim: string): boolean => claim === expected || claim.startsWith(`${expected}/`);

/** Claims that fail, each once. */
export function killers({ sightings: seen }: MutantOutcome): string[] {
  return [...new Set(seen.filter(({ sign }) => sign === 'fail').map(({ claim }) => claim))];
}

/** Claims that fail and were named beforehand. */
export function expectedKillers(outcome: MutantOutcome): string[] {
  const { expectedKillers: expected } = outcome.mutant;
  const crashed = outcome.refusal !== undefined || outcome.sightings.some(({ sign }) => sign === 'crashed');
  const found = killers(outcome).filter((claim) => expected.some((id) => covers(id, claim)));
  return crashed && expected.includes(PROGRAM) ? [...found, PROGRAM] : found;
}

export function fate(outcome: MutantOutcome): Fate {
  if (expectedKillers(outcome).length > 0) return 'expected';
  const { sightings: seen, refusal } = outcome;
  if (refusal !== undefined || seen.some(({ sign }) => sign === 'fail' || sign === 'crashed')) return 'killed';
  return seen.length > 0 ? 'doubted' : 'survived';
}

/** Claims that pass in some baseline and fail on no mutant, in the order of the baselines. */
export function idleClaims(outcomes: readonly MutantOutcome[], baselines: readonly Report[]): string[] {
  const busy = new Set(outcomes.flatMap(killers));
  const judged = baselines.flatMap(entries).filter(({ verdict }) => verdict === 'pass');
  return [...new Set(judged.map(({ id }) => id))].filter((id) => !busy.has(id));
}
