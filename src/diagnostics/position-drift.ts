import type { Model } from '../model/model.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import type { Reading } from './reading.ts';

/**
 * Weights of ∫(x/|x|) f dx for a box [−L, L) of the line: the density is interpolated by trigonometric polynomials and the sign of x is
 * integrated against them exactly: ∫(x/|x|)e^{iκx}dx = 2i(1 − (−1)^k)/κ for κ = πk/L.
 */
export function signWeights(x: UniformAxis): Float64Array {
  const n = x.count;
  const L = (n * x.spacing) / 2;
  return Float64Array.from({ length: n }, (_, i) => {
    const at = x.start + i * x.spacing;
    let sum = 0;
    for (let k = 1; k < n / 2; k += 2) {
      const kappa = (Math.PI * k) / L;
      sum += (8 * Math.sin(kappa * at)) / kappa;
    }
    return sum / n;
  });
}

/** ∫(x/|x|)·v q of a marginal [ix·nv + iv], given the weights of ∫(x_j/|x|) f dx for every j. */
export function positionDrift(values: Float64Array, weightsX: readonly Float64Array[], model: Model): Reading {
  const nv = model.weights.length;
  let sum = 0;
  for (let iv = 0; iv < nv; iv++) {
    weightsX.forEach((weights, j) => {
      const factor = model.weights[iv] * model.velocities[iv][j];
      for (let ix = 0; ix < weights.length; ix++) sum += factor * weights[ix] * values[ix * nv + iv];
    });
  }
  return { value: sum };
}
