import { readdir } from 'node:fs/promises';
import type { CaseResult, SeriesName } from './check/case.ts';
import { judge } from './check/judge.ts';
import { type CaseRequest, solveCases } from './check/pool.ts';
import { roundBar, roundToBar } from './check/round-to-bar.ts';
import type { Statement } from './check/statement.ts';
import type { World } from './check/world.ts';
import { type GoldenDifference, goldenDifferences } from './golden-difference.ts';
import { type GoldenNumber, type GoldenRecord, readGolden, writeGolden } from './golden-file.ts';
import { createModel } from './model/create-model.ts';
import { InputError } from './model/input-error.ts';
import { type Measured, sample, uncertainty } from './model/measured.ts';
import { squareRoot } from './model/measured-arithmetic.ts';
import type { Scenario } from './model/scenario.ts';
import { computeConstants } from './theory/constants.ts';

/** Shipped scenarios with golden numbers, and their ε: few and cheap, because the check is part of `npm test`. */
export const GOLDEN_CASES: ReadonlyMap<string, readonly number[]> = new Map([
  ['travelling-wave', [0.1, 0.01, 0.001]],
  ['mixture', [0.01]],
]);

const SCHEME = 'reference';
const TOLERANCE = 1e-6;
const MAX_EFFORT = 0;

/** Diagnostics kept at the final time; with three ε and four orders at most 37 numbers per scenario. */
const FINAL = [
  'mass',
  'V2',
  'X1',
  'Y',
  'E',
  'I',
  'J',
  'K',
  'equilibriumDistance',
  'limitDistance',
] as const satisfies readonly SeriesName[];
/** Quantities whose order between consecutive ε is kept. */
const ORDERED = ['equilibriumDistanceL2', 'limitDistance'] as const;

export interface GoldenOptions {
  readonly directory: string;
  /** Scenarios with the ε of their golden cases, largest first. */
  readonly scenarios: readonly Scenario[];
  readonly jobs: number;
  readonly signal?: AbortSignal;
  readonly onDone?: (request: CaseRequest, done: number, total: number) => void;
  /** Solves the cases; replaced in tests. */
  readonly solve?: typeof solveCases;
}

/** What became of one scenario's golden numbers. */
export interface GoldenOutcome {
  readonly scenario: string;
  readonly verdict: 'same' | 'drift' | 'change';
  readonly differences: readonly GoldenDifference[];
}

/**
 * Solves the golden cases and compares them with the records in `directory`, in both directions.
 * @throws InputError when a record or the directory is unreadable, before anything is solved.
 */
export async function goldenCheck(options: GoldenOptions): Promise<readonly GoldenOutcome[]> {
  const { recorded, orphans } = await readRecords(options);
  const { records, failures } = await measure(options);
  const outcomes = options.scenarios.map(({ name }): GoldenOutcome => {
    const failed = failures.filter(({ scenario }) => scenario === name).map(({ what }) => changeOf(what));
    return outcomeOf(name, [...failed, ...differencesFrom(recorded.get(name), records.get(name))]);
  });
  return [...outcomes, ...orphans.map((name) => outcomeOf(name, [changeOf('has a record, but no golden case')]))];
}

/**
 * Solves the golden cases, judges `statements` on them and writes the records that changed, with the reason.
 * Nothing is written when a case crashed, is unresolved, or a claim fails.
 * @throws InputError without a reason.
 */
export async function goldenBless(
  options: GoldenOptions & { readonly reason: string; readonly statements: readonly Statement[] },
): Promise<{ readonly written: readonly string[]; readonly refusals: readonly string[] }> {
  const reason = options.reason.trim();
  if (reason === '') throw new InputError('golden numbers change only with a reason; give --reason "…"');
  // A corrupt record does not stop a blessing: it is the way to replace it.
  const { records, failures, solved } = await measure(options);
  const refusals = [
    ...failures.map(({ scenario, what }) => `${scenario}: ${what}`),
    ...(failures.length > 0 ? [] : failingClaims(options.statements, solved)),
  ];
  if (refusals.length > 0) return { written: [], refusals };
  const written: string[] = [];
  for (const record of records.values()) {
    const old = await readGolden(options.directory, record.scenario).catch(() => undefined);
    if (old && goldenDifferences(old, record).length === 0) continue;
    await writeGolden(options.directory, { ...record, reason });
    written.push(record.scenario);
  }
  return { written, refusals: [] };
}

function failingClaims(
  statements: readonly Statement[],
  solved: readonly Pick<World, 'scenario' | 'cases'>[],
): readonly string[] {
  const worlds = solved.map(({ scenario, cases }): World => {
    const model = createModel(scenario);
    return { scenario, model, constants: computeConstants(model), cases };
  });
  return judge(statements, worlds)
    .flatMap(({ claims }) => claims)
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'crashed')
    .map(({ id, scenario, verdict }) => `${scenario}: ${id} ${verdict === 'fail' ? 'fails' : 'crashed'}`);
}

const changeOf = (what: string): GoldenDifference => ({ kind: 'change', what });

function outcomeOf(scenario: string, differences: readonly GoldenDifference[]): GoldenOutcome {
  const changed = differences.some(({ kind }) => kind === 'change');
  return { scenario, verdict: changed ? 'change' : differences.length > 0 ? 'drift' : 'same', differences };
}

