import { describe, expect, it } from 'vitest';
import type { SeriesName } from '../../src/check/case.ts';
import { measure } from '../../src/check/error-budget.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import { sample, uncertainty } from '../../src/model/measured.ts';
import type { ScenarioInput } from '../../src/model/scenario-schema.ts';
import type { FullSnapshot } from '../../src/model/snapshot.ts';
import { commensurate } from '../../src/schemes/commensurate.ts';
import { type LatticeResolution, lattice } from '../../src/schemes/lattice.ts';
import { reference } from '../../src/schemes/reference.ts';
import { timeGrid } from '../../src/schemes/time-grid.ts';

const base: ScenarioInput = {
  name: 'shifted',
  space: { dimension: 1, domain: 'torus', length: 1 },
  velocities: { set: 'two-speed', speed: 1 },
  signal: '0.1*sin(2*pi*x - t)',
  kernel: { rate: '1 + 0.6*tanh(z)' },
  initial: { density: '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)', profile: { type: 'gaussian', mean: 0.8, deviation: 1 } },
  time: 0.2,
  epsilons: [0.1],
};

describe('velocities', () => {
  it('have a common measure or not', async () => {
    expect(commensurate([-1, 1])).toEqual({ unit: 2, steps: [0, 1] });
    expect(commensurate([-1, 0.25, 1.5])).toEqual({ unit: 1.25, steps: [0, 1, 2] });
    expect(commensurate([1.5, -1, 0])).toEqual({ unit: 0.5, steps: [5, 0, 2] });
    expect(commensurate([-1, Math.SQRT1_2, 1])).toBeUndefined();
    const nodes = await defineScenario({ ...base, velocities: { set: 'interval', min: -1, max: 1, nodes: 8 } });
    expect(lattice.supports(nodes)).toMatch(/small multiples/);
    expect(lattice.supports(await defineScenario(base))).toBe(true);
  });
});

/** Snapshots of a run with Δt = 1/(2·nx). */
async function snapshots(
  input: ScenarioInput,
  epsilon: number,
  patch: Partial<LatticeResolution>,
  ...times: number[]
): Promise<FullSnapshot[]> {
  const scenario = await defineScenario(input);
  const resolution = { ...lattice.resolution(scenario, epsilon), xPoints: 16, modes: 7, yPoints: 64, ...patch };
  const found: FullSnapshot[] = [];
  for (const snapshot of lattice.solve(scenario, epsilon, resolution, Float64Array.of(0, ...times))) {
    if (snapshot.level === 'full') found.push({ ...snapshot, values: snapshot.values.slice() });
  }
  return found.slice(1);
}

async function last(input: ScenarioInput, epsilon: number, patch: Partial<LatticeResolution>): Promise<FullSnapshot> {
  const [found] = await snapshots(input, epsilon, patch, input.time);
  return found;
}

const distance = (a: FullSnapshot, b: FullSnapshot): number =>
  a.values.reduce((sum, value, i) => sum + Math.abs(value - b.values[i]), 0) * a.x.spacing * a.y.spacing * 0.5;

describe('order', () => {
  /** Orders in time between runs with Δt = 1/32, 1/64, 1/128, 1/256, from their differences. */
  const ordersInTime = async (
    epsilon: number,
  ): Promise<{ readonly orders: readonly number[]; readonly text: string }> => {
    const runs = await Promise.all(
      [16, 32, 64, 128].map((nx, k) => last({ ...base, time: 0.125 }, epsilon, { nx, ny: 64, parts: 2 ** k })),
    );
    const gaps = runs.slice(1).map((run, k) => distance(runs[k], run));
    const orders = gaps.slice(1).map((gap, k) => Math.log2(gaps[k] / gap));
    const [differences, rounded] = [gaps.map((gap) => gap.toExponential(1)), orders.map((order) => order.toFixed(2))];
    return { orders, text: `ε = ${epsilon}: differences ${differences.join(', ')}, orders ${rounded.join(', ')}` };
  };

  // Between differences of runs that are all off their limit, an order is known to about 0.1.
  it.each([
    [0.1, 2],
    [1e-4, 1],
  ])(
    'at ε = %d in time is %d: first order when ε is far below the step is the known weakness',
    async (epsilon, order) => {
      const { orders, text } = await ordersInTime(epsilon);
      for (const observed of orders) {
        expect(observed, text).toBeGreaterThan(order - 0.15);
        expect(observed, text).toBeLessThan(order + 0.15);
      }
    },
  );

  it.each([0.1, 1e-4])('is 2 in y at ε = %d', async (epsilon) => {
    // Steep enough that tumbles move y by whole cells.
    const input = { ...base, signal: '0.3*sin(2*pi*x - t)', time: 0.0625 };
    const runs = await Promise.all([64, 128, 256].map((ny) => last(input, epsilon, { nx: 32, ny })));
    expect(Math.log2(distance(runs[0], runs[1]) / distance(runs[1], runs[2]))).toBeGreaterThan(1.8);
  });
});

