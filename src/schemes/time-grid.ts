/**
 * The initial layer in units of ε: intervals of 1/16 up to t = ½, 1/8 up to 3/2, 1/4 up to 8, and from there on the
 * interval doubles every four. Polynomials of degree 9 then integrate e^{−2t/ε} to about 1e-7 of its integral. After 40ε
 * nothing of the layer is left, e^{−40} < 2^{−53}, and what remains varies on a scale of its own: an interval is as long as the
 * time before it.
 */
const LAYER: readonly (readonly [number, number])[] = [
  [1 / 16, 8],
  [1 / 8, 8],
  [1 / 4, 26],
];
/** In units of ε. */
const FADED = 40;
const INTERVALS_PER_DOUBLING = 4;

/**
 * Output times from 0 to `time`, graded around t = 0. Intervals up to the first mark are one number times powers of two, so
 * that a scheme whose step is a fraction of them needs few distinct steps; their number grows with log(1/ε).
 *
 * @param marks further times that must be in the grid
 */
export function timeGrid(epsilon: number, time: number, hMax: number, marks: readonly number[] = []): Float64Array {
  const ends = [...new Set([...marks.filter((t) => t > 0 && t < time), time])].sort((a, b) => a - b);
  const times = [0];
  let start = 0;
  for (const end of ends) {
    const coarse = Math.ceil((end - start) / hMax);
    const h = (end - start) / coarse;
    // Positions are counted in the smallest interval, a power of two of h: sums of them are exact.
    const levels = Math.max(0, Math.ceil(Math.log2(h / (LAYER[0][0] * epsilon))));
    const unit = h * 0.5 ** levels;
    const total = coarse * 2 ** levels;
    let position = 0;
    let size = 1;
    const fits = (next: number): boolean => next <= 2 ** levels && position % next === 0 && total - position >= next;
    if (start === 0) {
      for (const [width, count] of LAYER) {
        const wanted = 2 ** Math.floor(Math.log2(Math.max(1, (width * epsilon * 1.0000001) / unit)));
        while (size < wanted && fits(2 * size)) size *= 2;
        for (let i = 0; i < count && position < total; i++) position = add(times, position, size, unit, total, end);
      }
      // At least four intervals of each size, and as many more as it takes to reach a multiple of the next.
      for (let count = 0; position < total; count++) {
        const faded = position * unit > FADED * epsilon;
        while ((faded ? 2 * size <= position : count >= INTERVALS_PER_DOUBLING) && fits(2 * size)) {
          size *= 2;
          count = 0;
        }
        position = add(times, position, size, unit, total, end);
      }
    } else {
      for (let i = 1; i <= coarse; i++) times.push(i === coarse ? end : start + h * i);
    }
    start = end;
  }
  return Float64Array.from(times);
}

/** Appends the end of an interval of `size` units and returns its position. */
function add(times: number[], position: number, size: number, unit: number, total: number, end: number): number {
  const next = position + size;
  times.push(next === total ? end : next * unit);
  return next;
}
