import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Statement } from '../src/check/statement.ts';
import { type GoldenOptions, goldenBless, goldenCheck } from '../src/golden.ts';
import { goldenDifferences } from '../src/golden-difference.ts';
import { type GoldenRecord, goldenText, readGolden } from '../src/golden-file.ts';
import { InputError } from '../src/model/input-error.ts';
import { loadScenario } from '../src/model/load-scenario.ts';
import { exactly } from '../src/model/measured.ts';
import type { Scenario } from '../src/model/scenario.ts';
import { caseFixture, fakeSolve } from './fixtures/case.ts';

const FILE = 'travelling-wave.json';
let scenario: Scenario;
let directory: string;
let options: GoldenOptions;
beforeAll(async () => {
  scenario = { ...(await loadScenario('scenarios/travelling-wave.yaml')), epsilons: [0.1, 0.01, 0.001] };
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
  options = { directory, scenarios: [scenario], jobs: 1, solve: fakeSolve() };
});
afterEach(() => rm(directory, { recursive: true }));

const bless = (changes: Partial<GoldenOptions> = {}, statements: readonly Statement[] = []) =>
  goldenBless({ ...options, ...changes, reason: 'first', statements });

/** The record on disk, changed by hand. */
async function edit(change: (record: GoldenRecord) => void): Promise<void> {
  const record = await readGolden(directory, scenario.name);
  if (!record) throw new Error('nothing blessed');
  change(record);
  await writeFile(join(directory, FILE), goldenText(record));
}

const verdict = async (): Promise<string> => (await goldenCheck(options))[0].verdict;

describe('check', () => {
  beforeEach(() => bless());

  test('finds what was blessed the same', async () => {
    expect(await goldenCheck(options)).toEqual([{ scenario: scenario.name, verdict: 'same', differences: [] }]);
  });

  test('a number inside the joint bars is a drift', async () => {
    await edit(({ cases }) => {
      cases[0].final.Y.value += 1.5e-8;
    });
    const [outcome] = await goldenCheck(options);
    expect(outcome.verdict).toBe('drift');
    expect(outcome.differences[0].what).toMatch(/^Y at ε = 0.1 was .* ± 1e-8, now .* ± 1e-8$/);
  });

  test.each([1, -1])('a number beyond the joint bars is a change, in direction %d', async (sign) => {
    await edit(({ cases }) => {
      cases[0].final.Y.value += sign * 2.5e-8;
    });
    expect(await verdict()).toBe('change');
  });

  test('a bar that grew is a change even when the numbers agree', async () => {
    await edit(({ cases }) => {
      cases[0].final.Y.bar = 1e-9;
    });
    expect(await verdict()).toBe('change');
  });

  test.each<[string, (record: GoldenRecord) => void]>([
    ['a quantity that vanished', ({ cases }) => Object.assign(cases[1].final, { extra: { value: 1, bar: 0 } })],
    ['a quantity that is new', ({ cases }) => delete cases[1].final.J],
    ['an ε that vanished', ({ cases }) => cases.push({ ...cases[0], epsilon: 0.5 })],
    ['an ε that is new', ({ cases }) => cases.pop()],
    ['an order that is new', ({ orders }) => delete orders['limitDistance 0.1→0.01']],
    ['another scenario under the same name', (record) => Object.assign(record, { hash: 'other' })],
  ])('%s is a change', async (_, change) => {
    await edit(change);
    expect(await verdict()).toBe('change');
  });

  test('another resolution with the same numbers is a drift', async () => {
    await edit(({ cases }) => Object.assign(cases[0].resolution, { y: 128 }));
    expect(await verdict()).toBe('drift');
  });

  test('a missing record and a record without a scenario are changes', async () => {
    await rm(join(directory, FILE));
    await writeFile(join(directory, 'old.json'), '{}');
    const outcomes = await goldenCheck(options);
    expect(outcomes.map((outcome) => [outcome.scenario, outcome.verdict])).toEqual([
      [scenario.name, 'change'],
      ['old', 'change'],
    ]);
  });

  test('a case that is not resolved is a change', async () => {
    options = { ...options, solve: fakeSolve(() => ({ resolved: false, reason: 'too coarse' })) };
    expect(await verdict()).toBe('change');
  });

  test.each([
    ['', /is not JSON/],
    ['{"schema": "lemmata/golden/1"', /is not JSON/],
    ['{"schema": "other"}', /is not a golden record/],
    ['\u0000\u0001', /is not JSON/],
  ])('the corrupt file %j is bad input, found before solving', async (text, message) => {
    await writeFile(join(directory, FILE), text);
    const solve = () => Promise.reject(new Error('solved'));
    const failing = goldenCheck({ ...options, solve });
    await expect(failing).rejects.toThrow(InputError);
    await expect(failing).rejects.toThrow(message);
  });

  test('a missing directory is bad input', async () => {
    await expect(goldenCheck({ ...options, directory: join(directory, 'none') })).rejects.toThrow(InputError);
  });
});

