import { type Measured, type Series, sample } from '../model/measured.ts';
import { scaled } from '../model/measured-arithmetic.ts';
import { type BoundData, boundData, boundOver } from '../theory/bound-data.ts';
import { integral, panels, unscaledVariance } from '../theory/closed-forms.ts';
import { initialFigures } from '../theory/initial-figures.ts';
import {
  literalEntropy,
  theta,
  thetaDissipation,
  thetaEnergy,
  unpreparedDistanceSquare,
} from '../theory/remark-theta.ts';
import { spreadSamples } from './lemma-samples.ts';
import { formatNumber } from './round-to-bar.ts';
import type { BoundSample, IdentitySample, ModelContext } from './statement.ts';
import { type ThetaCase, thetaCase } from './theta-case.ts';

/** Times in units of ε at which closed forms of the frame are compared. */
const TIMES = [0.1, 0.5, 1, 2, 4, 8, 16];

/** ε/θ ≤ 1, the factor of jumps in y that the θ-frame brings. */
export function jumpFactorSamples({ epsilon }: ModelContext): BoundSample[] {
  return TIMES.map((s) => ({
    time: s * epsilon,
    measured: { value: epsilon / theta(epsilon, s * epsilon), error: {} },
    bound: { value: 1, error: {} },
  }));
}

/** (3.1) in the θ-frame: a tumble v → v′ moves y by (ε/θ)|u(v′) − u(v)| ≤ G(1 − e^{−t/ε})|v − v′|. */
export function thetaJumpSamples(context: ModelContext): BoundSample[] {
  const { epsilon } = context;
  return spreadSamples(context).map((one) => ({
    ...one,
    measured: scaled(one.measured, epsilon / theta(epsilon, one.time)),
  }));
}

/** θ²(t) − 1 − ∫₀ᵗ(2ε − 2θ²/ε)ds, divided by its largest value 1. */
export function thetaEquationSamples({ epsilon }: ModelContext): IdentitySample[] {
  return TIMES.map((s) => {
    const { value, error } = integral(
      (r) => 2 * epsilon * epsilon - 2 * unscaledVariance(epsilon, r * epsilon),
      panels(0, s, Math.max(4, Math.ceil(2 * s))),
    );
    return { time: s * epsilon, residual: { value: unscaledVariance(epsilon, s * epsilon) - 1 - value, error } };
  });
}

/** ∫p₀ log p₀ of the scenario's data, which (2.3) as printed bounds; relative to dx ν(dv) dm. */
export function literalEntropyOf({ model, epsilon }: ModelContext): Measured {
  const { E, Y } = initialFigures(model, epsilon);
  return { value: literalEntropy(E.value, Y.value, epsilon), error: E.error };
}

/** E_θ(0) of the scenario's data. */
export function thetaEnergyOf({ model, epsilon }: ModelContext): Measured {
  const { E, Y } = initialFigures(model, epsilon);
  return { value: thetaEnergy(E.value, Y.value, epsilon), error: E.error };
}

/** ∫₀ᵗ(ε/θ²)‖q − q̄𝓜‖² against E_θ(0) + λ_in t + ½∫J_θ⁺ + B. */
export const thetaDissipationSamples = (context: ModelContext): BoundSample[] =>
  compared(context, ({ dissipated }) => dissipated, thetaDissipation);

/** ∫₀ᵗ‖p − p̄𝓜_{ε,N}‖² against 4ε|log ε| + ε(√(2R) + √c)². */
export const unpreparedSamples = (context: ModelContext): BoundSample[] =>
  compared(context, ({ distanceSquare }) => distanceSquare, unpreparedDistanceSquare);

function compared(
  context: ModelContext,
  pick: (solved: ThetaCase) => Series,
  bound: (data: BoundData, epsilon: number, t: number) => number,
): BoundSample[] {
  const { model, constants, epsilon } = context;
  const solved = thetaCase(model, epsilon);
  const range = boundData(model, constants, epsilon);
  return solved.times.flatMap((time, i) =>
    time > 0
      ? [{ time, measured: sample(pick(solved), i), bound: boundOver(range, (data) => bound(data, epsilon, time)) }]
      : [],
  );
}

/** ∫₀ᵀ‖p − p̄𝓜_{ε,N}‖² at the final time. */
function finalSquare({ model }: ModelContext, epsilon: number): Measured {
  const { times, distanceSquare } = thetaCase(model, epsilon);
  return sample(distanceSquare, times.length - 1);
}

/** Part of 4ε|log ε| that is reached only as ε → 0: the integral for M ≡ 0 is 4(|log ε| − 2.04…). */
const LOST = 2.1;

/** 4ε(|log ε| − 2.1) ≤ ∫₀ᵀ‖p − p̄𝓜_{ε,N}‖²: the logarithm is there. */
export function logarithmSamples(context: ModelContext): BoundSample[] {
  const { epsilon, model } = context;
  const log = Math.abs(Math.log(epsilon));
  const square = finalSquare(context, epsilon);
  const ratio = Math.sqrt(square.value / (epsilon * log));
  return [
    {
      time: model.scenario.time,
      measured: { value: 4 * epsilon * (log - LOST), error: {} },
      bound: square,
      where: `norm/√(ε|log ε|) = ${formatNumber(ratio, 4)}`,
    },
  ];
}

/** ∫‖p − p̄𝓜_{ε,N}‖²/ε against its value at the next larger ε of the scenario: without a logarithm it would not grow. */
export function withoutLogarithmSamples(context: ModelContext): BoundSample[] {
  const { epsilon, model } = context;
  const larger = Math.min(...model.scenario.epsilons.filter((other) => other > epsilon));
  if (!Number.isFinite(larger)) return [];
  const [small, large] = [epsilon, larger].map((at) => scaled(finalSquare(context, at), 1 / at));
  const order = Math.log((small.value * epsilon) / (large.value * larger)) / (2 * Math.log(epsilon / larger));
  return [
    {
      time: model.scenario.time,
      measured: small,
      bound: large,
      where: `order of the norm from ε = ${formatNumber(larger)}: ${formatNumber(order, 3)}`,
    },
  ];
}
