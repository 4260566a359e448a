import { describe, expect, it } from 'vitest';
import { defineScenario } from '../../src/model/load-scenario.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { ScenarioInput } from '../../src/model/scenario-schema.ts';
import type { FullSnapshot } from '../../src/model/snapshot.ts';
import { type HermiteResolution, hermite } from '../../src/schemes/hermite.ts';
import { solveLimit } from '../../src/schemes/limit.ts';
import { timeGrid } from '../../src/schemes/time-grid.ts';

const base: ScenarioInput = {
  name: 'hermite-test',
  space: { dimension: 1, domain: 'torus', length: 1 },
  velocities: { set: 'two-speed', speed: 1 },
  signal: '0.1*sin(2*pi*x - t)',
  kernel: { rate: '1 + 0.6*tanh(z)' },
  initial: { density: '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)', profile: { type: 'gaussian', mean: 0.8, deviation: 1 } },
  time: 0.25,
  epsilons: [0.1],
};
const scenarioOf = (patch: Partial<ScenarioInput> = {}): Promise<Scenario> => defineScenario({ ...base, ...patch });

/** All snapshots of a run; `patch` changes the first resolution. */
function run(scenario: Scenario, epsilon: number, times: Float64Array, patch: Partial<HermiteResolution> = {}) {
  const resolution = { ...hermite.resolution(scenario, epsilon), ...patch } as HermiteResolution;
  const snapshots: FullSnapshot[] = [];
  for (const snapshot of hermite.solve(scenario, epsilon, resolution, times)) {
    if (snapshot.level === 'full') snapshots.push({ ...snapshot, values: snapshot.values.slice() });
  }
  return snapshots;
}

/** ∫|a − b| dx dν dy for two velocities of weight ½, by the trapezoidal rule. */
function distance(a: FullSnapshot, b: FullSnapshot): number {
  let sum = 0;
  for (let i = 0; i < a.values.length; i++) sum += Math.abs(a.values[i] - b.values[i]);
  return (sum * a.x.spacing * a.y.spacing) / 2;
}

