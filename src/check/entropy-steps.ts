import { exactly, type Measured, sample, uncertainty } from '../model/measured.ts';
import { scaled } from '../model/measured-arithmetic.ts';
import { boundData, boundOver } from '../theory/bound-data.ts';
import { integrateLayer } from '../theory/layer-quadrature.ts';
import { energyInput } from '../theory/proposition-4.1.ts';
import { compareWith } from './samples.ts';
import type { BoundSample, CaseContext, ModelContext } from './statement.ts';

/** m² with the bar 2|m|u + u². */
export function square({ value, error }: Measured): Measured {
  const bar = uncertainty(error);
  return { value: value * value, error: scaled({ value: 0, error }, 2 * Math.abs(value) + bar).error };
}

/**
 * Gaussian logarithmic Sobolev inequality, 2H ≤ I. Both sides share most of their error, so the bar is that of I − 2H,
 * which was measured as one number.
 */
export function logSobolevSamples(context: CaseContext): BoundSample[] {
  const { I, H, logSobolevDeficit } = context.result.series;
  if (!I || !H || !logSobolevDeficit) return [];
  return context.result.times.flatMap((time, i) =>
    time > 0
      ? [
          {
            time,
            measured: { value: 2 * H.values[i], error: sample(logSobolevDeficit, i).error },
            bound: exactly(I.values[i]),
          },
        ]
      : [],
  );
}

/** Csiszár–Kullback: ‖q − q̄𝓜‖² ≤ 2H. */
export function csiszarKullbackSamples(context: CaseContext): BoundSample[] {
  const { H } = context.result.series;
  return H ? compareWith(context, 'equilibriumDistance', (_, i) => scaled(sample(H, i), 2), square) : [];
}

/** K ≤ ∫(Λ_in − Λ_out)q, from log r ≤ r − 1. */
export function netInflowSamples(context: CaseContext): BoundSample[] {
  const { netInflow } = context.result.series;
  return netInflow ? compareWith(context, 'K', (_, i) => sample(netInflow, i)) : [];
}

/** E(t) − E(0) + ∫I/ε ≤ λ_in t + ½∫J⁺: the identity with the bounds of J and K put in. */
export function energyInequalitySamples(context: CaseContext): BoundSample[] {
  const { result, epsilon } = context;
  const { E, '∫I': I, energyIdentity } = result.series;
  if (!E || !I || !energyIdentity) return [];
  const range = boundData(context.model, context.constants, epsilon);
  return result.times.flatMap((time, i) => {
    if (!(time > 0)) return [];
    // The bar of the identity holds those of E and of ∫I/ε.
    const measured = {
      value: E.values[i] - E.values[0] + I.values[i] / epsilon,
      error: sample(energyIdentity, i).error,
    };
    return [{ time, measured, bound: boundOver(range, (data) => energyInput(data, epsilon, time)) }];
  });
}

/** Times in units of ε at which the integral over the layer is compared. */
const LAYER_TIMES = [0.01, 0.1, 0.3, 1, 2, 4, 8, 16, 32, 64];
/** Relative error of `integrateLayer`. */
const QUADRATURE_ERROR = 1e-10;

/** ε^{−1}∫₀^t s^{1/2}e^{−s/2ε}ds ≤ √ε∫₀^∞σ^{1/2}e^{−σ/2}dσ = √(2πε), divided by √ε. */
export function layerIntegralSamples({ epsilon }: ModelContext): BoundSample[] {
  return LAYER_TIMES.map((multiple) => {
    const time = multiple * epsilon;
    const value =
      integrateLayer((s) => Math.sqrt(s) * Math.exp(-s / (2 * epsilon)), time, epsilon) / epsilon / Math.sqrt(epsilon);
    return {
      time,
      measured: { value, error: { floor: QUADRATURE_ERROR * value } },
      bound: exactly(Math.sqrt(2 * Math.PI)),
    };
  });
}
