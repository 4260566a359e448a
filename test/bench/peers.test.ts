import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exponent, median } from '../../bench/measure.ts';
import { peerCase } from '../../bench/peers/case.ts';
import { Launcher } from '../../bench/peers/launch.ts';
import { runReference } from '../../bench/peers/reference-run.ts';
import { difference, type Series } from '../../bench/peers/result.ts';
import { writeSection } from '../../bench/report.ts';
import { loadScenario } from '../../src/model/load-scenario.ts';

const FILE = 'scenarios/travelling-wave.yaml';
const EPSILON = 0.1;
const RESOLUTION = { nx: 16, modes: 7, ny: 64, halfWidth: 10, substeps: 1, longestStep: 0.02 };
const TIMES = Float64Array.of(0, 0.02, 0.04, 0.06);

describe('a twin in another language', () => {
  test('in NumPy gives the diagnostics of the reference solver to round-off', async ({ skip }) => {
    const scenario = await loadScenario(FILE);
    const launcher = new Launcher();
    try {
      const numpy = launcher.numpy(1);
      if ('missing' in numpy.command) return skip(numpy.command.missing);
      const input = peerCase(FILE, scenario, EPSILON, RESOLUTION, TIMES);
      const result = launcher.run(numpy, input, 60);
      if ('failed' in result) throw new Error(result.failed);
      // Ripples that round-off moves over their threshold: together they are worth a quarter of the quadrature's tolerance, 2e-8.
      expect(difference(result.series, runReference(scenario, EPSILON, RESOLUTION, TIMES))).toBeLessThan(5e-9);
    } finally {
      launcher.close();
    }
  }, 120_000);

  test('is refused a scenario that it does not solve', async () => {
    const line = await loadScenario('scenarios/whole-line.yaml');
    expect(() => peerCase('line', line, EPSILON, RESOLUTION, TIMES)).toThrow(/plane waves on a one-dimensional torus/);
  });
});

describe('the difference of two runs', () => {
  const series = (value: number): Series => ({
    mass: [1, 1],
    Y: [1, value],
    E: [0, 0],
    I: [0, 0],
    H: [0, 0],
    equilibriumDistance: [0, 0],
    limitDistance: [0, 0],
  });

  test('is relative to values above one', () => {
    expect(difference(series(11), series(10))).toBeCloseTo(0.1, 12);
  });

  test('is not a number, so that comparisons fail, for a value that is none and for a missing one', () => {
    expect(difference(series(Number.NaN), series(1))).toBeNaN();
    expect(difference({ ...series(1), Y: [1] }, series(1))).toBeNaN();
  });
});

test('a section of the report is replaced, and the others stay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lemmata-report-'));
  const path = join(folder, 'performance.md');
  writeSection(path, 'scaling', 'old scaling');
  writeSection(path, 'peers', 'the peers');
  writeSection(path, 'scaling', 'new scaling');
  const text = readFileSync(path, 'utf8');
  rmSync(folder, { recursive: true });
  expect(text).not.toContain('old scaling');
  expect(text.indexOf('the peers')).toBeGreaterThan(0);
  expect(text.indexOf('new scaling')).toBeGreaterThan(text.indexOf('the peers'));
});

test('medians and exponents', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  const cubes = [1, 2, 4, 8].map((x) => [x, 5 * x ** 3] as const);
  expect(exponent(cubes)).toBeCloseTo(3, 12);
});
