import { describe, expect, it } from 'vitest';
import { around, measure, ownBars } from '../../src/check/error-budget.ts';
import type { MarginalSnapshot } from '../../src/model/snapshot.ts';
import type { Coarsening, Resolution, Scheme } from '../../src/schemes/scheme.ts';
import { modelOf } from '../theory/scenarios.ts';

describe('the bar around a position', () => {
  it('is the largest difference from one before to one after', () => {
    const differences = [5, 1, 2, 4, 3, 7];
    expect(around(differences, 2)).toBe(4);
    expect(around(differences, 1)).toBe(5);
    expect(around(differences, 0)).toBe(5);
    expect(around(differences, 2.25)).toBe(4);
    expect(around(differences, 2.5)).toBe(4);
    expect(around(differences, 3.5)).toBe(7);
    expect(around(differences, 5)).toBe(7);
    expect(around([1, 0, 0, 0, 0], 2)).toBe(0);
    expect(around([1, 0, 0, 0, 1], 2.5)).toBe(1);
    expect(around([], 0)).toBe(0);
  });

  it('keeps NaN', () => {
    expect(around([1, 2, Number.NaN], 1)).toBeNaN();
    expect(around([1, Number.NaN, 2], 1)).toBeNaN();
    expect(around([Number.NaN, 1, 2], 1)).toBeNaN();
    expect(around([Number.NaN, 1, 2, 3], 2)).toBe(3);
  });
});

describe('the own bars of a series', () => {
  it('are what it reports, and round-off of its largest value', () => {
    const { x, y, floor, ...others } = ownBars({
      values: [1, -20, 3],
      error: { x: [0, 0, 0.1], y: [0, 0, 0], floor: [1, 2, 3], time: undefined } as never,
    });
    expect(x).toEqual([0, 0, 0.1]);
    expect(y).toBeUndefined();
    // 5e-12 of 20.
    expect(floor).toEqual([
      expect.closeTo(1 + 1e-10, 14),
      expect.closeTo(2 + 1e-10, 14),
      expect.closeTo(3 + 1e-10, 14),
    ]);
    expect(others).toEqual({});
  });

  it('take small series for differences of numbers of size 1: 5e-12 of 0.01 at least', () => {
    expect(ownBars({ values: [1e-9, 0], error: {} }).floor).toEqual([
      expect.closeTo(5e-14, 25),
      expect.closeTo(5e-14, 25),
    ]);
    expect(ownBars({ values: [0.02], error: {} }).floor).toEqual([expect.closeTo(1e-13, 25)]);
  });
});

describe('a run with its bars', async () => {
  const { scenario } = await modelOf({ initial: { density: '1', profile: { type: 'equilibrium' } } });
  const times = Float64Array.from({ length: 11 }, (_, i) => i / 10);
  const asked: { readonly resolution: Resolution; readonly times: readonly number[] }[] = [];

  /** q̄ = 1 + shift everywhere, so that the mass is that. */
  const shifted = (coarsenings: readonly Coarsening[]): Scheme => ({
    name: 'shifted',
    title: '',
    level: 'marginal',
    supports: () => true,
    resolution: () => ({}),
    refine: () => undefined,
    coarsenings: () => coarsenings,
    *solve(_scenario, epsilon, resolution, at) {
      asked.push({ resolution, times: [...at] });
      for (const time of at) {
        const snapshot: MarginalSnapshot = {
          level: 'marginal',
          time,
          epsilon,
          x: { start: 0, spacing: 1 / 16, count: 16 },
          values: new Float64Array(32).fill(1 + (resolution.shift ?? 0) + (resolution.drift ?? 0) * time),
        };
        yield snapshot;
      }
      return { steps: 7 };
    },
  });
  const common = { reason: '' };

  it('has for each source the factor times the difference to a coarser run, of the base run or of another one', () => {
    const scheme = shifted([
      { ...common, source: 'time', resolution: { shift: 0.01 }, against: 'base', factor: 0.5 },
      { ...common, source: 'x', resolution: { shift: 0.03 }, against: 'time', factor: 2 },
    ]);
    const { series, steps, level, whole, detail, base } = measure(scenario, scheme, 0.1, {}, times);
    const { mass } = series;
    if (!mass) throw new Error('no mass');
    expect(mass.values).toHaveLength(11);
    for (const value of mass.values) expect(value).toBeCloseTo(1, 14);
    for (const bar of mass.error.time ?? [Number.NaN]) expect(bar).toBeCloseTo(0.005, 13);
    for (const bar of mass.error.x ?? [Number.NaN]) expect(bar).toBeCloseTo(0.04, 13);
    for (const bar of mass.error.floor ?? [Number.NaN]) expect(bar).toBeLessThan(1e-10);
    expect(mass.error.time).toHaveLength(11);
    expect([steps, level, whole]).toEqual([7, 'marginal', []]);
    expect(base.series.get('mass')?.values).toEqual(mass.values);
    // The ends and the kept time in the middle.
    expect(detail.times).toEqual([0, 0.8, 1]);
  });

  it('takes another factor for what has kinks, as a distance does, when there is one', () => {
    const at = (factorAtKinks?: number) =>
      shifted([
        {
          ...common,
          source: 'x',
          resolution: { shift: 0.02 },
          against: 'base',
          factor: 2,
          ...(factorAtKinks === undefined ? {} : { factorAtKinks }),
        },
      ]);
    const [one, other] = [undefined, 5].map((factor) => measure(scenario, at(factor), 0.1, {}, times).series);
    const bar = (name: 'mass' | 'limitDistance', series: typeof one) => series[name]?.error.x?.at(-1) ?? Number.NaN;
    expect(bar('limitDistance', one)).toBeGreaterThan(1e-3);
    expect(bar('limitDistance', other) / bar('limitDistance', one)).toBeCloseTo(5 / 2, 6);
    expect(bar('mass', one)).toBeCloseTo(0.04, 13);
    expect(bar('mass', other)).toBeCloseTo(0.04, 13);
  });

  it('compares at every fourth time and the last, and takes the largest difference nearby', () => {
    const scheme = shifted([{ ...common, source: 'time', resolution: { drift: 1 }, against: 'base', factor: 1 }]);
    const { mass } = measure(scenario, scheme, 0.1, {}, times).series;
    // Compared at 0, 0.4, 0.8 and 1, where the runs differ by t.
    const expected = [0.4, 0.8, 0.8, 0.8, 0.8, 1, 1, 1, 1, 1, 1];
    for (const [i, bar] of (mass?.error.time ?? []).entries()) expect(bar).toBeCloseTo(expected[i], 12);
    expect(mass?.error.time).toHaveLength(11);
  });

  it('asks a run with `every` at those times only, and keeps it whole', () => {
    asked.length = 0;
    const coarsening: Coarsening = {
      ...common,
      source: 'time',
      resolution: { shift: 0.02 },
      against: 'base',
      factor: 1,
      every: 2,
    };
    const { series, whole } = measure(scenario, shifted([coarsening]), 0.1, {}, times);
    expect(asked.map((one) => one.times.length)).toEqual([11, 6]);
    expect(whole).toHaveLength(1);
    expect(whole[0].asked).toEqual([0, 2, 4, 6, 8, 10]);
    expect(whole[0].coarsening).toBe(coarsening);
    expect(whole[0].record.series.get('mass')?.values).toHaveLength(6);
    for (const bar of series.mass?.error.time ?? [Number.NaN]) expect(bar).toBeCloseTo(0.02, 13);
    expect(series.mass?.error.time).toHaveLength(11);
  });
});
