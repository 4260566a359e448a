import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CaseResult } from '../../src/check/case.ts';
import type { CodeVersion } from '../../src/check/code-version.ts';
import type { CaseRequest, CrashedCase, solveCases } from '../../src/check/pool.ts';
import { ResultStore } from '../../src/check/result-store.ts';
import { storedCases } from '../../src/check/stored-cases.ts';
import { loadScenario } from '../../src/model/load-scenario.ts';
import type { Scenario } from '../../src/model/scenario.ts';

let scenario: Scenario;
let directory: string;
let warnings: string[];
let solved: number[];
beforeAll(async () => {
  scenario = await loadScenario('scenarios/travelling-wave.yaml');
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
  warnings = [];
  solved = [];
});
afterEach(() => rm(directory, { recursive: true }));

const version = (hash = 'one', doubt?: string): CodeVersion => ({ hash, files: [], doubt: () => doubt });
const request = (epsilon: number, other: Partial<CaseRequest> = {}): CaseRequest => ({
  scenario,
  scheme: 'reference',
  epsilon,
  tolerance: 1e-6,
  maxEffort: 0,
  ...other,
});
/** Solves in the reverse order; a case is known by its ε and tolerance, and crashes at ε = 0.5. */
const solve: typeof solveCases = async (requests, { onResult, onDone }) => {
  const results: (CaseResult | CrashedCase)[] = [];
  let done = 0;
  for (const [i, one] of [...requests.entries()].reverse()) {
    solved.push(one.epsilon);
    const result: Partial<CaseResult> = { epsilon: one.epsilon, steps: one.tolerance, times: [0, Number.NaN, -0] };
    results[i] = one.epsilon === 0.5 ? { crashed: 'boom' } : (result as CaseResult);
    onResult?.(i, results[i]);
    onDone?.(one, ++done, requests.length);
  }
  return results;
};
const run = async (requests: readonly CaseRequest[], code = version()) => {
  const store = new ResultStore(directory, { warn: (sentence) => warnings.push(sentence) });
  const cases = storedCases(store, code, solve);
  const progress: string[] = [];
  const results = await cases.solve(requests, {
    jobs: 1,
    onDone: ({ epsilon }, done, total) => progress.push(`${epsilon} ${done}/${total}`),
  });
  return { results, progress, ...cases.tally() };
};

test('what was solved is taken again, in the order of the requests', async () => {
  const requests = [0.1, 0.2, 0.3].map((epsilon) => request(epsilon));
  const first = await run([requests[0], requests[2]]);
  expect(first).toMatchObject({ reused: 0, total: 2 });
  const second = await run(requests);
  expect(solved).toEqual([0.3, 0.1, 0.2]);
  expect(second).toMatchObject({ reused: 2, total: 3, progress: ['0.2 3/3'] });
  expect(second.results.map((result) => 'epsilon' in result && result.epsilon)).toEqual([0.1, 0.2, 0.3]);
  expect(second.results[0]).toStrictEqual(first.results[0]);
  expect(second.entries).toHaveLength(3);
  expect((await run(requests)).entries).toEqual(second.entries);
});

test.each<[string, Partial<CaseRequest>]>([
  ['tolerance', { tolerance: 1e-7 }],
  ['effort', { maxEffort: 1 }],
  ['times', { times: [0.5] }],
  ['resolution', { resolution: { Nx: 32 } }],
  ['scheme', { scheme: 'lattice' }],
])('another %s is another case', async (_, other) => {
  await run([request(0.1)]);
  expect(await run([request(0.1, other)])).toMatchObject({ reused: 0 });
});

test('what the scenario says decides, and neither its file nor its other ε nor its hash alone', async () => {
  await run([request(0.1)]);
  const same = { ...scenario, file: 'elsewhere.yaml', epsilons: [0.1, 0.7] };
  expect(await run([request(0.1, { scenario: same })])).toMatchObject({ reused: 1 });
  expect(await run([request(0.1, { scenario: { ...scenario, time: 2 } })])).toMatchObject({ reused: 0 });
});

test('other code solves again', async () => {
  await run([request(0.1)]);
  expect(await run([request(0.1)], version('two'))).toMatchObject({ reused: 0 });
});

test('code in doubt neither reads nor keeps, and says why', async () => {
  await run([request(0.1)]);
  expect(await run([request(0.1), request(0.2)], version('one', 'a.ts has changed'))).toMatchObject({
    reused: 0,
    entries: undefined,
  });
  expect(warnings).toEqual(['Results are not kept in the cache: a.ts has changed.']);
  expect(await run([request(0.1), request(0.2)])).toMatchObject({ reused: 1 });
});

test('a crash is tried again, and a user’s program always runs', async () => {
  const program = { command: 'true', words: ['true'] } as unknown as CaseRequest['scheme'];
  const requests = [request(0.5), request(0.1, { scheme: program }), request(0.2)];
  for (const reused of [0, 1]) {
    expect(await run(requests)).toMatchObject({ reused, total: 3, entries: undefined });
  }
  expect(solved).toEqual([0.2, 0.1, 0.5, 0.1, 0.5]);
});

test('without a place to keep them, cases are solved all the same', async () => {
  const own = directory;
  directory = join('package.json', 'cache');
  const { results, ...tally } = await run([request(0.1), request(0.2)]);
  expect(results.map((result) => 'epsilon' in result && result.epsilon)).toEqual([0.1, 0.2]);
  expect(tally).toMatchObject({ reused: 0, total: 2, entries: undefined });
  expect(warnings).toEqual(['Results are not kept in the cache: package.json/cache cannot be written (ENOTDIR).']);
  directory = own;
});

test('a damaged case is solved again', async () => {
  const requests = [request(0.1), request(0.2)];
  const before = await run(requests);
  const [file] = await readdir(directory);
  await truncate(join(directory, file), 50);
  const after = await run(requests);
  expect(after).toMatchObject({ reused: 1, entries: before.entries });
  expect(after.results).toStrictEqual(before.results);
  expect(await run(requests)).toMatchObject({ reused: 2 });
});