describe('exact solutions', () => {
  it('relaxes to the Maxwellian as an Ornstein–Uhlenbeck process when M = 0 and the rate is constant', async () => {
    const scenario = await scenarioOf({
      signal: '0',
      kernel: { rate: 1.5 },
      initial: { density: '1', profile: { type: 'gaussian', mean: 0.8, deviation: 0.9 } },
    });
    for (const epsilon of [0.1, 0.01, 1e-4]) {
      const times = timeGrid(epsilon, scenario.time, 0.02);
      for (const { time, y, values } of run(scenario, epsilon, times)) {
        const s = Math.exp(-time / epsilon);
        const mean = 0.8 * s;
        const variance = 1 + (0.9 ** 2 - 1) * s * s;
        for (let j = 0; j < y.count; j++) {
          const at = y.start + j * y.spacing;
          const exact = Math.exp(-((at - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
          // Truncation of the time steps in the initial layer.
          expect(Math.abs(values[j] - exact)).toBeLessThan(1e-9);
        }
      }
    }
  });

  it('keeps the Maxwellian around −D_tM when the signal is m-linear along every path', async () => {
    // M = at on a finite interval: D_tM = a for every v, so z + a is a standard Ornstein–Uhlenbeck process.
    const scenario = await scenarioOf({
      signal: '0.9*t',
      kernel: { rate: 1 },
      initial: { density: '1', profile: { type: 'gaussian', mean: -0.9, deviation: 1 } },
    });
    const epsilon = 0.05;
    const times = timeGrid(epsilon, scenario.time, 0.02);
    for (const { time, y, values } of run(scenario, epsilon, times)) {
      // u = 0.9(1 − e^{−t/ε}); z is stationary around −0.9, y = z + u.
      const centre = -0.9 * Math.exp(-time / epsilon);
      for (let j = 0; j < y.count; j++) {
        const at = y.start + j * y.spacing;
        expect(Math.abs(values[j] - Math.exp(-0.5 * (at - centre) ** 2) / Math.sqrt(2 * Math.PI))).toBeLessThan(1e-11);
      }
    }
  });

  it('has the marginal of the Goldstein–Kac system when the rate does not depend on z, for every ε', async () => {
    const scenario = await scenarioOf({ kernel: { rate: 1.5 } });
    for (const epsilon of [0.1, 1e-3]) {
      const times = timeGrid(epsilon, scenario.time, 0.02);
      const snapshots = run(scenario, epsilon, times);
      const { x, y } = snapshots[0];
      const limit = solveLimit(
        scenario,
        { nx: x.count, modes: x.count / 2 - 1, substeps: 4, longestStep: 0.005 },
        times,
      );
      for (const { values } of snapshots) {
        const exact = limit.next().value;
        if (!exact || !('values' in exact)) throw new Error('the limit solver gave no snapshot');
        for (let row = 0; row < exact.values.length; row++) {
          let mass = 0;
          for (let j = 0; j < y.count; j++) mass += values[row * y.count + j] * y.spacing;
          expect(Math.abs(mass - exact.values[row])).toBeLessThan(1e-10);
        }
      }
    }
  });
});

describe('accuracy in time', () => {
  // Radau IIA with s = 4: order 7 when ε is not small, order s or more uniformly in ε (observed 3.98 at the worst).
  it.each([1e-1, 1e-3, 1e-6])('is of order 4 or more at ε = %d', async (epsilon) => {
    const scenario = await scenarioOf({ signal: '0.2*sin(2*pi*x - t)' });
    const times = timeGrid(epsilon, scenario.time, 0.03125);
    const [coarse, fine, exact] = [1, 2, 6].map((substeps) =>
      run(scenario, epsilon, times, { substeps, longestStep: 1 }),
    );
    const error = (runs: FullSnapshot[]): number =>
      Math.max(...runs.map((snapshot, i) => distance(snapshot, exact[i])));
    // Below 1e-10 what is left is round-off and the end of the tumbling iteration.
    const observed = Math.log2(error(coarse) / Math.max(error(fine), 1e-10));
    expect(error(fine)).toBeLessThan(5e-8);
    expect(error(fine) < 1e-10 || observed >= 3.9).toBe(true);
  });
});

describe('hermite', () => {
  it('conserves mass to round-off and yields one snapshot for each time', async () => {
    const scenario = await scenarioOf();
    const times = timeGrid(0.01, scenario.time, 0.02);
    const snapshots = run(scenario, 0.01, times);
    expect(snapshots.map(({ time }) => time)).toEqual(Array.from(times));
    for (const { x, y, values } of snapshots) {
      const mass = (values.reduce((sum, value) => sum + value, 0) * x.spacing * y.spacing) / 2;
      expect(Math.abs(mass - 1)).toBeLessThan(1e-12);
    }
  });

  it('takes shorter steps than asked for when tumbling is fast', async () => {
    const scenario = await scenarioOf({ kernel: { rate: '40*(1 + 0.6*tanh(z))' }, time: 0.1 });
    const times = Float64Array.of(0, 0.05, 0.1);
    const [long, short] = [1, 32].map((substeps) => run(scenario, 0.1, times, { substeps, longestStep: 1 }));
    expect(distance(long[2], short[2])).toBeLessThan(1e-6);
  });

  it('says which scenarios it cannot run', async () => {
    const profile = (deviation: number) => ({ type: 'gaussian' as const, mean: 0, deviation });
    expect(hermite.supports(await scenarioOf())).toBe(true);
    expect(hermite.supports(await scenarioOf({ initial: { ...base.initial, profile: profile(1.5) } }))).toMatch(
      /diverges/,
    );
    expect(hermite.supports(await scenarioOf({ initial: { ...base.initial, profile: profile(0.2) } }))).toMatch(
      /modes/,
    );
    const expression = { type: 'expression' as const, value: 'exp(-y^4)' };
    expect(hermite.supports(await scenarioOf({ initial: { ...base.initial, profile: expression } }))).toMatch(
      /mixtures/,
    );
  });

  it('refines what it is asked to refine', async () => {
    const scenario = await scenarioOf();
    const first = hermite.resolution(scenario, 0.1);
    expect(hermite.refine(first, 'time')).toMatchObject({ substeps: 2 * first.substeps });
    expect(hermite.refine(first, 'x')).toMatchObject({ nx: 2 * first.nx, modes: first.nx - 1 });
    expect(hermite.refine(first, 'y')?.hermite).toBeGreaterThan(first.hermite);
    expect(hermite.refine(first, 'sampling')).toBeUndefined();
  });
});
