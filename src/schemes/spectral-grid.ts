/** Sizes of the spectral representation. */
export interface SpectralGrid {
  /** Grid points in each coordinate of x (power of two), start and length of the box. */
  readonly nx: number;
  readonly start: number;
  readonly length: number;
  /** Fourier modes |k_j| ≤ modes in x, modes < nx/2. */
  readonly modes: number;
  /** Velocities; their components say how many coordinates x has. */
  readonly velocities: readonly (readonly number[])[];
  /** Grid points in y (power of two) on [−halfWidth, halfWidth). */
  readonly ny: number;
  readonly halfWidth: number;
}

/**
 * q(x, v, y) = Σ_{|k_j|≤K} e^{2πik·(x−start)/L} Σ_{j<ny/2} A_{kj} cos(ξ_j y) + B_{kj} sin(ξ_j y), ξ_j = πj/Y.
 * `even` holds A and `odd` holds B for one of each pair ±k, in the order of `waveVectors`, layout
 * [((iv·count + k)·2 + re/im)·ny/2 + j]: each column of ny/2 numbers is what the two blocks of the Fokker–Planck operator
 * act on.
 */
export interface Coefficients {
  readonly even: Float64Array;
  readonly odd: Float64Array;
}

export function coefficientCount(grid: SpectralGrid): number {
  const kept = ((2 * grid.modes + 1) ** grid.velocities[0].length + 1) / 2;
  return grid.velocities.length * kept * grid.ny;
}

export const zeroCoefficients = (grid: SpectralGrid): Coefficients => ({
  even: new Float64Array(coefficientCount(grid)),
  odd: new Float64Array(coefficientCount(grid)),
});

/** Round-off of the transforms, relative to the largest coefficient: four units in the last place. */
export const ROUND_OFF = 2 ** -51;

/**
 * What is round-off among the coefficients of q ≥ 0, in columns of `half` numbers: no coefficient is larger than twice the
 * mean of q, which is the first entry of a column.
 */
export function roundOffOf({ even }: Coefficients, half: number): number {
  let largest = 0;
  for (let at = 0; at < even.length; at += half) largest = Math.max(largest, Math.abs(even[at]));
  return ROUND_OFF * largest;
}
