import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireWritableDirectory, requireWritableFile, writeAtomically } from '../src/atomic-write.ts';
import { InputError } from '../src/model/input-error.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('replaces a file and leaves no temporary one', async () => {
  const file = join(directory, 'deep', 'report.json');
  await writeAtomically(file, 'old');
  await writeAtomically(file, 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await readdir(join(directory, 'deep'))).toEqual(['report.json']);
});

test('a write that fails leaves no temporary file', async () => {
  // The target is a directory that is not empty, so the rename fails.
  await writeAtomically(join(directory, 'taken', 'inner'), 'x');
  await expect(writeAtomically(join(directory, 'taken'), 'y')).rejects.toThrow();
  expect(await readdir(directory)).toEqual(['taken']);
});

test('a directory under a regular file cannot be written', async () => {
  const file = join(directory, 'plain');
  await writeFile(file, '');
  await expect(requireWritableDirectory(join(file, 'reports'))).rejects.toThrow(InputError);
  await expect(requireWritableFile(join(file, 'result.json'))).rejects.toThrow(InputError);
});

test('an output file must not be a directory', async () => {
  await expect(requireWritableFile(directory)).rejects.toThrow(/is a directory/);
});

test('the probe leaves nothing behind', async () => {
  await requireWritableFile(join(directory, 'result.json'));
  expect(await readdir(directory)).toEqual([]);
});
