import { beforeAll, describe, expect, it } from 'vitest';
import { coupledDifference } from '../../src/diagnostics/coupled-difference.ts';
import { marginalModes, modeWeights } from '../../src/diagnostics/marginal-modes.ts';
import { histogram } from '../../src/diagnostics/particle-histogram.ts';
import { createParticleEvaluator } from '../../src/diagnostics/particle-readings.ts';
import type { Reading, Readings } from '../../src/diagnostics/reading.ts';
import { createModel } from '../../src/model/create-model.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import { compositeGauss } from '../../src/model/quadrature.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { ScenarioInput } from '../../src/model/scenario-schema.ts';
import type { ParticleSnapshot, Snapshot } from '../../src/model/snapshot.ts';
import { solveLimit } from '../../src/schemes/limit.ts';
import { drawCloud } from '../../src/schemes/particle-data.ts';
import { InternalStateLaw } from '../../src/schemes/particle-laws.ts';
import { ParticleProcess } from '../../src/schemes/particle-process.ts';
import { particles, solveCoupledLimit } from '../../src/schemes/particles.ts';
import { Philox } from '../../src/schemes/philox.ts';
import { tumbleMajorant } from '../../src/schemes/tumble-majorant.ts';

const SIGMA = 1 / 1.96;

const INPUT: ScenarioInput = {
  name: 'particles',
  space: { dimension: 1, domain: 'torus', length: 1 },
  velocities: { set: 'two-speed', speed: 1 },
  signal: '0.1*sin(2*pi*x - t)',
  kernel: { rate: '1 + 0.6*tanh(z)' },
  initial: { density: '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)', profile: { type: 'gaussian', mean: 0.8, deviation: 1 } },
  time: 1,
  epsilons: [0.1, 0.01],
};

/** All snapshots of a run at a few times. */
function run(scenario: Scenario, epsilon: number, count: number, times: number[], first = 0, seed = 1) {
  const resolution = { particles: count, seed, first };
  return [...particles.solve(scenario, epsilon, resolution, Float64Array.from(times))].map(asParticles);
}

function asParticles(snapshot: Snapshot): ParticleSnapshot {
  if (snapshot.level !== 'particles') throw new Error('not particles');
  return snapshot;
}

function readingsOf(scenario: Scenario, epsilon: number, snapshots: readonly ParticleSnapshot[]): Readings[] {
  const evaluate = createParticleEvaluator(createModel(scenario), epsilon);
  return snapshots.map(evaluate);
}

/** The reading holds the exact value within so many standard deviations of its own interval. */
function expectWithin(deviations: number, { value, sampling = 0 }: Reading, exact: number, label = ''): void {
  expect(sampling, label).toBeGreaterThan(0);
  expect(Math.abs(value - exact), label).toBeLessThanOrEqual(deviations * SIGMA * sampling);
}

let wave: Scenario;
beforeAll(async () => {
  wave = await defineScenario(INPUT);
});

describe('random streams', () => {
  it('give the same particles whatever run they belong to', () => {
    const times = [0, 0.01, 0.5];
    const whole = run(wave, 0.01, 3000, times);
    const parts = [run(wave, 0.01, 1100, times, 0), run(wave, 0.01, 1900, times, 1100)];
    whole.forEach((snapshot, k) => {
      const joined = (pick: (s: ParticleSnapshot) => ArrayLike<number>) =>
        parts.flatMap((part) => Array.from(pick(part[k])));
      expect(Array.from(snapshot.positions)).toEqual(joined((s) => s.positions));
      expect(Array.from(snapshot.internal)).toEqual(joined((s) => s.internal));
      expect(Array.from(snapshot.velocityIndex)).toEqual(joined((s) => s.velocityIndex));
    });
  });

  it('would show a particle that is used twice: the two never differ, and two others do', () => {
    const [start, end] = run(wave, 0.1, 1, [0, 0.5], 7);
    const twins = ({ positions, velocityIndex, internal, ...rest }: ParticleSnapshot): ParticleSnapshot => ({
      ...rest,
      positions: Float64Array.of(positions[0], positions[0]),
      velocityIndex: Int32Array.of(velocityIndex[0], velocityIndex[0]),
      internal: Float64Array.of(internal[0], internal[0]),
      weights: Float64Array.of(0.5, 0.5),
    });
    const again = run(wave, 0.1, 1, [0, 0.5], 7);
    expect(again).toEqual([start, end]);
    expect(readingsOf(wave, 0.1, [twins(end)])[0].Y.sampling).toBe(0);
    const [last] = run(wave, 0.1, 5000, [0, 0.5]).slice(-1);
    expect(new Set(last.internal).size).toBe(5000);
    const [other] = run(wave, 0.1, 5000, [0, 0.5], 0, 2).slice(-1);
    expect(other.internal.filter((m, i) => m === last.internal[i])).toHaveLength(0);
  });

  it('are uncorrelated between neighbours and between seeds', () => {
    const n = 8000;
    const [one] = run(wave, 0.1, n, [0, 0.3]).slice(-1);
    const [other] = run(wave, 0.1, n, [0, 0.3], 0, 2).slice(-1);
    for (const pick of [(s: ParticleSnapshot) => s.internal, (s: ParticleSnapshot) => s.positions.map(circle)]) {
      const [a, b] = [pick(one), pick(other)];
      expect(Math.abs(correlation(a.subarray(1), a.subarray(0, n - 1)))).toBeLessThan(5 / Math.sqrt(n));
      expect(Math.abs(correlation(a, b))).toBeLessThan(5 / Math.sqrt(n));
    }
  });
});

