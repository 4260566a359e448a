import { describe, expect, it } from 'vitest';
import type { SeriesName } from '../../src/check/case.ts';
import { recordRun } from '../../src/check/record.ts';
import { solveCase } from '../../src/check/solve-case.ts';
import { loadScenario } from '../../src/model/load-scenario.ts';
import { particles } from '../../src/schemes/particles.ts';
import { reference } from '../../src/schemes/reference.ts';
import { timeGrid } from '../../src/schemes/time-grid.ts';

/** What varies between particles of two speeds. */
const TORUS: readonly SeriesName[] = [
  'Y',
  'J',
  'cosineMode',
  'sineMode',
  'cosineFlux',
  'sineFlux',
  'velocityJump',
  'J3',
];
const LINE: readonly SeriesName[] = [...TORUS, 'X1', 'positionDrift'];

/** The tolerance that the resolution of the reference is chosen for: below a hundredth of four deviations here. */
const REFERENCE_BAR = 1e-4;

describe('particles and the spectral reference', () => {
  it.each([
    ['travelling-wave', 0.1, 40_000, 1, TORUS],
    ['travelling-wave', 0.01, 40_000, 1, TORUS],
    ['whole-line', 0.03, 3000, 0.2, LINE],
  ] as const)('agree on %s, ε = %d, within four joint deviations', async (name, epsilon, count, time, series) => {
    const scenario = { ...(await loadScenario(`scenarios/${name}.yaml`)), time };
    const grid = timeGrid(epsilon, time, time / 8);
    const shown = [0, epsilon / 4, time / 2, time].map((t) => grid.findIndex((g) => g >= t * (1 - 1e-12)));
    const resolution = reference.resolution(scenario, epsilon, REFERENCE_BAR);
    const exact = recordRun(scenario, reference, epsilon, resolution, grid, (i) => shown.includes(i), 1e2);
    const times = Float64Array.from(shown, (i) => grid[i]);
    const sampled = recordRun(scenario, particles, epsilon, { particles: count, seed: 1, first: 0 }, times);
    for (const quantity of series) {
      const [one, other] = [exact.series.get(quantity), sampled.series.get(quantity)];
      if (!one || !other) throw new Error(`no series ${quantity}`);
      shown.forEach((i, k) => {
        const sigma = (other.error.sampling?.[k] ?? Number.NaN) / 1.96;
        const difference = Math.abs(one.values[k] - other.values[k]);
        const where = `${quantity} at t = ${grid[i]}: ${one.values[k]} and ${other.values[k]}, σ = ${sigma}`;
        expect(difference <= 4 * sigma + REFERENCE_BAR, where).toBe(true);
      });
    }
  });

  it('run through the same harness', async () => {
    const scenario = { ...(await loadScenario('scenarios/travelling-wave.yaml')), time: 0.2 };
    const result = solveCase({ scenario, scheme: 'particles', epsilon: 0.1, tolerance: 5e-2, maxEffort: 0 });
    expect(result.resolution).toEqual({ particles: 10_000, seed: 1, first: 0 });
    expect(result.series.mass?.values.every((mass) => Math.abs(mass - 1) < 1e-12)).toBe(true);
    expect(result.series.Y?.error.sampling?.every((bar) => bar > 0 && bar < 0.06)).toBe(true);
  });
});