function differencesFrom(old: GoldenRecord | undefined, now: GoldenRecord | undefined): readonly GoldenDifference[] {
  if (old === undefined) return [changeOf('has no golden record yet; bless it')];
  return now === undefined ? [] : goldenDifferences(old, now);
}

async function readRecords({ directory, scenarios }: GoldenOptions) {
  const files = await readdir(directory).catch(() => {
    throw new InputError('no such directory of golden numbers', { file: directory });
  });
  const recorded = new Map<string, GoldenRecord | undefined>();
  for (const { name } of scenarios) recorded.set(name, await readGolden(directory, name));
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  return { recorded, orphans: names.filter((name) => !recorded.has(name)).sort() };
}

async function measure({ scenarios, jobs, signal, onDone, solve = solveCases }: GoldenOptions) {
  const requests = scenarios.flatMap((scenario) =>
    scenario.epsilons.map((epsilon) => ({
      scenario,
      scheme: SCHEME,
      epsilon,
      tolerance: TOLERANCE,
      maxEffort: MAX_EFFORT,
    })),
  );
  const solved = await solve(requests, { jobs, ...(signal && { signal }), ...(onDone && { onDone }) });
  signal?.throwIfAborted();
  const failures: { scenario: string; what: string }[] = [];
  const records = new Map<string, GoldenRecord>();
  const groups = scenarios.map((scenario) => {
    const cases = solved.filter((_, i) => requests[i].scenario === scenario);
    const usable = cases.filter((outcome): outcome is CaseResult => 'resolved' in outcome && outcome.resolved);
    cases.forEach((outcome, j) => {
      const where = `ε = ${scenario.epsilons[j]}`;
      if ('crashed' in outcome)
        failures.push({ scenario: scenario.name, what: `${where} crashed: ${outcome.crashed}` });
      else if (!outcome.resolved) {
        failures.push({ scenario: scenario.name, what: `${where} is not resolved: ${outcome.reason}` });
      }
    });
    const record = goldenRecord(scenario, usable);
    failures.push(...badNumbers(record).map((what) => ({ scenario: scenario.name, what })));
    records.set(scenario.name, record);
    return { scenario, cases };
  });
  return { records, failures, solved: groups };
}

function badNumbers({ cases, orders }: GoldenRecord): readonly string[] {
  return [...cases.map(({ final }) => final), orders].flatMap((numbers) =>
    Object.entries(numbers)
      .filter(([, { value, bar }]) => !Number.isFinite(value) || !Number.isFinite(bar))
      .map(([name]) => `${name} is not a finite number`),
  );
}

/** The record of a scenario from its resolved cases, ε decreasing. */
export function goldenRecord(scenario: Scenario, cases: readonly CaseResult[]): GoldenRecord {
  const orders: Record<string, GoldenNumber> = {};
  for (let i = 1; i < cases.length; i++) {
    for (const name of ORDERED) {
      const order = orderBetween(cases[i - 1], cases[i], (result) => finalValue(result, name));
      if (order) orders[`${name} ${cases[i - 1].epsilon}→${cases[i].epsilon}`] = order;
    }
  }
  return {
    schema: 'lemmata/golden/1',
    scenario: scenario.name,
    hash: scenario.hash,
    reason: 'not yet blessed',
    scheme: SCHEME,
    cases: cases.map((result) => ({
      epsilon: result.epsilon,
      resolution: { ...result.resolution },
      final: Object.fromEntries(
        [...FINAL, 'equilibriumDistanceL2' as const].flatMap((name) => {
          const value = finalValue(result, name);
          return value ? [[name, goldenNumber(value.value, uncertainty(value.error))]] : [];
        }),
      ),
    })),
    orders,
  };
}

type GoldenQuantity = (typeof FINAL)[number] | 'equilibriumDistanceL2';

function finalValue(result: CaseResult, name: GoldenQuantity): Measured | undefined {
  if (name === 'equilibriumDistanceL2') {
    const square = result.series['∫equilibriumDistance²'];
    if (square === undefined) return undefined;
    return squareRoot(sample(square, square.values.length - 1));
  }
  const series = result.series[name];
  return series && sample(series, series.values.length - 1);
}

const goldenNumber = (value: number, bar: number): GoldenNumber => ({
  value: roundToBar(value, bar),
  bar: roundBar(bar),
});

/** log(a/b)/log(ε_a/ε_b) with the bars of a and b pushed to their worse ends; absent at or below the error floor. */
function orderBetween(
  larger: CaseResult,
  smaller: CaseResult,
  quantity: (result: CaseResult) => Measured | undefined,
): GoldenNumber | undefined {
  const a = quantity(larger);
  const b = quantity(smaller);
  if (!a || !b || !(a.value > 2 * uncertainty(a.error)) || !(b.value > 2 * uncertainty(b.error))) return undefined;
  const step = Math.log(larger.epsilon / smaller.epsilon);
  const bar = -Math.log1p(-uncertainty(a.error) / a.value) - Math.log1p(-uncertainty(b.error) / b.value);
  return goldenNumber(Math.log(a.value / b.value) / step, bar / step);
}
