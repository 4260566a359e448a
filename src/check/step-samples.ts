import { exactly, sample, uncertainty } from '../model/measured.ts';
import { difference } from '../model/measured-arithmetic.ts';
import { gaussLegendre } from '../model/quadrature.ts';
import { type BoundData, between, boundData } from '../theory/bound-data.ts';
import { fadingRamp, proofConstant } from '../theory/proposition-3.2-steps.ts';
import type { SeriesName } from './case.ts';
import { compareWith, residuals } from './samples.ts';
import type { BoundSample, CaseContext, IdentitySample, ModelContext } from './statement.ts';

/**
 * series(t) ≤ bound(t, other series at t). Without one of them there is nothing to compare.
 *
 * @param bound increasing function of the data and of each of the other values
 */
export function compareAmong(
  context: CaseContext,
  name: SeriesName,
  others: readonly SeriesName[],
  bound: (data: BoundData, time: number, values: readonly number[]) => number,
): BoundSample[] {
  const known = others.map((other) => context.result.series[other]);
  if (known.includes(undefined)) return [];
  return compareWith(context, name, (time, i, { lower, upper }) => {
    const values = known.flatMap((series) => (series ? [sample(series, i)] : []));
    const shifted = (sign: -1 | 1) => values.map(({ value, error }) => Math.max(0, value + sign * uncertainty(error)));
    // NaN must survive the lower end, where max(0, NaN) is NaN as well.
    return between(bound(lower, time, shifted(-1)), bound(upper, time, shifted(1)));
  });
}

/** series(t) − exact, an identity at every output time t > 0. */
export function residualsFrom(context: CaseContext, name: SeriesName, exact: number): IdentitySample[] {
  return residuals(context, name).map((found) => ({
    ...found,
    residual: difference(found.residual, exactly(exact)),
  }));
}

/** The condition ε ≤ 1/C of the last lines of the proof of (3.6). */
export function belowProofConstant({ model, constants, epsilon }: ModelContext): true | string {
  const C = proofConstant(boundData(model, constants, epsilon).upper);
  return epsilon * C <= 1 ? true : `ε > 1/C = ${(1 / C).toPrecision(3)}`;
}

/** Beyond this many units of 1/κ the exponential is below round-off. */
const MEMORY = 40;
const ROUND_OFF = 1e-13;

/** κ∫₀^t s e^{−κ(t−s)}ds by two Gauss rules on panels of length 1/κ, against its closed form. */
export function fadingRampSamples({ model, constants, epsilon }: ModelContext): IdentitySample[] {
  const kappa = 2 / epsilon - constants.lambda0.value;
  const { time: end } = model.scenario;
  return [epsilon / 4, epsilon, 4 * epsilon, end].map((time) => {
    const reach = Math.min(time, MEMORY / kappa);
    const panels = Math.ceil(reach * kappa);
    const [coarse, fine] = [10, 14].map((nodes) => {
      const rule = gaussLegendre(nodes);
      let sum = 0;
      for (let p = 0; p < panels; p++) {
        for (let i = 0; i < nodes; i++) {
          const back = (reach * (p + (1 + rule.nodes[i]) / 2)) / panels;
          sum += (rule.weights[i] / 2) * (time - back) * Math.exp(-kappa * back);
        }
      }
      return (kappa * sum * reach) / panels;
    });
    const bar = Math.abs(fine - coarse) + ROUND_OFF * Math.max(time, 1 / kappa);
    return { time, residual: { value: fine - fadingRamp(kappa, time), error: { time: bar } } };
  });
}
