import { describe, expect, it } from 'vitest';
import { type RecordedSeries, type RunRecord, recordRun } from '../../src/check/record.ts';
import { defineScenario, type ScenarioDefinition } from '../../src/library/define-scenario.ts';
import type { FullSnapshot } from '../../src/model/snapshot.ts';
import { particles } from '../../src/schemes/particles.ts';
import { reference } from '../../src/schemes/reference.ts';

const EPSILON = 0.1;
const TIMES = Float64Array.of(0, 0.02, 0.06, 0.1);
const common = {
  kernel: { rate: '1 + 0.6*tanh(z)' },
  time: 0.1,
  epsilons: [EPSILON],
};
const profile = { type: 'gaussian', mean: 0.5, deviation: 1 } as const;

const resolutionOf = (nx: number) => ({
  nx,
  modes: nx / 2 - 1,
  ny: 32,
  halfWidth: 7.5,
  substeps: 2,
  longestStep: 0.02,
});

/** So fine that no value is less than −1e-13: then floors do not depend on the dimension. */
const FINE = { ny: 64, halfWidth: 9 };

async function record(definition: ScenarioDefinition, nx: number, finer = {}): Promise<RunRecord> {
  const scenario = await defineScenario(definition);
  return recordRun(scenario, reference, EPSILON, { ...resolutionOf(nx), ...finer }, TIMES, undefined, 1, () => true);
}

async function lastSnapshot(definition: ScenarioDefinition, nx: number): Promise<FullSnapshot> {
  const run = reference.solve(await defineScenario(definition), EPSILON, resolutionOf(nx), TIMES);
  let last: FullSnapshot | undefined;
  for (const snapshot of run) if (snapshot.level === 'full') last = snapshot;
  if (!last) throw new Error('no snapshot');
  return last;
}

/** These see |v| or v − v′, which a projection changes. */
const OF_SPEED = ['V2', 'limitV2', 'velocityBalance', 'velocityProduction', 'velocityJump', 'J4'];
/** They divide by q, and see where its tails are cut off. */
const OF_TAILS = ['I', 'logSobolevDeficit', 'fokkerPlanckIdentity'];
/** Quadratures whose grid depends on the dimension. */
const ADAPTIVE = ['equilibriumDistance', 'adaptationGap'];
/** Their test function sees all coordinates. */
const OF_POSITION = ['testedMarginal', 'testedMarginalRate'];

const weights = [1, 2, 1];
const onLine: ScenarioDefinition = {
  ...common,
  name: 'line',
  space: { dimension: 1, domain: 'torus', length: 1 },
  velocities: { set: 'list', values: [1, -0.5, 0.25], weights },
  signal: '0.1*sin(2*pi*x - t)',
  initial: { density: '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)', profile },
};

describe('a problem that depends on x₁ only', () => {
  const inSpace = (dimension: 2 | 3): ScenarioDefinition => ({
    ...onLine,
    space: { dimension, domain: 'torus', length: 1 },
    velocities: {
      set: 'list',
      values: [
        [1, 0.3, -0.7],
        [-0.5, 0.8, 0.2],
        [0.25, -1, 0.4],
      ].map((v) => v.slice(0, dimension)),
      weights,
    },
    signal: '0.1*sin(2*pi*x1 - t)',
    initial: { density: '1 + 0.5*cos(2*pi*x1)*(1 + 0.3*v1)', profile },
  });

  it.each([
    [2, 16],
    [3, 8],
  ] as const)('is its projection in %i dimensions', async (dimension, nx) => {
    const [line, space] = [await record(onLine, nx, FINE), await record(inSpace(dimension), nx, FINE)];
    expect(space.steps).toBe(line.steps);
    for (const part of ['series', 'detail'] as const) {
      expect([...space[part].keys()]).toEqual([...line[part].keys()]);
      const other: ReadonlyMap<string, RecordedSeries> = space[part];
      for (const [name, { values, error }] of line[part] as ReadonlyMap<string, RecordedSeries>) {
        if (OF_SPEED.includes(name) || OF_POSITION.includes(name)) continue;
        const found = other.get(name);
        values.forEach((value, i) => {
          // Sums and transforms in another order; quadratures that see kinks state their own bars.
          const bars = ADAPTIVE.includes(name) ? (error.x?.[i] ?? 0) + (found?.error.x?.[i] ?? 0) : 0;
          const apart = Math.abs((found?.values[i] ?? Number.NaN) - value);
          expect
            .soft(apart, `${name} at ${TIMES[i]}`)
            .toBeLessThanOrEqual((OF_TAILS.includes(name) ? 5e-9 : 1e-9) + bars);
        });
      }
    }
  });
});

