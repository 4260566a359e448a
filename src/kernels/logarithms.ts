/** Coefficients of s(f) = log((1 + s)/(1 − s)) − 2s, s = f/(2 + f), and ln 2 in two parts (fdlibm, e_log.c). */
const [L1, L2, L3, L4] = [0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784];
const [L5, L6, L7] = [0.1818357216161805, 0.15313837699209373, 0.14798198605116586];
const [HIGH, LOW] = [0.6931471803691238, 1.9082149292705877e-10];
/** High words of 1 and of √½. */
const ONE = 0x3ff00000;
const ROOT = 0x3fe6a09e;

/** The logarithms of `Kernels`, in plain TypeScript: x = 2^k(1 + f), √½ ≤ 1 + f < √2. */
export function logarithms(memory: Float64Array, from: number, count: number, to: number): void {
  const part = new Float64Array(1);
  const words = new Uint32Array(part.buffer);
  for (let i = 0; i < count; i++) {
    part[0] = memory[from + i];
    const high = (words[1] + (ONE - ROOT)) >>> 0;
    words[1] = (high & 0xfffff) + ROOT;
    const k = (high >>> 20) - 1023;
    const f = part[0] - 1;
    const half = 0.5 * f * f;
    const s = f / (2 + f);
    const z = s * s;
    const w = z * z;
    const even = w * (L2 + w * (L4 + w * L6));
    const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
    memory[to + i] = s * (half + (odd + even)) + k * LOW - half + f + k * HIGH;
  }
}
