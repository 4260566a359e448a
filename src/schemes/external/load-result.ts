import type { Snapshot } from '../../model/snapshot.ts';
import { requireTimes } from './array-checks.ts';
import type { ExternalLevel } from './description.ts';
import { GRID_ARRAYS, type GridArray, type GridContext, gridSnapshots } from './grid-result.ts';
import { particleSnapshots } from './particle-result.ts';
import type { ResultArrays } from './result-arrays.ts';
import { SchemeFailure } from './scheme-failure.ts';

/**
 * The snapshots that a result gives, of the level that its arrays say.
 * @param wanted the only level that will do
 * @returns the snapshot at times[k]; it is overwritten by the next
 * @throws SchemeFailure that names file and array
 */
export function loadResult(
  arrays: ResultArrays,
  context: GridContext,
  wanted: ExternalLevel | undefined,
): (k: number) => Snapshot {
  requireTimes(arrays, context.times);
  const grids = (Object.keys(GRID_ARRAYS) as GridArray[]).filter((name) => arrays.names.includes(name));
  if (grids.length > 1)
    throw new SchemeFailure(
      `${arrays.place(grids[0])}: stands beside ${grids.slice(1).join(', ')}; one density is expected`,
    );
  const [name] = grids;
  const level = name === undefined ? 'particles' : name === 'pbar' ? 'marginal' : 'full';
  if (level === 'particles' && !arrays.names.includes('m')) {
    const found = arrays.names.length === 0 ? 'nothing' : arrays.names.slice(0, 20).join(', ');
    throw new SchemeFailure(
      `${arrays.place('pbar')}: is missing, and so are q, r, p and the x, v, m of particles; the result holds ${found}`,
    );
  }
  if (wanted !== undefined && wanted !== level)
    throw new SchemeFailure(
      `${arrays.place(name ?? 'm')}: is of the level ${level}, but --scheme-level says ${wanted}`,
    );
  return name === undefined
    ? particleSnapshots(arrays, context.model, context.epsilon, context.times)
    : gridSnapshots(arrays, name, context);
}
