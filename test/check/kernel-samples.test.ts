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
