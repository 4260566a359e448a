import { describe, expect, it } from 'vitest';
import type { BoundData } from '../../src/theory/bound-data.ts';
import { equilibriumDistanceL1, marginalDistanceImproved } from '../../src/theory/improved-rate.ts';
import { adaptationLag, gapOfVelocity, gapUniform, gradientSpread } from '../../src/theory/lemma-3.1.ts';
import { printedInternalMoment } from '../../src/theory/printed-moment.ts';
import {
  internalMoment,
  largestEpsilon,
  positionGrowth,
  positionMoment,
  tumblingFlux,
  tumblingFluxOf,
  tumblingMoment,
  velocityMoment,
} from '../../src/theory/proposition-3.2.ts';
import {
  fadingRamp,
  internalMomentIntegrated,
  internalMomentSimple,
  proofConstant,
  tumblingFluxSimple,
  youngFlux,
  youngFluxIntegral,
} from '../../src/theory/proposition-3.2-steps.ts';
import { dissipation, energyInput, entropyFloor, exponentialMass } from '../../src/theory/proposition-4.1.ts';
import { adaptationGap, adaptationGapIntegral, limitDistance } from '../../src/theory/proposition-4.2.ts';
import { equilibriumDistanceL2, marginalDistance, relativeEnergy } from '../../src/theory/theorem-2.1.ts';

// Every constant of every bound, by hand: the data are all different, so that no coefficient hides behind another. Decimals
// with 15 digits are integrals in 25-digit arithmetic of the formulas of the theory sheet, outside of this program.

const torus = { dimension: 1, domain: 'torus' as const, length: 3 };
const d: BoundData = {
  G: 0.5,
  W: 3,
  lambda0: 2,
  lambda2: 1.5,
  lambdaIn: 2.5,
  V2: 0.8,
  X1: 0.7,
  Y: 1.7,
  E: 0.9,
  limitV2: 0.6,
  limitDistance: 0.05,
  space: torus,
};
/** λ₂ = 0 and Y at the value where Y⁺ rests: then D = 8 and every flux is constant in time. */
const level: BoundData = { ...d, lambda2: 0, V2: 2, Y: 4 / 3 };
const epsilon = 0.1;
const t = 0.3;

describe('the numbers of Lemma 3.1', () => {
  const forgotten = Math.exp(-3);

  it('(3.1): G(1 − e^{−t/ε})|v − v′|, after division by ε', () => {
    expect(gradientSpread(0.5, epsilon, t, 4)).toBeCloseTo(2 * (1 - forgotten), 14);
    expect(gradientSpread(0.5, 1, 1e-20, 4)).toBeCloseTo(2e-20, 34);
  });

  it('(3.3): ‖D_tM‖(1 − e^{−t/ε}), after division by ε', () => {
    expect(adaptationLag(7, epsilon, t)).toBeCloseTo(7 * (1 - forgotten), 14);
  });

  it('(3.2): ‖D_tM(0)‖e^{−t/ε} + ε‖D_t²M‖(1 − e^{−t/ε}) and 2W(ε + e^{−t/ε})(1 + |v|²)', () => {
    expect(gapOfVelocity(5, 7, epsilon, t)).toBeCloseTo(5 * forgotten + 0.7 * (1 - forgotten), 14);
    expect(gapUniform(5, epsilon, t, 3)).toBeCloseTo(100 * (0.1 + forgotten), 12);
  });
});

