import type { Model } from '../model/model.ts';
import { gridPositions, pointCount } from '../model/position-grid.ts';
import type { FullSnapshot, MarginalSnapshot } from '../model/snapshot.ts';
import { contractionGain } from './contraction-gain.ts';
import { energyRates } from './energy-rates.ts';
import { entropy } from './entropy.ts';
import { EquilibriumDistance } from './equilibrium-distance.ts';
import { adaptationGap, limitDistance } from './limit-distance.ts';
import { marginalBalance } from './marginal-balance.ts';
import { marginalDecomposition } from './marginal-decomposition.ts';
import { marginalModes, modeWeights } from './marginal-modes.ts';
import { absoluteMoment, internalMoment, marginal, marginalMoments } from './moments.ts';
import { negativePart } from './negative-part.ts';
import { positionDrift } from './position-drift.ts';
import { radialWeights } from './radial-weights.ts';
import type { Reading, Readings } from './reading.ts';
import { RowSpectra } from './row-spectra.ts';
import { tumblingEntropy } from './tumbling-entropy.ts';
import { TumblingFunctionals } from './tumbling-functionals.ts';
import { TumblingRateTable } from './tumbling-rates.ts';

/**
 * All left-hand sides of the paper at one time, from a full snapshot and the limit solution on the same x-grid.
 * Knows grids, weights and the model, never the scheme. The evaluator keeps its buffers between calls.
 *
 * @param relaxed factor on quadrature tolerances, for runs that need fewer digits
 * @returns with `detail` also what is too expensive for every output time
 */
export function createRescaledEvaluator(
  model: Model,
  epsilon: number,
  shape: FullSnapshot,
  relaxed = 1,
): (q: FullSnapshot, limit: MarginalSnapshot, detail?: boolean) => Readings {
  const nv = model.weights.length;
  const spectra = new RowSpectra(shape, nv, model.dimension);
  const tumbling = new TumblingFunctionals(model, spectra);
  const equilibrium = new EquilibriumDistance(model, spectra, shape, relaxed);
  const rateTable = new TumblingRateTable(model, spectra, shape);
  const adaptation = model.adaptation(epsilon);
  const { x } = shape;
  const points = pointCount(x, model.dimension);
  const positions = gridPositions(x, model.dimension);
  const gradient = new Float64Array(points * nv);
  const column = new Float64Array(points);
  const waves = modeWeights(x, model.dimension);
  const radial = model.scenario.space.domain === 'line' ? radialWeights(x, model.dimension) : undefined;
  // L₂ rests on (1.12), which belongs to the frame y = (m − N)/ε.
  const isAdapted = shape.frame.theta === shape.epsilon;
  return (q, limit, detail = false) => {
    model.velocities.forEach((v, iv) => {
      adaptation.gradient(q.time, positions, v, column);
      for (let ix = 0; ix < points; ix++) gradient[ix * nv + iv] = column[ix];
    });
    spectra.load(q.values);
    const density = marginal(q);
    const { mass, V2 } = marginalMoments(density, x, model);
    const rates = rateTable.evaluate(q, gradient);
    const limits = marginalMoments(limit.values, limit.x, model);
    const energies = entropy(q, spectra, model);
    const tumbles = tumbling.evaluate(q, gradient);
    const terms = marginalDecomposition(density, limit.values, rates, x, model);
    return {
      mass,
      V2,
      ...(radial
        ? {
            X1: absoluteMoment(density, x, radial.modulus, model),
            positionDrift: positionDrift(density, radial.direction, model),
          }
        : {}),
      ...marginalModes(density, x, waves, model),
      Y: internalMoment(q, model),
      negativePart: negativePart(q, model),
      limitNegativePart: negativePart(limit, model),
      ...energies,
      ...tumbles,
      equilibriumDistance: equilibrium.evaluate(q),
      limitDistance: limitDistance(density, limit.values, x, model),
      limitMass: limits.mass,
      limitV2: limits.V2,
      adaptationGap: adaptationGap(limit, adaptation, model),
      ...terms,
      ...marginalBalance(density, rates, x, model),
      ...(detail
        ? {
            ...energyRates(q, spectra, model, energies.I),
            ...tumblingEntropy(q, spectra, model, gradient, tumbles.K),
            ...(isAdapted
              ? { cancellation: cancellation(contractionGain(density, limit.values, gradient, x, model), terms.L22) }
              : {}),
          }
        : {}),
    };
  };
}

/** The bars of L₂₂ are those of its lines and its signs, which the gain has as well; what products alias they do not share. */
const cancellation = (gain: { readonly value: number; readonly x: number }, loss: Reading): Reading => ({
  value: gain.value - loss.value,
  x: gain.x,
});
