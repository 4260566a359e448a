import { describe, expect, test } from 'vitest';
import { centreSamples, combinedDistance } from '../../src/check/profile-samples.ts';
import { judgeBound } from '../../src/check/verdict.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { totalVariation } from '../../src/theory/total-variation.ts';
import { modelOf } from '../theory/scenarios.ts';

const model = await modelOf({});
const constants = computeConstants(model);
const verdicts = (samples: ReturnType<typeof centreSamples>) =>
  new Set(samples.map(({ measured, bound }) => judgeBound(measured, bound, 1).verdict));

describe('the profile around M', () => {
  const samples = centreSamples({ model, constants, epsilon: 1e-4 });

  test('keeps the distance of the limit', () => {
    expect(verdicts(samples)).toEqual(new Set(['pass']));
    // 2erf(‖D_tM‖/(2√2)) is the supremum; the sampled points come within a tenth of it.
    const largest = Math.max(...samples.map(({ bound }) => bound.value));
    expect(largest).toBeGreaterThan(0.9 * totalVariation(constants.pathGradient.value));
  });

  test('would fail if N were M, and if the gap of (3.2) were left out', () => {
    const equal = samples.map((sample) => ({ ...sample, bound: { value: 0, error: {} } }));
    expect(verdicts(equal)).toEqual(new Set(['fail']));
    const noGap = { ...constants, W: { ...constants.W, value: -constants.W.value } };
    expect(verdicts(centreSamples({ model, constants: noGap, epsilon: 1e-2 }))).toContain('fail');
  });

  test('says nothing where the gap is as large as D_tM', () => {
    expect(centreSamples({ model, constants, epsilon: 0.9 })).toEqual([]);
  });
});

test('the combined distance adds the largest distance of the marginals to that of the profile', () => {
  const series = (values: readonly number[], bar: number) => ({
    values: Float64Array.from(values),
    error: { time: Float64Array.from(values, () => bar) },
  });
  const result = {
    times: [0, 1, 4],
    series: { '∫equilibriumDistance²': series([0, 1, 9], 0), limitDistance: series([0, 0.5, 0.25], 0.01) },
  };
  const context = { model, constants, epsilon: 0.1, result } as unknown as Parameters<typeof combinedDistance>[0];
  expect(combinedDistance(context).value).toBeCloseTo(3 + 2 * 0.5, 12);
  expect(combinedDistance(context).error.time).toBeCloseTo(0.02, 12);
});
