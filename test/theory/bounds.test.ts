import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitOrder } from '../../src/check/order.ts';
import { judgeBound } from '../../src/check/verdict.ts';
import { exactly } from '../../src/model/measured.ts';
import { type BoundData, between, boundOver } from '../../src/theory/bound-data.ts';
import { equilibriumDistanceL1, marginalDistanceImproved } from '../../src/theory/improved-rate.ts';
import { integrateLayer } from '../../src/theory/layer-quadrature.ts';
import {
  internalMoment,
  positionGrowth,
  positionMoment,
  tumblingFlux,
  tumblingFluxOf,
  tumblingMoment,
  velocityMoment,
} from '../../src/theory/proposition-3.2.ts';
import { dissipation, entropyFloor, exponentialMass } from '../../src/theory/proposition-4.1.ts';
import { adaptationGap, adaptationGapIntegral, limitDistance } from '../../src/theory/proposition-4.2.ts';
import { equilibriumDistanceL2, marginalDistance } from '../../src/theory/theorem-2.1.ts';

const positive = (max: number) => fc.double({ min: 0, max, noNaN: true, noDefaultInfinity: true });
const torus = { dimension: 1, domain: 'torus' as const, length: 1 };
const line = { dimension: 1, domain: 'line' as const, halfWidth: 6 };

/** λ₂ ≤ λ₀ max|v|² and so on need not hold: the bounds are functions of any data. */
const data: fc.Arbitrary<BoundData> = fc.record({
  G: positive(4),
  W: positive(20),
  lambda0: fc.double({ min: 0.01, max: 4, noNaN: true }),
  lambda2: positive(4),
  lambdaIn: positive(4),
  V2: positive(4),
  X1: positive(4),
  Y: positive(4),
  E: fc.double({ min: 0.5, max: 4, noNaN: true }),
  limitV2: positive(4),
  limitDistance: positive(1),
  space: fc.constantFrom(torus, line),
});
const times = fc.integer({ min: -40, max: 10 }).map((k) => 10 ** (k / 10));
/** ε ≤ 1/λ₀ for the λ₀ above. */
const epsilons = fc.integer({ min: -60, max: -7 }).map((k) => 10 ** (k / 10));

const BOUNDS: { readonly [name: string]: (d: BoundData, epsilon: number, t: number) => number } = {
  velocityMoment: (d, _, t) => velocityMoment(d.V2, d.lambda2, t),
  positionMoment: (d, _, t) => positionMoment(d.X1 ?? 0, d.V2, d.lambda2, t),
  tumblingMoment: (d, _, t) => tumblingMoment(d, t),
  internalMoment,
  tumblingFlux,
  entropyFloor: (d, _, t) => entropyFloor(d, t),
  dissipation,
  adaptationGapIntegral,
  limitDistance,
  equilibriumDistanceL2,
  marginalDistance,
  equilibriumDistanceL1,
  marginalDistanceImproved,
};

