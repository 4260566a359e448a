import { describe, expect, it } from 'vitest';
import calibrateCase from '../../bench/calibration-case.ts';

/** Not the seed that `npm run calibrate` uses by default. */
const SEED = 500;

describe('error bars of random scenarios', () => {
  it('hold the true error in at least 95 % of the units (scenario, ε, diagnostic) of six seeds', async () => {
    const units = [];
    for (let index = 0; index < 6; index++) {
      const result = await calibrateCase({ seed: SEED, index });
      for (const unit of result.units) units.push({ ...unit, index, epsilon: result.epsilon });
    }
    expect(units).toHaveLength(60);
    const outside = units.filter(({ error, bar }) => !(error <= bar));
    expect(outside.length, JSON.stringify(outside)).toBeLessThanOrEqual(0.05 * units.length);
    // Bars that are always wide enough because they are huge would say nothing.
    for (const { diagnostic, bar } of units) expect(bar, diagnostic).toBeLessThan(1e-4);
  }, 180_000);
});
