import type { Model } from '../model/model.ts';
import { gridPositions } from '../model/position-grid.ts';
import { boxOf } from '../model/space-box.ts';

/** Points in each coordinate of x, by dimension. */
const POINTS: { readonly [dimension: number]: number } = { 1: 128, 2: 32, 3: 16 };

/** sup |D_tM| over V, sampled: used only to choose the width of the first grid; the y-error is measured afterwards. */
export function steepness(model: Model): number {
  const { space, time } = model.scenario;
  const { start, length: width } = boxOf(space);
  const count = POINTS[model.dimension];
  const x = gridPositions({ start, spacing: width / count, count }, model.dimension);
  const out = new Float64Array(x.length / model.dimension);
  let largest = 0;
  for (const v of model.velocities) {
    for (let k = 0; k <= 16; k++) {
      model.pathGradient((time * k) / 16, x, v, out);
      for (const value of out) largest = Math.max(largest, Math.abs(value));
    }
  }
  return largest;
}
