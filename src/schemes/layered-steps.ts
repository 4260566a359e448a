/** Neighbouring pieces differ by this factor. */
const GROWTH = 3;
/** Of sums of some dozen steps, relative. */
const ROUND_OFF = 1e-12;

/**
 * Steps of total length `length` that resolve a layer of thickness ε at its end, and at its beginning as well if there is
 * one: pieces that shrink by a factor 3 down to ε/2 at most, each cut into `parts` equal steps. So the law of y just before
 * t, where it differs from 𝓜 by O(ε), is computed with steps below ε however long the interval is; and twice the parts
 * halve every step.
 */
export function layeredSteps(length: number, epsilon: number, parts: number, both: boolean): number[] {
  const halves = both ? 2 : 1;
  const levels = 1 + Math.max(0, Math.ceil(Math.log((2 * length) / (halves * epsilon)) / Math.log(GROWTH)));
  const pieces = Array.from({ length: levels }, (_, k) => GROWTH ** k);
  const layered = both ? [...pieces, ...pieces.toReversed()] : pieces.toReversed();
  const total = layered.reduce((sum, piece) => sum + piece, 0);
  return layered.flatMap((piece) => new Array<number>(parts).fill((piece * length) / (total * parts)));
}

/** Steps are cut where they cross the end of one of `count` equal cells of their total length: the steps of each cell. */
export function cutInto(count: number, steps: readonly number[]): number[][] {
  const cell = steps.reduce((sum, step) => sum + step, 0) / count;
  const cells: number[][] = Array.from({ length: count }, () => []);
  let at = 0;
  let room = cell;
  for (let step of steps) {
    // What is left of a cell by round-off is no step.
    while (at + 1 < count && step > room + ROUND_OFF * cell) {
      if (room > ROUND_OFF * cell) cells[at].push(room);
      step -= Math.max(0, room);
      at++;
      room = cell;
    }
    cells[at].push(step);
    room -= step;
  }
  return cells;
}
