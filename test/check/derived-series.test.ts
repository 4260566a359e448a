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
