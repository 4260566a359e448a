import { exactly, type Measured, sample, uncertainty } from '../model/measured.ts';
import { difference, scaled, sum } from '../model/measured-arithmetic.ts';
import { compositeGauss } from '../model/quadrature.ts';
import { boxOf } from '../model/space-box.ts';
import { totalVariation, totalVariationBound, totalVariationByQuadrature } from '../theory/total-variation.ts';
import type { SeriesName } from './case.ts';
import { square } from './entropy-steps.ts';
import { vectorText } from './path-points.ts';
import { compareWith } from './samples.ts';
import type { BoundSample, CaseContext, IdentitySample, ModelContext } from './statement.ts';

/** Measured value of a series at index i; not a number when the scheme does not give it. */
const at = ({ result }: CaseContext, name: SeriesName, i: number): Measured => {
  const series = result.series[name];
  return series ? sample(series, i) : { value: Number.NaN, error: {} };
};

/** 2λ₀ times a measured value; the bar of λ₀ joins that of the value. */
function outflow({ constants: { lambda0 } }: CaseContext, measured: Measured): Measured {
  const upper = scaled(measured, 2 * lambda0.value);
  const spread = 2 * lambda0.uncertainty * (Math.abs(measured.value) + uncertainty(measured.error));
  return { value: upper.value, error: { ...upper.error, sampling: (upper.error.sampling ?? 0) + spread } };
}

/** L₂₁ ≤ L₂₂ = ∫∫Λ̄(D_tN(v), v′, v)|p̄ − q̄|(v). */
export function contractionSamples(context: CaseContext): BoundSample[] {
  return compareWith(context, 'L21', (_, i) => at(context, 'L22', i));
}

/** |L₃₁ − L₃₂| ≤ 2λ₀‖q − q̄𝓜‖. */
export function relaxationTermSamples(context: CaseContext): BoundSample[] {
  return differenceSamples(context, 'L31', 'L32', (i) => outflow(context, at(context, 'equilibriumDistance', i)));
}

/** |L₁₁ − L₁₂| ≤ 2λ₀∫p̄ min(2, |D_tM − D_tN|). */
export function adaptationTermSamples(context: CaseContext): BoundSample[] {
  return differenceSamples(context, 'L11', 'L12', (i) => outflow(context, at(context, 'adaptationGap', i)));
}

function differenceSamples(
  context: CaseContext,
  gain: SeriesName,
  loss: SeriesName,
  bound: (i: number) => Measured,
): BoundSample[] {
  return context.result.times.flatMap((time, i) => {
    const { value, error } = difference(at(context, gain, i), at(context, loss, i));
    return time > 0 ? [{ time, measured: { value: Math.abs(value), error }, bound: bound(i) }] : [];
  });
}

/** ‖p̄ − q̄‖(t) ≤ ‖p̄₀ − q̄₀‖ + 2λ₀(∫‖q − q̄𝓜‖ + ∫∫p̄ min(2, |D_tM − D_tN|)), all measured. */
export function gatheredSamples(context: CaseContext): BoundSample[] {
  return compareWith(context, 'limitDistance', (_, i) => {
    const sources = sum(at(context, '∫equilibriumDistance', i), at(context, '∫adaptationGap', i));
    return sum(at(context, 'limitDistance', 0), outflow(context, sources));
  });
}

/** (∫₀^t‖·‖)² ≤ t∫₀^t‖·‖², divided by t². */
export function jensenInTimeSamples(context: CaseContext): BoundSample[] {
  return context.result.times.flatMap((time, i) =>
    time > 0
      ? [
          {
            time,
            measured: square(scaled(at(context, '∫equilibriumDistance', i), 1 / time)),
            bound: scaled(at(context, '∫equilibriumDistance²', i), 1 / time),
          },
        ]
      : [],
  );
}

export interface GapPoint {
  readonly time: number;
  readonly velocity: number;
  /** D_tM and D_tN there. */
  readonly limit: number;
  readonly adapted: number;
  readonly where: string;
}

/** Points in x, and times in units of ε and of T, at which D_tM and D_tN are taken. */
const POSITIONS = 8;
const LAYER = [0.25, 1, 3];
const PARTS = [0.5, 1];

/** D_tM and D_tN at a few points of the initial layer and beyond, for every velocity. */
export function gapPoints({ model, epsilon }: ModelContext): GapPoint[] {
  const { scenario, dimension } = model;
  const { space } = scenario;
  const { start, length: width } = boxOf(space);
  const x = Float64Array.from({ length: POSITIONS * dimension }, (_, i) => {
    const k = Math.floor(i / dimension);
    return start + (width * (k + 0.3)) / POSITIONS;
  });
  const adaptation = model.adaptation(epsilon);
  const limit = new Float64Array(POSITIONS);
  const adapted = new Float64Array(POSITIONS);
  const times = [...LAYER.map((part) => part * epsilon), ...PARTS.map((part) => part * scenario.time)];
  return times.flatMap((time) =>
    model.velocities.flatMap((v, velocity) => {
      model.pathGradient(time, x, v, limit);
      adaptation.gradient(time, x, v, adapted);
      return Array.from(limit, (value, k) => ({
        time,
        velocity,
        limit: value,
        adapted: adapted[k],
        where: `x = ${vectorText([...x.subarray(k * dimension, (k + 1) * dimension)])}, v = ${vectorText(v)}`,
      }));
    }),
  );
}

