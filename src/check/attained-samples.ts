import { sample } from '../model/measured.ts';
import { scaled, squareRoot } from '../model/measured-arithmetic.ts';
import { gaussianParts, layerSquare, relaxingDistance, tumblingShare } from '../theory/attained-rate.ts';
import { type BoundData, between, boundData } from '../theory/bound-data.ts';
import { belowThreshold } from './samples.ts';
import type { BoundSample, CaseContext, ModelContext } from './statement.ts';

/** Nodes between two output times of the two rules whose difference is the error of the quadrature. */
const NODES = [4, 6] as const;
/** A law this close to 𝓜 is at equilibrium up to round-off. */
const EQUAL = 1e-12;

/** Where √ε is claimed to be attained: data in closed form that are not at their local equilibrium. */
export function leavesEquilibrium(context: ModelContext): true | string {
  const { model, epsilon } = context;
  const parts = gaussianParts(model.scenario.initial.profile, epsilon);
  if (!parts) return 'the law of y is no mixture of Gaussians, so its relaxation has no closed form';
  if (!(relaxingDistance(parts, 0) > EQUAL)) return 'the data are at their local equilibrium';
  return belowThreshold(context);
}

/** (∫₀^t[ℓ(s/ε) − share(s)]₊²ds/ε)^{1/2} ≤ ‖q − q̄𝓜‖_{L²(0,t;L¹)}/√ε at every output time t > 0. */
export function attainedSamples(context: CaseContext): BoundSample[] {
  const { model, constants, epsilon, result } = context;
  const norm = result.series['∫equilibriumDistance²'];
  const parts = gaussianParts(model.scenario.initial.profile, epsilon);
  if (!norm || !parts) return [];
  const range = boundData(model, constants, epsilon);
  const squares = (data: BoundData, nodes: number): number[] =>
    layerSquare(parts, epsilon, result.times, nodes, (t) => tumblingShare(data, epsilon, t));
  const [coarse, lower, upper] = [
    squares(range.upper, NODES[0]),
    squares(range.upper, NODES[1]),
    squares(range.lower, NODES[1]),
  ];
  return result.times.flatMap((time, i) => {
    if (!(time > 0)) return [];
    const square = between(lower[i], upper[i]);
    const floor = { value: square.value, error: { ...square.error, time: Math.abs(lower[i] - coarse[i]) } };
    return [
      {
        time,
        measured: squareRoot(scaled(floor, 1 / epsilon)),
        bound: squareRoot(scaled(sample(norm, i), 1 / epsilon)),
      },
    ];
  });
}
