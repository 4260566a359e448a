import { type ColumnGradient, createColumnGradient } from '../model/column-gradient.ts';
import { type CompiledExpression, compile } from '../model/compile-expression.ts';
import type { Model } from '../model/model.ts';
import { positionNames } from '../model/variable-names.ts';
import type { Cloud } from './particle-data.ts';
import { BLOCK, type Candidates, type TumbleLaw } from './particle-process.ts';
import { gaussian } from './philox.ts';

const IDENTITY = Int32Array.from({ length: BLOCK }, (_, j) => j);

/**
 * The internal-state process (1.4) in the variable y = (m − N)/ε: between tumbles a standard Ornstein–Uhlenbeck process at rate
 * 1/ε with its exact transition, tumbles at the rate Λ(z, v′, v), z = y − D_tN(v), which leave m and z alone.
 */
export class InternalStateLaw implements TumbleLaw {
  readonly #epsilon: number;
  readonly #gradient: ColumnGradient;
  readonly #u = new Float64Array(BLOCK);
  readonly #uAfter = new Float64Array(BLOCK);
  readonly #post = new Int32Array(BLOCK);

  constructor(model: Model, epsilon: number) {
    this.#epsilon = epsilon;
    this.#gradient = createColumnGradient(model, epsilon, BLOCK);
  }

  /** y(t+h) = s y(t) + √(1−s²) ξ with s = e^{−h/ε}; by expm1, because 1 − s² cancels when h ≪ ε. */
  relax({ y }: Cloud, particle: number, h: number, one: number, other: number): void {
    const loss = -Math.expm1(-h / this.#epsilon);
    y[particle] = (1 - loss) * y[particle] + Math.sqrt(loss * (2 - loss)) * gaussian(one, other);
  }

  offsets({ y }: Cloud, { count, particle, time, x, pre, z }: Candidates): void {
    this.#gradient.load(count, time, x);
    this.#gradient.evaluate(count, IDENTITY, pre, this.#u);
    for (let j = 0; j < count; j++) z[j] = y[particle[j]] - this.#u[j];
  }

  /** y′ − D_tN(v′) = y − D_tN(v). */
  tumble({ y }: Cloud, { particle, post, accepted }: Candidates, count: number): void {
    for (let k = 0; k < count; k++) this.#post[k] = post[accepted[k]];
    this.#gradient.evaluate(count, accepted, this.#post, this.#uAfter);
    for (let k = 0; k < count; k++) y[particle[accepted[k]]] += this.#uAfter[k] - this.#u[accepted[k]];
  }
}

/**
 * The gradient-sensing process (1.1)–(1.3). Its rate is the Gaussian average (1.12), Λ̄(a) = E Λ(ξ − a) at a = D_tM(v), so a candidate
 * accepted at the rate Λ(ξ − a) with a fresh standard Gaussian ξ has exactly this rate, and no average is computed. ξ is the
 * noise of the internal-state process at the same candidate: its y is ξ up to e^{−h/ε}, so the two decide alike.
 */
export class GradientSensingLaw implements TumbleLaw {
  readonly #velocities: readonly (readonly number[])[];
  readonly #dt: CompiledExpression;
  readonly #dx: readonly CompiledExpression[];
  readonly #slope = new Float64Array(BLOCK);
  /** Components of positions in columns. */
  readonly #positions: readonly Float64Array[];

  constructor(model: Model) {
    const { dt, dx } = model.scenario.signal;
    const variables = ['t', ...positionNames(model.dimension)];
    this.#velocities = model.velocities;
    this.#dt = compile(dt.expr, variables);
    this.#dx = dx.map(({ expr }) => compile(expr, variables));
    this.#positions = dx.map(() => new Float64Array(BLOCK));
  }

  relax({ y }: Cloud, particle: number, _h: number, one: number, other: number): void {
    y[particle] = gaussian(one, other);
  }

  offsets({ y }: Cloud, { count, particle, time, x, pre, z }: Candidates): void {
    const d = this.#dx.length;
    this.#positions.forEach((column, c) => {
      for (let j = 0; j < count; j++) column[j] = x[j * d + c];
    });
    this.#dt.evaluate([time, ...this.#positions], z, count);
    for (let j = 0; j < count; j++) z[j] = y[particle[j]] - z[j];
    this.#dx.forEach((component, c) => {
      component.evaluate([time, ...this.#positions], this.#slope, count);
      for (let j = 0; j < count; j++) z[j] -= this.#velocities[pre[j]][c] * this.#slope[j];
    });
  }

  tumble(): void {}
}
