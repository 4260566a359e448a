import { describe, expect, it } from 'vitest';
import { solveThetaCase, thetaCase } from '../../src/check/theta-case.ts';
import { createModel } from '../../src/model/create-model.ts';
import { sample, uncertainty } from '../../src/model/measured.ts';
import type { FullSnapshot } from '../../src/model/snapshot.ts';
import { reference } from '../../src/schemes/reference.ts';
import { inFrame, solveThetaFrame, type ThetaResolution, thetaAt } from '../../src/schemes/theta-frame.ts';
import { gaussian, unpreparedSquare } from '../../src/theory/closed-forms.ts';
import { modelOf } from '../theory/scenarios.ts';

const scenarioOf = async (patch: Parameters<typeof modelOf>[0]) => (await modelOf(patch)).scenario;

const unprepared = { type: 'gaussian', mean: 0, deviation: '1/epsilon' } as const;
const density = '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)';
const base: ThetaResolution = { nx: 16, modes: 7, spacing: 0.42, step: 0.25 };

const kept = (snapshots: Iterable<FullSnapshot>): FullSnapshot[] =>
  Array.from(snapshots, (snapshot) => ({ ...snapshot, values: snapshot.values.slice() }));

/** Per row (x, v): ∫q dy and ∫y²q dy. */
function moments({ y, values }: FullSnapshot): { mass: number[]; square: number[] } {
  const mass: number[] = [];
  const square: number[] = [];
  for (let row = 0; row < values.length / y.count; row++) {
    let [m, s] = [0, 0];
    for (let j = 0; j < y.count; j++) {
      const at = y.start + j * y.spacing;
      m += values[row * y.count + j] * y.spacing;
      s += at * at * values[row * y.count + j] * y.spacing;
    }
    mass.push(m);
    square.push(s);
  }
  return { mass, square };
}

const largestGap = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describe('the θ-frame', () => {
  it('gives the solution of the reference for data that are prepared', async () => {
    const scenario = await scenarioOf({
      initial: { density, profile: { type: 'gaussian', mean: 0.8, deviation: 1 } },
    });
    const times = Float64Array.of(0, 0.05, 0.1);
    const resolution = { ...reference.resolution(scenario, 0.1), nx: 16, modes: 7 };
    const others = kept(reference.solve(scenario, 0.1, resolution, times) as Generator<FullSnapshot>);
    kept(solveThetaFrame(scenario, 0.1, base, times)).forEach((snapshot, i) => {
      const own = moments(inFrame(snapshot, 0.1));
      const other = moments(others[i]);
      expect(largestGap(own.mass, other.mass)).toBeLessThan(2e-6);
      expect(largestGap(own.square, other.square)).toBeLessThan(2e-6);
    });
  });

  it('keeps the Maxwellian when M = 0 and all densities are uniform, and mass always', async () => {
    const still = await scenarioOf({ signal: '0', initial: { density: '1', profile: unprepared } });
    const epsilon = 0.05;
    const times = Float64Array.of(0, epsilon, 4 * epsilon, 0.4);
    for (const snapshot of solveThetaFrame(still, epsilon, base, times)) {
      expect(snapshot.frame.theta).toBe(thetaAt(epsilon, snapshot.time));
      const { y, values } = snapshot;
      const gaps = values.map((value, i) => Math.abs(value - gaussian(y.start + (i % y.count) * y.spacing)));
      expect(Math.max(...gaps)).toBeLessThan(1e-10);
    }
    const moving = await scenarioOf({ initial: { density, profile: unprepared } });
    for (const snapshot of solveThetaFrame(moving, epsilon, base, times)) {
      const { mass } = moments(snapshot);
      expect(mass.reduce((sum, value) => sum + value, 0) / mass.length).toBeCloseTo(1, 12);
    }
  });

  it('is of order 4 in time', async () => {
    const scenario = await scenarioOf({ initial: { density, profile: unprepared } });
    const times = Float64Array.of(0, 0.3);
    const at = (step: number): number[] =>
      moments(kept(solveThetaFrame(scenario, 0.1, { ...base, step }, times))[1]).mass;
    const [coarse, middle, fine] = [1, 0.5, 0.25].map(at);
    expect(Math.log2(largestGap(coarse, middle) / largestGap(middle, fine))).toBeGreaterThan(3.5);
  });

  it('refuses what it cannot resolve', async () => {
    const scenario = await scenarioOf({ initial: { density, profile: unprepared } });
    expect(() => solveThetaFrame(scenario, 1e-3, base, Float64Array.of(0, 0.1)).next()).toThrow(/more than 16384/);
    expect(() => solveThetaFrame(scenario, 1e-3, base, Float64Array.of(0, 1)).next()).toThrow(/300ε/);
  });
});

describe('a case in the θ-frame', () => {
  it('is the closed form for M = 0 with a rate that does not see z', async () => {
    const still = await scenarioOf({
      signal: '0',
      kernel: { rate: '1' },
      initial: { density: '1', profile: unprepared },
      time: 1,
    });
    const { dissipated, distanceSquare } = thetaCase(createModel(still), 0.1);
    expect(dissipated.values.at(-1)).toBeLessThan(1e-12);
    // The closed form is over [0, ∞), but what is left after 10ε is below e^{−30}.
    const last = distanceSquare.values.length - 1;
    const gap = Math.abs(distanceSquare.values[last] - 0.1 * unpreparedSquare(0.1).value);
    expect(gap).toBeLessThan(1e-6);
    expect(gap).toBeLessThanOrEqual(uncertainty(sample(distanceSquare, last).error));
  });

  it('has bars that hold the difference to a run with other parameters', async () => {
    const scenario = await scenarioOf({ initial: { density, profile: unprepared }, time: 0.3 });
    const model = createModel(scenario);
    const { times, distanceSquare, dissipated } = thetaCase(model, 0.1);
    const often = Array.from({ length: 12 }, (_, i) => i / 4);
    const finer = solveThetaCase(model, 0.1, { nx: 16, modes: 7, spacing: 0.45, step: 0.25 }, often);
    for (const [own, other] of [
      [distanceSquare, finer.distanceSquare],
      [dissipated, finer.dissipated],
    ]) {
      const last = times.length - 1;
      const bars = sample(own, last).error;
      const otherLast = other.values.length - 1;
      expect(Math.abs(own.values[last] - other.values[otherLast])).toBeLessThanOrEqual(uncertainty(bars));
      expect(uncertainty(bars)).toBeLessThan(1e-3 * Math.max(0.05, own.values[last]));
    }
  });
});
