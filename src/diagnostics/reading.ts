/** A diagnostic of one snapshot with the errors that its own evaluation makes (quadrature, floor of a logarithm). */
export interface Reading {
  readonly value: number;
  readonly x?: number;
  readonly y?: number;
  readonly floor?: number;
  /** Half-width of a confidence interval, for particles. */
  readonly sampling?: number;
}

/** Diagnostics of one instant, by name. */
export type Readings = { readonly [name: string]: Reading };

/**
 * Quadrature error of a rule that converges geometrically: when halving the grid changes the sum by δ·scale, the finer
 * sum is wrong by about δ²·scale. A declared heuristic; the calibration tests it.
 */
export function geometricError(fine: number, coarse: number, scale: number): number {
  if (scale === 0) return 0;
  return ((fine - coarse) * (fine - coarse)) / scale;
}
