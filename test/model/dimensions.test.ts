import { describe, expect, it } from 'vitest';
import { defineScenario, type ScenarioDefinition } from '../../src/library/define-scenario.ts';
import { createModel } from '../../src/model/create-model.ts';

const plane: ScenarioDefinition = {
  name: 'plane',
  space: { dimension: 2, domain: 'torus', length: 1 },
  velocities: { set: 'sphere', speed: 1, degree: 7 },
  signal: '0.1*sin(2*pi*(x1 + 2*x2) - 3*t)',
  kernel: { rate: '(1 + 0.6*tanh(z))*(1 + 0.3*mu)' },
  initial: { density: '1 + 0.5*cos(2*pi*x1)*(1 + 0.3*v2)', profile: { type: 'equilibrium' } },
  time: 1,
  epsilons: [0.1],
};
const bump: ScenarioDefinition = {
  ...plane,
  space: { dimension: 2, domain: 'box', halfWidth: 6 },
  signal: '0.1*exp(-(x1^2 + x2^2)/2 - t)',
  initial: { density: 'exp(-x1^2 - x2^2)*(1 + 0.3*v1)', profile: { type: 'equilibrium' } },
};

describe('a scenario in the plane', () => {
  it('has N and D_tN of its plane wave', async () => {
    const model = createModel(await defineScenario(plane));
    const x = Float64Array.of(0.1, 0.7, 0.35, 0.2, 0.9, 0.5);
    const [A, omega] = [0.1, 3];
    const k = [2 * Math.PI, 4 * Math.PI];
    for (const epsilon of [0.3, 0.01])
      for (const t of [0.05, 0.7])
        for (const v of model.velocities) {
          const u = new Float64Array(3);
          const n = new Float64Array(3);
          model.adaptation(epsilon).gradient(t, x, v, u);
          model.adaptation(epsilon).signal(t, x, v, n);
          const b = k[0] * v[0] + k[1] * v[1] - omega;
          // Theory sheet, section 2: u = u_p(t, x) − u_p(0, x − vt) e^{−t/ε}.
          const particular = (time: number, x1: number, x2: number): number => {
            const theta = k[0] * x1 + k[1] * x2 - omega * time;
            return (A * b * (Math.cos(theta) + epsilon * b * Math.sin(theta))) / (1 + (epsilon * b) ** 2);
          };
          for (let i = 0; i < 3; i++) {
            const [x1, x2] = [x[2 * i], x[2 * i + 1]];
            const exact = particular(t, x1, x2) - particular(0, x1 - t * v[0], x2 - t * v[1]) * Math.exp(-t / epsilon);
            expect(Math.abs(u[i] - exact)).toBeLessThan(1e-12);
            const signal = A * Math.sin(k[0] * x1 + k[1] * x2 - omega * t);
            expect(Math.abs(n[i] - (signal - epsilon * exact))).toBeLessThan(1e-12);
          }
        }
  });

  it('has a rate in speeds and the cosine, and a density in components', async () => {
    const model = createModel(await defineScenario(plane));
    const out = new Float64Array(1);
    model.rate(Float64Array.of(0.4), 1, 0, out);
    expect(out[0]).toBeCloseTo((1 + 0.6 * Math.tanh(0.4)) * (1 + 0.3 * Math.SQRT1_2), 14);
    model.density(0.1, Float64Array.of(0, 0.3), 2, out);
    expect(out[0]).toBeCloseTo(1 + 0.5 * 1.3, 12);
  });

  it('takes 0 for the cosine beside a velocity 0', async () => {
    const velocities = {
      set: 'list' as const,
      values: [
        [0, 0],
        [1, 0],
      ],
      weights: [1, 1],
    };
    const model = createModel(await defineScenario({ ...plane, velocities }));
    const out = new Float64Array(1);
    model.rate(Float64Array.of(0), 1, 0, out);
    expect(out[0]).toBe(1);
  });

  it('may be a box of the whole plane', async () => {
    const scenario = await defineScenario(bump);
    expect(scenario.space).toEqual({ dimension: 2, domain: 'line', halfWidth: 6 });
  });
});

describe('a wrong scenario is refused', () => {
  it.each<[string, Partial<ScenarioDefinition>, string]>([
    ['a set for the line', { velocities: { set: 'two-speed', speed: 1 } }, 'two-speed is for one dimension, found 2'],
    [
      'a sphere on the line',
      {
        space: { dimension: 1, domain: 'torus', length: 1 },
        signal: '0',
        kernel: { rate: '1' },
        initial: { density: '1', profile: { type: 'equilibrium' } },
      },
      'sphere is for dimensions 2 and 3, found 1',
    ],
    [
      'numbers for vectors',
      { velocities: { set: 'list', values: [1, -1], weights: [1, 1] } },
      'must be a list of 2 numbers, because space has 2 dimensions',
    ],
    [
      'too high a degree',
      { space: { dimension: 3, domain: 'torus', length: 1 }, velocities: { set: 'sphere', speed: 1, degree: 21 } },
      'this degree needs 242 velocities',
    ],
    ['a position of the line', { signal: 'sin(x)' }, 'unknown name; known are t, x1, x2'],
    ['a period missed in x2', { signal: 'sin(2*pi*x1 + x2)' }, 'the signal is not periodic in x2 with period 1'],
    [
      'a density missed in x1',
      { initial: { density: '2 + sin(x1)', profile: { type: 'equilibrium' } } },
      'the density is not periodic in x1',
    ],
    [
      'a singular signal',
      { ...bump, signal: 'sqrt(x1^2 + x2^2)' },
      'its derivatives up to order two are not bounded near',
    ],
    ['a growing signal', { ...bump, signal: 'x1*exp(-x2^2)' }, 'is not bounded as |x| → ∞'],
    [
      'mass outside of the box',
      { ...bump, initial: { density: 'exp(-(x1^2 + x2^2)/20)', profile: { type: 'equilibrium' } } },
      'lies outside |x1|, |x2| ≤ halfWidth = 6',
    ],
    ['a negative rate', { kernel: { rate: '0.9 + mu' } }, 'the rate must not be negative'],
    [
      'a negative density',
      { initial: { density: 'cos(2*pi*x2)', profile: { type: 'equilibrium' } } },
      'must not be negative',
    ],
  ])('%s', async (_name, change, message) => {
    await expect(defineScenario({ ...plane, ...change })).rejects.toThrow(message);
  });
});
