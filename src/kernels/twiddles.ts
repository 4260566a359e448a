/** Largest size of a transform. */
export const LARGEST_SIZE = 2 ** 14;

/** (w, w², w³) with w = e^{−2πip/n}, re and im, for p < n/4 and the sizes n = size, size/4, … above 4 of the passes. */
export function twiddles(size: number): Float64Array {
  if (!(size >= 1 && size <= LARGEST_SIZE && Number.isInteger(Math.log2(size))))
    throw new RangeError(`no transform of size ${size}: a power of two up to ${LARGEST_SIZE}`);
  const out: number[] = [];
  for (let n = size; n > 4; n /= 4) {
    for (let p = 0; p < n / 4; p++) {
      for (let power = 1; power <= 3; power++) {
        const angle = (-2 * Math.PI * power * p) / n;
        out.push(Math.cos(angle), Math.sin(angle));
      }
    }
  }
  return Float64Array.from(out);
}
