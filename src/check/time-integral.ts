import { gaussLegendre } from '../model/quadrature.ts';

/** Σ|weight| over an interval may exceed its length by this factor: more would amplify the noise of the samples. */
const LARGEST_AMPLIFICATION = 12;

/**
 * Cumulative integrals ∫₀^{t_i} f of samples on a graded time grid: on every interval the polynomial through the
 * `order` nearest samples is integrated exactly, through fewer where unequal spacing would amplify noise. Linear in the
 * samples.
 */
export class CumulativeIntegral {
  readonly #weights: readonly { readonly from: number; readonly weights: Float64Array }[];

  /**
   * @param fewer samples less than the rule of that order would take in each interval: for the rule whose difference to it
   * measures its error, also where it had to take few itself
   */
  constructor(times: ArrayLike<number>, order: number, fewer = 0) {
    this.#weights = Array.from({ length: times.length - 1 }, (_, i) => {
      const length = times[i + 1] - times[i];
      for (let width = Math.min(order, times.length); ; width -= 2) {
        const candidate = intervalWeights(times, i, Math.max(2, width));
        const size = candidate.weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
        if (width > 2 && !(size <= LARGEST_AMPLIFICATION * length)) continue;
        return fewer === 0 ? candidate : intervalWeights(times, i, Math.max(1, Math.max(2, width) - fewer));
      }
    });
  }

  of(samples: ArrayLike<number>): number[] {
    const out = [0];
    for (const { from, weights } of this.#weights) {
      let sum = 0;
      for (let a = 0; a < weights.length; a++) sum += weights[a] * samples[from + a];
      out.push(out[out.length - 1] + sum);
    }
    return out;
  }
}

/** Weights of ∫_{t_i}^{t_{i+1}} for the polynomial through `width` samples around the interval. */
function intervalWeights(times: ArrayLike<number>, i: number, width: number): { from: number; weights: Float64Array } {
  const rule = gaussLegendre(Math.ceil(width / 2) + 1);
  const from = Math.max(0, Math.min(i + 1 - Math.floor(width / 2), times.length - width));
  const weights = new Float64Array(width);
  const half = (times[i + 1] - times[i]) / 2;
  for (let g = 0; g < rule.nodes.length; g++) {
    const t = times[i] + half * (1 + rule.nodes[g]);
    for (let a = 0; a < width; a++) {
      let basis = 1;
      for (let b = 0; b < width; b++) {
        if (b !== a) basis *= (t - times[from + b]) / (times[from + a] - times[from + b]);
      }
      weights[a] += half * rule.weights[g] * basis;
    }
  }
  return { from, weights };
}
