/** Output intervals per doubling of the step inside the initial layer. */
const STEPS_PER_LEVEL = 4;
/** First interval in units of ε: the layer e^{−t/ε} and the relaxation e^{−2t/ε} of Y must be seen. */
const FIRST_INTERVAL = 0.1;

/**
 * Output times from 0 to `time`, graded around t = 0: first interval ≤ 0.1 ε, doubled every four intervals until it
 * reaches the last one, which is ≤ `hMax`. All intervals between two marks are the same number times powers of two, so
 * that a scheme whose step is a fraction of them needs few distinct steps, and the number of times grows with log(1/ε).
 *
 * @param marks further times that must be in the grid
 */
export function timeGrid(epsilon: number, time: number, hMax: number, marks: readonly number[] = []): Float64Array {
  const ends = [...new Set([...marks.filter((t) => t > 0 && t < time), time])].sort((a, b) => a - b);
  const times = [0];
  let start = 0;
  ends.forEach((end, segment) => {
    const coarse = Math.ceil((end - start) / hMax);
    if (segment > 0) {
      for (let i = 1; i <= coarse; i++) times.push(i === coarse ? end : start + ((end - start) * i) / coarse);
    } else {
      // The graded part takes up STEPS_PER_LEVEL of the coarse intervals.
      const intervals = Math.max(coarse, STEPS_PER_LEVEL);
      const h = end / intervals;
      const levels = Math.max(0, Math.ceil(Math.log2(h / (FIRST_INTERVAL * epsilon))));
      const smallest = h * 0.5 ** levels;
      for (let i = 1; i <= STEPS_PER_LEVEL; i++) times.push(smallest * i);
      for (let level = 0; level < levels; level++) {
        const base = STEPS_PER_LEVEL * smallest * 2 ** level;
        for (let i = 1; i <= STEPS_PER_LEVEL; i++) times.push(base + smallest * 2 ** level * i);
      }
      for (let i = STEPS_PER_LEVEL + 1; i <= intervals; i++) times.push(i === intervals ? end : h * i);
    }
    start = end;
  });
  return Float64Array.from(times);
}
