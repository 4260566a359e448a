import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussianParts, layerSquare, relaxingDistance, tumblingShare } from '../../src/theory/attained-rate.ts';
import type { BoundData } from '../../src/theory/bound-data.ts';
import { distanceToMaxwellian } from '../exact-cases/ornstein-uhlenbeck.ts';
import { modelOf } from './scenarios.ts';

// Decimals with many digits are integrals in 20-digit arithmetic, outside of this program.

const shifted = [{ weight: 1, mean: 0.8, deviation: 1 }];

describe('what relaxation leaves', () => {
  it('of one Gaussian is the distance of 𝒩(e^{−τ}m, 1 + (s² − 1)e^{−2τ}) to 𝒩(0, 1)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.double({ min: 0.2, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (mean, deviation, tau) => {
          const decay = Math.exp(-tau);
          const expected = distanceToMaxwellian(decay * mean, Math.sqrt(1 + (deviation ** 2 - 1) * decay ** 2));
          const found = relaxingDistance([{ weight: 1, mean, deviation }], tau);
          // Never more than the norm; less where a sign change is missed, which loses what lies beyond it in the tail.
          expect(found).toBeLessThanOrEqual(expected + 1e-12);
          expect(found).toBeGreaterThanOrEqual(expected - 1e-3);
        },
      ),
    );
  });

  it('of two different ones weighs both', () => {
    const parts = [
      { weight: 0.3, mean: -2, deviation: 0.5 },
      { weight: 0.7, mean: 1, deviation: 2 },
    ];
    expect(relaxingDistance(parts, 0.4)).toBeCloseTo(0.556743681505076, 12);
  });

  it('starts from the means and deviations of the scenario at that ε', async () => {
    const components = [
      { weight: 1, mean: 'epsilon', deviation: '1 + epsilon' },
      { weight: 3, mean: -1, deviation: 2 },
    ];
    const model = await modelOf({ initial: { density: '1', profile: { type: 'mixture', components } } });
    expect(gaussianParts(model.scenario.initial.profile, 0.1)).toEqual([
      { weight: 0.25, mean: 0.1, deviation: 1.1 },
      { weight: 0.75, mean: -1, deviation: 2 },
    ]);
    const given = await modelOf({ initial: { density: '1', profile: { type: 'expression', value: 'exp(-y^4)' } } });
    expect(gaussianParts(given.scenario.initial.profile, 0.1)).toBeUndefined();
  });
});

describe('what tumbling may add', () => {
  const d: BoundData = {
    G: 0.5,
    W: 3,
    lambda0: 2,
    lambda2: 1.5,
    lambdaIn: 2.5,
    V2: 0.8,
    Y: 1.7,
    E: 0.9,
    limitV2: 0.6,
    limitDistance: 0.05,
    space: { dimension: 1, domain: 'torus', length: 1 },
  };

  it('is ε√(2/π) arccos(e^{−t/ε}) (2λ₀√Y_m + G√(λ₀D) + 2√(2/π)λ₀) with D = 8', () => {
    // Y_m = max(Y(0), 24/18).
    expect(tumblingShare(d, 0.1, 0.3)).toBeCloseTo(1.26295369560246, 13);
    expect(tumblingShare({ ...d, Y: 1 }, 0.1, 0.3)).toBeCloseTo(1.19055679019676, 13);
    expect(tumblingShare(d, 0.1, 0)).toBe(0);
  });
});

describe('the integral over the layer', () => {
  const epsilon = 0.5;
  // Long panels after 3: nothing of the layer is left there.
  const times = [0, ...Array.from({ length: 96 }, (_, i) => (i + 1) / 32), 21, 1000];
  const at = (squares: readonly number[], time: number) => squares[times.indexOf(time)];

  it('is ∫₀^t ℓ(s/ε)²ds without a share, at every time', () => {
    const squares = layerSquare(shifted, epsilon, times, 4, () => 0);
    expect(squares).toHaveLength(times.length);
    expect(squares[0]).toBe(0);
    expect(at(squares, 0.25)).toBeCloseTo(0.0621014350691117, 12);
    expect(at(squares, 1)).toBeCloseTo(0.097344357395299, 12);
    expect(at(squares, 3)).toBeCloseTo(0.0992084364254243, 12);
  });

  it('counts only what the share leaves', () => {
    const squares = layerSquare(shifted, epsilon, times, 4, () => 0.1);
    expect(at(squares, 0.25)).toBeCloseTo(0.039919376905879, 12);
    expect(at(squares, 1)).toBeCloseTo(0.0527053267756459, 7);
    expect(at(squares, 1000)).toBe(at(squares, 1));
    expect(layerSquare(shifted, epsilon, times, 4, () => 2).every((value) => value === 0)).toBe(true);
  });

  it('asks the share at the times inside the panels, up to 40ε', () => {
    const asked: number[] = [];
    layerSquare(shifted, epsilon, times, 4, (t) => {
      asked.push(t);
      return 0;
    });
    expect(asked).toHaveLength(4 * (times.length - 2));
    expect(Math.max(...asked)).toBeLessThan(21);
    expect(Math.min(...asked)).toBeGreaterThan(0);
    // The panel that begins at 40ε is the last.
    const steps: number[] = [];
    layerSquare(shifted, 1, [0, 40, 41, 42], 1, (t) => {
      steps.push(t);
      return 0;
    });
    expect(steps).toEqual([20, 40.5]);
  });
});
