import type { Matrix } from './dense.ts';

/**
 * Fourier collocation of L q = ∂_y(y q + ∂_y q) on [−Y, Y) with 2H points, the Nyquist mode left out.
 * q(y) = Σ_{k<H} a_k cos(ξ_k y) + b_k sin(ξ_k y), ξ_k = πk/Y. L commutes with y → −y, so it is two blocks of size H:
 * one for a, one for b (its row and column 0 are empty). Row 0 of the even block is zero: mass is conserved exactly.
 */
export function fokkerPlanckBlocks(half: number, halfWidth: number): { even: Matrix; odd: Matrix } {
  const n = 2 * half;
  const xi = (k: number): number => (Math.PI * k) / halfWidth;
  const y = (j: number): number => -halfWidth + (2 * halfWidth * j) / n;
  // cos and sin of ξ_k y_j = −πk + 2πkj/n are (−1)^k times these at kj mod n.
  const cosines = Float64Array.from({ length: n }, (_, m) => Math.cos((2 * Math.PI * m) / n));
  const sines = Float64Array.from({ length: n }, (_, m) => Math.sin((2 * Math.PI * m) / n));
  // Collocated multiplication by y; at j = 0 the point is both −Y and Y, its odd part is 0.
  const timesY = (k: number, l: number, from: Float64Array, to: Float64Array): number => {
    let sum = 0;
    for (let j = 1; j < n; j++) sum += y(j) * from[(l * j) % n] * to[(k * j) % n];
    if ((k + l) % 2 === 1) sum = -sum;
    return (k === 0 ? 1 : 2) * (sum / n);
  };
  const even = new Float64Array(half * half);
  const odd = new Float64Array(half * half);
  for (let k = 1; k < half; k++) {
    for (let l = 0; l < half; l++) {
      // a: y·cos → sin modes, then ∂_y sin(ξ_k y) = ξ_k cos.
      even[k * half + l] += xi(k) * timesY(k, l, cosines, sines);
      // b: y·sin → cos modes, then ∂_y cos(ξ_k y) = −ξ_k sin.
      if (l > 0) odd[k * half + l] -= xi(k) * timesY(k, l, sines, cosines);
    }
    even[k * half + k] -= xi(k) ** 2;
    odd[k * half + k] -= xi(k) ** 2;
  }
  return { even, odd };
}
