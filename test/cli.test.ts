import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

// Each test starts a process; on a busy machine several seconds pass before it answers.
vi.setConfig({ testTimeout: 60_000 });

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
});
afterAll(() => rm(directory, { recursive: true }));

function run(file: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, NO_COLOR: '1' } });
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
}

/** The command line from the sources. */
const lemmata = (...args: string[]): Promise<Outcome> => run('test/fixtures/run-cli.ts', args);

const sentences = (text: string): number => text.trim().split('\n').length;

describe('bad input ends with 2 and one sentence', () => {
  test.concurrent.each<[string, string[], RegExp]>([
    ['an unknown statement', ['verify', 'lema-3.1'], /^no statement "lema-3.1"; nearest: lemma-3\.1/],
    ['an unknown claim', ['verify', 'theorem-2.1/frist-rate'], /nearest: theorem-2\.1\/first-rate/],
    ['an unknown profile', ['verify', '--profile', 'quik'], /^no profile "quik"; nearest: quick/],
    [
      'an unknown reporter',
      ['verify', '--reporter', 'terminal,markdwon'],
      /^no reporter "markdwon"; nearest: markdown/,
    ],
    ['an empty reporter list', ['verify', '--reporter', ''], /^no reporter ""/],
    [
      'an unknown scenario',
      ['verify', '--scenario', 'traveling-wave'],
      /^no scenario "traveling-wave"; nearest: travelling-wave/,
    ],
    ['a missing scenario file', ['verify', '--scenario', './none.yaml'], /none\.yaml: no such file/],
    [
      'a statement after --scenario',
      ['verify', '--scenario', 'travelling-wave', 'lemma-3.1'],
      /goes before --scenario/,
    ],
    ['ε = 0', ['verify', '--epsilon', '0.1,0'], /^--epsilon: ε must be positive, not 0/],
    ['ε that is no number', ['verify', '--epsilon', '0.1,abc'], /^--epsilon: "abc" is not a finite number/],
    ['ε that is infinite', ['verify', '--epsilon', '1e999'], /^--epsilon: "1e999" is not a finite number/],
    ['an empty ε list', ['verify', '--epsilon', ''], /^--epsilon: "" is not a finite number/],
    ['no jobs', ['verify', '--jobs', '0'], /^--jobs: "0" is not an integer ≥ 1/],
    ['a broken seed', ['verify', '--seed', '1.5'], /^--seed: "1.5" is not an integer ≥ 0/],
    ['an output under a file', ['verify', '--out', 'package.json/reports'], /^package\.json\/reports: cannot write/],
    ['a result that is a directory', ['solve', 'travelling-wave', '--out', 'src'], /^src: is a directory/],
    [
      'a time after the end',
      ['solve', 'travelling-wave', '--times', '0.5,7', '--out', '-'],
      /^--times: time 7 lies after/,
    ],
    ['a missing report', ['compare', 'none.json', 'package.json'], /^none\.json: cannot be read \(ENOENT\)/],
    ['a report that is none', ['compare', 'package.json', 'package.json'], /^package\.json: schema: is not a report/],
    ['bless without a reason', ['golden', 'bless'], /give --reason/],
    ['golden numbers that are nowhere', ['golden', 'check', '--dir', 'none'], /^none: no such directory/],
    ['a missing file', ['validate', 'none.yaml'], /^none\.yaml: /],
    ['describe without a name that exists', ['describe', 'theorem'], /^no statement "theorem"; nearest: theorem-2\.1/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await lemmata(...args);
    expect(stderr).toMatch(message);
    expect(sentences(stderr)).toBe(1);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test.concurrent.each([
    [['verfy']],
    [['verify', '--profil', 'quick']],
    [['solve', 'travelling-wave']],
    [['golden']],
    [[]],
  ])('the command line %j', async (args) => expect((await lemmata(...args)).code).toBe(2));

  test('a scenario that is wrong leaves the earlier report', async () => {
    const scenario = join(directory, 'bad.yaml');
    const report = join(directory, 'earlier', 'report.json');
    await writeFile(scenario, 'name: bad\n');
    await mkdir(join(directory, 'earlier'));
    await writeFile(report, 'earlier');
    const { code, stderr } = await lemmata('verify', '--scenario', scenario, '--out', join(directory, 'earlier'));
    expect(code).toBe(2);
    expect(sentences(stderr)).toBe(1);
    expect(await readFile(report, 'utf8')).toBe('earlier');
  });
});

describe('what needs no solver', () => {
  test('--help and --version end with 0', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect((await lemmata('--help')).code).toBe(0);
    expect(await lemmata('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('the help loads nothing heavy', async () => {
    const start = performance.now();
    await lemmata('--help');
    // 0.3 s is the promise on an idle machine; four times that tolerates a machine that runs other tests.
    expect(performance.now() - start).toBeLessThan(1200);
  });

  test('--list shows every statement and claim', async () => {
    const { code, stdout } = await lemmata('verify', '--list');
    const specs = (await readdir('specs')).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
    expect(code).toBe(0);
    for (const id of specs) expect(stdout).toMatch(new RegExp(`^${id} `, 'm'));
    expect(stdout).toMatch(/^ {2}theorem-2\.1\/first-rate {2}\[rate\]/m);
  });

  test('describe shows formula, source and claims', async () => {
    const { code, stdout } = await lemmata('describe', 'lemma-3.1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^lemma-3\.1: /);
    expect(stdout).toContain('source: Lemma 3.1');
    expect(stdout).toMatch(/^lemma-3\.1\/3\.1 \[bound\]/m);
  });

  test('validate accepts the shipped scenarios', async () => {
    const files = (await readdir('scenarios'))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => join('scenarios', file));
    const { code, stdout } = await lemmata('validate', ...files);
    expect(code).toBe(0);
    expect(sentences(stdout)).toBe(files.length);
  });
});

describe('interruptions', () => {
  test('Ctrl-C ends with 130, says so, and leaves the earlier result', async () => {
    const file = join(directory, 'result.json');
    await writeFile(file, 'earlier');
    const child = spawn(process.execPath, ['test/fixtures/run-cli.ts', 'solve', 'travelling-wave', '--out', file]);
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    // By then the workers run; the whole list of ε takes much longer.
    setTimeout(() => child.kill('SIGINT'), 4000);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('Interrupted; earlier reports are unchanged.\n');
    expect(code).toBe(130);
    expect(await readFile(file, 'utf8')).toBe('earlier');
  });

  test('a reader that closes the pipe changes neither exit code nor files', async () => {
    const args = [
      'verify',
      'lemma-3.1',
      '--scenario',
      'travelling-wave',
      '--reporter',
      'terminal,json',
      '--out',
      directory,
    ];
    const child = spawn(process.execPath, ['test/fixtures/run-cli.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(await readFile(join(directory, 'report.json'), 'utf8')).summary.pass).toBeGreaterThan(0);
  });
});

describe('bin', () => {
  test('without a build says so and ends with 2', async () => {
    await mkdir(join(directory, 'bin'));
    const bin = join(directory, 'bin', 'lemmata.js');
    await copyFile('bin/lemmata.js', bin);
    await writeFile(join(directory, 'package.json'), '{"type": "module"}');
    const { code, stderr } = await run(bin, ['--version']);
    expect(code).toBe(2);
    expect(stderr).toBe('lemmata is not built: run "npm run build" in its directory.\n');
  });
});
