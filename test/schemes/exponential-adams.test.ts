import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/model/load-scenario.ts';
import { derivativeWeights } from '../../src/schemes/exponential-adams.ts';
import { reference } from '../../src/schemes/reference.ts';
import type { ReferenceResolution } from '../../src/schemes/reference-resolution.ts';
import { timeGrid } from '../../src/schemes/time-grid.ts';

describe('derivatives of the interpolating polynomial', () => {
  test('are those of the polynomial itself', () => {
    const gaps = fc.array(fc.double({ min: 0.2, max: 2, noNaN: true }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(gaps, (between) => {
        let at = 0;
        const nodes = [0, ...between.map((gap) => (at -= gap))];
        const weights = derivativeWeights(nodes);
        for (let power = 0; power < nodes.length; power++) {
          let factorial = 1;
          for (let j = 0; j < nodes.length; j++) {
            if (j > 0) factorial *= j;
            const terms = nodes.map((node, i) => weights[j][i] * node ** power);
            const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
            const sum = terms.reduce((total, term) => total + term, 0);
            // Round-off, times what up to seven divisions by gaps of at least 0.2 make of it.
            expect(Math.abs(sum - (j === power ? factorial : 0))).toBeLessThanOrEqual(1e-12 * (size + 1));
          }
        }
      }),
    );
  });
});

describe('the exponential Adams method', () => {
  /** The last snapshot of a run whose x- and y-grids are the same for all. */
  function last(
    scenario: Parameters<typeof reference.solve>[0],
    epsilon: number,
    adams: number,
    step: number,
    marks: readonly number[] = [],
  ) {
    const base = { nx: 16, modes: 7, ny: 64, halfWidth: 10.4, substeps: Math.round(0.04 / step), longestStep: step };
    const resolution: ReferenceResolution = adams > 0 ? { ...base, adams } : base;
    let values: Float64Array = new Float64Array();
    for (const snapshot of reference.solve(scenario, epsilon, resolution, timeGrid(epsilon, 0.4, 0.04, marks))) {
      if (snapshot.level !== 'full') throw new Error('the reference gives full snapshots');
      values = snapshot.values;
    }
    return values;
  }

  const apart = (a: Float64Array, b: Float64Array): number =>
    a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

  test.each([
    [0.1, 4],
    [1e-4, 4],
    [0.1, 6],
    [1e-4, 6],
  ])(
    'at ε = %f has order %i, and the limit of the Runge–Kutta method',
    async (epsilon, order) => {
      const scenario = await loadScenario('scenarios/travelling-wave.yaml');
      const exact = last(scenario, epsilon, 0, 0.0025);
      const errors = [0.02, 0.01].map((step) => apart(last(scenario, epsilon, order, step), exact));
      // The observed order of two steps may miss the announced one by a tenth of it; a faster decay is welcome.
      expect(Math.log2(errors[0] / errors[1])).toBeGreaterThan(0.9 * order);
      expect(errors[1]).toBeLessThan(order === 4 ? 4e-6 : 1e-7);
    },
    60_000,
  );

  // After a mark the next output interval is 4·10³ times as long as the one before it; behind the layer each is twice as long.
  test.each([
    ['after output times that are far closer', 1e-4, [1e-3]],
    ['where output intervals double', 1e-7, []],
  ])(
    'does not lose digits %s',
    async (_, epsilon, marks) => {
      const scenario = await loadScenario('scenarios/travelling-wave.yaml');
      const exact = last(scenario, epsilon, 0, 0.0025, marks);
      expect(apart(last(scenario, epsilon, 8, 0.01, marks), exact)).toBeLessThan(1e-8);
    },
    60_000,
  );

  test('is what the reference takes for tight tolerances only', async () => {
    const scenario = await loadScenario('scenarios/travelling-wave.yaml');
    expect(reference.resolution(scenario, 1e-3, 1e-8)).not.toHaveProperty('adams');
    expect(reference.resolution(scenario, 1e-3, 1e-10)).toHaveProperty('adams', 8);
  });
});
