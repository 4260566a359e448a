import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { MUTANTS } from '../../mutants/index.ts';
import { announceSourceChange, codeVersion } from '../../src/check/code-version.ts';
import { applyMutant } from '../../src/check/mutation.ts';
import { WORKER } from '../../src/check/pool.ts';
import { parseSource } from '../architecture/source-facts.ts';

describe('the version of an entry', () => {
  let directory: string;
  const FILES: { readonly [path: string]: string } = {
    'src/entry.ts': `
      import { a } from './a.ts';
      import type { T } from './type-only.ts';
      export type { T } from './type-only.ts';
      const lazy = import('./lazy.ts');
      const worker = new URL(\`./worker\${extension}\`, import.meta.url);
      import solver from 'solver';
    `,
    'src/a.ts': `export * from './deep.ts'; // circle\nimport './entry.ts';`,
    'src/deep.ts': `export const table = new URL('./table.bin', import.meta.url);`,
    'src/table.bin': '1 2 3',
    'src/lazy.ts': 'export {};',
    'src/worker.ts': 'export {};',
    'src/type-only.ts': 'export type T = 1;',
    'src/unrelated.ts': 'export {};',
    'node_modules/solver/package.json': '{"version": "1.0.0", "dependencies": {"kernel": "^2"}}',
    'node_modules/kernel/package.json': '{"version": "2.0.0"}',
    'node_modules/other/package.json': '{"version": "1.0.0"}',
  };
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(join(directory, path, '..'), { recursive: true });
    await writeFile(join(directory, path), text);
  };
  const version = () => codeVersion([pathToFileURL(join(directory, 'src/entry.ts'))]);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
  });
  beforeEach(async () => {
    for (const [path, text] of Object.entries(FILES)) await put(path, text);
  });
  afterAll(() => rm(directory, { recursive: true }));

  test.each([
    ['src/entry.ts', 'src/entry.ts'],
    ['an import', 'src/a.ts'],
    ['an import of an import', 'src/deep.ts'],
    ['a file that is named by URL', 'src/table.bin'],
    ['a lazy import', 'src/lazy.ts'],
    ['a module whose extension is computed', 'src/worker.ts'],
  ])('changes with %s', async (_, path) => {
    const before = version().hash;
    await put(path, `${FILES[path]} `);
    expect(version().hash).not.toBe(before);
  });

  test.each(['solver', 'kernel'])('changes with the package %s', async (name) => {
    const before = version().hash;
    await put(`node_modules/${name}/package.json`, '{"version": "9.0.0"}');
    expect(version().hash).not.toBe(before);
  });

  test('changes with nothing else', async () => {
    const before = version().hash;
    for (const path of ['src/type-only.ts', 'src/unrelated.ts']) await put(path, 'export type T = 2;');
    await put('node_modules/other/package.json', '{"version": "9.0.0"}');
    expect(version().hash).toBe(before);
  });

  test('is in doubt when a file is younger than the program', async () => {
    announceSourceChange((_, text) => text);
    const { doubt } = version();
    expect(doubt()).toMatch(/a\.ts has changed since the program started$/);
    await rm(join(directory, 'src/a.ts'));
    expect(doubt()).toMatch(/a\.ts has changed since the program started$/);
  });
});

test('a program that Node changes without saying so is in doubt', () => {
  const { doubt } = codeVersion([WORKER]);
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=4096 --import ./change.js');
  announceSourceChange(undefined);
  expect(doubt()).toMatch(/^Node runs with --(import|require), which may change the program$/);
  announceSourceChange((_, text) => text);
  expect(doubt() ?? '').not.toMatch(/^Node/);
  announceSourceChange(undefined);
  vi.unstubAllEnvs();
});

describe('the version of the solvers', () => {
  const names = (): readonly string[] => codeVersion([WORKER]).files.map((file) => relative('', file));

  test('covers model, schemes and diagnostics, and neither theory, statements nor reporters', () => {
    const found = names();
    for (const file of ['src/check/solve-case.ts', 'src/schemes/reference.ts', 'src/diagnostics/entropy.ts']) {
      expect(found).toContain(file);
    }
    expect(found.filter((file) => /^(specs|src\/(theory|reporters|commands))\//.test(file))).toEqual([]);
    expect(found.filter((file) => /check\/(judge|statement|verdict|pool|run)\.ts$/.test(file))).toEqual([]);
  });

  test('misses no import that the compiler sees', () => {
    const { files } = codeVersion([WORKER, pathToFileURL('src/commands/verify.ts')]);
    const sources = files.filter((file) => file.endsWith('.ts'));
    const imported = sources.flatMap((file) =>
      parseSource(file, readFileSync(file, 'utf8'))
        .imports.filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
        .map(({ specifier }) => join(file, '..', specifier)),
    );
    expect(imported.length).toBeGreaterThan(300);
    expect(imported.filter((file) => !files.includes(file))).toEqual([]);
  });

  test('sees a fault in them as it is injected, and none elsewhere', () => {
    const plain = codeVersion([WORKER]).hash;
    const covered = new Set(names());
    const inside = MUTANTS.filter(({ file }) => covered.has(file));
    const outside = MUTANTS.filter(({ file }) => !covered.has(file));
    const versionWith = (mutant: (typeof MUTANTS)[number]): string => {
      announceSourceChange((path, text) => (relative('', path) === mutant.file ? applyMutant(text, mutant) : text));
      return codeVersion([WORKER]).hash;
    };
    try {
      // Two faults in one file, and one each of the other parts.
      const chosen = inside.filter(({ file }, i) => i % 12 === 0 || file === inside[0].file).slice(0, 8);
      expect(new Set([plain, ...chosen.map(versionWith)]).size).toBe(chosen.length + 1);
      for (const mutant of outside.slice(0, 2)) expect(versionWith(mutant)).toBe(plain);
    } finally {
      announceSourceChange(undefined);
    }
    expect(inside.length).toBeGreaterThan(30);
    expect(outside.length).toBeGreaterThan(5);
  });
});