describe('a problem that depends on x₁ + x₂ only', () => {
  /** They see one coordinate, or the direction of a velocity. */
  const OF_DIRECTION = [...OF_SPEED, ...OF_POSITION, 'cosineMode', 'sineMode', 'cosineFlux', 'sineFlux'];
  /** Integrals of |f| or sgn f, of which the lines meet the kinks elsewhere. */
  const KINKED = [...ADAPTIVE, 'limitDistance', 'L11', 'L12', 'L21', 'L22', 'L31', 'L32'];

  it('is the problem of the line in that direction', async () => {
    const plane: ScenarioDefinition = {
      ...onLine,
      space: { dimension: 2, domain: 'torus', length: 1 },
      // Sums 1, −1/2 and 1/4.
      velocities: {
        set: 'list',
        values: [
          [0.75, 0.25],
          [-1.25, 0.75],
          [0.5, -0.25],
        ],
        weights,
      },
      signal: '0.1*sin(2*pi*(x1 + x2) - t)',
      initial: { density: '1 + 0.5*cos(2*pi*(x1 + x2))*(1 + 0.3*(v1 + v2))', profile },
    };
    const [line, found] = [await record(onLine, 16, FINE), await record(plane, 16, FINE)];
    for (const [name, { values, error }] of line.series) {
      if (OF_DIRECTION.includes(name)) continue;
      const other = found.series.get(name);
      values.forEach((value, i) => {
        const bars = KINKED.includes(name) ? (error.x?.[i] ?? 0) + (other?.error.x?.[i] ?? 0) : 0;
        const apart = Math.abs((other?.values[i] ?? Number.NaN) - value);
        expect
          .soft(apart, `${name} at ${TIMES[i]}`)
          .toBeLessThanOrEqual((OF_TAILS.includes(name) ? 5e-9 : 1e-9) + bars);
      });
    }
  });
});

describe('a rotated problem has the rotated solution', () => {
  it('by a quarter turn in the plane', async () => {
    const nx = 16;
    const plane = (signal: string, density: string): ScenarioDefinition => ({
      ...common,
      name: 'plane',
      kernel: { rate: '(1 + 0.6*tanh(z))*(1 + 0.3*mu)' },
      space: { dimension: 2, domain: 'torus', length: 1 },
      velocities: { set: 'sphere', speed: 1, degree: 7 },
      signal,
      initial: { density, profile },
    });
    // x ↦ (−x₂, x₁): x₁ becomes x₂ and x₂ becomes −x₁ in the formulas, and the direction j becomes j + 2.
    const original = await lastSnapshot(
      plane('0.1*sin(2*pi*(x1 + 2*x2) - t)', '1 + 0.4*cos(2*pi*x1)*(1 + 0.3*v1) + 0.3*sin(2*pi*x2)'),
      nx,
    );
    const rotated = await lastSnapshot(
      plane('0.1*sin(2*pi*(x2 - 2*x1) - t)', '1 + 0.4*cos(2*pi*x2)*(1 + 0.3*v2) - 0.3*sin(2*pi*x1)'),
      nx,
    );
    const at = (values: Float64Array, i: number, k: number, iv: number, j: number): number =>
      values[((((i + nx) % nx) * nx + ((k + nx) % nx)) * 8 + (iv % 8)) * 32 + j];
    let apart = 0;
    let moved = 0;
    for (let i = 0; i < nx; i++)
      for (let k = 0; k < nx; k++)
        for (let iv = 0; iv < 8; iv++)
          for (let j = 0; j < 32; j++) {
            const value = at(original.values, i, k, iv, j);
            apart = Math.max(apart, Math.abs(at(rotated.values, -k, i, iv + 2, j) - value));
            moved = Math.max(moved, Math.abs(at(rotated.values, i, k, iv, j) - value));
          }
    expect(apart).toBeLessThan(1e-13);
    expect(moved).toBeGreaterThan(1e-2);
  });

  it('by a cyclic change of the coordinates in space', async () => {
    const nx = 8;
    const space = (names: readonly string[]): ScenarioDefinition => {
      const renamed = (text: string): string =>
        text.replace(/([xv])([123])/g, (_match, letter: string, j: string) => `${letter}${names[Number(j) - 1]}`);
      return {
        ...common,
        name: 'space',
        kernel: { rate: '(1 + 0.6*tanh(z))*(1 + 0.3*mu)' },
        space: { dimension: 3, domain: 'torus', length: 1 },
        velocities: { set: 'sphere', speed: 1, degree: 3 },
        signal: renamed('0.1*sin(2*pi*(x1 + x3) - t)'),
        initial: { density: renamed('1 + 0.4*cos(2*pi*x1)*(1 + 0.3*v2) + 0.3*sin(2*pi*x3)'), profile },
      };
    };
    // x₁ becomes x₂, x₂ becomes x₃, x₃ becomes x₁.
    const original = await lastSnapshot(space(['1', '2', '3']), nx);
    const rotated = await lastSnapshot(space(['2', '3', '1']), nx);
    const points = (await defineScenario(space(['1', '2', '3']))).velocities.points;
    const turned = points.map(([a, b, c]) => points.findIndex((v) => v[0] === c && v[1] === a && v[2] === b));
    expect(new Set(turned).size).toBe(6);
    const row = (i: number, k: number, l: number, iv: number): number => (((i * nx + k) * nx + l) * 6 + iv) * 32;
    let apart = 0;
    for (let i = 0; i < nx; i++)
      for (let k = 0; k < nx; k++)
        for (let l = 0; l < nx; l++)
          for (let iv = 0; iv < 6; iv++)
            for (let j = 0; j < 32; j++) {
              const value = original.values[row(i, k, l, iv) + j];
              apart = Math.max(apart, Math.abs(rotated.values[row(l, i, k, turned[iv]) + j] - value));
            }
    expect(apart).toBeLessThan(1e-13);
  });
});

