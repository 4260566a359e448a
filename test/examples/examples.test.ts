import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { ClaimOutcome } from '../../src/check/statement.ts';
import {
  example,
  GPP,
  idsWith,
  judgeExample,
  nameWith,
  OCTAVE,
  openExamples,
  PYTHON,
  runExample,
} from './run-example.ts';

vi.setConfig({ testTimeout: 120_000 });

const { alive, close } = openExamples();
afterAll(() => {
  // A process that waits for more cases ends when its directory is gone.
  expect(close().filter((name) => !name.startsWith('program-'))).toEqual([]);
});

/** What a scheme that writes r must pass, however coarse it is. */
const FULL = [
  'definitions/1.9-mass',
  'definitions/1.9-sign',
  'proposition-3.2/3.4',
  'proposition-3.2/3.7',
  'proposition-4.1/estimate',
];

/** No claim fails or crashes, and these pass. */
function expectGood(claims: ReadonlyMap<string, ClaimOutcome>, name: string, passing: readonly string[]): void {
  expect(idsWith(claims, 'crashed').map((id) => claims.get(id)?.note)).toEqual([]);
  expect(idsWith(claims, 'fail')).toEqual([]);
  expect(idsWith(claims, 'pass')).toEqual(expect.arrayContaining([...passing]));
  expect(claims.get(passing[0])).toMatchObject({ scheme: name });
}

const python = (script: string, ...options: string[]): string =>
  [PYTHON.command, example(script), ...options].join(' ');
/** Steps of the NumPy scheme at which seven examples together take few seconds. */
const COARSE = '--dt 0.04 --least 1 --points 16 --spacing 0.5';
/** Steps at which it is told from one with another limit. */
const MODERATE = '--dt 0.02 --least 1 --points 16 --spacing 0.25';

test.skipIf(!PYTHON.command)(nameWith('NumPy, one process for all cases: no claim fails', PYTHON), async () => {
  const command = python('python/scheme.py', COARSE);
  expectGood(await judgeExample(alive, command, [0.1], { mode: 'persistent' }), 'fourier', FULL);
});

test.skipIf(!PYTHON.command)(nameWith('NumPy with the kernel at m = N: the limit is wrong', PYTHON), async () => {
  const claims = await judgeExample(alive, python('python/scheme.py', '--kernel at-N', MODERATE), [0.003]);
  expect(idsWith(claims, 'crashed')).toEqual([]);
  expect(idsWith(claims, 'fail')).toEqual(['proposition-4.2/4.1', 'proposition-4.2/decomposition']);
  // The relaxation in y is right, and so is everything that does not depend on the limit.
  expect(idsWith(claims, 'pass')).toEqual(expect.arrayContaining(FULL));
});

test.skipIf(!PYTHON.command)(nameWith('NumPy with the kernel where z is predicted: consistent, not AP', PYTHON), () => {
  const run = (kernel: string, epsilon: number) =>
    runExample(alive, python('python/scheme.py', MODERATE, '--kernel', kernel), epsilon).at;
  // For ε ≫ dt it is the good scheme up to O(dt); the wrong kernel changes this mode by 0.018.
  expect(Math.abs(run('predicted', 0.3)('cosineMode') - run('at-m', 0.3)('cosineMode'))).toBeLessThanOrEqual(0.002);
  // For ε ≪ dt it keeps a distance to the limit that is not of the size of the steps.
  expect(run('predicted', 1e-5)('limitDistance')).toBeGreaterThanOrEqual(3 * run('at-m', 1e-5)('limitDistance'));
});

test.skipIf(!PYTHON.command)(nameWith('NumPy, upwind, announced as second order: runs', PYTHON), () => {
  const { name, at } = runExample(
    alive,
    python('python/scheme.py', COARSE, '--transport upwind --announce-second'),
    0.1,
  );
  expect(name).toBe('upwind');
  expect(at('mass')).toBeCloseTo(1, 12);
});

test.skipIf(!PYTHON.command)(nameWith('particles with exact adaptation: no claim fails', PYTHON), async () => {
  const command = python('particles-python/scheme.py', '--particles 4000 --dt 0.05');
  const passing = ['definitions/1.9-mass', 'proposition-3.2/3.4', 'proposition-3.2/3.7'];
  expectGood(await judgeExample(alive, command, [0.1], { level: 'particles' }), 'particles (exact)', passing);
});

test.skipIf(!PYTHON.command)(nameWith('particles by Euler–Maruyama, explicit and implicit: ∫y²q', PYTHON), () => {
  const run = (adaptation: string, epsilon: number): number =>
    runExample(alive, python('particles-python/scheme.py', '--particles 4000 --adaptation', adaptation), epsilon).at(
      'Y',
    );
  // At rest ∫y²q is 1/(1 − h/2) and 2/(h + 2), h = dt/ε; 0.1 is four standard deviations and what M moves.
  expect(Math.abs(run('euler-maruyama', 0.1) - 1 / 0.9)).toBeLessThanOrEqual(0.1);
  expect(Math.abs(run('implicit', 0.1) - 2 / 2.2)).toBeLessThanOrEqual(0.1);
  // For ε ≪ dt the variance is lost, where the exact step keeps it.
  expect(run('implicit', 1e-4)).toBeLessThanOrEqual(0.1);
  expect(Math.abs(run('exact', 1e-4) - 1)).toBeLessThanOrEqual(0.1);
});

test.skipIf(!GPP.command)(nameWith('C++ with tables: no claim fails', GPP), async () => {
  const built = openExamples();
  try {
    const binary = join(built.alive, 'scheme');
    const flags = ['-std=c++17', '-O1', '-Wall', '-Wextra', '-Werror', '-I', 'wrappers'];
    const { status, stderr } = spawnSync(GPP.command!, [...flags, example('cpp/scheme.cpp'), '-o', binary], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const claims = await judgeExample(alive, `${binary} 0.04 16 0.5`, [0.1], { tables: true });
    expectGood(claims, 'semi-lagrangian', ['definitions/1.9-mass', 'definitions/1.9-sign', 'proposition-3.2/3.4']);
  } finally {
    built.close();
  }
});

test.skipIf(!OCTAVE.command)(nameWith('Octave, Strang splitting: no claim fails', OCTAVE), async () => {
  const command = `${OCTAVE.command} --norc --quiet ${example('octave/scheme.m')} 0.04 16 0.5`;
  expectGood(await judgeExample(alive, command, [0.1]), 'strang', FULL);
});

test('TypeScript, Hermite functions, as a program: every claim on the marginal passes', async () => {
  const sources = `--import ${resolve('test/fixtures/lemmata-from-sources.ts')}`;
  const command = `${process.execPath} ${sources} ${example('typescript/program.ts')} 0.02 32 16`;
  const claims = await judgeExample(alive, command, [0.1]);
  expectGood(claims, 'hermite', ['definitions/1.9-mass', 'proposition-4.2/estimate', 'theorem-2.1/second']);
  // One ε shows no rate.
  expect(idsWith(claims, 'inconclusive')).toEqual(['theorem-2.1/second-rate', 'theorem-2.1/second-rate-improved']);
});

test.each([
  'examples/python/scheme.py',
  'examples/cpp/scheme.cpp',
  'examples/particles-python/scheme.py',
  'examples/octave/scheme.m',
  'examples/typescript/scheme.ts',
  'wrappers/lemmata.py',
  'wrappers/lemmata.hpp',
  'wrappers/lemmata.jl',
  'wrappers/lemmata.m',
])('%s stays short enough to be read at once', (path) => {
  expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(120);
});
