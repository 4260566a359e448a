import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClaimOutcome } from '../src/check/statement.ts';
import { compareReports, readReport } from '../src/compare.ts';
import { InputError } from '../src/model/input-error.ts';
import { jsonReporter } from '../src/reporters/json.ts';
import { claimFixture, orderFixture, rateFixture, reportFixture, statementFixture } from './fixtures/report.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Writes both as report.json and compares the files. */
async function changes(old: readonly ClaimOutcome[], now: readonly ClaimOutcome[]): Promise<readonly string[]> {
  const reports = await Promise.all(
    [old, now].map(async (claims, i) => {
      const file = join(directory, `${i}.json`);
      const report = reportFixture([statementFixture('a', claims)]);
      await writeFile(file, jsonReporter({ report, statements: [] }).files[0].text);
      return readReport(file);
    }),
  );
  return compareReports(reports[0], reports[1]);
}

const bound = (patch: Partial<ClaimOutcome> = {}): ClaimOutcome => claimFixture({ id: 'a/b', ...patch });
const rate = (slope: number): ClaimOutcome => rateFixture('a/rate', 'travelling-wave', orderFixture(0.5, slope, 1));

describe('no change', () => {
  test('a report against itself', async () =>
    expect(await changes([bound(), rate(0.5)], [bound(), rate(0.5)])).toEqual([]));

  test('a number inside the joint bars', async () => {
    // Bars of 2.3e-6 each and a slack of 1e-6.
    expect(await changes([bound()], [bound({ measured: 0.044648 + 5e-6 })])).toEqual([]);
  });

  test('an order whose interval overlaps', async () => expect(await changes([rate(0.5)], [rate(0.505)])).toEqual([]));
});

describe('changes', () => {
  test.each<[string, readonly ClaimOutcome[], RegExp]>([
    ['a verdict', [bound({ verdict: 'fail' })], /^a\/b on travelling-wave: verdict was pass, now fail$/],
    ['a number beyond the bars, up', [bound({ measured: 0.044648 + 7e-6 })], /measured was .* now/],
    ['a number beyond the bars, down', [bound({ measured: 0.044648 - 7e-6 })], /measured was .* now/],
    ['a number that is none any more', [bound({ measured: Number.NaN })], /measured was .*, now absent/],
    ['a bound', [bound({ bound: 0.6 })], /bound was 0.5, now 0.6/],
    ['another scenario', [bound({ scenario: 'mixture' })], /on travelling-wave: vanished/],
  ])('%s', async (_, now, message) => expect((await changes([bound()], now)).join('\n')).toMatch(message));

  test('a new entry', async () =>
    expect(await changes([bound()], [bound(), rate(0.5)])).toEqual(['a/rate on travelling-wave: new']));

  test('an order whose interval moved away', async () => {
    expect(await changes([rate(0.5)], [rate(0.6)])).toEqual([
      'a/rate on travelling-wave: observed order was 0.5, now 0.6',
    ]);
  });
});

describe('bad input', () => {
  test.each([
    ['', /is not JSON/],
    ['{"schema": "lemmata/report/2", "statements": []}', /is not a report of schema lemmata\/report\/1/],
    ['{"schema": "lemmata/report/1", "statements": [{"id": 1}]}', /statements\.0/],
  ])('%j', async (text, message) => {
    const file = join(directory, 'report.json');
    await writeFile(file, text);
    await expect(readReport(file)).rejects.toThrow(InputError);
    await expect(readReport(file)).rejects.toThrow(message);
  });

  test('a missing file', async () => {
    await expect(readReport(join(directory, 'none.json'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});
