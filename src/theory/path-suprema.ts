import type { Model } from '../model/model.ts';
import { type PathSupremum, pathSupremum } from './signal-constants.ts';

const known = new WeakMap<Model, readonly PathSupremum[]>();

/** Suprema of D_tM and D_t²M for each velocity of the model; computed once per model. */
export function pathSuprema(model: Model): readonly PathSupremum[] {
  let suprema = known.get(model);
  if (!suprema) {
    suprema = model.velocities.map((v) => pathSupremum(model.scenario, v));
    known.set(model, suprema);
  }
  return suprema;
}
