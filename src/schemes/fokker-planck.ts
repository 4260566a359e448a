import type { Matrix } from './dense.ts';

/**
 * Fourier collocation of L q = ∂_y(y q + ∂_y q) on [−Y, Y) with 2H points, the Nyquist mode left out.
 * q(y) = Σ_{k<H} a_k cos(ξ_k y) + b_k sin(ξ_k y), ξ_k = πk/Y. L commutes with y → −y, so it is two blocks of size H:
 * one for a, one for b (its row and column 0 are empty). Row 0 of the even block is zero: mass is conserved exactly.
 */
export function fokkerPlanckBlocks(half: number, halfWidth: number): { even: Matrix; odd: Matrix } {
  const n = 2 * half;
  const xi = (k: number): number => (Math.PI * k) / halfWidth;
  // Collocated multiplication by y; at j = 0 the point is both −Y and Y, its odd part is 0. With θ_j = 2πj/n,
  // (2/n) Σ_j y_j sin(mθ_j) = −(2Y/n) cot(πm/n), and nothing for m = 0; cos and sin of ξ_k y_j are (−1)^k times these of kθ_j.
  const ramp = Float64Array.from({ length: n }, (_, m) =>
    m === 0 ? 0 : (-2 * halfWidth) / (n * Math.tan((Math.PI * m) / n)),
  );
  /** Mode k of y times mode l: of opposite parities, by 2 sin α cos β = sin(α + β) + sin(α − β). */
  const timesY = (sine: number, cosine: number): number => {
    const sum = ramp[sine + cosine] + Math.sign(sine - cosine) * ramp[Math.abs(sine - cosine)];
    return ((sine + cosine) % 2 === 1 ? -sum : sum) / 2;
  };
  const even = new Float64Array(half * half);
  const odd = new Float64Array(half * half);
  for (let k = 1; k < half; k++) {
    for (let l = 0; l < half; l++) {
      // a: y·cos → sin modes, then ∂_y sin(ξ_k y) = ξ_k cos.
      even[k * half + l] += xi(k) * timesY(k, l);
      // b: y·sin → cos modes, then ∂_y cos(ξ_k y) = −ξ_k sin.
      if (l > 0) odd[k * half + l] -= xi(k) * timesY(l, k);
    }
    even[k * half + k] -= xi(k) ** 2;
    odd[k * half + k] -= xi(k) ** 2;
  }
  return { even, odd };
}
