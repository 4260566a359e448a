import { describe, expect, it } from 'vitest';
import { energyRates } from '../../src/diagnostics/energy-rates.ts';
import { entropy } from '../../src/diagnostics/entropy.ts';
import { RowSpectra } from '../../src/diagnostics/row-spectra.ts';
import type { FullSnapshot } from '../../src/model/snapshot.ts';
import { gaussianSnapshot } from '../fixtures/gaussian-snapshot.ts';
import { modelOf } from '../theory/scenarios.ts';

const model = await modelOf();
type Field = (x: number, v: number) => number;
const snapshotOf = (density: Field, mean: Field, deviation?: number): FullSnapshot =>
  gaussianSnapshot(model, density, mean, deviation);

function measured(snapshot: FullSnapshot) {
  const spectra = new RowSpectra(snapshot, model.velocities.length);
  spectra.load(snapshot.values);
  const energies = entropy(snapshot, spectra, model);
  return { ...energies, ...energyRates(snapshot, spectra, model, energies.I) };
}

describe('entropies of Gaussians', () => {
  it('H = a²/2 and I = a² for a shift by a: the logarithmic Sobolev inequality is attained', () => {
    for (const a of [0.01, 0.3, 0.8, 1.5]) {
      const { H, I, logSobolevDeficit } = measured(
        snapshotOf(
          () => 1,
          () => a,
        ),
      );
      expect(H.value).toBeCloseTo((a * a) / 2, 11);
      expect(I.value).toBeCloseTo(a * a, 11);
      expect(Math.abs(logSobolevDeficit.value)).toBeLessThan(1e-11);
    }
  });

  it('H = (s² − 1)/2 − log s and I = (s − 1/s)² for deviation s', () => {
    const { H, I, logSobolevDeficit } = measured(
      snapshotOf(
        () => 1,
        () => 0,
        0.8,
      ),
    );
    expect(H.value).toBeCloseTo((0.64 - 1) / 2 - Math.log(0.8), 10);
    expect(I.value).toBeCloseTo((0.8 - 1.25) ** 2, 10);
    expect(logSobolevDeficit.value).toBeGreaterThan(0.01);
  });

  it('I has a bar from twice as many points where it has more structure in x than the grid and half of it show', () => {
    const mean = (x: number): number => 0.01 * Math.exp(12 * (Math.cos(2 * Math.PI * x) - 1));
    const onGrid = (points: number): number =>
      Array.from({ length: points }, (_, i) => mean(i / points) ** 2).reduce((sum, square) => sum + square) / points;
    const exact = onGrid(1024);
    const { I } = measured(
      snapshotOf(
        () => 1,
        (x) => mean(x),
      ),
    );
    const fromTheGrid = (onGrid(32) - onGrid(16)) ** 2 / exact;
    expect(fromTheGrid).toBeGreaterThan(1e-5 * exact);
    expect(I.x).toBeLessThan(1e-3 * fromTheGrid);
    // What is left is the interpolation of q, an error of the grid that coarser runs show.
    expect(Math.abs(I.value - exact)).toBeLessThan(1e-3 * fromTheGrid);
  });

  it('H does not see the marginal, E does', () => {
    const { H, E } = measured(
      snapshotOf(
        (x, v) => 1 + 0.5 * v * Math.cos(2 * Math.PI * x),
        () => 0,
      ),
    );
    expect(Math.abs(H.value)).toBeLessThan(1e-12);
    expect(E.value).toBeGreaterThan(0.05);
  });
});

describe('contributions to E′', () => {
  it('transport gives nothing and the Fokker–Planck operator −I, for a density that depends on all variables', () => {
    const { I, transportEnergy, fokkerPlanckIdentity } = measured(
      snapshotOf(
        (x, v) => 1 + 0.3 * v * Math.sin(2 * Math.PI * x),
        (x) => 0.5 + 0.2 * Math.cos(2 * Math.PI * x),
        0.9,
      ),
    );
    expect(I.value).toBeGreaterThan(0.1);
    expect(Math.abs(transportEnergy.value)).toBeLessThan(1e-8);
    expect(Math.abs(fokkerPlanckIdentity.value)).toBeLessThan(1e-9);
  });
});
