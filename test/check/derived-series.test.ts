import { describe, expect, it } from 'vitest';
import { derivedSeries } from '../../src/check/derived-series.ts';
import type { Series } from '../../src/model/measured.ts';

// Polynomials in t, whose integrals the time quadrature has to round-off.

const times = Float64Array.from({ length: 41 }, (_, i) => i / 40);
const epsilon = 0.1;
const series = (f: (t: number) => number, error: { readonly [source: string]: number } = {}): Series => ({
  values: Array.from(times, f),
  error: Object.fromEntries(Object.entries(error).map(([source, bar]) => [source, Array.from(times, () => bar)])),
});
const given = {
  E: series((t) => 2 - t, { x: 0.1 }),
  I: series((t) => 3 * t * t, { x: 0.01 }),
  J: series((t) => t, { x: 0.02, floor: 0.5 }),
  K: series(() => 1, { x: 0.03 }),
  Y: series((t) => 1 + t * t, { y: 0.01 }),
  V2: series((t) => 1 + 3 * t, { v: 0.2 }),
  velocityBalance: series(() => 2, { v: 0.3 }),
  X1: series((t) => 5 + t * t, { x: 0.4 }),
  positionDrift: series((t) => t, { x: 0.6 }),
  equilibriumDistance: series((t) => t, { y: 0.1 }),
  adaptationGap: series(() => 2),
};
// Not once for all tests: what runs while a file is loaded is out of reach of `npm run mutation-score`.
const derive = () => derivedSeries(given, times, epsilon);
const is = (
  name: keyof ReturnType<typeof derive>,
  f: (t: number) => number,
  bars: { [source: string]: (t: number) => number } = {},
) => {
  const found = derive()[name];
  if (!found) throw new Error(`no ${name}`);
  expect(found.values).toHaveLength(times.length);
  for (const [i, t] of times.entries()) {
    expect(found.values[i]).toBeCloseTo(f(t), 10);
    for (const [source, bar] of Object.entries(bars)) {
      expect((found.error as { [source: string]: number[] })[source][i]).toBeCloseTo(bar(t), 10);
    }
    // The quadrature has nothing to miss.
    expect(found.error.time?.[i]).toBeLessThan(1e-10);
  }
  expect(Object.keys(found.error).sort()).toEqual([...Object.keys(bars), 'time'].sort());
};

describe('integrals', () => {
  it('are ∫₀^t of the series and of their bars', () => {
    is('∫I', (t) => t ** 3, { x: (t) => 0.01 * t });
    is('∫J', (t) => t ** 2 / 2, { x: (t) => 0.02 * t, floor: (t) => 0.5 * t });
    is('∫K', (t) => t, { x: (t) => 0.03 * t });
    is('∫Y', (t) => t + t ** 3 / 3, { y: (t) => 0.01 * t });
    is('∫equilibriumDistance', (t) => t ** 2 / 2, { y: (t) => 0.1 * t });
    is('∫adaptationGap', (t) => 2 * t);
  });

  it('of a square have the bar ∫(2|m|u + u²)', () => {
    is('∫equilibriumDistance²', (t) => t ** 3 / 3, { y: (t) => 0.1 * t ** 2 + 0.01 * t });
  });
});

describe('identities', () => {
  it('E(t) − E(0) + ∫I/ε − ∫J/2 − ∫K', () => {
    is('energyIdentity', (t) => -t + 10 * t ** 3 - t ** 2 / 4 - t, {
      x: (t) => 0.1 + 0.1 * t + 0.01 * t + 0.03 * t,
      floor: (t) => 0.25 * t,
    });
  });

  it('Y(t) − Y(0) − (2/ε)∫(1 − Y) − ∫J, and the growth without J', () => {
    is('internalMomentIdentity', (t) => t ** 2 + (20 / 3) * t ** 3 - t ** 2 / 2, {
      x: (t) => 0.02 * t,
      y: (t) => 0.01 + 0.2 * t,
      floor: (t) => 0.5 * t,
    });
    is('internalMomentGrowth', (t) => t ** 2 + (20 / 3) * t ** 3, { y: (t) => 0.01 + 0.2 * t });
  });

  it('V₂(t) − V₂(0) − ∫ and X₁(t) − X₁(0) − ∫', () => {
    is('velocityMomentIdentity', (t) => t, { v: (t) => 0.2 + 0.3 * t });
    is('positionMomentIdentity', (t) => t ** 2 / 2, { x: (t) => 0.4 + 0.6 * t });
  });
});

