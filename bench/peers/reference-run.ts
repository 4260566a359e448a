import { entropy } from '../../src/diagnostics/entropy.ts';
import { EquilibriumDistance } from '../../src/diagnostics/equilibrium-distance.ts';
import { limitDistance } from '../../src/diagnostics/limit-distance.ts';
import { internalMoment, marginal, marginalMoments } from '../../src/diagnostics/moments.ts';
import { RowSpectra } from '../../src/diagnostics/row-spectra.ts';
import { createModel } from '../../src/model/create-model.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { solveLimit } from '../../src/schemes/limit.ts';
import { reference } from '../../src/schemes/reference.ts';
import type { ReferenceResolution } from '../../src/schemes/reference-resolution.ts';
import type { Series, SeriesName } from './result.ts';

/**
 * Our reference solver, the limit solver beside it, and the diagnostics that every peer computes, at all of `times`;
 * `watch` does, at every output time, everything but the kinetic solver, and may time it.
 */
export function runReference(
  scenario: Scenario,
  epsilon: number,
  resolution: ReferenceResolution,
  times: Float64Array,
  watch: (work: () => void) => void = (work) => work(),
): Series {
  const model = createModel(scenario);
  const nv = model.weights.length;
  const { nx, modes, substeps, longestStep } = resolution;
  const limit = solveLimit(scenario, { nx, modes, substeps, longestStep }, times);
  const series: { [name in SeriesName]: number[] } = {
    mass: [],
    Y: [],
    E: [],
    I: [],
    H: [],
    equilibriumDistance: [],
    limitDistance: [],
  };
  let spectra: RowSpectra | undefined;
  let equilibrium: EquilibriumDistance | undefined;
  for (const q of reference.solve(scenario, epsilon, { ...resolution }, times)) {
    watch(() => {
      const other = limit.next();
      if (q.level !== 'full' || other.done) throw new Error('the two solvers gave different snapshots');
      spectra ??= new RowSpectra(q, nv);
      equilibrium ??= new EquilibriumDistance(model, spectra, q);
      spectra.load(q.values);
      const density = marginal(q);
      const { E, I, H } = entropy(q, spectra, model);
      series.mass.push(marginalMoments(density, q.x, model).mass.value);
      series.Y.push(internalMoment(q, model).value);
      series.E.push(E.value);
      series.I.push(I.value);
      series.H.push(H.value);
      series.equilibriumDistance.push(equilibrium.evaluate(q).value);
      series.limitDistance.push(limitDistance(density, other.value.values, q.x, model).value);
    });
  }
  return series;
}

/** φ-functions are kept between runs of one process; a run on another y-grid makes the solver forget them, as in a new case. */
export function forgetPhi(scenario: Scenario): void {
  const small = { nx: 4, modes: 1, ny: 8, halfWidth: 4, substeps: 1, longestStep: 1 };
  for (const _ of reference.solve(scenario, 1, small, Float64Array.of(0, 1e-3)));
}
