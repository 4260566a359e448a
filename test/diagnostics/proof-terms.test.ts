import { describe, expect, it } from 'vitest';
import { contractionGain } from '../../src/diagnostics/contraction-gain.ts';
import { energyRates } from '../../src/diagnostics/energy-rates.ts';
import { entropy } from '../../src/diagnostics/entropy.ts';
import { marginalDecomposition } from '../../src/diagnostics/marginal-decomposition.ts';
import { marginal } from '../../src/diagnostics/moments.ts';
import { RowSpectra } from '../../src/diagnostics/row-spectra.ts';
import { tumblingEntropy } from '../../src/diagnostics/tumbling-entropy.ts';
import { TumblingFunctionals } from '../../src/diagnostics/tumbling-functionals.ts';
import { TumblingRateTable } from '../../src/diagnostics/tumbling-rates.ts';
import type { Model } from '../../src/model/model.ts';
import { gaussianSnapshot } from '../fixtures/gaussian-snapshot.ts';
import { modelOf } from '../theory/scenarios.ts';

/** A kernel that is symmetric in nothing, three velocities with unequal weights. */
const model = await modelOf({
  velocities: { set: 'list', values: [-1, 0.25, 1.5], weights: [1, 2, 1] },
  kernel: { rate: '1 + 0.4*tanh(z - 0.2) + 0.2*v - 0.1*v*w' },
});
const wave = (x: number): number => Math.cos(2 * Math.PI * x);
const snapshot = gaussianSnapshot(
  model,
  (x, v) => 1 + 0.3 * v * wave(x),
  (x, v) => 0.4 + 0.2 * wave(x) - 0.3 * v,
  0.9,
);
const nv = model.velocities.length;
const spectra = new RowSpectra(snapshot, nv);
spectra.load(snapshot.values);
/** Any u will do: the identities are about the change of variables, not about where u comes from. */
const u = Float64Array.from({ length: snapshot.x.count * nv }, (_, i) => {
  const [v] = model.velocities[i % nv];
  return 0.5 * v * wave(Math.floor(i / nv) / snapshot.x.count + 0.1);
});
const doubled = u.map((value) => 2 * value);

/** Post- and pre-tumble velocities exchanged. */
const exchanged: Model = {
  ...model,
  rate: (z, post, pre, out) => model.rate(z, pre, post, out),
  averagedRate: (a, post, pre, out) => model.averagedRate(a, pre, post, out),
};

describe('the change of variables in K', () => {
  const { K } = new TumblingFunctionals(model, spectra).evaluate(snapshot, u);
  const found = (seen: Model, gradient: Float64Array) => tumblingEntropy(snapshot, spectra, seen, gradient, K);

  it('holds', () => {
    const { tumblingLossIdentity, tumblingEntropyIdentity } = found(model, u);
    expect(Math.abs(K.value)).toBeGreaterThan(0.01);
    expect(Math.abs(tumblingLossIdentity.value)).toBeLessThan(1e-9);
    expect(Math.abs(tumblingEntropyIdentity.value)).toBeLessThan(1e-8);
  });

  it('does not hold for the rates of the opposite tumbles, or with another shift of y', () => {
    expect(Math.abs(found(exchanged, u).tumblingEntropyIdentity.value)).toBeGreaterThan(1e-3);
    expect(Math.abs(found(model, doubled).tumblingEntropyIdentity.value)).toBeGreaterThan(1e-3);
  });

  it('in K₂ needs that z is the same before and after the tumble', () => {
    const offset: Model = {
      ...model,
      // The rate of gain seen at another z than that of loss.
      rate: (z, post, pre, out) =>
        model.rate(
          z.map((value) => value + (post < pre ? 0.1 : 0)),
          post,
          pre,
          out,
        ),
    };
    expect(Math.abs(found(offset, u).tumblingLossIdentity.value)).toBeLessThan(1e-9);
    expect(Math.abs(found(offset, u).tumblingEntropyIdentity.value)).toBeGreaterThan(1e-3);
  });
});

describe('the cancellation in L₂', () => {
  const density = marginal(snapshot);
  const limit = density.map((value, i) => {
    const iv = i % nv;
    return value * (1 + 0.05 * (1 + iv) * wave(Math.floor(i / nv) / snapshot.x.count + 0.3 * iv));
  });
  const rates = new TumblingRateTable(model, spectra, snapshot).evaluate(snapshot, u);
  const { L22, L21 } = marginalDecomposition(density, limit, rates, snapshot.x, model);
  const gain = (seen: Model, gradient: Float64Array): number =>
    contractionGain(density, limit, gradient, snapshot.x, seen).value;

  it('is exact, and L₂₁ is below', () => {
    expect(L22.value).toBeGreaterThan(0.01);
    expect(Math.abs(gain(model, u) - L22.value)).toBeLessThan(1e-9);
    expect(L21.value).toBeLessThan(L22.value);
  });

  // Six and seven pairs of roots, D_tN up to 3.75 and 2.25, on 32 points.
  it.each([
    [6, 5],
    [7, 3],
  ])('knows what products alias where p̄ − q̄ has just changed its sign in %i places', (pairs, factor) => {
    const touching = (x: number): number => 1 - Math.cos(2 * Math.PI * pairs * x) - 1e-4;
    const apart = density.map((value, i) => value + touching(Math.floor(i / nv) / snapshot.x.count));
    const steep = u.map((value) => factor * value);
    const rates = new TumblingRateTable(model, spectra, snapshot).evaluate(snapshot, steep);
    const { L22: loss } = marginalDecomposition(density, apart, rates, snapshot.x, model);
    const found = contractionGain(density, apart, steep, snapshot.x, model);
    const residual = Math.abs(found.value - loss.value);
    expect(residual).toBeGreaterThan(1e-10);
    expect(residual).toBeLessThanOrEqual(found.x);
    expect(found.x).toBeLessThan(1e-6 * found.value);
  });

  it('is lost with the rates of the opposite tumbles, or at another D_tN', () => {
    expect(Math.abs(gain(exchanged, u) - L22.value)).toBeGreaterThan(1e-4);
    expect(Math.abs(gain(model, doubled) - L22.value)).toBeGreaterThan(1e-4);
  });
});

describe('the contributions to E′', () => {
  const { I } = entropy(snapshot, spectra, model);

  it('are 0 and −I', () => {
    const { transportEnergy, fokkerPlanckIdentity } = energyRates(snapshot, spectra, model, I);
    expect(Math.abs(transportEnergy.value)).toBeLessThan(1e-8);
    expect(Math.abs(fokkerPlanckIdentity.value)).toBeLessThan(1e-8);
  });

  it('are something else for what is no divergence in x, or with another Fisher information', () => {
    // q in place of v·∇ₓq.
    const { transportEnergy } = energyRates(snapshot, spectra, model, I, spectra.rows);
    expect(Math.abs(transportEnergy.value)).toBeGreaterThan(1e-3);
    const wrong = { ...I, value: 1.001 * I.value };
    expect(Math.abs(energyRates(snapshot, spectra, model, wrong).fokkerPlanckIdentity.value)).toBeGreaterThan(1e-5);
  });
});
