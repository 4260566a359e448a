import { describe, expect, it } from 'vitest';
import { radialWeights } from '../../src/diagnostics/radial-weights.ts';
import { gridPositions } from '../../src/model/position-grid.ts';

/** A Gaussian of unit deviation around a centre, on the grid. */
function gaussian(positions: Float64Array, centre: readonly number[]): Float64Array {
  const d = centre.length;
  return Float64Array.from({ length: positions.length / d }, (_, i) => {
    const square = centre.reduce((sum, c, j) => sum + (positions[i * d + j] - c) ** 2, 0);
    return Math.exp(-0.5 * square) / (2 * Math.PI) ** (d / 2);
  });
}

const integral = (weights: Float64Array, f: Float64Array): number =>
  f.reduce((sum, value, i) => sum + weights[i] * value, 0);

describe.each([
  // E|x| of a standard Gaussian; the grid interpolates it to 1e-9 in the plane, and to 1e-5 in space.
  [2, 32, 7, Math.sqrt(Math.PI / 2), 1e-9],
  [3, 16, 6, 2 * Math.sqrt(2 / Math.PI), 2e-5],
])('in %i dimensions', (dimension, count, L, mean, tolerance) => {
  const x = { start: -L, spacing: (2 * L) / count, count };
  const positions = gridPositions(x, dimension);
  const { modulus, direction } = radialWeights(x, dimension);
  const at = (c: readonly number[]): number => integral(modulus, gaussian(positions, c));

  it('|x| is integrated over its kink', () => {
    expect(Math.abs(at(new Array(dimension).fill(0)) - mean)).toBeLessThan(tolerance);
  });

  it('x/|x| is the gradient of |x|', () => {
    const centre = [0.3, -0.4, 0.2].slice(0, dimension);
    const h = 1e-3;
    for (let j = 0; j < dimension; j++) {
      const moved = (step: number): number[] => centre.map((c, k) => (k === j ? c + step : c));
      const difference = (8 * (at(moved(h)) - at(moved(-h))) - (at(moved(2 * h)) - at(moved(-2 * h)))) / (12 * h);
      expect(Math.abs(integral(direction[j], gaussian(positions, centre)) - difference)).toBeLessThan(5 * tolerance);
    }
  });
});
