import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { MarginalSnapshot } from '../../../src/model/snapshot.ts';
import { complaint, describeScheme, openDirectory, solve } from './run-scheme.ts';

const { alive, close } = openDirectory();
afterAll(() => {
  expect(close()).toEqual([]);
});

const hostile = (fault: string, patch = {}) => describeScheme(alive, ['hostile.js', fault], patch);

/** Whether a process is there and is not a zombie. */
function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

describe('the result is read', () => {
  test.each(['good', 'deflated', 'zip64', 'folder', 'hdf5'])('%s', (way) => {
    const snapshots = solve(hostile(way)) as readonly MarginalSnapshot[];
    expect(snapshots.map(({ time }) => time)).toEqual([0, 0.25, 0.5, 1]);
    for (const { level, x, values, negativity } of snapshots) {
      expect(level).toBe('marginal');
      expect(x.count * x.spacing).toBe(1);
      expect(negativity).toBe(0);
      for (const value of values) expect(value).toBeCloseTo(1, 13);
    }
  });

  test.each(['float32', 'big-endian', 'fortran', 'integers'])('%s', (way) => {
    expect(solve(hostile(way))).toEqual(solve(hostile('plain')));
  });

  test('particles, with a weight of 1/n each', () => {
    const [first] = solve(hostile('particles'));
    expect(first).toMatchObject({
      level: 'particles',
      positions: Float64Array.of(0.25, 0.75),
      velocityIndex: Int32Array.of(0, 1),
      internal: Float64Array.of(0, 0),
      weights: Float64Array.of(0.5, 0.5),
    });
  });
});

// What the claims then say about mass and sign is in claims.test.ts.
test('a negative density is measured, not refused', () => {
  const [, second] = solve(hostile('negative'));
  expect(second.negativity).toBeCloseTo(0.5 / 8, 13);
});

describe('one sentence says what is wrong', () => {
  test.each([
    ['exit-code', 'the program ended with exit code 3; it wrote: ValueError:  [31mmath domain error'],
    ['signal', 'the program was ended by SIGSEGV; it wrote nothing'],
    ['no-result', 'the program ended well but wrote none of result.npz, result/ and result.h5'],
    ['two-results', 'the program wrote result.npz and result; one of them is expected'],
    ['garbage', 'result.npz: is not a complete zip archive: its directory is missing at the end'],
    ['garbage-array', 'result/pbar.npy: is not in the .npy format'],
    ['truncated', 'result.npz: is not a complete zip archive: its directory is missing at the end'],
    ['truncated-array', 'result/pbar.npy: is cut off: its shape [4, 8, 2] needs 512 bytes, it has 172'],
    ['wrong-checksum', 'result.npz: pbar.npy: is damaged: its checksum is wrong'],
    [
      'wrong-shape',
      'result.npz: pbar: has shape [4, 2, 8], expected [4, 8, 2] (t, x, v; t runs over all times of case.json)',
    ],
    ['missing-times', 'result.npz: t: the time 0.5 is missing'],
    ['missing-array', 'result.npz: x: is missing; the result holds pbar, t'],
    [
      'not-uniform',
      'result.npz: x: is not uniform: point 1 is 0.10153154954452942, expected 0.12334195; interpolate to a uniform grid before writing',
    ],
    [
      'both-ends',
      'result.npz: x: 8 points 0.142857 apart cover 1.14286, expected the length 1 once: start + (i + 1/2)·length/n for cells, start + i·length/n for points',
    ],
    ['wrong-velocities', 'result.npz: v: is [1, -1], expected velocities.values = [-1, 1]'],
    ['nan', 'result.npz: pbar: holds NaN at t = 0.5'],
    ['wrong-declaration', 'result.json: values: is "averages", expected "points" or "cell-averages"'],
    ['garbage-declaration', 'result.json: is not JSON'],
    ['fast-particles', 'result.npz: v: particle 0 has 1.5 at t = 0, which is none of velocities.values = [-1, 1]'],
    ['huge', 'the program wrote more than 2 MB into its directory (--scheme-disk)'],
    ['outside-name', 'result.npz: holds the name "../../outside.npy"; arrays have plain names, without a path'],
    ['absolute-name', 'result.npz: holds the name "/tmp/outside.npy"; arrays have plain names, without a path'],
    ['zip-bomb', 'result.npz: would unpack to 20 MB, more than the limit of 2 MB (--scheme-disk)'],
    ['lying-bomb', 'result.npz: pbar.npy: is damaged: it unpacks to more than the 1000 bytes announced'],
    ['link', 'result.npz: is a link, expected a file'],
    ['broken-hdf5', 'result.h5: is not a complete HDF5 file'],
    ['truncated-hdf5', 'result.h5: is not a complete HDF5 file'],
  ])('%s', (fault, sentence) => {
    expect(complaint(hostile(fault))).toBe(`SchemeFailure: ${sentence}`);
  });

  test('a level that was not asked for', () => {
    expect(complaint(hostile('good', { level: 'full' }))).toBe(
      'SchemeFailure: result.npz: pbar: is of the level marginal, but --scheme-level says full',
    );
  });

  test('a program that is not there', () => {
    const words = ['/nowhere/scheme'];
    expect(complaint({ ...hostile('good'), words })).toBe(
      'SchemeFailure: the program "/nowhere/scheme" could not be started (ENOENT)',
    );
  });
});

