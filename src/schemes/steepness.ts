import type { Model } from '../model/model.ts';
import { boxOf } from '../model/space-box.ts';

/** sup |D_tM| over V, sampled: used only to choose the width of the first grid; the y-error is measured afterwards. */
export function steepness(model: Model): number {
  const { space, time } = model.scenario;
  const { start, length: width } = boxOf(space);
  const x = Float64Array.from({ length: 128 }, (_, i) => start + (width * i) / 128);
  const out = new Float64Array(128);
  let largest = 0;
  for (const v of model.velocities) {
    for (let k = 0; k <= 16; k++) {
      model.pathGradient((time * k) / 16, x, v, out);
      for (const value of out) largest = Math.max(largest, Math.abs(value));
    }
  }
  return largest;
}
