import { describe, expect, it } from 'vitest';
import { kernelSumSamples, rateArgumentSamples } from '../../src/check/kernel-samples.ts';
import { judgeBound, judgeIdentity } from '../../src/check/verdict.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { modelOf } from '../theory/scenarios.ts';

const model = await modelOf({
  velocities: { set: 'list', values: [-1, 0, 2], weights: [1, 2, 1] },
  kernel: { rate: '1.5 + 0.5*tanh(z) + 0.2*(v - w)' },
});
const context = { model, constants: computeConstants(model), epsilon: 0.01 };
const swapped = {
  ...context,
  model: { ...model, rate: (z: Float64Array, v: number, w: number, out: Float64Array) => model.rate(z, w, v, out) },
};
const sums = ['outflow', 'secondMoment', 'inflow'] as const;

describe('sums of the kernel at sampled z', () => {
  it.each(sums)('%s: below its supremum, and near it', (which) => {
    const samples = kernelSumSamples(context, which);
    expect(samples).toHaveLength(3);
    for (const { measured, bound } of samples) expect(judgeBound(measured, bound, 1).verdict).toBe('pass');
    expect(Math.max(...samples.map(({ measured, bound }) => measured.value / bound.value))).toBeGreaterThan(0.999);
  });

  it.each(sums)('%s: see a supremum that is too small by a thousandth', (which) => {
    const { lambda0, lambda2, lambdaIn } = context.constants;
    const less = <C extends { readonly value: number }>(c: C): C => ({ ...c, value: 0.999 * c.value });
    const constants = {
      ...context.constants,
      lambda0: less(lambda0),
      lambda2: less(lambda2),
      lambdaIn: less(lambdaIn),
    };
    const verdicts = kernelSumSamples({ ...context, constants }, which).map(
      ({ measured, bound }) => judgeBound(measured, bound, 1).verdict,
    );
    expect(verdicts).toContain('fail');
  });
});

describe('sums of the kernel, by hand', () => {
  // ν = (¼, ½, ¼), ∫v = ¼, ∫|v|² = 1.25, ∫|v|²v = 1.75, and tanh = 1 at the largest z.
  it.each([
    ['outflow', [2.25, 2.05, 1.65], [2.25, 2.25, 2.25]],
    ['secondMoment', [3.1, 2.85, 2.35], [3.1, 3.1, 3.1]],
    ['inflow', [1.75, 1.95, 2.35], [2.35, 2.35, 2.35]],
  ] as const)('%s', (which, values, bounds) => {
    const samples = kernelSumSamples(context, which);
    for (const [i, { measured, bound, time, where }] of samples.entries()) {
      expect(measured.value).toBeCloseTo(values[i], 12);
      expect(measured.error.floor).toBeCloseTo(1e-13 * values[i], 25);
      expect(bound.value).toBeCloseTo(bounds[i], 6);
      expect(time).toBe(0);
      expect(where).toMatch(new RegExp(`^z = (18|19|2\\d)\\.\\d, v = ${[-1, 0, 2][i]}$`));
    }
  });
});

describe('the arguments of the rate in the plane', async () => {
  const plane = await modelOf({
    space: { dimension: 2, domain: 'torus', length: 1 },
    velocities: {
      set: 'list',
      values: [
        [0, 0],
        [3, 4],
        [-4, 3],
        [1, 0],
      ],
      weights: [1, 1, 1, 1],
    },
    signal: '0',
    kernel: { rate: '2 + tanh(z)*(0.1*v + 0.2*w) + 0.5*mu' },
    initial: { density: '1', profile: { type: 'equilibrium' } },
  });
  const here = { model: plane, constants: computeConstants(plane), epsilon: 0.01 };

  it('are the speeds and the cosine of the angle, 0 beside a velocity 0', () => {
    const samples = rateArgumentSamples(here);
    expect(samples).toHaveLength(16);
    for (const { residual } of samples) {
      expect(Math.abs(residual.value)).toBeLessThanOrEqual(residual.error.floor ?? 0);
      expect(residual.error.floor).toBeLessThan(1e-12);
    }
  });

  it('would be seen with another cosine at one z, with the place', () => {
    const off = {
      ...plane,
      rate: (z: Float64Array, post: number, pre: number, out: Float64Array) => {
        plane.rate(z, post, pre, out);
        if (post === 1 && pre === 2) out[80] += 0.25;
      },
    };
    const wrong = rateArgumentSamples({ ...here, model: off as typeof plane }).filter(
      ({ residual }) => Math.abs(residual.value) > 1e-10,
    );
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatchObject({ time: 0, where: 'z = 0.00, v = (3, 4), v′ = (-4, 3)' });
    expect(wrong[0].residual.value).toBeCloseTo(0.25, 13);
    expect(wrong[0].residual.error.floor).toBeCloseTo(2.25e-13, 25);
  });
});

describe('the arguments of the rate', () => {
  const verdicts = (seen: typeof context): string[] =>
    rateArgumentSamples(seen).map(({ residual }) => judgeIdentity(residual, 1, 1e-4).verdict);

  it('are z, the velocity after and the one before the tumble', () => {
    expect(new Set(verdicts(context))).toEqual(new Set(['pass']));
  });

  it('would be seen exchanged', () => {
    expect(verdicts(swapped as typeof context)).toContain('fail');
  });
});
