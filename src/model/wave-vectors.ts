/** Wave vectors k ∈ ℤ^d of a real function on the grid n^d: one of each pair ±k, k = 0 first; for d = 1 they are 0, 1, 2, …. */
export interface WaveVectors {
  readonly count: number;
  /** Where k and −k stand in the output of `ProductFft`. */
  readonly plus: Int32Array;
  readonly minus: Int32Array;
  /** k_j at [i·d + j]. */
  readonly components: Float64Array;
}

/** Those with |k_j| ≤ modes in every coordinate, modes < n/2. */
export function waveVectors(n: number, dimension: number, modes: number): WaveVectors {
  const plus: number[] = [];
  const minus: number[] = [];
  const components: number[] = [];
  const k = new Array<number>(dimension).fill(0);
  const index = (sign: number): number => k.reduce((at, c) => at * n + ((sign * c + n) % n), 0);
  for (let i = 0; i < n ** dimension; i++) {
    for (let j = dimension - 1, rest = i; j >= 0; j--, rest = Math.floor(rest / n)) {
      const c = rest % n;
      k[j] = c < n / 2 ? c : c - n;
    }
    const leading = k.find((c) => c !== 0) ?? 0;
    if (leading < 0 || k.some((c) => Math.abs(c) > modes)) continue;
    plus.push(index(1));
    minus.push(index(-1));
    components.push(...k);
  }
  return {
    count: plus.length,
    plus: Int32Array.from(plus),
    minus: Int32Array.from(minus),
    components: Float64Array.from(components),
  };
}
