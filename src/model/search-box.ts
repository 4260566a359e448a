import type { Inclusion, Interval } from './interval.ts';

/** Sides are halved down to this share of the whole box: a declared heuristic, far below any grid of a solver. */
const SMALLEST_SHARE = 2 ** -26;
/** Boxes looked at before a search gives up; dense sampling then decides alone. Shared by searches of one kind. */
const MOST_BOXES = 100_000;

interface Search {
  /** The enclosure shows that the box needs no further look. */
  readonly settled: (enclosure: Interval) => boolean;
  /** The centre is what is searched for; `smallest` when the box will not be halved again. */
  readonly found: (centre: readonly number[], smallest: boolean) => boolean;
}

/**
 * Depth-first search of a finite box for a point; undefined when there is none or the search gave up. `searches` is
 * the number of searches of this kind that the caller will make, so that their total time stays bounded.
 */
export function searchBox(
  inclusion: Inclusion,
  whole: readonly Interval[],
  searches: number,
  { settled, found }: Search,
): readonly number[] | undefined {
  const open = [whole];
  for (let boxes = 0; boxes < MOST_BOXES / searches; boxes++) {
    const box = open.pop();
    if (!box) return undefined;
    if (settled(inclusion(box))) continue;
    const centre = box.map(({ lower, upper }) => lower + (upper - lower) / 2);
    const shares = box.map(({ lower, upper }, i) => (upper - lower) / (whole[i].upper - whole[i].lower || 1));
    const longest = Math.max(...shares);
    if (found(centre, longest <= SMALLEST_SHARE)) return centre;
    if (longest <= SMALLEST_SHARE) continue;
    const side = shares.indexOf(longest);
    const half = (piece: Interval): Interval[] => box.map((one, i) => (i === side ? piece : one));
    open.push(
      half({ lower: centre[side], upper: box[side].upper }),
      half({ lower: box[side].lower, upper: centre[side] }),
    );
  }
  return undefined;
}

export const isBounded = ({ lower, upper }: Interval): boolean => Number.isFinite(lower) && Number.isFinite(upper);

/** A point near which no bound can be given however small the box: a singularity (or 0/0). */
export const findUnbounded = (
  inclusion: Inclusion,
  box: readonly Interval[],
  searches: number,
): readonly number[] | undefined =>
  searchBox(inclusion, box, searches, { settled: isBounded, found: (_centre, smallest) => smallest });

/** A point where the value is below `-tolerance`. */
export const findNegative = (
  inclusion: Inclusion,
  value: (p: readonly number[]) => number,
  box: readonly Interval[],
  tolerance: number,
  searches: number,
): readonly number[] | undefined =>
  searchBox(inclusion, box, searches, {
    settled: ({ lower }) => lower >= -tolerance,
    found: (centre) => value(centre) < -tolerance,
  });