describe('every bound', () => {
  it.each(Object.entries(BOUNDS))('%s grows with each datum, as its bar assumes', (_, bound) => {
    fc.assert(
      fc.property(data, epsilons, times, fc.double({ min: 0, max: 0.1, noNaN: true }), (lower, epsilon, t, more) => {
        const from = bound(lower, epsilon, t);
        expect(from).toBeGreaterThanOrEqual(-1e-12);
        for (const [name, value] of Object.entries(lower)) {
          if (typeof value !== 'number') continue;
          const to = bound({ ...lower, [name]: value + more }, epsilon, t);
          expect(to).toBeGreaterThanOrEqual(from - 1e-9 * Math.abs(from));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is undecided exactly between the ends of its enclosure', () => {
    const bound = between(1, 1.2);
    expect(judgeBound(exactly(0.99), bound, 1).verdict).toBe('pass');
    expect(judgeBound(exactly(1.1), bound, 1).verdict).toBe('inconclusive');
    expect(judgeBound(exactly(1.21), bound, 1).verdict).toBe('fail');
    const d = fc.sample(data, 1)[0];
    expect(boundOver({ lower: d, upper: d }, ({ G }) => G)).toEqual({ value: d.G, error: { sampling: 0 } });
  });
});

describe('quadrature with an initial layer', () => {
  it('is exact to 1e-11 for exponentials and square roots', () => {
    for (const epsilon of [1, 1e-3, 1e-8]) {
      for (const t of [1e-2, 1, 5]) {
        const layer = integrateLayer((s) => Math.exp(-s / epsilon), t, epsilon);
        expect(layer / (-epsilon * Math.expm1(-t / epsilon))).toBeCloseTo(1, 10);
        expect(integrateLayer(Math.sqrt, t, epsilon) / ((2 / 3) * t ** 1.5)).toBeCloseTo(1, 10);
      }
    }
  });

  it('resolves the kinks of the adaptation gap', () => {
    fc.assert(
      fc.property(data, epsilons, fc.double({ min: 0.1, max: 5, noNaN: true }), (d, epsilon, t) => {
        const panels = 4000;
        // Geometric midpoint rule from far inside the layer: second order, insensitive to kinks.
        const ratio = (1e12 * t) ** (1 / panels);
        let left = 1e-12;
        let sum = left * adaptationGap(d, epsilon, 0);
        for (let i = 0; i < panels; i++, left *= ratio) {
          sum += left * (ratio - 1) * adaptationGap(d, epsilon, left * (1 + (ratio - 1) / 2));
        }
        expect(Math.abs(adaptationGapIntegral(d, epsilon, t) - sum)).toBeLessThanOrEqual(1e-4 * sum + 1e-9);
      }),
      { numRuns: 20 },
    );
  });
});

describe('Proposition 3.2', () => {
  it('(3.5) is its closed form, and t√V₂(0) for λ₂ = 0', () => {
    expect(positionGrowth(1, 0, 3)).toBe(3);
    expect(positionGrowth(0, 0, 3)).toBe(0);
    expect(positionGrowth(0.5, 1.5, 2)).toBeCloseTo((2 / 4.5) * (3.5 ** 1.5 - 0.5 ** 1.5), 12);
    expect(positionGrowth(0.5, 1e-12, 2)).toBeCloseTo(2 * Math.sqrt(0.5), 11);
  });

  it('Y⁺ is above every solution that (3.10) allows', () => {
    fc.assert(
      fc.property(data, epsilons, (d, epsilon) => {
        // The extremal solution Y′ = (2/ε)(1 − Y) + 2G√(λ₀DY) + G²D, by RK4 over ten layers.
        const slope = (t: number, Y: number) => (2 / epsilon) * (1 - Y) + tumblingFluxOf(d, t, Y);
        const h = epsilon / 50;
        let Y = d.Y;
        for (let step = 0; step < 500; step++) {
          const t = step * h;
          const k1 = slope(t, Y);
          const k2 = slope(t + h / 2, Y + (h / 2) * k1);
          const k3 = slope(t + h / 2, Y + (h / 2) * k2);
          const k4 = slope(t + h, Y + h * k3);
          Y += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
          const bound = internalMoment(d, epsilon, t + h);
          expect(Y).toBeLessThanOrEqual(bound * (1 + 1e-6));
          expect(tumblingFluxOf(d, t + h, Y)).toBeLessThanOrEqual(tumblingFlux(d, epsilon, t + h) * (1 + 1e-6));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('Y⁺ starts at Y(0) and tends to 1 as ε → 0', () => {
    const d = {
      G: 1,
      W: 1,
      lambda0: 1,
      lambda2: 1,
      lambdaIn: 1,
      V2: 1,
      Y: 3,
      E: 1,
      limitV2: 1,
      limitDistance: 0,
      space: torus,
    };
    expect(internalMoment(d, 0.1, 0)).toBe(3);
    expect(internalMoment(d, 1e-9, 1)).toBeCloseTo(1, 7);
  });

  it('says nothing from ε = 2/λ₀ on', () => {
    const d = {
      G: 1,
      W: 1,
      lambda0: 1,
      lambda2: 1,
      lambdaIn: 1,
      V2: 1,
      Y: 1,
      E: 1,
      limitV2: 1,
      limitDistance: 0,
      space: torus,
    };
    expect(internalMoment(d, 2, 1)).toBeNaN();
    expect(judgeBound(exactly(0), exactly(internalMoment(d, 3, 1)), 1).verdict).toBe('inconclusive');
  });

  it('catches the printed differential inequality, with 1/ε for 2/ε, at equilibrium', () => {
    // ∇M = 0 and Y(0) = 1: Y stays 1 whatever Λ is.
    const d = {
      G: 0,
      W: 1,
      lambda0: 1,
      lambda2: 1,
      lambdaIn: 1,
      V2: 1,
      Y: 1,
      E: 0,
      limitV2: 1,
      limitDistance: 0,
      space: torus,
    };
    const epsilon = 0.01;
    const printed = (t: number, C: number) => {
      const kappa = 2 / epsilon - C;
      return Math.exp(-kappa * t) + ((1 / epsilon + C * (t + 1)) / kappa) * -Math.expm1(-kappa * t);
    };
    expect(judgeBound(exactly(1), exactly(internalMoment(d, epsilon, 1)), 1).verdict).toBe('pass');
    expect(judgeBound(exactly(1), exactly(printed(1, d.lambda0)), 1).verdict).toBe('fail');
  });
});

describe('Propositions 4.1 and 4.2', () => {
  const still = {
    G: 0,
    W: 0,
    lambda0: 1,
    lambda2: 1,
    lambdaIn: 2,
    V2: 1,
    Y: 1,
    E: 0.3,
    limitV2: 1,
    limitDistance: 0.1,
  };

  it('reduce to ε[E(0) + λ_in t + log|T|] without gradient', () => {
    const d = { ...still, space: { ...torus, length: 3 } };
    expect(dissipation(d, 0.01, 2)).toBeCloseTo(0.01 * (0.3 + 4 + Math.log(3)), 12);
    expect(limitDistance(d, 0.01, 2)).toBeCloseTo(0.1 + 2 * Math.sqrt(2 * dissipation(d, 0.01, 2)), 12);
  });

  it('use ∫e^{−|x|/2}dx = 4, 8π, 64π', () => {
    expect(exponentialMass(1)).toBeCloseTo(2 * integrateLayer((r) => Math.exp(-r / 2), 100, 1), 8);
    expect(exponentialMass(2)).toBeCloseTo(2 * Math.PI * integrateLayer((r) => r * Math.exp(-r / 2), 100, 1), 8);
    expect(exponentialMass(3)).toBeCloseTo(4 * Math.PI * integrateLayer((r) => r * r * Math.exp(-r / 2), 120, 1), 6);
    expect(entropyFloor({ ...still, X1: 1, space: line }, 0)).toBeCloseTo(Math.log(4) + 0.5, 14);
  });

  it('need X₁ on the line: without it nothing passes', () => {
    expect(dissipation({ ...still, space: line }, 0.01, 1)).toBeNaN();
  });
});

describe('the rates of the bounds themselves', () => {
  const d = {
    G: 0.6,
    W: 4,
    lambda0: 1.6,
    lambda2: 1.6,
    lambdaIn: 1.6,
    V2: 1,
    Y: 1.6,
    E: 0.4,
    limitV2: 1,
    limitDistance: 0,
    space: torus,
  };
  const order = (bound: (d: BoundData, epsilon: number, t: number) => number) => {
    const points = [1e-3, 1e-4, 1e-5, 1e-6].map((epsilon) => ({
      epsilon,
      measured: bound(d, epsilon, 1),
      uncertainty: 0,
    }));
    const fit = fitOrder(points, 0);
    return fit.fitted ? fit.order.observed : Number.NaN;
  };

  it('are ½ in the paper and 1 by the argument beyond it', () => {
    expect(order(equilibriumDistanceL2)).toBeCloseTo(0.5, 2);
    expect(order(marginalDistance)).toBeCloseTo(0.5, 1);
    expect(order(equilibriumDistanceL1)).toBeCloseTo(1, 2);
    expect(order(marginalDistanceImproved)).toBeCloseTo(1, 1);
  });
});
