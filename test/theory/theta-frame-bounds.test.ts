import { describe, expect, it } from 'vitest';
import type { BoundData } from '../../src/theory/bound-data.ts';
import {
  literalEntropy,
  theta,
  thetaClock,
  thetaDissipation,
  thetaEnergy,
  thetaInternalMoment,
  unpreparedDistanceSquare,
} from '../../src/theory/remark-theta.ts';

// Decimals with 15 digits are integrals in 18- or 25-digit arithmetic of the formulas of the theory sheet, outside of
// this program.

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
  space: { dimension: 1, domain: 'torus', length: 3 },
};
const epsilon = 0.1;

describe('the θ-frame', () => {
  it('starts at θ = 1, obeys (θ²)′ = 2ε − 2θ²/ε, and ends at ε', () => {
    expect(theta(epsilon, 0)).toBe(1);
    expect(theta(epsilon, 0.1) ** 2).toBeCloseTo(0.01 + 0.99 * Math.exp(-2), 15);
    expect(theta(epsilon, 100)).toBeCloseTo(epsilon, 15);
    const [square, h] = [(t: number) => theta(epsilon, t) ** 2, 1e-4];
    const slope = (square(0.05 + h) - square(0.05 - h)) / (2 * h);
    // Truncation of the central difference, h²/6 times a third derivative below 8000.
    expect(Math.abs(slope - (0.2 - 20 * square(0.05)))).toBeLessThan(1e-4);
  });

  it('has the clock τ = ∫ε/θ²', () => {
    expect(thetaClock(epsilon, 0)).toBe(0);
    expect(thetaClock(epsilon, 0.1)).toBeCloseTo(0.0309662647081659, 14);
  });

  it('has E_θ(0) = ∫p₀log p₀ + ½ε²Y + ½log 2π, with ∫p₀log p₀ = E − ½Y − ½log 2π − log ε', () => {
    expect(literalEntropy(0.9, 1.7, Math.exp(-4))).toBeCloseTo(0.9 - 0.85 - 0.918938533204673 + 4, 14);
    expect(thetaEnergy(0.9, 1.7, epsilon)).toBeCloseTo(0.05 + Math.LN10 + 0.0085, 14);
  });

  it('has Y_θ⁺ = ε²Y(0)e^{−cτ} + (2/c)(1 − e^{−cτ}) + 2G²Dt with c = 1.8', () => {
    const faded = (1 + 0.01 * (Math.exp(2) - 1)) ** -0.9;
    const expected = 0.017 * faded + (2 / 1.8) * (1 - faded) + 0.5 * 6.8 * 0.1;
    expect(thetaInternalMoment(d, epsilon, 0.1)).toBeCloseTo(expected, 14);
    expect(thetaInternalMoment(d, epsilon, 0.3)).toBeCloseTo(2.05519692534286, 13);
    expect(thetaInternalMoment(d, 0.99, 0.1)).toBeGreaterThan(0);
    expect(thetaInternalMoment(d, 1, 0.1)).toBeNaN();
    expect(thetaInternalMoment(d, 1.5, 0.1)).toBeNaN();
  });

  it('dissipates at most E_θ(0) + λ_in t + ½∫J_θ⁺ + B', () => {
    const still = thetaEnergy(0.9, 1.7, epsilon) + 0.75 + Math.log(3);
    expect(thetaDissipation({ ...d, G: 0 }, epsilon, 0.3)).toBeCloseTo(still, 13);
    expect(thetaDissipation(d, epsilon, 0.3)).toBeCloseTo(4.55982306149251, 10);
  });

  it('bounds the first estimate by 4ε min(|log ε|, t/ε) + ε(√(2R) + √c)²', () => {
    expect(unpreparedDistanceSquare(d, epsilon, 0.3)).toBeCloseTo(1.94824664806517, 9);
    expect(unpreparedDistanceSquare(d, epsilon, 0.1)).toBeCloseTo(1.24983625720959, 9);
  });
});