describe('identities of the marginals', () => {
  const nothing = series(() => 0);
  const terms = {
    limitDistance: series((t) => 1 + t ** 3, { x: 0.05 }),
    L11: series((t) => 5 * t * t, { x: 0.1 }),
    L12: series((t) => t),
    L21: series(() => 2),
    L22: series((t) => t ** 3),
    L31: series((t) => 3 * t),
    L32: series(() => 1, { x: 0.2 }),
  };
  const decomposition = (given: object) => derivedSeries(given, times, epsilon).decompositionIdentity;

  it('‖p̄ − q̄‖(t) − ‖p̄₀ − q̄₀‖ − ∫(L₁₁ − L₁₂ + L₂₁ − L₂₂ + L₃₁ − L₃₂), with the bars of all', () => {
    const found = decomposition(terms);
    for (const [i, t] of times.entries()) {
      const change = t + t ** 2 + (5 / 3) * t ** 3 - t ** 4 / 4;
      expect(found?.values[i]).toBeCloseTo(t ** 3 - change, 10);
      expect(found?.error.x?.[i]).toBeCloseTo(0.05 + 0.3 * t, 10);
      expect(found?.error.time?.[i]).toBeLessThan(1e-9);
    }
    for (const name of Object.keys(terms)) expect(decomposition({ ...terms, [name]: undefined })).toBeUndefined();
  });

  it('∫φq̄(t) − ∫φq̄₀ − ∫ of its rate', () => {
    const given = {
      testedMarginal: series((t) => 3 - t, { v: 0.1 }),
      testedMarginalRate: series((t) => 2 * t, { v: 0.3 }),
    };
    const found = derivedSeries(given, times, epsilon).marginalIdentity;
    for (const [i, t] of times.entries()) {
      expect(found?.values[i]).toBeCloseTo(-t - t * t, 10);
      expect(found?.error.v?.[i]).toBeCloseTo(0.1 + 0.3 * t, 10);
    }
    for (const name of Object.keys(given)) {
      expect(derivedSeries({ ...given, [name]: undefined }, times, epsilon)).toEqual({});
    }
  });

  it('have a bar for a kink between two times, and none before the rule reaches it', () => {
    const still = {
      ...terms,
      limitDistance: nothing,
      L12: nothing,
      L21: nothing,
      L22: nothing,
      L31: nothing,
      L32: nothing,
    };
    for (const kink of [0.3625, 0.31, 0.64]) {
      const found = decomposition({ ...still, L11: series((t) => Math.abs(t - kink)) });
      for (const [i, t] of times.entries()) {
        const exact = -(kink ** 2 + Math.sign(t - kink) * (t - kink) ** 2) / 2;
        const bar = found?.error.time?.[i] ?? Number.NaN;
        expect(Math.abs((found?.values[i] ?? Number.NaN) - exact)).toBeLessThanOrEqual(bar + 1e-12);
        // Seven intervals of h·Δf ≤ 2h² and more at the kink.
        expect(bar).toBeLessThan(20 / 40 ** 2);
        if (t < kink - 0.2) expect(bar).toBeLessThan(1e-9);
        if (t > kink + 0.1) expect(bar).toBeGreaterThan(1e-5);
      }
    }
  });
});

describe('what a scheme does not give', () => {
  it('leaves out all that is made of it, and nothing else', () => {
    const without = (...names: (keyof typeof given)[]) =>
      Object.keys(
        derivedSeries(
          Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name as never))),
          times,
          epsilon,
        ),
      );
    const all = Object.keys(derive());
    const lost = (...names: (keyof typeof given)[]) => all.filter((name) => !without(...names).includes(name)).sort();
    expect(lost('E')).toEqual(['energyIdentity']);
    expect(lost('I')).toEqual(['energyIdentity', '∫I']);
    expect(lost('K')).toEqual(['energyIdentity', '∫K']);
    expect(lost('J')).toEqual(['energyIdentity', 'internalMomentIdentity', '∫J']);
    expect(lost('Y')).toEqual(['internalMomentGrowth', 'internalMomentIdentity', '∫Y']);
    expect(lost('V2')).toEqual(['velocityMomentIdentity']);
    expect(lost('velocityBalance')).toEqual(['velocityMomentIdentity']);
    expect(lost('X1')).toEqual(['positionMomentIdentity']);
    expect(lost('positionDrift')).toEqual(['positionMomentIdentity']);
    expect(lost('equilibriumDistance')).toEqual(['∫equilibriumDistance', '∫equilibriumDistance²']);
    expect(lost('adaptationGap')).toEqual(['∫adaptationGap']);
    expect(derivedSeries({}, times, epsilon)).toEqual({});
  });
});
