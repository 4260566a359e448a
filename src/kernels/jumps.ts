/** Places of the sums, each over nodes with even number, and those with odd number behind it. */
export const JUMP = { square: 0, squareSize: 2, log: 4, logSize: 6, doubt: 8 } as const;
/** How many numbers they are. */
export const JUMPS = 10;

/** `jumps` of `Kernels`, in plain TypeScript. */
export function jumps(
  memory: Float64Array,
  flux: number,
  zetas: number,
  n: number,
  jump: number,
  sum: number,
  logs: number,
  logsAfter: number,
  doubts: number,
  doubtsAfter: number,
  out: number,
): void {
  const sums = new Float64Array(JUMPS);
  for (let i = 0; i < n; i++) {
    const part = i % 2;
    const w = memory[flux + i];
    const j = w * jump * (2 * memory[zetas + i] + sum);
    const k = w * (memory[logsAfter + i] - memory[logs + i]);
    sums[JUMP.square + part] += j;
    sums[JUMP.squareSize + part] += Math.abs(j);
    sums[JUMP.log + part] += k;
    sums[JUMP.logSize + part] += Math.abs(k);
    sums[JUMP.doubt + part] += Math.abs(w) * (memory[doubtsAfter + i] + memory[doubts + i]);
  }
  memory.set(sums, out);
}
