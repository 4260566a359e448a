import type { Model } from '../model/model.ts';
import { GridSum, type RowSums } from './grid-sum.ts';
import type { Reading } from './reading.ts';

type Name = 'velocityBalance' | 'velocityProduction' | 'velocityJump' | 'offsetJump' | 'J3' | 'J4';

/** ∫flux dζ and ∫|y|²flux dζ in one row; their sizes are their absolute values. */
interface FluxIntegrals {
  readonly mass: RowSums;
  readonly second: RowSums;
}

/**
 * Moments of the tumbles v → v′ ≠ v that the proof of Proposition 3.2 uses, with the rate Λ(y − D_tN(v), v′, v) q(v, y):
 * velocityBalance ∫(|v′|²−|v|²)Λq, velocityProduction ∫|v′|²Λq, velocityJump ∫|v−v′|²Λq,
 * offsetJump ∫|D_tN(v′)−D_tN(v)|²Λq, J3 = ∫|y|²Λq, J4 = ∫(|v|²+|v′|²)Λq.
 */
export class TumblingMoments {
  readonly #fineSpacing: number;
  readonly #weights: readonly number[];
  readonly #squares: readonly number[];
  readonly #jumps: readonly (readonly number[])[];
  #sums = emptySums();

  constructor({ velocities, weights }: Model, { fineSpacing }: { readonly fineSpacing: number }) {
    this.#fineSpacing = fineSpacing;
    this.#weights = weights;
    this.#squares = velocities.map((v) => v.reduce((sum, c) => sum + c * c, 0));
    this.#jumps = velocities.map((v) => velocities.map((w) => v.reduce((sum, c, j) => sum + (c - w[j]) ** 2, 0)));
  }

  clear(): void {
    this.#sums = emptySums();
  }

  /**
   * What the tumbles from one velocity at one x contribute, before they are told apart.
   *
   * @param flux Λq at the points y_i = start + i·fineSpacing
   */
  integrals(flux: Float64Array, start: number): FluxIntegrals {
    let [even, odd, evenSecond, oddSecond] = [0, 0, 0, 0];
    for (let i = 0; i < flux.length; i++) {
      const y = start + i * this.#fineSpacing;
      if (i % 2 === 0) {
        even += flux[i];
        evenSecond += y * y * flux[i];
      } else {
        odd += flux[i];
        oddSecond += y * y * flux[i];
      }
    }
    return {
      mass: { even, odd, size: Math.abs(even + odd), floor: 0 },
      second: { even: evenSecond, odd: oddSecond, size: Math.abs(evenSecond + oddSecond), floor: 0 },
    };
  }

  /**
   * Adds the tumbles from `pre` to those of `posts` that are another velocity, all with one rate, at one x.
   *
   * @param offsets D_tN of all velocities, in units of the frame
   */
  add(
    pre: number,
    posts: readonly number[],
    { mass, second }: FluxIntegrals,
    offsets: Float64Array,
    isEvenX: boolean,
  ): void {
    const before = this.#squares[pre];
    const from = offsets[pre];
    let [weight, after, change, jump, offset] = [0, 0, 0, 0, 0];
    for (const post of posts) {
      if (post === pre) continue;
      const share = this.#weights[pre] * this.#weights[post];
      const to = offsets[post];
      weight += share;
      after += share * this.#squares[post];
      change += share * (this.#squares[post] - before);
      jump += share * this.#jumps[pre][post];
      offset += share * ((to - from) * (to - from));
    }
    this.#sums.velocityBalance.add(mass, change, isEvenX);
    this.#sums.velocityProduction.add(mass, after, isEvenX);
    this.#sums.velocityJump.add(mass, jump, isEvenX);
    this.#sums.offsetJump.add(mass, offset, isEvenX);
    this.#sums.J3.add(second, weight, isEvenX);
    this.#sums.J4.add(mass, weight * before + after, isEvenX);
  }

  readings(grid: { readonly cell: number; readonly thinned: number }): { readonly [name in Name]: Reading } {
    const { velocityBalance, velocityProduction, velocityJump, offsetJump, J3, J4 } = this.#sums;
    return {
      velocityBalance: velocityBalance.reading(grid),
      velocityProduction: velocityProduction.reading(grid),
      velocityJump: velocityJump.reading(grid),
      offsetJump: offsetJump.reading(grid),
      J3: J3.reading(grid),
      J4: J4.reading(grid),
    };
  }
}

const emptySums = (): { readonly [name in Name]: GridSum } => ({
  velocityBalance: new GridSum(),
  velocityProduction: new GridSum(),
  velocityJump: new GridSum(),
  offsetJump: new GridSum(),
  J3: new GridSum(),
  J4: new GridSum(),
});
