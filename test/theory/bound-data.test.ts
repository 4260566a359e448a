import { describe, expect, it } from 'vitest';
import { uncertainty } from '../../src/model/measured.ts';
import { between, boundData, boundOver } from '../../src/theory/bound-data.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { initialFigures } from '../../src/theory/initial-figures.ts';
import { modelOf } from './scenarios.ts';

describe('the data of the bounds', () => {
  it('are at the upper ends of constants and figures, or at the lower ones', async () => {
    const model = await modelOf({
      space: { dimension: 1, domain: 'line', halfWidth: 9 },
      signal: '0.1*sin(x - t)',
      initial: { density: 'exp(-x^2/2)*(1 + 0.3*v)', limitDensity: 'exp(-x^2)', profile: { type: 'equilibrium' } },
    });
    const exact = computeConstants(model);
    const doubt = { G: 0.01, W: 0.02, pathGradient: 0.03, lambda0: 0.04, lambda2: 0.05, lambdaIn: 0.06 };
    const constants = {
      G: { ...exact.G, uncertainty: doubt.G },
      W: { ...exact.W, uncertainty: doubt.W },
      pathGradient: exact.pathGradient,
      lambda0: { ...exact.lambda0, uncertainty: doubt.lambda0 },
      lambda2: { ...exact.lambda2, uncertainty: doubt.lambda2 },
      lambdaIn: { ...exact.lambdaIn, uncertainty: doubt.lambdaIn },
    };
    const { lower, upper } = boundData(model, constants, 0.1);
    for (const name of ['G', 'W', 'lambda0', 'lambda2', 'lambdaIn'] as const) {
      expect(upper[name]).toBe(exact[name].value);
      expect(upper[name] - lower[name]).toBeCloseTo(doubt[name], 14);
    }
    const figures = initialFigures(model, 0.1);
    for (const name of ['V2', 'X1', 'Y', 'E', 'limitV2', 'limitDistance'] as const) {
      const figure = figures[name];
      if (!figure) throw new Error(`${name} is missing`);
      const bar = uncertainty(figure.error);
      expect(upper[name]).toBe(figure.value + bar);
      expect(lower[name]).toBe(figure.value - bar);
    }
    expect(uncertainty(figures.limitDistance.error)).toBeGreaterThan(0);
    expect([lower.space, upper.space]).toEqual([model.scenario.space, model.scenario.space]);
  });

  it('have no X₁ on a torus', async () => {
    const model = await modelOf();
    expect(boundData(model, computeConstants(model), 0.1).upper).not.toHaveProperty('X1');
  });

  it('give the middle and half the width of [f(lower), f(upper)]', async () => {
    const model = await modelOf();
    const { upper } = boundData(model, computeConstants(model), 0.1);
    const range = { lower: { ...upper, G: 1 }, upper: { ...upper, G: 2 } };
    expect(boundOver(range, ({ G }) => G * G)).toEqual({ value: 2.5, error: { sampling: 1.5 } });
    expect(between(3, 1)).toEqual({ value: 2, error: { sampling: 1 } });
  });
});