it('holds what is of order ε as well just after one of its steps as between them', async () => {
  const epsilon = 3e-4;
  const step = 1 / 128;
  const times = [12 * step + epsilon, 12.5 * step];
  const [after, between] = (await snapshots(base, epsilon, { nx: 64, parts: 2 }, ...times)).map(({ y, values }) => {
    const maxwellian = Float64Array.from({ length: y.count }, (_, j) =>
      Math.exp(-0.5 * (y.start + j * y.spacing) ** 2),
    );
    const total = maxwellian.reduce((sum, value) => sum + value, 0);
    let found = 0;
    for (let row = 0; row < values.length; row += y.count) {
      const q = values.subarray(row, row + y.count);
      const mass = q.reduce((sum, value) => sum + value, 0);
      q.forEach((value, j) => {
        found += Math.abs(value - (mass * maxwellian[j]) / total);
      });
    }
    return found;
  });
  // ‖q − q̄𝓜‖ is ε times a function of t that changes by a few parts in a hundred over Δt/2.
  expect(Math.abs(after / between - 1)).toBeLessThan(0.03);
});

describe('agreement with the reference', () => {
  const SERIES: readonly SeriesName[] = ['mass', 'V2', 'Y', 'E', 'I', 'J', 'K', 'equilibriumDistance', 'limitDistance'];

  // A wave in a box, seen where nothing arrives at its ends, which the points of the lattice cross all the time.
  const line: Partial<ScenarioInput> = {
    space: { dimension: 1, domain: 'line', halfWidth: 3 },
    signal: '0.3*tanh(x - 0.5*t)',
    initial: { density: 'exp(-x^2/(2*0.3^2))*(1 + 0.3*v)', profile: { type: 'gaussian', mean: 0.5, deviation: 1 } },
  };

  it.each<[where: string, epsilon: number, patch: Partial<ScenarioInput>]>([
    ['on the torus at ε = 0.1', 0.1, {}],
    ['on the torus at ε = 0.01', 0.01, {}],
    ['on the line', 0.1, line],
  ])('within the joint bars, all below 1e-3, %s', async (_, epsilon, patch) => {
    const scenario = await defineScenario({ ...base, time: 0.1, ...patch });
    const times = timeGrid(epsilon, scenario.time, 0.05);
    const run = (scheme: typeof lattice) =>
      measure(scenario, scheme, epsilon, scheme.resolution(scenario, epsilon, 1e-3), times, 1000).series;
    const [ours, theirs] = [run(lattice), run(reference)];
    let inside = 0;
    let all = 0;
    for (const name of SERIES) {
      const [a, b] = [ours[name], theirs[name]];
      if (!a || !b) throw new Error(`no series ${name}`);
      times.forEach((time, i) => {
        const [one, other] = [sample(a, i), sample(b, i)];
        const bars = uncertainty(one.error) + uncertainty(other.error);
        const gap = Math.abs(one.value - other.value);
        const where = `${name} at t = ${time}: ${one.value} and ${other.value}, joint bar ${bars}`;
        all++;
        if (gap <= bars) inside++;
        // A bar holds the exact value in 95 % of cases; beyond three of them two solvers contradict each other.
        expect(gap <= 3 * bars, where).toBe(true);
        expect(bars <= 1e-3 * Math.max(1, Math.abs(one.value)), where).toBe(true);
      });
    }
    expect(inside / all).toBeGreaterThanOrEqual(0.95);
  });
});
