import type { Model } from '../model/model.ts';
import { cellVolume } from '../model/position-grid.ts';
import type { FullSnapshot, MarginalSnapshot } from '../model/snapshot.ts';
import type { Reading } from './reading.ts';

/** ∫max(0, −q) by the trapezoidal rule on the grid of the snapshot: what positivity says is 0; that of the scheme's own values, if it says so. */
export function negativePart(snapshot: FullSnapshot | MarginalSnapshot, model: Model): Reading {
  const { x, values, negativity } = snapshot;
  if (negativity !== undefined) return { value: negativity };
  const ny = snapshot.level === 'full' ? snapshot.y.count : 1;
  const cell = cellVolume(x, model.dimension) * (snapshot.level === 'full' ? snapshot.y.spacing : 1);
  const nv = model.weights.length;
  let total = 0;
  for (let row = 0; row * ny < values.length; row++) {
    let sum = 0;
    for (let j = row * ny; j < (row + 1) * ny; j++) if (!(values[j] >= 0)) sum -= values[j];
    total += sum * model.weights[row % nv];
  }
  return { value: total * cell };
}
