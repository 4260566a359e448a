import { compile } from '../model/compile-expression.ts';
import { addIntervals, type Interval, multiplyIntervals, point } from '../model/interval.ts';
import type { Scenario } from '../model/scenario.ts';
import { rateArguments, rateNames } from '../model/variable-names.ts';
import type { Constant } from './constant.ts';
import { largest, mentions, supremumOverLine, tightInclusion } from './supremum.ts';

export interface KernelConstants {
  readonly lambda0: Constant;
  readonly lambda2: Constant;
  readonly lambdaIn: Constant;
}

/**
 * λ₀ = sup Σ_{v′} ν(v′) Λ(z,v′,v), λ₂ = sup Σ_{v′} ν(v′)|v′|² Λ(z,v′,v), λ_in = sup Σ_{v′} ν(v′) Λ(z,v,v′), over
 * z ∈ (−∞, ∞) and v ∈ V.
 */
export function kernelConstants(scenario: Scenario): KernelConstants {
  const { points, weights } = scenario.velocities;
  const { expr } = scenario.kernel.rate;
  const variables = rateNames(scenario.space.dimension);
  const extra = variables.slice(1).filter((name) => mentions(expr, name));
  const pairOf = (post: number, pre: number): number[] => rateArguments(points[post], points[pre]);
  const range = tightInclusion(expr, variables);
  const compiled = compile(expr, variables);

  /** sup over z of Σ c_i Λ(z, pair_i). */
  const sup = (symbol: string, terms: readonly (readonly [number, readonly number[]])[]): Constant =>
    supremumOverLine(
      symbol,
      ([z]) =>
        terms.reduce<Interval>(
          (sum, [c, pair]) => addIntervals(sum, multiplyIntervals(point(c), range([z, ...pair.map(point)]))),
          point(0),
        ),
      (z) => terms.reduce((sum, [c, pair]) => sum + c * compiled.at(z, ...pair), 0),
    );

  const square = (v: readonly number[]) => v.reduce((sum, component) => sum + component * component, 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const energy = weights.reduce((sum, weight, i) => sum + weight * square(points[i]), 0);
  if (extra.length === 0) {
    // Λ does not see velocities: the sums are those of ν.
    const pair = pairOf(0, 0);
    const outflow = (symbol: string, factor: number) => sup(symbol, [[factor, pair]]);
    return { lambda0: outflow('λ₀', total), lambda2: outflow('λ₂', energy), lambdaIn: outflow('λ_in', total) };
  }
  const over = (symbol: string, term: (own: number, other: number) => readonly [number, readonly number[]]) =>
    largest(
      symbol,
      points.map((_, own) =>
        sup(
          symbol,
          points.map((_point, other) => term(own, other)),
        ),
      ),
    );
  return {
    lambda0: over('λ₀', (pre, post) => [weights[post], pairOf(post, pre)]),
    lambda2: over('λ₂', (pre, post) => [weights[post] * square(points[post]), pairOf(post, pre)]),
    lambdaIn: over('λ_in', (post, pre) => [weights[pre], pairOf(post, pre)]),
  };
}
