import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ResultStore, resultKey } from '../../src/check/result-store.ts';

let directory: string;
let warnings: string[];
const open = (limit?: number): ResultStore =>
  new ResultStore(directory, {
    warn: (sentence) => warnings.push(sentence),
    ...(limit === undefined ? {} : { limit }),
  });
const pathOf = (key: string): string => join(directory, `${key}.lemmata`);
const KEY = resultKey('a');
const OTHER = resultKey('b');

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
  warnings = [];
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('a value', () => {
  test('returns bit by bit, what JSON cannot say included', () => {
    const value = {
      numbers: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324, 0.1 + 0.2, 2 ** 53, 1],
      bytes: new Float64Array([Math.PI, Number.NaN, -0]),
      absent: undefined,
      text: 'ε → 0',
    };
    open().write(KEY, value);
    const found = open().read<typeof value>(KEY)?.value;
    expect(found).toStrictEqual(value);
    found?.numbers.forEach((number, i) => {
      expect(number).toBe(value.numbers[i]);
    });
    expect(warnings).toEqual([]);
  });

  test('is found by its key alone', () => {
    const store = open();
    const checksum = store.write(KEY, 1);
    expect(store.read(OTHER)).toBeUndefined();
    expect(store.read(KEY)).toEqual({ value: 1, checksum });
    expect(store.holds(KEY, `${checksum}`)).toBe(true);
    expect(store.holds(KEY, `${store.write(OTHER, 2)}`)).toBe(false);
  });

  test('has a key that tells apart what JSON confuses', () => {
    const parts = [[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY], [null], ['NaN']];
    expect(new Set(parts.map(resultKey)).size).toBe(parts.length);
  });
});

describe('no entry is', () => {
  const damage: { readonly [what: string]: (path: string) => Promise<void> } = {
    'a truncated one': async (path) => truncate(path, (await stat(path)).size - 1),
    'an empty one': (path) => truncate(path, 0),
    'one that ends in its header': (path) => truncate(path, 40),
    'one with a bit changed': async (path) => {
      const bytes = await readFile(path);
      bytes[bytes.length - 3] ^= 1;
      await writeFile(path, bytes);
    },
    'one with bytes added': async (path) => writeFile(path, Buffer.concat([await readFile(path), Buffer.from('x')])),
    'something else': (path) => writeFile(path, '{"value": 1}'),
    'the entry of another key': async (path) => {
      open().write(OTHER, [1, 2, 3]);
      await rename(pathOf(OTHER), path);
    },
  };

  test.each(Object.entries(damage))('%s; it is replaced', async (_, spoil) => {
    const store = open();
    const checksum = store.write(KEY, [1, 2, 3]);
    await spoil(pathOf(KEY));
    expect(store.read(KEY)).toBeUndefined();
    expect(store.holds(KEY, `${checksum}`)).toBe(false);
    store.write(KEY, [1, 2, 3]);
    expect(store.read(KEY)?.value).toEqual([1, 2, 3]);
  });
});

test('a store that cannot be written says so once, and nothing else happens', async () => {
  await writeFile(join(directory, 'file'), '');
  directory = join(directory, 'file', 'cache');
  const store = open();
  expect(store.write(KEY, 1)).toBeUndefined();
  expect(store.write(OTHER, 2)).toBeUndefined();
  expect(store.read(KEY)).toBeUndefined();
  store.prune();
  expect(warnings).toEqual([`Results are not kept in the cache: ${directory} cannot be written (ENOTDIR).`]);
  directory = join(directory, '../..');
});

test('beyond its limit the entries not used for longest go first, and what is not its own stays', async () => {
  const keys = ['a', 'b', 'c', 'd'].map(resultKey);
  const left = `${pathOf(keys[0])}.01234567-89ab-cdef-0123-456789abcdef.tmp`;
  await writeFile(left, 'x'.repeat(1000));
  await writeFile(join(directory, 'notes.txt'), 'x'.repeat(10_000));
  const store = open(3500);
  for (const key of keys) store.write(key, 'x'.repeat(1000));
  for (const [age, path] of [left, ...keys.map(pathOf)].entries()) await utimes(path, 1000 + age, 1000 + age);
  // Used again, so that the next oldest goes in its place.
  expect(store.read(keys[0])?.value).toBeDefined();
  store.prune();
  const kept = await readdir(directory);
  expect(kept.sort()).toEqual(['notes.txt', ...[keys[0], keys[2], keys[3]].map((key) => `${key}.lemmata`)].sort());
  expect(warnings).toEqual([]);
});

test('processes that are killed while they write the same keys leave whole entries', async () => {
  const module = pathToFileURL('src/check/result-store.ts').href;
  const script = `
    import { ResultStore, resultKey } from ${JSON.stringify(module)};
    const store = new ResultStore(${JSON.stringify(directory)}, { warn: console.error });
    for (let i = 0; ; i++) store.write(resultKey(i % 5), new Float64Array(20000).fill(i));
  `;
  const children = [1, 2].map(() =>
    spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  let complaints = '';
  for (const { stderr } of children) stderr.on('data', (data) => (complaints += data));
  const ends = children.map((child) => new Promise((resolve) => child.on('close', resolve)));
  while ((await readdir(directory)).filter((name) => name.endsWith('.lemmata')).length < 5) {
    expect(complaints).toBe('');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(ends);
  const store = open();
  for (let i = 0; i < 5; i++) {
    const value = store.read<Float64Array>(resultKey(i))?.value;
    expect(value).toHaveLength(20_000);
    expect(value?.every((number) => number === value[0] && number % 5 === i)).toBe(true);
  }
  expect(complaints).toBe('');
});
