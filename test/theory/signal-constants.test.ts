import { describe, expect, it } from 'vitest';
import type { Constant } from '../../src/theory/constant.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { kernelConstants } from '../../src/theory/kernel-constants.ts';
import { pathSuprema } from '../../src/theory/path-suprema.ts';
import { gradientConstant, pathSupremum, signalBox, signalConstants } from '../../src/theory/signal-constants.ts';
import { modelOf } from './scenarios.ts';

type Patch = NonNullable<Parameters<typeof modelOf>[0]>;
type Velocities = Patch['velocities'];
const scenarioOf = async (patch: Patch) => (await modelOf(patch)).scenario;

const within = ({ value, uncertainty }: Constant, expected: number): void => {
  expect(value).toBeGreaterThanOrEqual(expected * (1 - 1e-14));
  expect(value - uncertainty).toBeLessThanOrEqual(expected * (1 + 1e-14));
  expect(uncertainty).toBeLessThanOrEqual(1e-7 * expected);
};

const plane: Patch = {
  space: { dimension: 2, domain: 'torus', length: 1 },
  velocities: {
    set: 'list',
    values: [
      [1, 2],
      [-3, 0],
    ],
    weights: [1, 3],
  },
  initial: { density: '1', profile: { type: 'equilibrium' } },
};
const resting = { density: '1', profile: { type: 'equilibrium' } } as const;
const narrow: Patch = {
  space: { dimension: 1, domain: 'line', halfWidth: 0.3 },
  initial: { density: 'exp(-(x/0.03)^2)', profile: { type: 'equilibrium' } },
  time: 0.1,
};

describe('the box of the signal', () => {
  it('is [0,T] and a period, or what characteristics reach from the box of the line', async () => {
    const torus = await scenarioOf({ space: { dimension: 1, domain: 'torus', length: 3 }, time: 2, signal: '0' });
    expect(signalBox(torus)).toEqual([
      { lower: 0, upper: 2 },
      { lower: 0, upper: 3 },
    ]);
    const velocities: Velocities = { set: 'list', values: [-4, 1], weights: [1, 1] };
    const line = await scenarioOf({ ...narrow, velocities });
    expect(signalBox(line)[1].upper).toBeCloseTo(0.3 + 0.4, 14);
    expect(signalBox(line)[1].lower).toBeCloseTo(-0.7, 14);
    expect(signalBox(await scenarioOf({ ...plane, signal: '0' }))).toHaveLength(3);
  });
});

describe('W is the largest of six', () => {
  it.each([
    ['M', { signal: '2 + 0.1*sin(2*pi*x)', initial: resting }, 0.2 * Math.PI, 0.4 * Math.PI ** 2],
    ['M, larger', { signal: '5 + 0.1*sin(2*pi*x)', initial: resting }, 0.2 * Math.PI, 5.1],
    ['∂ₜM', { signal: '3*t - 1.5', initial: resting }, 0, 3],
    ['∇M', { ...narrow, signal: '2*x', violates: ['2.1'] }, 2, 2],
    ['∂ₜₜM', { signal: 'cos(3*t)', initial: resting }, 0, 9],
    ['∂ₜ∇M', { ...narrow, signal: '0.5*t*sin(4*x)', time: 0.1 }, 0.2, 2],
    ['∇²M', { signal: '0.1*sin(2*pi*x)', initial: resting }, 0.2 * Math.PI, 0.4 * Math.PI ** 2],
  ] satisfies [string, Patch, number, number][])('%s', async (_, patch, G, W) => {
    const scenario = await scenarioOf(patch);
    const constants = signalConstants(scenario);
    within(constants.G, G);
    within(constants.W, W);
    within(gradientConstant(scenario), G);
    expect(gradientConstant(scenario).symbol).toBe('G');
  });
});

describe('in the plane', () => {
  it('a wave has G = A|k| and W = A|k|²', async () => {
    const scenario = await scenarioOf({ ...plane, signal: '0.3*sin(2*pi*x1 + 4*pi*x2 - t)' });
    const { G, W } = signalConstants(scenario);
    within(G, 0.6 * Math.PI * Math.sqrt(5));
    within(W, 0.3 * 20 * Math.PI ** 2);
  });

  it('two crossing waves add up in G and not in the spectral norm of ∇²M', async () => {
    const scenario = await scenarioOf({ ...plane, signal: '0.2*sin(2*pi*x1) + 0.1*sin(2*pi*x2)' });
    const { G, W } = signalConstants(scenario);
    within(G, 0.2 * Math.PI * Math.sqrt(5));
    // The maximum is attained on planes in (t, x), where enclosures of the spectral norm are slow to close.
    expect(W.value).toBeGreaterThanOrEqual(0.8 * Math.PI ** 2);
    expect(W.value - W.uncertainty).toBeCloseTo(0.8 * Math.PI ** 2, 12);
    expect(W.uncertainty).toBeLessThan(0.05 * W.value);
  });

  it('D_tM = ∂ₜM + v·∇M and D_t²M along v = (1, 2)', async () => {
    const scenario = await scenarioOf({ ...plane, signal: '0.1*sin(2*pi*x1 + 4*pi*x2 - 3*t)' });
    within(pathSupremum(scenario, [1, 2], 'gradient'), 0.1 * (10 * Math.PI - 3));
    within(pathSupremum(scenario, [1, 2], 'initialGradient'), 0.1 * (10 * Math.PI - 3));
    within(pathSupremum(scenario, [1, 2], 'curvature'), 0.1 * (10 * Math.PI - 3) ** 2);
    within(pathSupremum(scenario, [2, -1], 'curvature'), 0.9);
  });
});

