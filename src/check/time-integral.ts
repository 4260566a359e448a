import { gaussLegendre } from '../model/quadrature.ts';

/**
 * Cumulative integrals ∫₀^{t_i} f of samples on a graded time grid: on every interval the polynomial through the
 * `order` nearest samples is integrated exactly. Linear in the samples.
 */
export class CumulativeIntegral {
  readonly #weights: readonly { readonly from: number; readonly weights: Float64Array }[];

  constructor(times: ArrayLike<number>, order: number) {
    const rule = gaussLegendre(Math.ceil(order / 2) + 1);
    const n = times.length;
    const width = Math.min(order, n);
    this.#weights = Array.from({ length: n - 1 }, (_, i) => {
      const from = Math.max(0, Math.min(i + 1 - Math.floor(width / 2), n - width));
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
