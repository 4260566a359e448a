import type { Model } from '../model/model.ts';
import type { MarginalSnapshot } from '../model/snapshot.ts';
import { adaptationGap, limitDistance } from './limit-distance.ts';
import { marginalModes, modeWeights } from './marginal-modes.ts';
import { absoluteMoment, marginalMoments } from './moments.ts';
import { negativePart } from './negative-part.ts';
import { positionDrift } from './position-drift.ts';
import { radialWeights } from './radial-weights.ts';
import type { Readings } from './reading.ts';

/**
 * Left-hand sides of the paper that p̄^ε(t,x,v) alone gives, and those of the limit solution on the same x-grid: mass, V₂, X₁,
 * first Fourier modes, ∫(x/|x|)·v p̄^ε, ‖p̄^ε − p̄‖_{L¹}, negative parts, ∫p̄ min(2,|D_tM−D_tN|).
 */
export function createMarginalEvaluator(
  model: Model,
  epsilon: number,
  { x }: MarginalSnapshot,
): (marginal: MarginalSnapshot, limit: MarginalSnapshot) => Readings {
  const adaptation = model.adaptation(epsilon);
  const waves = modeWeights(x, model.dimension);
  const radial = model.scenario.space.domain === 'line' ? radialWeights(x, model.dimension) : undefined;
  return (marginal, limit) => {
    const { values } = marginal;
    const { mass, V2 } = marginalMoments(values, x, model);
    const limits = marginalMoments(limit.values, limit.x, model);
    return {
      mass,
      V2,
      ...(radial
        ? {
            X1: absoluteMoment(values, x, radial.modulus, model),
            positionDrift: positionDrift(values, radial.direction, model),
          }
        : {}),
      ...marginalModes(values, x, waves, model),
      negativePart: negativePart(marginal, model),
      limitNegativePart: negativePart(limit, model),
      limitDistance: limitDistance(values, limit.values, x, model),
      limitMass: limits.mass,
      limitV2: limits.V2,
      adaptationGap: adaptationGap(limit, adaptation, model),
    };
  };
}
