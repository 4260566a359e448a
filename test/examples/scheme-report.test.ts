import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { CrashedRun, Observation, RunRequest } from '../../src/check/own-scheme/observation.ts';
import observe from '../../src/check/own-scheme/observe.ts';
import { type SchemeStudy, studyScheme } from '../../src/check/own-scheme/study.ts';
import { describeExample, example, nameWith, openExamples, PYTHON, travellingWave } from './run-example.ts';

vi.setConfig({ testTimeout: 120_000 });

const { alive, close } = openExamples();
afterAll(close);

/** All studies share the solutions that programs are compared with. */
const solutions = new Map<string, Observation | CrashedRun>();

function solveOnce(request: RunRequest): Observation | CrashedRun {
  if (typeof request.scheme !== 'string') return observe({ ...request, repeats: 1 });
  const address = `${request.scheme} ${request.epsilon}`;
  const known = solutions.get(address) ?? observe(request);
  solutions.set(address, known);
  return known;
}

/** A study of examples/python at ε = 1 and 1e-6, one process for all runs. */
function studyPython(...options: string[]): Promise<SchemeStudy> {
  const command = [PYTHON.command, example('python/scheme.py'), '--points 16 --spacing 0.5', ...options].join(' ');
  return studyScheme({
    scheme: describeExample(alive, command, { mode: 'persistent' }),
    scenario: travellingWave,
    epsilons: [1, 1e-6],
    factors: [2, 1, 0.5],
    solve: async (requests, onDone) => {
      for (const request of requests) onDone(request, solveOnce(request));
    },
  });
}

const verdicts = ({ findings }: SchemeStudy): { readonly [id: string]: string } =>
  Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const failing = (study: SchemeStudy): readonly string[] =>
  study.findings.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => `${id} ${verdict}`);
const GOOD = ['consistency/converges', 'asymptotics/limit', 'asymptotics/shrinks', 'structure/mass'];

test.skipIf(!PYTHON.command)(nameWith('NumPy: every claim passes, order 1', PYTHON), async () => {
  const study = await studyPython('--dt 0.02');
  expect(study.crashes).toEqual([]);
  expect(failing(study)).toEqual([]);
  expect(Object.keys(verdicts(study))).toEqual(
    expect.arrayContaining([...GOOD, 'consistency/announced-time', 'structure/contraction', 'structure/adaptation']),
  );
  const inTime = study.consistency?.ladders.find(({ step }) => step === 'time')?.fit;
  if (!inTime?.fitted) throw new Error('no order in time');
  expect(inTime.order.low).toBeLessThanOrEqual(1);
  expect(inTime.order.high).toBeGreaterThanOrEqual(1);
});

test.skipIf(!PYTHON.command)(
  nameWith('NumPy, consistent but not asymptotic preserving: fails there only', PYTHON),
  async () => {
    const study = await studyPython('--dt 0.02 --kernel predicted');
    expect(failing(study)).toEqual(['asymptotics/limit fail', 'asymptotics/shrinks fail']);
  },
);

test.skipIf(!PYTHON.command)(nameWith('NumPy with the wrong limit kernel: fails', PYTHON), async () => {
  expect(verdicts(await studyPython('--dt 0.02 --kernel at-N'))).toMatchObject({
    'asymptotics/limit': 'fail',
    'asymptotics/shrinks': 'fail',
    'consistency/converges': 'fail',
    'structure/mass': 'pass',
  });
});

test.skipIf(!PYTHON.command)(nameWith('NumPy, first order announced as second: fails there only', PYTHON), async () => {
  const study = await studyPython('--dt 0.02 --transport upwind --announce-second');
  expect(failing(study)).toEqual(['consistency/announced-all fail']);
});

/** The command line, from the sources. */
const lemmata = (...words: string[]) =>
  spawnSync(process.execPath, ['test/fixtures/run-cli.ts', 'scheme-report', ...words], { encoding: 'utf8' });

test('a program that fails: exit code 1, the page says why, nothing is left behind', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lemmata-scheme-report-'));
  try {
    const program = join(directory, 'program.mjs');
    writeFileSync(program, 'console.error("no grid for this case"); process.exit(4);\n');
    const { status, stdout } = lemmata('--scheme', `${process.execPath} ${program}`, '--out', directory, '--jobs', '1');
    expect(status).toBe(1);
    expect(stdout).toContain('the program ended with exit code 4; it wrote: no grid for this case');
    expect(readFileSync(join(directory, 'scheme-report.md'), 'utf8')).toContain('## Runs that crashed');
    expect(readFileSync(join(directory, 'badge.svg'), 'utf8')).toContain('1 crashed');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test.each([
  [['--out', 'reports'], '--scheme: a program is missing; give its command'],
  [['--scheme', 'true', '--refinements', '4,2,0.5'], 'each half of the one before'],
  [['--scheme', 'true', '--refinements', '4,2'], 'no factor of 1 or less'],
])('bad input %j is 2, in one sentence', (words, sentence) => {
  const { status, stderr } = lemmata(...words);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(sentence);
  expect(status).toBe(2);
});
