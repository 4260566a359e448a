import type { Model } from '../model/model.ts';
import { geometricError, type Reading } from './reading.ts';

/** ∫f dx dζ in progress: over all points, over every other x in each coordinate, over every other ζ, and of absolute values. */
class Sum {
  #all = 0;
  #evenX = 0;
  #evenY = 0;
  #size = 0;

  add(all: number, evenY: number, isEvenX: boolean): void {
    this.#all += all;
    this.#evenY += evenY;
    if (isEvenX) this.#evenX += all;
    this.#size += Math.abs(all);
  }

  reading(cell: number, thinned: number): Reading {
    return {
      value: this.#all * cell,
      x: geometricError(this.#all, thinned * this.#evenX, this.#size) * cell,
      y: geometricError(this.#all, 2 * this.#evenY, this.#size) * cell,
    };
  }
}

type Name = 'velocityBalance' | 'velocityProduction' | 'velocityJump' | 'offsetJump' | 'J3' | 'J4';

/**
 * Moments of the tumbles v → v′ ≠ v that the proof of Proposition 3.2 uses, with the rate Λ(y − D_tN(v), v′, v) q(v, y):
 * velocityBalance ∫(|v′|²−|v|²)Λq, velocityProduction ∫|v′|²Λq, velocityJump ∫|v−v′|²Λq,
 * offsetJump ∫|D_tN(v′)−D_tN(v)|²Λq, J3 = ∫|y|²Λq, J4 = ∫(|v|²+|v′|²)Λq.
 */
export class TumblingMoments {
  readonly #fine: number;
  readonly #fineSpacing: number;
  readonly #thinned: number;
  readonly #squares: readonly number[];
  readonly #jumps: readonly (readonly number[])[];
  #sums = emptySums();

  constructor(model: Model, grid: { readonly fine: number; readonly fineSpacing: number; readonly thinned: number }) {
    this.#fine = grid.fine;
    this.#fineSpacing = grid.fineSpacing;
    this.#thinned = grid.thinned;
    const { velocities } = model;
    this.#squares = velocities.map((v) => v.reduce((sum, c) => sum + c * c, 0));
    this.#jumps = velocities.map((v) => velocities.map((w) => v.reduce((sum, c, j) => sum + (c - w[j]) ** 2, 0)));
  }

  clear(): void {
    this.#sums = emptySums();
  }

  /**
   * Adds the tumbles pre → post at one x.
   *
   * @param rates ν(v)ν(v′)Λ at the points ζ_i = start + i·fineSpacing
   * @param f q(v, ·) at the same points, y = ζ + from
   * @param from D_tN(pre) in units of the frame, `to` D_tN(post)
   */
  add(
    pre: number,
    post: number,
    rates: Float64Array,
    f: Float64Array,
    start: number,
    from: number,
    to: number,
    isEvenX: boolean,
  ): void {
    let [mass, second, evenMass, evenSecond] = [0, 0, 0, 0];
    for (let i = 0; i < this.#fine; i++) {
      const y = start + i * this.#fineSpacing + from;
      const flux = rates[i] * f[i];
      mass += flux;
      second += y * y * flux;
      if (i % 2 === 0) {
        evenMass += flux;
        evenSecond += y * y * flux;
      }
    }
    const add = (name: Name, factor: number): void => this.#sums[name].add(factor * mass, factor * evenMass, isEvenX);
    const [before, after] = [this.#squares[pre], this.#squares[post]];
    add('velocityBalance', after - before);
    add('velocityProduction', after);
    add('velocityJump', this.#jumps[pre][post]);
    add('offsetJump', (to - from) * (to - from));
    add('J4', before + after);
    this.#sums.J3.add(second, evenSecond, isEvenX);
  }

  readings(cell: number): { readonly [name in Name]: Reading } {
    const { velocityBalance, velocityProduction, velocityJump, offsetJump, J3, J4 } = this.#sums;
    return {
      velocityBalance: velocityBalance.reading(cell, this.#thinned),
      velocityProduction: velocityProduction.reading(cell, this.#thinned),
      velocityJump: velocityJump.reading(cell, this.#thinned),
      offsetJump: offsetJump.reading(cell, this.#thinned),
      J3: J3.reading(cell, this.#thinned),
      J4: J4.reading(cell, this.#thinned),
    };
  }
}

const emptySums = (): { readonly [name in Name]: Sum } => ({
  velocityBalance: new Sum(),
  velocityProduction: new Sum(),
  velocityJump: new Sum(),
  offsetJump: new Sum(),
  J3: new Sum(),
  J4: new Sum(),
});
