import { describe, expect, it } from 'vitest';
import { attainedSamples, leavesEquilibrium } from '../../src/check/attained-samples.ts';
import { solveCase } from '../../src/check/solve-case.ts';
import type { CaseContext } from '../../src/check/statement.ts';
import { judgeBound } from '../../src/check/verdict.ts';
import { gaussianParts, layerSquare, relaxingDistance } from '../../src/theory/attained-rate.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { totalVariation } from '../../src/theory/total-variation.ts';
import { modelOf } from './scenarios.ts';

const EPSILON = 1e-3;
const shifted = [{ weight: 1, mean: 0.8, deviation: 1 }];

describe('the distance that relaxation leaves', () => {
  it('is 2 erf(a e^{−τ}/(2√2)) for a shift by a', () => {
    for (const tau of [0, 0.3, 1, 3, 10])
      expect(relaxingDistance(shifted, tau)).toBeCloseTo(totalVariation(0.8 * Math.exp(-tau)), 13);
  });

  it('sees several sign changes', () => {
    const two = [-1.5, 1.5].map((mean) => ({ weight: 0.5, mean, deviation: 0.5 }));
    const step = 1e-4;
    let sum = 0;
    for (let y = -9; y < 9; y += step) {
      const law = two.reduce((all, { mean }) => all + Math.exp(-2 * (y - mean) ** 2), 0);
      sum += (Math.abs(law - Math.exp(-0.5 * y * y)) * step) / Math.sqrt(2 * Math.PI);
    }
    expect(relaxingDistance(two, 0)).toBeCloseTo(sum, 6);
    expect(relaxingDistance([{ weight: 1, mean: 0, deviation: 1 }], 0)).toBe(0);
  });

  it('gives 0.44544 √ε when tumbling adds nothing', () => {
    const times = Array.from({ length: 41 }, (_, i) => (i * i) / 40);
    const square = layerSquare(shifted, 1, times, 6, () => 0)[40];
    expect(Math.sqrt(square)).toBeCloseTo(0.44544, 5);
  });
});

describe('the rate ½ of the first estimate is attained', async () => {
  const model = await modelOf({ epsilons: [EPSILON] });
  const constants = computeConstants(model);
  const request = { scenario: model.scenario, scheme: 'reference', epsilon: EPSILON, tolerance: 1e-4, maxEffort: 0 };
  const result = solveCase(request);
  const context: CaseContext = { model, constants, epsilon: EPSILON, result };
  const verdicts = (of: CaseContext) =>
    new Set(attainedSamples(of).map(({ measured, bound }) => judgeBound(measured, bound, 1).verdict));
  const withNorm = (factor: number): CaseContext => {
    const series = result.series['∫equilibriumDistance²'];
    if (!series) throw new Error('no norm');
    const values = series.values.map((value) => factor * factor * value);
    return {
      ...context,
      result: { ...result, series: { ...result.series, '∫equilibriumDistance²': { ...series, values } } },
    };
  };

  it('within 3 % of what the layer holds', () => {
    expect(verdicts(context)).toEqual(new Set(['pass']));
    const samples = attainedSamples(context);
    const { measured, bound } = samples[samples.length - 1];
    expect(measured.value / bound.value).toBeGreaterThan(0.97);
  });

  it('and fails for a norm that is smaller by a tenth, or of order ε', () => {
    expect(verdicts(withNorm(0.9))).toContain('fail');
    expect(verdicts(withNorm(Math.sqrt(EPSILON)))).toEqual(new Set(['fail']));
  });

  it('says nothing about data at equilibrium, or without a closed form', async () => {
    const resting = await modelOf({ initial: { density: '1', profile: { type: 'equilibrium' } } });
    expect(leavesEquilibrium({ model: resting, constants, epsilon: EPSILON })).toBe(
      'the data are at their local equilibrium',
    );
    const general = await modelOf({ initial: { density: '1', profile: { type: 'expression', value: 'exp(-y^4)' } } });
    expect(leavesEquilibrium({ model: general, constants, epsilon: EPSILON })).toMatch('no mixture');
    expect(leavesEquilibrium(context)).toBe(true);
    expect(gaussianParts(general.scenario.initial.profile, EPSILON)).toBeUndefined();
  });
});
