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

  test('has the numbers |D_tM| − 2W(ε + e^{−t/ε})(1 + |v|²) and |D_tN| in 2erf(·/(2√2))', async () => {
    const velocities = { set: 'list' as const, values: [-1, 2], weights: [1, 1] };
    const other = await modelOf({ velocities });
    const epsilon = 0.01;
    const found = centreSamples({ model: other, constants: computeConstants(other), epsilon });
    expect(new Set(found.map(({ time }) => time)).size).toBeGreaterThan(1);
    for (const { time, where, measured, bound } of found) {
      const [, x, v] = (/^x = (.*), v = (.*)$/.exec(where ?? '') ?? []).map(Number);
      const k = 2 * Math.PI;
      const gradient = 0.1 * (k * v - 1) * Math.cos(k * x - time);
      const shift = Math.abs(gradient) - 0.2 * k * k * (epsilon + Math.exp(-time / epsilon)) * (1 + v * v);
      expect(shift).toBeGreaterThan(0);
      expect(measured.value).toBeCloseTo(totalVariation(shift), 10);
      // u = D_tN lags behind by b ε in phase, and has forgotten t = 0.
      const b = epsilon * (k * v - 1);
      const adapted = (0.1 * (k * v - 1) * (Math.cos(k * x - time) + b * Math.sin(k * x - time))) / (1 + b * b);
      if (time > 40 * epsilon) expect(bound.value).toBeCloseTo(totalVariation(adapted), 10);
      expect([measured.error.floor, bound.error.floor]).toEqual([expect.closeTo(1e-12, 11), expect.closeTo(1e-12, 11)]);
    }
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
