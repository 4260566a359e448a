import type { Model } from '../model/model.ts';
import type { Constant } from './constant.ts';
import { type PathQuantity, pathSupremum } from './signal-constants.ts';

const known = new WeakMap<Model, Map<PathQuantity, readonly Constant[]>>();

/** A supremum along paths for each velocity of the model; computed once per model and quantity. */
export function pathSuprema(model: Model, quantity: PathQuantity): readonly Constant[] {
  let byQuantity = known.get(model);
  if (!byQuantity) {
    byQuantity = new Map();
    known.set(model, byQuantity);
  }
  let suprema = byQuantity.get(quantity);
  if (!suprema) {
    suprema = model.velocities.map((v) => pathSupremum(model.scenario, v, quantity));
    byQuantity.set(quantity, suprema);
  }
  return suprema;
}