describe('bless', () => {
  test('writes few numbers, one per line, with hash, settings and reason', async () => {
    expect(await bless()).toEqual({ written: [scenario.name], refusals: [] });
    const text = await readFile(join(directory, FILE), 'utf8');
    expect(text).toContain('"Y": { "value": 1.00190000, "bar": 1e-8 }'.replace('1.00190000', '1.0019'));
    expect(text.match(/"value"/g)?.length).toBeLessThanOrEqual(40);
    const record = await readGolden(directory, scenario.name);
    expect(record).toMatchObject({ hash: scenario.hash, reason: 'first', scheme: 'reference' });
    expect(record?.cases[0].resolution).toEqual({ x: 32, y: 64 });
    // The fixture's distances are exactly √ε and ε.
    expect(record?.orders['equilibriumDistanceL2 0.1→0.01'].value).toBeCloseTo(0.5, 6);
    expect(record?.orders['limitDistance 0.01→0.001'].value).toBeCloseTo(1, 4);
  });

  test('keeps the record and its reason when nothing changed', async () => {
    await bless();
    const again = await goldenBless({ ...options, reason: 'second', statements: [] });
    expect(again.written).toEqual([]);
    expect((await readGolden(directory, scenario.name))?.reason).toBe('first');
  });

  test.each(['', '  '])('refuses the reason %j', async (reason) => {
    await expect(goldenBless({ ...options, reason, statements: [] })).rejects.toThrow(InputError);
    expect(await readdir(directory)).toEqual([]);
  });

  test.each<[string, NonNullable<GoldenOptions['solve']>, RegExp]>([
    ['unresolved', fakeSolve(() => ({ resolved: false, reason: 'too coarse' })), /ε = 0.1 is not resolved: too coarse/],
    ['crashed', fakeSolve(() => ({ crashed: 'out of memory' })), /ε = 0.1 crashed: out of memory/],
    ['NaN', fakeSolve(() => ({ series: { Y: { values: [1, Number.NaN], error: {} } } })), /Y is not a finite number/],
  ])('refuses a run with a case that is %s', async (_, solve, message) => {
    const { written, refusals } = await bless({ solve });
    expect(written).toEqual([]);
    expect(refusals[0]).toMatch(message);
    expect(await readdir(directory)).toEqual([]);
  });

  test('refuses a run on which a claim fails', async () => {
    const statement: Statement = {
      id: 'false',
      title: 'A false bound',
      latex: '1 \\le 0',
      source: 'not in the paper',
      hypotheses: [],
      dependsOn: [],
      claims: [
        {
          id: 'false/bound',
          title: 'one is at most zero',
          latex: '1 \\le 0',
          source: 'not in the paper',
          scale: 1,
          kind: 'bound',
          needs: 'case',
          samples: () => [{ time: 1, measured: exactly(1), bound: exactly(0) }],
        },
      ],
    };
    expect(await bless({}, [statement])).toEqual({ written: [], refusals: ['travelling-wave: false/bound fails'] });
  });
});

test('a number that is not a number is a change', () => {
  const number = { value: 1, bar: 0.1 };
  const record = (Y: typeof number): GoldenRecord => ({
    schema: 'lemmata/golden/1',
    scenario: 's',
    hash: 'h',
    reason: 'r',
    scheme: 'reference',
    cases: [{ epsilon: 0.1, resolution: {}, final: { Y } }],
    orders: {},
  });
  const [difference] = goldenDifferences(record(number), record({ ...number, value: Number.NaN }));
  expect(difference.kind).toBe('change');
});

test('the fixture is a case of the scenario', () => {
  const request = { scenario, scheme: 'reference', epsilon: 0.1, tolerance: 1e-6, maxEffort: 0 };
  expect(caseFixture(request).times).toEqual([0, scenario.time]);
});
