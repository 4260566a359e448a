import { describe, expect, it } from 'vitest';
import { uncertainty } from '../../src/model/measured.ts';
import { initialFigures } from '../../src/theory/initial-figures.ts';
import { relativeEnergy } from '../../src/theory/theorem-2.1.ts';
import { modelOf } from './scenarios.ts';

const line = { space: { dimension: 1, domain: 'line', halfWidth: 9 } } as const;

describe('figures of the data at t = 0', () => {
  it('are those of a uniform density and a shifted Gaussian', async () => {
    const model = await modelOf({
      initial: { density: '1', profile: { type: 'gaussian', mean: 0.8, deviation: 0.5 } },
    });
    const { E, V2, X1, Y, limitDistance, limitV2 } = initialFigures(model, 0.1);
    expect(E.value).toBeCloseTo((0.64 + 0.25 - 1) / 2 - Math.log(0.5), 12);
    expect([V2.value, limitV2.value]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
    expect(X1).toBeUndefined();
    expect(Y.value).toBeCloseTo(0.64 + 0.25, 14);
    expect(limitDistance).toEqual({ value: 0, error: { x: 0 } });
  });

  it('include |x| on the line, with its kink, and the entropy of a Gaussian', async () => {
    const model = await modelOf({ ...line, initial: { density: 'exp(-x^2/2)', profile: { type: 'equilibrium' } } });
    const { E, X1 } = initialFigures(model, 0.1);
    expect(X1?.value).toBeCloseTo(Math.sqrt(2 / Math.PI), 10);
    expect(E.value).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * Math.E), 10);
  });

  it('measure the distance to other limit data within the bar', async () => {
    const model = await modelOf({
      initial: { density: '1 + epsilon^2*cos(2*pi*x)', limitDensity: '1', profile: { type: 'equilibrium' } },
    });
    const { limitDistance } = initialFigures(model, 0.1);
    expect(Math.abs(limitDistance.value - 0.02 / Math.PI)).toBeLessThanOrEqual(
      uncertainty(limitDistance.error) + 1e-12,
    );
    expect(uncertainty(limitDistance.error)).toBeLessThan(1e-5);
  });

  it('agree with the relative energy of the unscaled data, for every ε', async () => {
    const model = await modelOf({
      initial: { density: '1', profile: { type: 'gaussian', mean: 0.8, deviation: 0.5 } },
    });
    for (const epsilon of [0.1, 1e-3, 1e-6]) {
      const entropy = -0.5 * Math.log(2 * Math.PI * Math.E * 0.25) - Math.log(epsilon);
      const { E, Y } = initialFigures(model, epsilon);
      expect(relativeEnergy(entropy, Y.value, epsilon)).toBeCloseTo(E.value, 11);
    }
  });
});