describe('the numbers of Proposition 3.2', () => {
  it('(3.4), (3.8): 0.8 + 1.5·0.3', () => {
    expect(velocityMoment(0.8, 1.5, t)).toBeCloseTo(1.25, 15);
  });

  it('(3.5): 0.7 + (2/4.5)(1.25^{3/2} − 0.8^{3/2})', () => {
    expect(positionMoment(0.7, 0.8, 1.5, t)).toBeCloseTo(0.7 + (2 / 4.5) * (1.25 ** 1.5 - 0.8 ** 1.5), 14);
    expect(positionGrowth(0, 1.5, t)).toBeCloseTo((2 / 4.5) * 0.45 ** 1.5, 14);
  });

  it('D = 2·2·1.25 + 2·1.5 = 8', () => {
    expect(tumblingMoment(d, t)).toBeCloseTo(8, 14);
  });

  it('(3.10): J ≤ 2·½·√(2·8·Y) + ¼·8', () => {
    expect(tumblingFluxOf(d, t, 2.25)).toBeCloseTo(8, 13);
  });

  it('(3.6): κ = 18 and a source of 20 + 2·¼·8 = 24', () => {
    const faded = Math.exp(-5.4);
    expect(internalMoment(d, epsilon, t)).toBeCloseTo(1.7 * faded + (24 / 18) * (1 - faded), 14);
    expect(printedInternalMoment(d, epsilon, t)).toBeCloseTo(1.7 * faded + (14 / 18) * (1 - faded), 14);
    expect(largestEpsilon(2)).toBe(0.5);
  });

  it('(3.7): J⁺ at Y⁺', () => {
    expect(tumblingFlux(d, epsilon, t)).toBeCloseTo(6.62166967752961, 13);
    expect(tumblingFlux(level, epsilon, t)).toBeCloseTo(8 / Math.sqrt(3) + 2, 13);
  });

  it('says nothing where κ = 2/ε − λ₀ is 0 or less', () => {
    for (const bound of [internalMoment, printedInternalMoment, internalMomentIntegrated]) {
      expect(bound(d, 1, t)).toBeNaN();
      expect(bound(d, 1.1, t)).toBeNaN();
      expect(bound(d, 0.99, t)).toBeGreaterThan(0);
    }
  });
});

describe('the numbers of the proof of (3.6)', () => {
  it('Young: λ₀Y + 2G²D = 2·3 + ½·8, and its integral with ∫D = 6.2·0.3 + 6·0.09/2', () => {
    expect(youngFlux(d, t, 3)).toBeCloseTo(10, 14);
    expect(youngFluxIntegral(d, t, 3)).toBeCloseTo(6 + 0.5 * (6.2 * t + 0.27), 14);
  });

  it('κ∫se^{−κ(t−s)}ds = t − (1 − e^{−κt})/κ', () => {
    expect(fadingRamp(18, t)).toBeCloseTo(0.3 - (1 - Math.exp(-5.4)) / 18, 15);
  });

  it('the differential inequality integrated exactly: 2/ε + 2G²A = 23.1 and 2G²B = 3', () => {
    const faded = Math.exp(-5.4);
    const expected = 1.7 * faded + (23.1 / 18) * (1 - faded) + (3 / 18) * (0.3 - (1 - faded) / 18);
    expect(internalMomentIntegrated(d, epsilon, t)).toBeCloseTo(expected, 14);
    expect(internalMomentIntegrated(level, epsilon, t)).toBeCloseTo(4 / 3, 14);
  });

  it('C = max(λ₀, 2G²A, 2G²B) = max(2, 8G²·3.1/2, 12G²)', () => {
    expect(proofConstant({ ...d, G: 0.1 })).toBe(2);
    expect(proofConstant(d)).toBeCloseTo(3.1, 14);
    expect(proofConstant({ ...d, V2: 0, lambda0: 3 })).toBeCloseTo(4.5, 14);
  });

  it('the last line: Y(0)e^{−t/ε} + 3 + Cεt, and J with its root', () => {
    expect(internalMomentSimple(d, epsilon, t)).toBeCloseTo(1.7 * Math.exp(-3) + 3 + 0.093, 14);
    const root = Math.sqrt(1.7) * Math.exp(-1.5) + Math.sqrt(3) + Math.sqrt(0.093);
    expect(tumblingFluxSimple(d, epsilon, t)).toBeCloseTo(4 * root + 2, 13);
  });
});