describe('the program is ended with all that it started', () => {
  const late = 'the program did not end within 0.5 s (--scheme-timeout); it and all that it started were ended';

  test('when it never ends', () => {
    expect(complaint(hostile('never-ends', { seconds: 0.5 }))).toBe(`SchemeFailure: ${late}`);
  });

  test('when a child has left its group', () => {
    const cases = mkdtempSync(join(tmpdir(), 'lemmata-kept-'));
    const description = hostile('leaves-children', { seconds: 0.5, cases, keep: true });
    expect(complaint(description)).toBe(`SchemeFailure: ${late}`);
    const said = readFileSync(join(cases, 'travelling-wave-epsilon-0.1-steps-1', 'stderr.txt'), 'utf8');
    const pid = Number(/^child (\d+)$/m.exec(said)?.[1]);
    expect(pid).toBeGreaterThan(1);
    if (process.platform === 'linux') expect(isRunning(pid)).toBe(false);
    rmSync(cases, { recursive: true });
  });

  test('when it fills the disk', () => {
    expect(complaint(hostile('fills-disk', { bytes: 10_000_000 }))).toBe(
      'SchemeFailure: the program wrote more than 10 MB into its directory (--scheme-disk)',
    );
  });

  test('when it writes file after file', () => {
    expect(complaint(hostile('many-files'))).toBe(
      'SchemeFailure: the program wrote more than 20000 files into its directory',
    );
  });

  test.skipIf(process.platform !== 'linux')('when it starts child after child', () => {
    process.env.LEMMATA_TEST_BOMB = `${process.pid}`;
    expect(complaint(hostile('many-children'))).toBe(
      'SchemeFailure: the program started more than 512 processes and was ended, with all of them',
    );
    const left = readdirSync('/proc').filter((name) => {
      try {
        const environment = readFileSync(`/proc/${Number(name)}/environ`, 'latin1');
        return environment.includes(`LEMMATA_TEST_BOMB=${process.pid}\0`) && environment.includes('LEMMATA_RUN=');
      } catch {
        return false;
      }
    });
    expect(left).toEqual([]);
  });

  test('and what it leaves in the background, when it ends well', () => {
    const cases = mkdtempSync(join(tmpdir(), 'lemmata-pids-'));
    const file = join(cases, 'pid');
    process.env.LEMMATA_TEST_PIDS = file;
    expect(solve(hostile('forks-and-ends'))).toHaveLength(4);
    const pid = Number(readFileSync(file, 'utf8'));
    expect(pid).toBeGreaterThan(1);
    if (process.platform === 'linux') expect(isRunning(pid)).toBe(false);
    rmSync(cases, { recursive: true });
  });
});
