import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

// Each test starts processes that solve a few cases; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 120_000 });

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lemmata-falsify-'));
});
afterAll(() => rm(directory, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line from the sources; interrupted after `patience` ms when given. */
function lemmata(args: readonly string[], patience?: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['test/fixtures/run-cli.ts', ...args], {
      env: { ...process.env, NO_COLOR: '1' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    if (patience !== undefined) setTimeout(() => child.kill('SIGINT'), patience);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('lemmata falsify', () => {
  test('ends with 0 when a bound holds, and the scenario it writes reruns with verify', async () => {
    const file = join(directory, 'spread.yaml');
    const { code, stdout } = await lemmata(['falsify', 'lemma-3.1/3.1', '--runs', '2', '--seed', '1', '--out', file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ lemma-3\.1\/3\.1 holds in every scenario tried\./);
    expect(stdout).toContain(`rerun: npx lemmata verify lemma-3.1/3.1 --scenario ${file} --profile standard`);
    const found = Number(/measured\/bound ([\d.]+)/.exec(stdout)?.[1]);
    const rerun = await lemmata(
      `verify lemma-3.1/3.1 --scenario ${file} --profile standard --reporter json --out ${directory}`.split(' '),
    );
    expect(rerun.code).toBe(0);
    const report = JSON.parse(await readFile(join(directory, 'report.json'), 'utf8'));
    // verify shows the sample that is worst with its bars, falsify the one that is worst without them.
    expect(report.statements[0].claims[0].ratio).toBeGreaterThanOrEqual(found - 1e-5);
    expect(report.statements[0].claims[0].ratio).toBeLessThan(1.001);
  });

  test('ends with 1 when the printed form is falsified, again on the scenario it writes', async () => {
    const file = join(directory, 'printed.yaml');
    const claim = 'erratum-02/printed-moment';
    const { code, stdout } = await lemmata(['falsify', claim, '--runs', '2', '--jobs', '1', '--out', file]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ erratum-02\/printed-moment is falsified\./);
    expect(stdout).toContain(`rerun: npx lemmata falsify ${claim} --scenario ${file}`);
    expect((await lemmata(['falsify', claim, '--scenario', file])).code).toBe(1);
    // The corrected constants hold there.
    expect((await lemmata(['falsify', 'erratum-02/corrected-moment', '--scenario', file])).code).toBe(0);
  });

  test.each<[string, string[], RegExp]>([
    ['a claim without ratio', ['theorem-2.1/first-rate'], /^"theorem-2\.1\/first-rate" has no bound to search/],
    ['an unknown claim', ['lemma-3.1/3.9'], /nearest: lemma-3\.1\/3\.1/],
    ['no runs', ['lemma-3.1/3.1', '--runs', '0'], /^--runs: "0" is not an integer ≥ 1/],
    ['a broken seed', ['lemma-3.1/3.1', '--seed', '-1'], /^--seed: "-1" is not an integer ≥ 0/],
    ['a scenario that is missing', ['lemma-3.1/3.1', '--scenario', './none.yaml'], /none\.yaml: no such file/],
  ])('ends with 2 and one sentence for %s', async (_, args, message) => {
    const { code, stdout, stderr } = await lemmata(['falsify', ...args]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('ends with 130 on Ctrl-C and leaves the scenario found earlier', async () => {
    const file = join(directory, 'earlier.yaml');
    await writeFile(file, 'earlier');
    // By then the search runs; a hundred thousand scenarios take much longer.
    const { code, stderr } = await lemmata(['falsify', 'lemma-3.1/3.1', '--runs', '100000', '--out', file], 5000);
    expect(stderr).toBe('Interrupted; earlier reports are unchanged.\n');
    expect(code).toBe(130);
    expect(await readFile(file, 'utf8')).toBe('earlier');
  });
});
