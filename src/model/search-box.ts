import type { Inclusion, Interval } from './interval.ts';

/** Sides are halved down to this share of the whole box: a declared heuristic, far below any grid of a solver. */
const SMALLEST_SHARE = 2 ** -26;
/** Boxes looked at before the search gives up; dense sampling then decides alone. */
const MOST_BOXES = 20_000;

interface Search {
  /** The enclosure shows that the box needs no further look. */
  readonly settled: (enclosure: Interval) => boolean;
  /** The centre is what is searched for; `smallest` when the box will not be halved again. */
  readonly found: (centre: readonly number[], smallest: boolean) => boolean;
}

/** Depth-first search of a finite box for a point; undefined when there is none or the search gave up. */
export function searchBox(
  inclusion: Inclusion,
  whole: readonly Interval[],
  { settled, found }: Search,
): readonly number[] | undefined {
  const open = [whole];
  for (let boxes = 0; boxes < MOST_BOXES; boxes++) {
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
export const findUnbounded = (inclusion: Inclusion, box: readonly Interval[]): readonly number[] | undefined =>
  searchBox(inclusion, box, { settled: isBounded, found: (_centre, smallest) => smallest });

/** A point where the value is below `-tolerance`. */
export const findNegative = (
  inclusion: Inclusion,
  value: (p: readonly number[]) => number,
  box: readonly Interval[],
  tolerance: number,
): readonly number[] | undefined =>
  searchBox(inclusion, box, {
    settled: ({ lower }) => lower >= -tolerance,
    found: (centre) => value(centre) < -tolerance,
  });
