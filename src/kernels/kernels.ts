/** Points of a row that `blendedAbsoluteIntegral` weighs. */
export const BLEND_WIDTH = 14;

/**
 * The hot loops, on numbers in one scratch memory. Positions and strides count numbers (8 bytes) from its beginning. By
 * WebAssembly SIMD, or by a plain twin that gives the same bits: every operation is done in the same order in both.
 */
export interface Kernels {
  /**
   * The scratch memory, at least `length` numbers. Growing keeps what is in it, but whoever comes next writes over it: what is
   * left there lasts for one piece of work. An array of an earlier call must not be used after a longer one was asked for.
   */
  scratch(length: number): Float64Array;

  /**
   * X_k = Σ_p x_p e^{−2πikp/size} for `lanes` sequences side by side, in place: element p of sequence q is at
   * [re + p·lanes + q] and [im + …]. With re and im exchanged the exponent has the other sign. `size` is a power of two up
   * to `LARGEST_SIZE`, `lanes` is even; `work` has 2·size·lanes numbers. Stockham's algorithm of radix 4 (C. Van Loan,
   * Computational Frameworks for the Fast Fourier Transform, section 1.7).
   */
  fft(size: number, lanes: number, re: number, im: number, work: number): void;

  /**
   * ∫|g| over n cells of width h between the nodes of a row g_i = Σ_m weights_m values[i·stride + m], m < BLEND_WIDTH; ∂g
   * and an antiderivative from `slopes` and `integrals` in the same way, only where they are needed. |g| is integrated
   * exactly between the roots of g; sign changes where |g| is below `noise` are left alone. `row` has n + 4 numbers. Fastest
   * where all positions and the stride are even.
   */
  blendedAbsoluteIntegral(blend: Blend): number;

  /**
   * f_v ← Σ_r post_rv Σ_w pre_rw f_w − loss_v f_v at every z_j, j < n, in place: f_v at [values + (2·v·n + j)·lanes + lane] and
   * [values + ((2·v + 1)·n + j)·lanes + lane], lane < lanes, an even number; loss, post and pre one after the other from
   * `tables` on, at [v·n + j] and [(r·nv + v)·n + j], r < rank; behind them room for 2·rank numbers.
   */
  tumbleFactors(values: number, n: number, nv: number, rank: number, lanes: number, tables: number): void;

  /** f_v ← Σ_w gain_vw f_w − loss_v f_v in the same way; gain at [(v·nv + w)·n + j] behind loss, then 2·nv numbers of room. */
  tumbleTable(values: number, n: number, nv: number, lanes: number, tables: number): void;

  /**
   * The spectra X_j = F_j + iF'_j, X_{2·half−j} = conj(F_j) + i·conj(F'_j), 0 < j < half, of f(y) = Σ_{j<half} a_j cos(jy) +
   * b_j sin(jy) and of f', in one lane: F_j = ½(a_j − ib_j)z^j, the same for f' with a z' of its own; X_0 = a_0 + ia'_0 and
   * X_half = 0. Of the lane q, f is the row q and f' the row q + lanes: a_j of the row r at [cosines + r·half + j], b_j at
   * [sines + r·half + j], z at [turns + r] and [turns + 2·lanes + r]. X_j at [re + j·lanes + q] and [im + …]; `lanes` is even.
   */
  packRows(half: number, lanes: number, cosines: number, sines: number, turns: number, re: number, im: number): void;

  /** The inverse of `packRows` after two transforms there and back, which multiply by 2·half. */
  unpackRows(half: number, lanes: number, cosines: number, sines: number, turns: number, re: number, im: number): void;

  /**
   * Of a mode k of two real functions of x, the coefficients at ±k of the first plus i times the second, turned by c + is:
   * A + iB and conj(A) + i·conj(B) for A, B = (c + is)(e_j + ie_{half+j}), j < half, e at [even + …] for A and at [odd + …]
   * for B. Real parts to [plus + j] and [minus + j], the others `imaginary` behind them; `half` is even.
   */
  unfoldMode(
    half: number,
    c: number,
    s: number,
    even: number,
    odd: number,
    plus: number,
    minus: number,
    imaginary: number,
  ): void;

  /** The inverse of `unfoldMode`, times 2(c² + s²), when −s is in place of s. */
  foldMode(
    half: number,
    c: number,
    s: number,
    even: number,
    odd: number,
    plus: number,
    minus: number,
    imaginary: number,
  ): void;

  /**
   * Sums over the nodes i < n of the integrands of E, I and H, for `lanes` rows side by side, an even number. With q, q′ and
   * log q of row b at [values + i·lanes + b], [slopes + …], [logs + …], (y, 𝓜, −log 𝓜) at [nodes + 3i], the mass ρ of the row
   * and log ρ at [rows + b] and [rows + lanes + b]: e = q log(q/𝓜) and f = (q′ + yq)²/q where q > floor, 0 elsewhere;
   * h = q log(q/(ρ𝓜)) − q + ρ𝓜, without the first term elsewhere. To [out + s·lanes + b] at the places of `SUM`: e
   * over even i, over odd i, |e|, |e| where q < 100·floor; f over even i, over odd i, f where q < 10·floor; h over even i, over
   * odd i, |h| where q > floor, and of these where q < 100·floor.
   */
  entropySums(rows: EntropyRows): void;

  /**
   * Sums over the nodes i < n, an even number, of what tumbles from v to v′ change. With the flux w, the z-coordinate ζ, log f and
   * its doubt of v at [flux + i], [zetas + i], [logs + i] and [doubts + i], those of v′ at [logsAfter + i] and [doubtsAfter + i]:
   * j = w·jump·(2ζ + sum), |j|, k = w(log f(v′) − log f(v)), |k| and |w|(doubt + doubt′), each over even i and over odd i, to
   * [out + …] at the places of `JUMP`. With y = ζ + from and y′ = ζ + to, jump = to − from and sum = to + from, j is w(|y′|² − |y|²).
   */
  jumps(row: JumpRow): void;

  /**
   * log of `count` numbers from [from] on, an even number of them, to [to], …: to 1 ulp where they are positive and at least
   * 2^{−1022}, anything elsewhere. The method of fdlibm.
   */
  logarithms(from: number, count: number, to: number): void;

  /** Σ_k table[k·count + m] x^k, k ≤ degree, by Horner's rule, to [to + m] for m < count, a multiple of 4. */
  polynomials(x: number, table: number, degree: number, count: number, to: number): void;
}

export interface Blend {
  readonly values: number;
  readonly slopes: number;
  readonly integrals: number;
  readonly weights: number;
  readonly row: number;
  readonly stride: number;
  readonly n: number;
  readonly h: number;
  readonly noise: number;
}

export interface EntropyRows {
  readonly values: number;
  readonly slopes: number;
  readonly logs: number;
  readonly n: number;
  readonly lanes: number;
  readonly nodes: number;
  readonly rows: number;
  readonly floor: number;
  readonly out: number;
}

export interface JumpRow {
  readonly flux: number;
  readonly zetas: number;
  readonly n: number;
  readonly jump: number;
  readonly sum: number;
  readonly logs: number;
  readonly logsAfter: number;
  readonly doubts: number;
  readonly doubtsAfter: number;
  readonly out: number;
}
