/** Steps of one length before the next ones may be twice as long. */
const HOLD = 4;
/** Rounding of lengths that are meant to be equal, relative. */
const SAME = 1e-9;

/** The length of the last step, and how many before it, it included, were as long. */
export interface Held {
  readonly length: number;
  readonly run: number;
}

/**
 * Steps through one output interval for a multistep method: a polynomial through earlier values is continued over a step, and
 * where steps grow fast, or from one to the next output interval by a large factor, it is continued far beyond the times that
 * it comes from. So lengths are doubled at most, and only after four equal ones; they stay fractions of `longest` by powers of
 * two, which share φ-functions.
 *
 * @param longest length of the steps if nothing was before them
 * @param count how many of those fill the interval
 * @returns lengths in units of `unit`, which add up to the interval
 */
export function gradedSteps(
  longest: number,
  count: number,
  held: Held | undefined,
): { readonly unit: number; readonly sizes: readonly number[]; readonly held: Held } {
  const allowed = held === undefined ? longest : held.length * (held.run >= HOLD ? 2 : 1);
  const levels = Math.max(0, Math.ceil(Math.log2(longest / allowed) - SAME));
  const largest = 2 ** levels;
  const unit = longest / largest;
  const sizes: number[] = [];
  let size = 1;
  let run = held !== undefined && Math.abs(held.length - unit) <= SAME * unit ? held.run : 0;
  for (let position = 0; position < count * largest; position += size) {
    if (run >= HOLD && size < largest && position % (2 * size) === 0) {
      size *= 2;
      run = 0;
    }
    sizes.push(size);
    run++;
  }
  return { unit, sizes, held: { length: size * unit, run } };
}
