import { gaussLegendre } from '../model/quadrature.ts';

/** Σ|weight| over an interval may exceed its length by this factor: more would amplify the noise of the samples. */
const LARGEST_AMPLIFICATION = 12;
/** The same where a polynomial is continued to t = 0 for an error bar, to which noise may add. */
const LARGEST_CONTINUED = 1e4;

/** A rule errs by its difference to the next lower one times their ratio of differences, times this. Heuristic. */
const SAFETY = 4;

interface IntervalRule {
  readonly from: number;
  readonly weights: Float64Array;
}

/**
 * Cumulative integrals ∫₀^{t_i} f of samples on a graded time grid: on every interval the polynomial through the
 * `order` nearest samples is integrated exactly, through fewer where unequal spacing would amplify noise. Linear in the
 * samples.
 */
export class CumulativeIntegral {
  /** For every interval its rule and two with 2 and 4 samples less. */
  readonly #rules: readonly (readonly [IntervalRule, IntervalRule, IntervalRule])[];
  /** Rules without the sample at t = 0, for the intervals whose rule uses it. */
  readonly #open: readonly IntervalRule[];

  constructor(times: ArrayLike<number>, order: number) {
    const ruleOf = (i: number, first: number, largest: number): IntervalRule => {
      const length = times[i + 1] - times[i];
      for (let width = Math.min(order, times.length - first); ; width -= 2) {
        const candidate = intervalWeights(times, i, Math.max(2, width), first);
        const size = candidate.weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
        if (width <= 2 || size <= largest * length) return candidate;
      }
    };
    this.#rules = Array.from({ length: times.length - 1 }, (_, i) => {
      const rule = ruleOf(i, 0, LARGEST_AMPLIFICATION);
      const fewer = (by: number) => intervalWeights(times, i, Math.max(1, rule.weights.length - by), 0);
      return [rule, fewer(2), fewer(4)];
    });
    const atStart = times.length < 3 ? 0 : this.#rules.findIndex(([{ from }]) => from > 0);
    this.#open = Array.from({ length: atStart < 0 ? this.#rules.length : atStart }, (_, i) =>
      ruleOf(i, 1, LARGEST_CONTINUED),
    );
  }

  of(samples: ArrayLike<number>): number[] {
    const out = [0];
    for (const [rule] of this.#rules) out.push(out[out.length - 1] + apply(rule, samples));
    return out;
  }

  /**
   * Error of `of` up to each time, a sum of its errors in the intervals. Samples that a polynomial follows make the
   * differences d₁, d₂ between a rule and the two with fewer samples shrink like a geometric series: d₁·d₁/d₂ is then the
   * next. What starts like log t, as entropies of small densities do, is followed by no polynomial: there the rule
   * without the sample at t = 0 tells another value.
   */
  error(samples: ArrayLike<number>): number[] {
    const estimates = this.#rules.map(([rule, lower, lowest]) => {
      const [a, b, c] = [rule, lower, lowest].map((each) => apply(each, samples));
      const [first, second] = [Math.abs(a - b), Math.abs(b - c)];
      return first * (SAFETY * first < second ? (SAFETY * first) / second : 1);
    });
    const out = [0];
    for (let i = 0; i < this.#rules.length; i++) {
      // Differences may vanish by accident in one interval, not in three.
      const around = Math.max(estimates[i - 1] ?? 0, estimates[i], estimates[i + 1] ?? 0);
      const open = this.#open[i];
      const atStart = open ? Math.abs(apply(this.#rules[i][0], samples) - apply(open, samples)) : 0;
      out.push(out[i] + around + atStart);
    }
    return out;
  }
}

function apply({ from, weights }: IntervalRule, samples: ArrayLike<number>): number {
  let sum = 0;
  for (let a = 0; a < weights.length; a++) sum += weights[a] * samples[from + a];
  return sum;
}

/** Weights of ∫_{t_i}^{t_{i+1}} for the polynomial through `width` samples around the interval, none before `first`. */
function intervalWeights(times: ArrayLike<number>, i: number, width: number, first: number): IntervalRule {
  const rule = gaussLegendre(Math.ceil(width / 2) + 1);
  const from = Math.max(first, Math.min(i + 1 - Math.floor(width / 2), times.length - width));
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
