import { describe, expect, it } from 'vitest';
import calibrateCase from '../../bench/calibration-case.ts';
import { readCalibration, roundedUnit, shortcomings, summarise } from '../../bench/calibration-record.ts';

const unit = (error: number, bar: number, diagnostic = 'E') => ({ diagnostic, error, bar, inside: 1 });
const recordOf = (units: readonly ReturnType<typeof unit>[]) =>
  summarise([{ index: 0, epsilon: 0.1, units }], { reason: 'test', scheme: 'reference', seed: 1 });

describe('a calibration', () => {
  it('says when errors lie outside of the bars', () => {
    const units = Array.from({ length: 20 }, (_, i) => unit(i < 18 ? 1e-6 : 3e-6, 2e-6));
    expect(shortcomings(recordOf(units))).toEqual(['the error is inside the bar in 0.9 of the units']);
    expect(shortcomings(recordOf(units.map(({ bar }) => unit(1e-6, bar))))).toEqual([]);
    expect(shortcomings(recordOf([unit(Number.NaN, 1)]))).not.toEqual([]);
  });

  it('says when bars are too wide, and leaves out what is made of round-off', () => {
    expect(shortcomings(recordOf([unit(1e-8, 4e-7)]))).toEqual(['E: the bar is 40 times as wide as the error']);
    expect(shortcomings(recordOf([unit(1e-16, 5e-12)]))).toEqual([]);
  });
});

describe('the tracked calibration', () => {
  it('covers at least 100 cases, 95 % of their units, with bars not more than 30 times too wide', async () => {
    const record = await readCalibration();
    expect(record.cases).toBeGreaterThanOrEqual(100);
    expect(record.diagnostics.length).toBeGreaterThanOrEqual(10);
    expect(shortcomings(record)).toEqual([]);
  });

  it('is reproduced in its first sample to the digits that are tracked', async () => {
    const { seed, scheme, samples } = await readCalibration();
    for (const { index, units } of samples.slice(0, 1)) {
      const again = (await calibrateCase({ seed, index, scheme })).units.map(roundedUnit);
      expect(again.map(({ diagnostic, bar }) => [diagnostic, bar])).toEqual(
        units.map(({ diagnostic, bar }) => [diagnostic, bar]),
      );
      again.forEach(({ error }, i) => {
        // Below this an error is round-off, whose digits depend on the order of additions.
        const tracked = units[i].error;
        expect(Math.abs(error - tracked), units[i].diagnostic).toBeLessThanOrEqual(1e-11 + 0.06 * tracked);
      });
    }
  }, 120_000);
});
