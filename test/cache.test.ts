import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// Processes from the sources, one after the other, which on a busy machine take seconds each.
vi.setConfig({ testTimeout: 120_000 });

/** Short and tame, because it is solved again and again. */
const SCENARIO = `
name: short
space: { dimension: 1, domain: torus, length: 1 }
velocities: { set: two-speed, speed: 1 }
signal: "0.1*sin(2*pi*x - t)"
kernel: { rate: "1 + 0.1*tanh(z)" }
initial: { density: "1 + 0.5*cos(2*pi*x)", profile: { type: gaussian, mean: 0.8, deviation: 1 } }
time: 0.02
epsilons: [0.02]
`;
let directory: string;
let cache: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
  cache = join(directory, 'cache');
  await writeFile(join(directory, 'short.yaml'), SCENARIO);
});
afterAll(() => rm(directory, { recursive: true }));

/** `verify` on two ε with one worker thread, its reports in `out`. */
function start(out: string, options: readonly string[]) {
  const scenario = ['--scenario', join(directory, 'short.yaml'), '--epsilon', '0.3,0.2', '--profile', 'quick'];
  const settings = ['--jobs', '1', '--reporter', 'markdown,json', '--out', join(directory, out), ...options];
  const claim = 'proposition-3.2/internal-moment-identity';
  const child = spawn(process.execPath, ['test/fixtures/run-cli.ts', 'verify', claim, ...scenario, ...settings]);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      text += data;
    });
  }
  return { child, end: new Promise<string>((resolve) => child.on('close', () => resolve(text))) };
}
/** Its last line. */
const verify = async (out: string, options: readonly string[] = ['--cache', cache]) =>
  (await start(out, options).end).trim().split('\n').at(-1);

const entries = async (): Promise<readonly string[]> =>
  (await readdir(cache).catch(() => [])).filter((name) => name.endsWith('.lemmata'));

/** Every file of a report with its text. */
async function reports(out: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(join(directory, out), { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path.slice(join(directory, out).length), await readFile(path, 'utf8')] as const),
    ),
  );
}

test('a run that is killed loses the cases in flight, and no report depends on what is reused', async () => {
  const killed = start('killed', ['--cache', cache]);
  while ((await entries()).length === 0 && killed.child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  killed.child.kill('SIGKILL');
  expect(await killed.end).toBe('');
  expect(await entries()).toHaveLength(1);

  expect(await verify('resumed')).toBe('Reused 1 of 2 cases.');
  expect(await verify('repeated')).toBe('Reused 2 of 2 cases and their verdicts.');
  const [damaged] = await entries();
  await truncate(join(cache, damaged), 300);
  // The verdicts may be the entry that is damaged.
  expect(await verify('mended')).toMatch(/^Reused [12] of 2 cases\.$/);
  expect(await verify('without', ['--no-cache'])).toMatch(/^Wrote .*report\.json$/);

  const expected = await reports('without');
  expect(expected.size).toBeGreaterThan(2);
  for (const out of ['resumed', 'repeated', 'mended']) expect(await reports(out)).toEqual(expected);
});
