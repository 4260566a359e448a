/** Weights below this part of 1 change no sum of doubles. */
const NEGLIGIBLE = 1e-18;

/**
 * Poisson weights e^{−μ}μⁿ/n!, n = 0, 1, …, K, the last of which takes the tail so that their sum is 1. With the
 * stochastic matrix P = I + A/λ they give e^{hA} = Σ weightₙ Pⁿ for a generator A with rates up to λ, μ = hλ:
 * uniformisation (A. Jensen, Skand. Aktuarietidskr. 36 (1953)). All terms are non-negative: nothing cancels, and
 * positivity and mass hold to round-off.
 *
 * @param mu μ ≥ 0, below 700 so that e^{−μ} does not underflow
 */
export function poissonWeights(mu: number): Float64Array {
  const weights: number[] = [];
  let weight = Math.exp(-mu);
  let sum = 0;
  for (let n = 0; n <= mu || weight > NEGLIGIBLE; n++) {
    weights.push(weight);
    sum += weight;
    weight *= mu / (n + 1);
  }
  weights[weights.length - 1] += Math.max(0, 1 - sum);
  return Float64Array.from(weights);
}