const circle = (x: number): number => Math.cos(2 * Math.PI * x);

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (f: Float64Array): number => f.reduce((sum, value) => sum + value, 0) / f.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (f: Float64Array, mf: number, g: Float64Array, mg: number): number =>
    f.reduce((sum, value, i) => sum + (value - mf) * (g[i] - mg), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

describe('data', () => {
  it('have the law of the scenario: histogram cells hold the exact averages in 95 % of the cells', () => {
    const [start] = run(wave, 0.1, 40_000, [0]);
    const model = createModel(wave);
    const cells = 40;
    const { x, values, lower, upper, outside } = histogram(model, start, cells);
    expect(outside).toBe(0);
    expect(values.reduce((sum, value) => sum + value * x.spacing * 0.5, 0)).toBeCloseTo(1, 12);
    let inside = 0;
    for (let ix = 0; ix < cells; ix++) {
      const { nodes, weights } = compositeGauss([ix * x.spacing, (ix + 1) * x.spacing], 6);
      const density = new Float64Array(nodes.length);
      model.velocities.forEach((_, iv) => {
        model.density(0.1, nodes, iv, density);
        const exact = density.reduce((sum, value, i) => sum + value * weights[i], 0) / x.spacing;
        if (lower[ix * 2 + iv] <= exact && exact <= upper[ix * 2 + iv]) inside++;
      });
    }
    // 80 cells at 95 %: 76 ± 5·1.95.
    expect(inside).toBeGreaterThanOrEqual(67);
  });

  it('follow a profile that is given by an expression', async () => {
    const profile = { type: 'expression' as const, value: 'exp(-abs(y - 0.5)^3)' };
    const scenario = await defineScenario({ ...INPUT, initial: { ...INPUT.initial, profile } });
    const [readings] = readingsOf(scenario, 0.1, run(scenario, 0.1, 20_000, [0]));
    expectWithin(5, readings.Y, createModel(scenario).profileFacts(0.1).secondMoment);
  });

  it('that reach out of the box are refused', async () => {
    const far = { ...INPUT.initial, density: 'exp(-x^2/2)' };
    const space = { dimension: 1 as const, domain: 'line' as const, halfWidth: 7.2 };
    const scenario = await defineScenario({ ...INPUT, signal: '0', space, initial: far });
    const narrow = { ...scenario, space: { ...space, halfWidth: 3 } };
    expect(particles.supports(narrow)).toMatch(/outside of the box/);
    expect(() => run(narrow, 0.1, 10, [0])).toThrow(/outside of the box/);
  });
});

describe('exact solutions', () => {
  it('without a signal y is an Ornstein–Uhlenbeck process', async () => {
    const scenario = await defineScenario({ ...INPUT, signal: '0' });
    const epsilon = 0.1;
    const times = [0, 0.02, 0.05, 0.1, 0.5];
    readingsOf(scenario, epsilon, run(scenario, epsilon, 20_000, times)).forEach(({ Y, mass, J }, k) => {
      expectWithin(5, Y, 1 + 0.64 * Math.exp((-2 * times[k]) / epsilon), `t = ${times[k]}`);
      expect(mass.value).toBeCloseTo(1, 12);
      expect(J).toEqual({ value: 0, sampling: 0 });
    });
  });

  it('with a constant rate the mean square displacement is that of the telegraph process', async () => {
    const rate = 3;
    const scenario = await defineScenario({
      ...INPUT,
      space: { dimension: 1, domain: 'line', halfWidth: 12 },
      signal: '0.1*sin(x - t)',
      kernel: { rate },
      initial: { ...INPUT.initial, density: 'exp(-x^2)' },
    });
    const times = [0, 0.1, 1, 4];
    const n = 20_000;
    const [start, ...later] = run(scenario, 0.1, n, times);
    later.forEach(({ positions, time }) => {
      // Velocities flip at the rate a = Λ/2: E|x − x₀|² = (c²/a)(t − (1 − e^{−2at})/(2a)).
      const a = rate / 2;
      const exact = (time - (1 - Math.exp(-2 * a * time)) / (2 * a)) / a;
      const squares = positions.map((x, i) => (x - start.positions[i]) ** 2);
      const mean = squares.reduce((sum, s) => sum + s, 0) / n;
      const variance = squares.reduce((sum, s) => sum + (s - mean) ** 2, 0) / (n - 1);
      expect(Math.abs(mean - exact), `t = ${time}`).toBeLessThanOrEqual(5 * Math.sqrt(variance / n));
      expect(Math.sqrt(variance / n)).toBeLessThan(0.02 * exact);
    });
  });

  it('states intervals that hold the exact value about as often as they say', async () => {
    const scenario = await defineScenario({ ...INPUT, signal: '0' });
    const [, snapshot] = run(scenario, 0.1, 30_000, [0, 0.1]);
    const evaluate = createParticleEvaluator(createModel(scenario), 0.1);
    const exact = 1 + 0.64 * Math.exp(-2);
    const size = 150;
    let held = 0;
    for (let from = 0; from < 30_000; from += size) {
      const part = <A extends Float64Array | Int32Array>(a: A): A => a.subarray(from, from + size) as A;
      const { Y } = evaluate({
        ...snapshot,
        positions: part(snapshot.positions),
        velocityIndex: part(snapshot.velocityIndex),
        internal: part(snapshot.internal),
        weights: new Float64Array(size).fill(1 / size),
      });
      if (Math.abs(Y.value - exact) <= (Y.sampling ?? 0)) held++;
    }
    // 200 intervals of nominal 95 %, a little less for skew samples of 150: 190 ± 5·3.1, and not all of them.
    expect(held).toBeGreaterThanOrEqual(174);
    expect(held).toBeLessThan(200);
  });
});

describe('thinning', () => {
  it('has slots that bound the rates, without one for tumbles that change nothing', () => {
    const majorant = tumbleMajorant(wave);
    if (typeof majorant === 'string') throw new Error(majorant);
    expect(majorant.total).toBeGreaterThanOrEqual(0.8);
    expect(majorant.total).toBeLessThan(0.82);
    expect([majorant.width[0], majorant.width[3]]).toEqual([0, 0]);
  });

  it('stops when a rate exceeds its majorant', () => {
    const model = createModel(wave);
    const majorant = tumbleMajorant(wave);
    if (typeof majorant === 'string') throw new Error(majorant);
    const low = { ...majorant, width: majorant.width.map((width) => 0.9 * width) };
    const random = new Philox(1);
    const cloud = drawCloud(model, 0.1, { first: 0, count: 500, rate: majorant.total, limit: false }, random);
    const process = new ParticleProcess(model, cloud, new InternalStateLaw(model, 0.1), low, random);
    expect(() => process.advance(1, 1)).toThrow(/exceeds its majorant/);
  });

  it('says why it cannot run a scenario', async () => {
    const steep = await defineScenario({ ...INPUT, kernel: { rate: 'exp(z)' }, violates: ['2.2a', '2.2b'] });
    expect(particles.supports(steep)).toMatch(/candidates/);
    const kinked = await defineScenario({ ...INPUT, signal: '0.1*abs(sin(pi*x))', violates: ['2.1'] });
    expect(particles.supports(kinked)).toMatch(/not smooth/);
    expect(particles.supports(wave)).toBe(true);
  });
});

describe('the gradient-sensing process with the same random numbers', () => {
  it('differs by the difference of the two solvers, with a variance far below that of independent runs', async () => {
    const epsilon = 0.01;
    const times = Float64Array.of(0, 1);
    const resolution = { particles: 40_000, seed: 1, first: 0 };
    const model = createModel(wave);
    const [, kinetic] = [...particles.solve(wave, epsilon, resolution, times)].map(asParticles);
    const [, sensing] = [...solveCoupledLimit(wave, epsilon, resolution, times)].map(asParticles);
    const differences = coupledDifference(model, { ...kinetic }, sensing);
    const [, limit] = solveLimit(wave, { nx: 32, modes: 15, substeps: 50, longestStep: 0.01 }, times);
    const exact = marginalModes(limit.values, limit.x, modeWeights(limit.x), model);
    const evaluate = createParticleEvaluator(model, epsilon);
    for (const name of ['cosineMode', 'sineMode', 'cosineFlux', 'sineFlux'] as const) {
      const difference = differences[name];
      if (!difference?.varianceReduction) throw new Error(`no difference of ${name}`);
      expect(difference.varianceReduction).toBeGreaterThan(50);
      expectWithin(5, evaluate({ ...sensing, epsilon })[name], exact[name].value, name);
    }
    // Equal speeds: nothing varies, so there is nothing to reduce.
    expect(differences.V2).toEqual({ value: 0, sampling: 0 });
  });
});
