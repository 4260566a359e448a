import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decades,
  entropyDensity,
  gaussian,
  gaussianDistance,
  integral,
  panels,
  unpreparedSquare,
  unscaledVariance,
} from '../../src/theory/closed-forms.ts';
import { mixtureEntropy } from '../../src/theory/log-sobolev.ts';
import { totalVariation, totalVariationBound, totalVariationByQuadrature } from '../../src/theory/total-variation.ts';

const size = fc.double({ min: 0, max: 10, noNaN: true });

describe('distances of Gaussians', () => {
  it('of a shift by a: 2P(|Z| ≤ a/2) from the table of the normal law', () => {
    for (const of of [totalVariation, totalVariationByQuadrature]) {
      expect(of(0.8)).toBeCloseTo(0.621686966441297, 12);
      expect(of(-0.8)).toBeCloseTo(0.621686966441297, 12);
      expect(of(3)).toBeCloseTo(2 * 0.866385597462284, 12);
      expect(of(0)).toBe(0);
    }
  });

  it('of a shift agree with quadrature and stay below min(2, √(2/π)|a|), which is sharp at 0', () => {
    fc.assert(
      fc.property(size, fc.boolean(), (a, negative) => {
        const shift = negative ? -a : a;
        expect(Math.abs(totalVariation(shift) - totalVariationByQuadrature(shift))).toBeLessThan(1e-13);
        expect(totalVariation(shift)).toBeLessThanOrEqual(totalVariationBound(shift) * (1 + 1e-15) + 1e-300);
      }),
    );
    expect(totalVariationBound(5)).toBe(2);
    expect(totalVariationBound(-1)).toBeCloseTo(0.797884560802865, 15);
    expect(totalVariation(1e-6) / totalVariationBound(1e-6)).toBeCloseTo(1, 12);
  });

  it('of two variances', () => {
    expect(gaussianDistance(2)).toBeCloseTo(0.645349137669537, 13);
    expect(gaussianDistance(5)).toBeCloseTo(1.29423060191707, 13);
    // The derivative at r = 1 is ∫|y² − 1|𝓜 = 4𝓜(1).
    expect(gaussianDistance(1 + 1e-9) / 1e-9).toBeCloseTo(4 * 0.241970724519143, 5);
    expect(gaussianDistance(1)).toBe(0);
    expect(gaussianDistance(0.5)).toBeNaN();
  });
});

describe('data that are not prepared', () => {
  it('have the variance ε² + (1 − ε²)e^{−2t/ε}', () => {
    expect(unscaledVariance(0.1, 0)).toBe(1);
    expect(unscaledVariance(0.1, 0.1)).toBeCloseTo(0.01 + 0.99 * Math.exp(-2), 15);
  });

  it('have ε^{−1}∫‖p − p̄𝓜‖² = 2.714…, 10.417…: 1.0857² and 1.5040² times |log ε|', () => {
    for (const [epsilon, expected] of [
      [0.1, 2.71407355519006],
      [0.01, 10.4173606254108],
    ]) {
      const { value, error } = unpreparedSquare(epsilon);
      expect(Math.abs(value - expected)).toBeLessThan(1e-9);
      expect(error.y).toBeLessThan(1e-6);
    }
    // Theory sheet, section 6.1: the ratio tends to 2.
    for (const [epsilon, ratio] of [
      [1e-3, 1.68],
      [1e-4, 1.76],
      [1e-6, 1.85],
      [1e-12, 1.92],
    ]) {
      expect(Math.sqrt(unpreparedSquare(epsilon).value / -Math.log(epsilon))).toBeCloseTo(ratio, 2);
    }
  });
});

describe('the quadrature of closed forms', () => {
  it('is exact for polynomials of degree 31 on every panel, and its bar sees a kink', () => {
    const power = integral((s) => s ** 31, [0, 1, 2]);
    expect(power.value / (2 ** 32 / 32)).toBeCloseTo(1, 13);
    const kink = integral((s) => Math.abs(s - 0.3), [0, 1]);
    expect(Math.abs(kink.value - 0.29)).toBeLessThan(2e-3);
    expect(kink.error.y).toBeGreaterThan(1e-6);
    expect(integral((s) => s, [1, 3]).value).toBeCloseTo(4, 13);
  });

  it('has equal panels', () => {
    expect(panels(1, 3, 4)).toEqual([1, 1.5, 2, 2.5, 3]);
  });

  it('knows r log r, the Gaussian density and powers of ten', () => {
    expect([0, -1].map(entropyDensity)).toEqual([0, 0]);
    expect(entropyDensity(Math.E ** 2)).toBeCloseTo(2 * Math.E ** 2, 13);
    expect(gaussian(0)).toBeCloseTo(0.398942280401433, 15);
    expect(gaussian(5, 1, 2)).toBeCloseTo(0.0539909665131881 / 2, 15);
    expect(decades(0.3, 3)).toEqual([0.3, 0.03, 0.003]);
  });
});

describe('relative entropy and Fisher information', () => {
  const within = ({ value, error }: { value: number; error: { y?: number; floor?: number } }, expected: number) =>
    expect(Math.abs(value - expected)).toBeLessThanOrEqual((error.y ?? 0) + (error.floor ?? 0) + 1e-12);

  it('of 𝒩(m, s²) are ½(s² + m² − 1) − log s and (s − 1/s)² + m²', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (mean, deviation) => {
          const { H, I } = mixtureEntropy([{ weight: 1, mean, deviation }]);
          within(H, (deviation ** 2 + mean ** 2 - 1) / 2 - Math.log(deviation));
          within(I, (deviation - 1 / deviation) ** 2 + mean ** 2);
          for (const { error } of [H, I]) {
            expect(error.y).toBeLessThan(1e-9);
            expect(error.floor).toBeGreaterThan(0);
            expect(error.floor).toBeLessThan(1e-11);
          }
        },
      ),
    );
  });

  it('of 𝒩(0, 1) in two equal parts are 0, and far parts add up with the entropy of mixing', () => {
    const half = { weight: 0.5, mean: 0, deviation: 1 };
    const { H, I } = mixtureEntropy([half, half]);
    within(H, 0);
    within(I, 0);
    const far = mixtureEntropy([-20, 20].map((mean) => ({ weight: 0.5, mean, deviation: 1 })));
    expect(far.H.value).toBeCloseTo(200 - Math.LN2, 10);
    expect(far.I.value).toBeCloseTo(400, 9);
    // Between these two the mixture underflows to 0.
    const apart = mixtureEntropy([-100, 100].map((mean) => ({ weight: 0.5, mean, deviation: 1 })));
    expect(apart.H.value).toBeCloseTo(5000 - Math.LN2, 8);
    expect(apart.I.value).toBeCloseTo(10_000, 8);
  });

  it('have a round-off of 1e-14 of what is added up: at least H + I = 4.5 + 9 for 𝒩(3, 1)', () => {
    const { H, I } = mixtureEntropy([{ weight: 1, mean: 3, deviation: 1 }]);
    for (const { error } of [H, I]) {
      expect(error.floor).toBeGreaterThan(13.4e-14);
      expect(error.floor).toBeLessThan(16e-14);
    }
  });
});
