import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { initCommand } from '../src/commands/init.ts';
import { loadScenario } from '../src/model/load-scenario.ts';
import { OCTAVE, PYTHON } from './examples/run-example.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'lemmata-init-'));
afterAll(() => rmSync(root, { recursive: true }));

let stdout = '';
beforeEach(() => {
  stdout = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The command line as a process of its own. */
function lemmata(directory: string, ...args: string[]) {
  return spawnSync(process.execPath, [resolve('test/fixtures/run-cli.ts'), ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

const COMMON = ['.github/workflows/lemmata.yml', 'README.md', 'scenario.yaml'];
const OWN: { readonly [language: string]: readonly string[] } = {
  python: ['lemmata.py', 'scheme.py'],
  cpp: ['lemmata.hpp', 'scheme.cpp'],
  octave: ['lemmata.m', 'scheme.m'],
  julia: ['lemmata.jl', 'scheme.jl'],
  typescript: ['package.json', 'program.ts', 'scheme.test.ts', 'scheme.ts', 'tsconfig.json'],
};

const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();

test.each(Object.entries(OWN))('%s: all that it needs is there, and nothing points outside', async (language, own) => {
  const directory = join(root, language);
  expect(await initCommand([directory], { language })).toBe(0);
  expect(filesIn(directory)).toEqual([...COMMON, ...own].sort());
  for (const file of own) expect(readFileSync(join(directory, file), 'utf8')).not.toMatch(/\.\.\/|wrappers\/|examples/);
  expect((await loadScenario(join(directory, 'scenario.yaml'))).name).toBe('my-wave');

  // The page, the workflow and the last words give the same command.
  const command = /npx lemmata verify --scheme .*/.exec(stdout)?.[0] ?? 'none';
  expect(readFileSync(join(directory, 'README.md'), 'utf8')).toContain(`\n${command}\n\`\`\``);
  const { jobs } = parse(readFileSync(join(directory, '.github/workflows/lemmata.yml'), 'utf8'));
  expect(jobs.verify.steps.map(({ run }: { run?: string }) => run)).toContain(`${command} || [ $? -eq 3 ]`);
});

test('nothing is overwritten', async () => {
  const directory = mkdtempSync(join(root, 'mine-'));
  const file = join(directory, 'README.md');
  writeFileSync(file, 'mine');
  expect(lemmata(directory, 'init', '--language', 'cpp')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'README.md: exists, and is not overwritten; nothing was written. Give another directory\n',
  });
  expect(filesIn(directory)).toEqual(['README.md']);
  await expect(initCommand([file], { language: 'cpp' })).rejects.toThrow(
    /README\.md: cannot write to this directory \(E/,
  );
  await expect(initCommand([], { language: 'pyton' })).rejects.toThrow('no language "pyton"; nearest: python');
});

test.for([
  { language: 'python', tool: PYTHON, file: 'scheme.py', coarse: '--dt 0.04 --points 16 --spacing 0.5' },
  { language: 'octave', tool: OCTAVE, file: 'scheme.m', coarse: '0.05 8 1' },
])('the scheme in $language runs with the command of its page', async ({ language, tool, file, coarse }, { skip }) => {
  skip(!tool.command, `${tool.missing} is not installed`);
  const directory = join(root, `${language}-run`);
  await initCommand([directory], { language });
  // The program of this machine may have another name, and longer steps take less time.
  const [, program, options] = /npx lemmata verify --scheme "(.*?)" (.*)/.exec(stdout) ?? [];
  const command = `${tool.command}${program.slice(program.indexOf(' '))} ${coarse}`;
  expect(program.split(' ').at(-1)).toBe(file);
  const words = ['--scheme', command, ...options.split(' '), '--epsilon', '0.1', '--reporter', 'json', '--no-cache'];
  const { status, stderr } = lemmata(directory, 'verify', 'definitions/1.9-mass', ...words);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { summary } = JSON.parse(readFileSync(join(directory, 'reports/report.json'), 'utf8'));
  expect(summary).toEqual({ pass: 1, fail: 0, inconclusive: 0, vacuous: 0, crashed: 0 });
});