/** Round-off of the quadratures over 𝓜. */
export const QUADRATURE_ERROR = 1e-12;

/** ∫|𝓜(y + a) − 𝓜(y)|dy − 2erf(|a|/(2√2)) at a = D_tM − D_tN. */
export function totalVariationResiduals(context: ModelContext): IdentitySample[] {
  return gapPoints(context).map(({ time, limit, adapted, where }) => {
    const a = limit - adapted;
    const value = totalVariationByQuadrature(a) - totalVariation(a);
    return { time, where, residual: { value, error: { floor: QUADRATURE_ERROR } } };
  });
}

/** Shifts that are compared whatever the scenario, from where the bound is attained to where it is 2. */
const SHIFTS = [0.001, 0.01, 0.1, 1, 2, 4, 8];
/** Smaller shifts leave too few digits of the ratio. */
const SMALLEST_SHIFT = 1e-4;

/** ∫|𝓜(y + a) − 𝓜(y)|dy over a bound, at a = D_tM − D_tN and at fixed a; at most 1. */
function variationRatios(context: ModelContext, bound: (a: number) => number): BoundSample[] {
  const shifts = [
    ...SHIFTS.map((a) => ({ time: 0, a, where: `a = ${a}` })),
    ...gapPoints(context).map(({ time, limit, adapted, where }) => ({ time, a: limit - adapted, where })),
  ];
  return shifts.flatMap(({ time, a, where }) => {
    if (Math.abs(a) < SMALLEST_SHIFT) return [];
    const value = totalVariationByQuadrature(a) / bound(a);
    return [{ time, where, measured: { value, error: { floor: QUADRATURE_ERROR / bound(a) } }, bound: exactly(1) }];
  });
}

/** Total variation over min(2, √(2/π)|a|). */
export const totalVariationSamples = (context: ModelContext): BoundSample[] =>
  variationRatios(context, totalVariationBound);

/** Total variation over |a| = √2 (∫𝓜 log(𝓜/𝓜(· + a)))^{1/2}, as printed, by Csiszár–Kullback. */
export const printedVariationSamples = (context: ModelContext): BoundSample[] => variationRatios(context, Math.abs);

/** Panels of the direct integral over y, and nodes of its two rules; their difference is the bar. */
const EDGES = Array.from({ length: 73 }, (_, i) => -9 + i / 4);
const RULES = [compositeGauss(EDGES, 12), compositeGauss(EDGES, 16)];

/**
 * Change of variable in L₁₂ at points of (t, x, v): ∫(Λ(y − D_tM) − Λ(y − D_tN))𝓜(y)dy, with the argument of Λ moved,
 * against ∫Λ(z)(𝓜(z + D_tM) − 𝓜(z + D_tN))dz, with the Maxwellian moved; z = y − D_tN.
 */
export function changeOfVariableResiduals(context: ModelContext): IdentitySample[] {
  const { model } = context;
  const averaged = new Float64Array(2);
  return gapPoints(context).map(({ time, velocity, limit, adapted, where }) => {
    const post = (velocity + 1) % model.velocities.length;
    model.averagedRate(Float64Array.of(limit, adapted), post, velocity, averaged);
    const [coarse, fine] = RULES.map(({ nodes, weights }) => {
      const z = new Float64Array(nodes.length);
      const rate = new Float64Array(nodes.length);
      let total = 0;
      for (const [shift, sign] of [
        [limit, 1],
        [adapted, -1],
      ]) {
        for (let i = 0; i < nodes.length; i++) z[i] = nodes[i] - shift;
        model.rate(z, post, velocity, rate);
        for (let i = 0; i < nodes.length; i++)
          total += (sign * weights[i] * rate[i] * Math.exp(-0.5 * nodes[i] ** 2)) / Math.sqrt(2 * Math.PI);
      }
      return total;
    });
    const value = fine - (averaged[0] - averaged[1]);
    return { time, where, residual: { value, error: { y: Math.abs(fine - coarse), floor: 1e-11 } } };
  });
}

/** Times at which the inequalities between minima are compared; they are about numbers, not about the scenario. */
const TIMES = Array.from({ length: 49 }, (_, k) => 10 ** (k / 4 - 6));

const ratioSamples = (left: (t: number) => number, right: (t: number) => number): BoundSample[] =>
  TIMES.map((time) => ({ time, measured: exactly(left(time) / right(time)), bound: exactly(1) }));

/** min(t, εt² + ε²) ≤ t min(1, εt) + ε², as a ratio. */
export const printedMinimumSamples = ({ epsilon: e }: ModelContext): BoundSample[] =>
  ratioSamples(
    (t) => Math.min(t, e * t * t + e * e),
    (t) => t * Math.min(1, e * t) + e * e,
  );

/** min(1, εt) ≤ √ε(t + 1)/√t, as a ratio. */
export const rootMinimumSamples = ({ epsilon: e }: ModelContext): BoundSample[] =>
  ratioSamples(
    (t) => Math.min(1, e * t),
    (t) => (Math.sqrt(e) * (t + 1)) / Math.sqrt(t),
  );

/** min(t, ε(1 + t)²) ≤ √(εt)(1 + t), as a ratio: the corrected source of 4.2 needs no ε². */
export const correctedMinimumSamples = ({ epsilon: e }: ModelContext): BoundSample[] =>
  ratioSamples(
    (t) => Math.min(t, e * (1 + t) ** 2),
    (t) => Math.sqrt(e * t) * (1 + t),
  );