describe('particles in the plane and in space', () => {
  const plane: ScenarioDefinition = {
    ...common,
    name: 'plane',
    kernel: { rate: '(1 + 0.6*tanh(z))*(1 + 0.3*mu)*(1 + 0.2*v)' },
    space: { dimension: 2, domain: 'torus', length: 1 },
    velocities: { set: 'ball', radius: 1, degree: 3 },
    signal: '0.1*sin(2*pi*(x1 + x2) - t)',
    initial: { density: '1 + 0.4*cos(2*pi*x1)*(1 + 0.3*v1) + 0.3*sin(2*pi*x2)', profile },
  };

  const space: Partial<ScenarioDefinition> = {
    space: { dimension: 3, domain: 'torus', length: 1 },
    velocities: { set: 'sphere', speed: 1, degree: 3 },
    signal: '0.1*sin(2*pi*(x1 + x3) - t)',
    initial: { density: '1 + 0.4*cos(2*pi*x1)*(1 + 0.3*v2) + 0.3*sin(2*pi*x3)', profile },
  };

  it.each<[string, Partial<ScenarioDefinition>, number, number]>([
    ['a plane wave', {}, 16, 1e-5],
    ['a signal that is none', { signal: '0.1*exp(sin(2*pi*x1)*cos(2*pi*x2) - t)' }, 16, 1e-5],
    // Three modes in each direction.
    ['a plane wave in space', space, 8, 1e-3],
  ])('agree with the reference: %s', async (_name, change, nx, tolerance) => {
    const scenario = await defineScenario({ ...plane, ...change });
    expect(particles.supports(scenario)).toBe(true);
    const sampled = recordRun(scenario, particles, EPSILON, { particles: 40_000, seed: 3, first: 0 }, TIMES);
    const solved = await record({ ...plane, ...change }, nx);
    let compared = 0;
    for (const [name, { values, error }] of sampled.series) {
      const expected = solved.series.get(name)?.values ?? [];
      values.forEach((value, i) => {
        // Three and a half deviations where the interval has 1.96: some seventy comparisons; the rest is the reference's.
        expect
          .soft(Math.abs(value - expected[i]), `${name} at ${TIMES[i]}`)
          .toBeLessThanOrEqual(1.8 * (error.sampling?.[i] ?? 0) + tolerance);
        compared++;
      });
    }
    expect(compared).toBeGreaterThan(50);
  });
});