describe('the numbers of Proposition 4.1', () => {
  it('λ_in t + ½∫J⁺', () => {
    expect(energyInput(level, epsilon, t)).toBeCloseTo(0.75 + 0.15 * (8 / Math.sqrt(3) + 2), 12);
    expect(energyInput(d, epsilon, t)).toBeCloseTo(1.67971985075024, 11);
  });

  it('B = d log|T|, or log∫e^{−|x|/2}dx + ½X₁⁺', () => {
    expect(entropyFloor(d, t)).toBeCloseTo(Math.log(3), 15);
    expect(entropyFloor({ ...d, space: { ...torus, dimension: 2 } }, t)).toBeCloseTo(Math.log(9), 15);
    const line = { dimension: 3, domain: 'line' as const, halfWidth: 6 };
    expect(entropyFloor({ ...d, space: line }, t)).toBeCloseTo(5.80516868768406, 12);
    expect([0, 4, -1].map(exponentialMass)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('ε[E(0) + λ_in t + ½∫J⁺ + B]', () => {
    expect(dissipation(d, epsilon, t)).toBeCloseTo(0.367833213941835, 12);
    const line = { dimension: 3, domain: 'line' as const, halfWidth: 6 };
    expect(dissipation({ ...d, space: line }, epsilon, t)).toBeCloseTo(0.83848885384343, 12);
  });
});

describe('the numbers of Proposition 4.2', () => {
  it('min(2, 2W(ε + e^{−t/ε})(1 + V₂⁺)) with V₂⁺ = 0.6 + 0.45', () => {
    expect(adaptationGap({ ...d, W: 0.5 }, epsilon, t)).toBeCloseTo(2.05 * (0.1 + Math.exp(-3)), 14);
    expect(adaptationGap(d, epsilon, t)).toBeCloseTo(12.3 * (0.1 + Math.exp(-3)), 14);
    expect(adaptationGap(d, epsilon, 0)).toBe(2);
  });

  it('its integral, below the 2, above it, and with a kink at t = 0.2717…', () => {
    expect(adaptationGapIntegral({ ...d, W: 0.5 }, epsilon, t)).toBeCloseTo(0.21879684495907, 11);
    expect(adaptationGapIntegral({ ...d, W: 300 }, epsilon, t)).toBeCloseTo(0.6, 13);
    expect(adaptationGapIntegral(d, epsilon, t)).toBeCloseTo(0.597662717686008, 11);
  });

  it('‖p̄₀ − q̄₀‖ + 2λ₀[√(t·bound of 4.1) + ∫]', () => {
    for (const bound of [limitDistance, marginalDistance]) {
      expect(bound(d, epsilon, t)).toBeCloseTo(3.76940947444931, 10);
      expect(bound({ ...d, W: 0.5 }, epsilon, t)).toBeCloseTo(2.25394598354156, 10);
    }
  });
});

describe('the numbers of Theorem 2.1', () => {
  it('E(0) = ∫p₀log p₀ + ½∫|m − M₀|²p₀/ε² + ½log 2π + log ε', () => {
    expect(relativeEnergy(3, 5, 1)).toBeCloseTo(5.5 + 0.918938533204673, 14);
    expect(relativeEnergy(3, 5, Math.exp(-4))).toBeCloseTo(1.5 + 0.918938533204673, 14);
  });

  it('√ε[…]^{1/2}', () => {
    expect(equilibriumDistanceL2(d, epsilon, t)).toBeCloseTo(Math.sqrt(0.367833213941835), 12);
  });
});

describe('the numbers beyond the paper (N1)', () => {
  const mean = Math.sqrt(2 / Math.PI);

  it('ε√(π/2)[√Y₀ + √(2/π) + ∫(2λ₀√Y⁺ + G√(λ₀D) + 2√(2/π)λ₀)]', () => {
    const root = Math.sqrt(4 / 3);
    const resting = (0.1 / mean) * (root + mean + 0.3 * (4 * root + 0.5 * 4 + 4 * mean));
    expect(equilibriumDistanceL1(level, epsilon, t)).toBeCloseTo(resting, 12);
    expect(equilibriumDistanceL1(d, epsilon, t)).toBeCloseTo(0.631021300359691, 11);
  });

  it('‖p̄₀ − p̄₀^ε‖ + 2λ₀ times that and the gap', () => {
    expect(marginalDistanceImproved(d, epsilon, t)).toBeCloseTo(4.9647360721828, 10);
    expect(marginalDistanceImproved({ ...d, W: 0.5 }, epsilon, t)).toBeCloseTo(3.44927258127504, 10);
  });
});