describe('along paths', () => {
  it('t = 0 alone counts for ‖D_tM(0)‖', async () => {
    const scenario = await scenarioOf({ signal: '0.1*t*sin(2*pi*x)', initial: resting });
    within(pathSupremum(scenario, [2], 'initialGradient'), 0.1);
    within(pathSupremum(scenario, [2], 'gradient'), 0.1 * Math.hypot(1, 4 * Math.PI));
    within(pathSupremum(scenario, [2], 'curvature'), 0.1 * Math.hypot(8 * Math.PI, 16 * Math.PI ** 2));
    within(pathSupremum(scenario, [0], 'gradient'), 0.1);
    expect(pathSupremum(scenario, [2], 'initialGradient').symbol).toBe('‖D_tM(0)‖');
    expect(pathSupremum(scenario, [2], 'gradient').symbol).toBe('‖D_tM‖');
    expect(pathSupremum(scenario, [2], 'curvature').symbol).toBe('‖D_t²M‖');
  });

  it('terms that cancel are seen: M = sin(x − 2t) is constant along v = 2', async () => {
    const scenario = await scenarioOf({ signal: '0.1*sin(2*pi*(x - 2*t))', initial: resting });
    for (const quantity of ['gradient', 'initialGradient', 'curvature'] as const) {
      expect(pathSupremum(scenario, [2], quantity).value).toBeLessThan(1e-12);
    }
  });

  it('is computed once for each velocity of a model', async () => {
    const model = await modelOf();
    const gradients = pathSuprema(model, 'gradient');
    expect(gradients).toHaveLength(2);
    within(gradients[0], 0.1 * (2 * Math.PI + 1));
    within(gradients[1], 0.1 * (2 * Math.PI - 1));
    const curvatures = pathSuprema(model, 'curvature');
    within(curvatures[1], 0.1 * (2 * Math.PI - 1) ** 2);
    expect(pathSuprema(model, 'gradient')).toBe(gradients);
    expect(pathSuprema(model, 'curvature')).toBe(curvatures);
  });

  it('the fastest velocity decides sup |D_tM|', async () => {
    const velocities: Velocities = { set: 'list', values: [-0.5, 2, 1], weights: [1, 1, 1] };
    const constants = computeConstants(await modelOf({ velocities, initial: resting }));
    within(constants.pathGradient, 0.1 * (4 * Math.PI - 1));
    expect([constants.G, constants.W, constants.pathGradient].map(({ symbol }) => symbol)).toEqual([
      'G',
      'W',
      '‖D_tM‖',
    ]);
  });
});

describe('the constants of the kernel', () => {
  it('of a rate that does not see v are sup Λ, times Σν|v|² for λ₂', async () => {
    const { lambda0, lambda2, lambdaIn } = kernelConstants(
      await scenarioOf({ ...plane, signal: '0', kernel: { rate: '2 + tanh(z)' } }),
    );
    within(lambda0, 3);
    within(lambda2, 3 * (0.25 * 5 + 0.75 * 9));
    within(lambdaIn, 3);
    expect([lambda0, lambda2, lambdaIn].map(({ symbol }) => symbol)).toEqual(['λ₀', 'λ₂', 'λ_in']);
  });

  it('of a rate in the speeds of the plane take post- and pre-tumble velocity apart', async () => {
    const rate = '2 + v + 0*w + tanh(z)';
    const { lambda0, lambda2, lambdaIn } = kernelConstants(
      await scenarioOf({ ...plane, signal: '0', kernel: { rate } }),
    );
    const [slow, fast] = [3 + Math.sqrt(5), 6];
    within(lambda0, 0.25 * slow + 0.75 * fast);
    within(lambda2, 0.25 * 5 * slow + 0.75 * 9 * fast);
    within(lambdaIn, 6);
    const before = kernelConstants(await scenarioOf({ ...plane, signal: '0', kernel: { rate: '2 + w + tanh(z)' } }));
    within(before.lambda0, 6);
    within(before.lambda2, 6 * 8);
    within(before.lambdaIn, 0.25 * slow + 0.75 * fast);
    expect([lambda0, lambda2, lambdaIn].map(({ symbol }) => symbol)).toEqual(['λ₀', 'λ₂', 'λ_in']);
  });

  it('are suprema of sums, not sums of suprema', async () => {
    const velocities = { set: 'two-speed', speed: 1 } as const;
    const { lambda0 } = kernelConstants(await scenarioOf({ velocities, kernel: { rate: '1 + 0.5*v*tanh(z)' } }));
    expect(lambda0.value).toBeGreaterThanOrEqual(1);
    expect(lambda0.value).toBeLessThan(1.001);
    expect(lambda0.value - lambda0.uncertainty).toBeCloseTo(1, 14);
  });
});
