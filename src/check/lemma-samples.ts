import type { Measured } from '../model/measured.ts';
import { between } from '../theory/bound-data.ts';
import type { Constant } from '../theory/constant.ts';
import { adaptationLag, gapOfVelocity, gapUniform, gradientSpread } from '../theory/lemma-3.1.ts';
import { type FieldPoint, type LemmaField, sampleLemma } from '../theory/lemma-sampling.ts';
import { pathSuprema } from '../theory/path-suprema.ts';
import { vectorText } from './path-points.ts';
import type { BoundSample, ModelContext } from './statement.ts';

/** Round-off of the quadratures along characteristics, relative to the largest value that they add up. */
const QUADRATURE_ERROR = 1e-12;

const low = (constant: Constant): number => constant.value - constant.uncertainty;

/** (3.1): |u(v) − u(v′)| against G (1 − e^{−t/ε}) |v − v′|. */
export function spreadSamples(context: ModelContext): BoundSample[] {
  const { model, constants, epsilon } = context;
  const at =
    (G: number) =>
    (t: number, [a, b]: readonly number[]) =>
      gradientSpread(G, epsilon, t, distance(model.velocities[a], model.velocities[b]));
  return samples(context, 'spread', at(low(constants.G)), at(constants.G.value));
}

/** |M − N|/ε = |u| against ‖D_tM(·,·,v)‖ (1 − e^{−t/ε}). */
export function adaptationLagSamples(context: ModelContext): BoundSample[] {
  const { model, epsilon } = context;
  const gradient = pathSuprema(model, 'gradient');
  return samples(
    context,
    'lag',
    (t, [iv]) => adaptationLag(low(gradient[iv]), epsilon, t),
    (t, [iv]) => adaptationLag(gradient[iv].value, epsilon, t),
  );
}

/** (3.2), first form, divided by ε + e^{−t/ε}. */
export function gapSamples(context: ModelContext): BoundSample[] {
  const { model, epsilon } = context;
  const initial = pathSuprema(model, 'initialGradient');
  const curvature = pathSuprema(model, 'curvature');
  return samples(
    context,
    'gap',
    (t, [iv]) => gapOfVelocity(low(initial[iv]), low(curvature[iv]), epsilon, t),
    (t, [iv]) => gapOfVelocity(initial[iv].value, curvature[iv].value, epsilon, t),
    (t) => epsilon + Math.exp(-t / epsilon),
  );
}

/** (3.2), second form, divided by ε + e^{−t/ε}: |D_tM − D_tN|/(ε + e^{−t/ε}) against 2W(1 + |v|²). */
export function uniformGapSamples(context: ModelContext): BoundSample[] {
  const { model, constants, epsilon } = context;
  const at =
    (W: number) =>
    (t: number, [iv]: readonly number[]) =>
      gapUniform(W, epsilon, t, Math.hypot(...model.velocities[iv]));
  return samples(context, 'gap', at(low(constants.W)), at(constants.W.value), (t) => epsilon + Math.exp(-t / epsilon));
}

type LemmaBound = (t: number, velocities: readonly number[]) => number;

function samples(
  { model, epsilon }: ModelContext,
  field: LemmaField,
  lower: LemmaBound,
  upper: LemmaBound,
  unit: (t: number) => number = () => 1,
): BoundSample[] {
  return sampleLemma(model, epsilon, field, upper).map((point) => {
    const { time, velocities, value } = point;
    const scale = unit(time);
    const measured: Measured = {
      value: value / scale,
      error: { floor: (QUADRATURE_ERROR * Math.max(value, upper(time, velocities))) / scale },
    };
    const bound = between(lower(time, velocities) / scale, upper(time, velocities) / scale);
    return { time, measured, bound, where: describe(point, model.velocities) };
  });
}

function describe({ position, velocities }: FieldPoint, all: readonly (readonly number[])[]): string {
  const names = ['v', 'v′'];
  return [`x = ${vectorText(position)}`, ...velocities.map((iv, k) => `${names[k]} = ${vectorText(all[iv])}`)].join(
    ', ',
  );
}

const distance = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((c, j) => c - b[j]));
