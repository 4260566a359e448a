import { createAdaptation, type SignalFields } from '../../src/model/adaptation.ts';
import type { Field } from '../../src/model/field.ts';
import type { Adaptation, Model } from '../../src/model/model.ts';

/** M, D_tM and D_t²M of a model as functions; those of `createModel` take a time for every position, too. */
export function fieldsOfModel(model: Model): SignalFields {
  const signal = model.signal as (...[t, x, out]: [Parameters<Field>[0], Float64Array, Float64Array]) => void;
  return {
    signal: (t, x, _, out) => signal(t, x, out),
    pathGradient: model.pathGradient as Field,
    pathCurvature: model.pathCurvature as Field,
    waves: undefined,
  };
}

/** N and its derivatives from quadratures, whether M is a sum of plane waves or not. */
export function adaptationByQuadrature(model: Model, epsilon: number, probes: Float64Array): Adaptation {
  return createAdaptation(epsilon, model.scenario.time, probes, model.velocities, fieldsOfModel(model));
}
