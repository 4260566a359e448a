/** What lies below the floor is estimated by the two decades above it. */
const BAND = 100;
/** As `BAND`, for I: its integrand falls off with q itself, so one decade above the floor outweighs all below. */
const FISHER_BAND = 10;

/** Places of the sums of one lane. */
export const SUM = {
  eEven: 0,
  eOdd: 1,
  eSize: 2,
  eFloor: 3,
  fisherEven: 4,
  fisherOdd: 5,
  fisherFloor: 6,
  hEven: 7,
  hOdd: 8,
  hSize: 9,
  hFloor: 10,
} as const;
/** How many there are. */
export const SUMS = 11;

/** `entropySums` of `Kernels`, in plain TypeScript. */
export function entropySums(
  memory: Float64Array,
  values: number,
  slopes: number,
  logs: number,
  n: number,
  lanes: number,
  nodes: number,
  rows: number,
  floor: number,
  out: number,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const density = memory[rows + lane];
    const logDensity = memory[rows + lanes + lane];
    const sums = new Float64Array(SUMS);
    for (let i = 0; i < n; i++) {
      const at = i * lanes + lane;
      const node = nodes + 3 * i;
      const q = memory[values + at];
      const trusted = q > floor;
      const log = memory[logs + at] + memory[node + 2];
      const e = trusted ? q * log : 0;
      const drift = memory[slopes + at] + memory[node] * q;
      const fisher = trusted ? (drift * drift) / q : 0;
      const h = (trusted ? q * (log - logDensity) : 0) + (density * memory[node + 1] - q);
      const hTrusted = trusted ? Math.abs(h) : 0;
      const odd = i % 2;
      sums[SUM.eEven + odd] += e;
      sums[SUM.eSize] += Math.abs(e);
      sums[SUM.fisherEven + odd] += fisher;
      sums[SUM.hEven + odd] += h;
      sums[SUM.hSize] += hTrusted;
      if (q < BAND * floor) {
        sums[SUM.eFloor] += Math.abs(e);
        sums[SUM.hFloor] += hTrusted;
      }
      if (q < FISHER_BAND * floor) sums[SUM.fisherFloor] += fisher;
    }
    sums.forEach((sum, place) => {
      memory[out + place * lanes + lane] = sum;
    });
  }
}
