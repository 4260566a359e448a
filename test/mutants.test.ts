import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MUTANTS } from '../mutants/index.ts';
import { applyMutant, PROGRAM } from '../src/check/mutation.ts';
import { requireSources } from '../src/commands/mutants.ts';
import { loadStatements } from '../src/commands/statements.ts';

describe('every mutant', () => {
  test('has a name of its own, and there are enough', () => {
    const names = MUTANTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(names.length).toBeGreaterThanOrEqual(45);
  });

  test.each(MUTANTS)('$name changes one place of $file, which still is a program', async (mutant) => {
    expect(mutant.file).toMatch(/^src\//);
    const changed = applyMutant(await readFile(mutant.file, 'utf8'), mutant);
    const { diagnostics } = ts.transpileModule(changed, {
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
    });
    expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
  });

  test('names killers that exist', async () => {
    const statements = await loadStatements();
    const known = new Set([
      PROGRAM,
      ...statements.flatMap(({ id, claims }) => [id, ...claims.map((claim) => claim.id)]),
    ]);
    // A scheme that `verify` does not solve by default is compared by this statement alone.
    const awaited = known.has('agreement') ? [] : ['agreement'];
    const missing = MUTANTS.flatMap(({ name, expectedKillers }) =>
      expectedKillers.filter((id) => !known.has(id) && !awaited.includes(id)).map((id) => `${name}: ${id}`),
    );
    expect(missing).toEqual([]);
    for (const { expectedKillers } of MUTANTS) expect(expectedKillers.length).toBeGreaterThan(0);
  });
});

describe('lemmata mutants', () => {
  /** Short and coarse, because the whole check runs once for each fault. */
  const SCENARIO = `
name: short
space: { dimension: 1, domain: torus, length: 1 }
velocities: { set: two-speed, speed: 1 }
signal: "0.1*sin(2*pi*x - t)"
kernel: { rate: "1 + 0.3*tanh(z)" }
initial: { density: "1 + 0.5*cos(2*pi*x)", profile: { type: gaussian, mean: 0.8, deviation: 1 } }
time: 0.2
epsilons: [0.02]
`;
  let directory: string;
  let file: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
    file = join(directory, 'short.yaml');
    await writeFile(file, SCENARIO);
  });
  afterAll(() => rm(directory, { recursive: true }));

  const lemmata = (...args: string[]) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
      const child = spawn(process.execPath, ['test/fixtures/run-cli.ts', ...args]);
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (data) => {
        stdout += data;
      });
      child.stderr.on('data', (data) => {
        stderr += data;
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    });
  const row = (text: string, name: string): string[] =>
    (text.split('\n').find((line) => line.startsWith(`| ${name} `)) ?? '').split('|').map((part) => part.trim());

  test('a fault of a worker and one of the main thread are killed as expected; an unfit claim lets one survive', async () => {
    const cache = join(directory, 'cache');
    const setting = ['--scenario', file, '--epsilon', '0.02', '--cache', cache, '--jobs', '1'];
    const claims = ['lemma-3.1/3.1', 'proposition-3.2/internal-moment-identity'];
    const { code, stdout, stderr } = await lemmata(
      'mutants',
      ...claims,
      '--only',
      'spread-too-small,diffusion-doubled',
      ...setting,
    );
    expect(stderr).toBe('');
    // The Fokker–Planck operator is imported by worker threads only, Lemma 3.1 by the main thread only.
    expect(row(stdout, 'diffusion-doubled')).toEqual(['', 'diffusion-doubled', '·', '1', 'killed as expected', '']);
    expect(row(stdout, 'spread-too-small')).toEqual(['', 'spread-too-small', '1', '·', 'killed as expected', '']);
    expect(code).toBe(0);
    // Three runs and two cases: that of the true program, which the fault in the main thread takes too, and its own for
    // the fault in the worker.
    expect(await readdir(join(cache, 'cases'))).toHaveLength(5);
    const again = await lemmata('mutants', claims[0], '--only', 'diffusion-doubled', ...setting);
    expect(row(again.stdout, 'diffusion-doubled')).toEqual(['', 'diffusion-doubled', 'survived', '']);
    expect(again.code).toBe(1);
  }, 120_000);

  test('the unmutated code must pass first', async () => {
    // Nothing passes, because the scenario breaks the hypothesis on purpose.
    const { code, stderr } = await lemmata('mutants', 'assumption-2.2a', '--scenario', 'growing-outflow');
    expect(stderr).toMatch(/^the unmutated code does not pass "verify assumption-2.2a .*" \(exit code 3\)/);
    expect(code).toBe(2);
  });

  test('without sources it says so', () => {
    expect(() => requireSources(directory)).toThrow(/^lemmata mutants changes the sources, and there are none in /);
    expect(() => requireSources('.')).not.toThrow();
  });
});
