import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { openScheme, type SchemeFlags } from '../../../src/commands/scheme-options.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { resolveCommand, splitCommand } from '../../../src/schemes/external/command-line.ts';
import { openDirectory, program } from './run-scheme.ts';

vi.setConfig({ testTimeout: 60_000 });

const { alive, close } = openDirectory();
afterAll(() => {
  close();
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line from the sources; interrupted when `patience` resolves. */
function verify(args: readonly string[], patience?: () => Promise<void>): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['test/fixtures/run-cli.ts', 'verify', '--reporter', 'terminal', ...args], {
      env: { ...process.env, NO_COLOR: '1', TMPDIR: alive },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    patience?.().then(() => child.kill('SIGINT'), reject);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const own = (...words: string[]) => [
  '--scheme',
  `"${process.execPath}" "${program(words[0])}" ${words.slice(1).join(' ')}`,
];
const SMALL = ['--scenario', 'travelling-wave', '--epsilon', '0.1', '--jobs', '1'];

describe('words of a command', () => {
  test.each<[string, string[]]>([
    ['python3 scheme.py --fast', ['python3', 'scheme.py', '--fast']],
    [`julia -e 'print("a b")'`, ['julia', '-e', 'print("a b")']],
    ['"C d/e" a\\ b ""', ['C d/e', 'a b', '']],
  ])('%s', (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });

  test('files become absolute, other words and options stay', () => {
    const { PATH = '' } = process.env;
    const words = resolveCommand(`"${process.execPath}" package.json --x=package.json nothing-here`, PATH);
    expect(words).toEqual([process.execPath, `${process.cwd()}/package.json`, '--x=package.json', 'nothing-here']);
  });

  test('a program is found on the PATH', () => {
    expect(resolveCommand('node', `/nowhere:${process.execPath.replace(/\/node$/, '')}`)).toEqual([process.execPath]);
  });
});

describe('a wrong option is one sentence', () => {
  const flags = { schemeMode: 'once', schemeTimeout: '600', schemeDisk: '1024' };
  test.each<[Partial<SchemeFlags>, string]>([
    [{ scheme: 'no-such-program --x' }, '--scheme: there is no program "no-such-program" on the PATH'],
    [{ scheme: "node 'x" }, "--scheme: a quote ' is not closed"],
    [{ scheme: ' ' }, '--scheme: the command is empty'],
    [
      { scheme: './package.json' },
      '--scheme: ./package.json is not executable; write the interpreter before it, for example python3 ./package.json',
    ],
    [{ scheme: 'node', schemeLevel: 'half' }, 'no level "half"; nearest: full'],
    [{ scheme: 'node', schemeMode: 'twice' }, 'no mode "twice"; nearest: once'],
    [{ scheme: 'node', schemeTimeout: '0' }, '--scheme-timeout: "0" is not a positive number'],
    [{ schemeLevel: 'full' }, '--scheme: a program is missing; name it by --scheme'],
  ])('%j', async (given, sentence) => {
    const opened = openScheme({ ...flags, ...given }, new AbortController().signal);
    await expect(opened).rejects.toThrow(InputError);
    await expect(opened).rejects.toThrow(sentence);
  });

  test.each([
    [['--scheme', 'no-such-program'], 'there is no program "no-such-program" on the PATH'],
    [['lemma-3.1', '--scheme', 'node'], 'nothing that is selected is about solutions: no scheme can be judged by it'],
  ])('and ends with 2: %j', async (args, sentence) => {
    const { code, stdout, stderr } = await verify([...args, ...SMALL]);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(sentence)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

test('a program that fails ends with 1, and the report says why', async () => {
  const { code, stdout } = await verify(['definitions', ...SMALL, ...own('hostile.js', 'missing-times')]);
  expect(stdout).toContain('result.npz: t: the time');
  expect(stdout).toMatch(/crashed/);
  expect(code).toBe(1);
});

test('a good one ends with 0 on what it gives', async () => {
  const { code, stdout } = await verify(['definitions/1.9-mass', ...SMALL, ...own('upwind.js', 'pbar')]);
  expect(stdout).toContain('1 pass');
  expect(code).toBe(0);
});

test('Ctrl-C ends the program, too', async () => {
  const running = (): readonly string[] =>
    readdirSync('/proc').filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`never-ends\0${alive}`);
      } catch {
        return false;
      }
    });
  if (!existsSync('/proc/self/cmdline')) return;
  const started = () =>
    expect
      .poll(running, { timeout: 30_000 })
      .toHaveLength(1)
      .then(() => {});
  const { code } = await verify(['definitions', ...SMALL, ...own('hostile.js', 'never-ends', alive)], started);
  expect(code).toBe(130);
  expect(running()).toEqual([]);
});

test('nothing is left behind', () => {
  expect(readdirSync(alive)).toEqual([]);
});
