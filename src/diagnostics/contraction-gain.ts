import { chebyshevInterpolant } from '../model/chebyshev.ts';
import type { Model } from '../model/model.ts';
import { pointCount } from '../model/position-grid.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import { absoluteIntegralOfWaves, interpolate } from './limit-distance.ts';
import { signedIntegrals } from './signed-integral.ts';

/** Refinement for the roots, which L₂₂ polishes: two that are close must not show in a comparison to 1e-6. */
const REFINEMENT = 16;
/** Factor by which the grid is finer on which products are formed once more. */
const FINER = 2;
/** Room beside the range of D_tN at the points for its values between them, as a part of that range. */
const ROOM = 0.1;

/**
 * ∫Λ(y − D_tN(v′), v, v′) |p̄ − q̄|(v′) 𝓜(y) dx dv dv′ dy, what L₂₁ becomes with the absolute value inside (proof of
 * Proposition 4.2). It must equal L₂₂, which is measured elsewhere with tabulated rates and the roots of p̄ − q̄; here
 * the rate is Λ̄(D_tN) of (1.12) from the model, and ∫Λ̄dν(v)|p̄ − q̄|, Λ̄ ≥ 0, is integrated for every velocity before.
 *
 * Both are integrals of products of Λ̄ and p̄ − q̄, which are formed at the points in x: where p̄ − q̄ hardly differs from 0,
 * what they alias matters, and no run with fewer modes shows it. The error x is what ∫|Λ̄(p̄ − q̄)| and ∫sgn(p̄ − q̄)Λ̄(p̄ − q̄), both by
 * the rates of this function, change by when the products are formed on a grid twice as fine along x₁.
 *
 * @param density q̄ at [ix·nv + iv], `limit` p̄ and `u` D_tN likewise
 */
export function contractionGain(
  density: Float64Array,
  limit: Float64Array,
  u: Float64Array,
  x: UniformAxis,
  model: Model,
): { value: number; x: number } {
  const nv = model.weights.length;
  const lines = pointCount(x, model.dimension) / x.count;
  const [least, most] = [u.reduce((a, b) => Math.min(a, b)), u.reduce((a, b) => Math.max(a, b))];
  const room = ROOM * (most - least);
  /** Λ̄ of every law: entire, so that its interpolant is exact to round-off at a tenth of the cost. */
  const rates: ((a: number) => number)[] = [];
  const finer = { ...x, count: FINER * x.count, spacing: x.spacing / FINER };
  const difference = new Float64Array(x.count);
  const gradient = new Float64Array(x.count);
  let gain = 0;
  let aliased = 0;
  for (let pre = 0; pre < nv; pre++) {
    const departures = model.departures[pre];
    for (const { law, posts } of departures) {
      const averaged = (a: Float64Array, out: Float64Array): void => model.averagedRate(a, posts[0], pre, out);
      rates[law] ??= chebyshevInterpolant(averaged, least - room, most + room);
    }
    /** ∫Λ̄(a, v, v′)dν(v) (p̄ − q̄)(v′). */
    const products = (a: Float64Array, g: Float64Array): Float64Array =>
      g.map((value, i) => value * departures.reduce((sum, { law, weight }) => sum + weight * rates[law](a[i]), 0));
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < x.count; i++) {
        const at = (i * lines + line) * nv + pre;
        difference[i] = limit[at] - density[at];
        gradient[i] = u[at];
      }
      const onGrid = bothSides(difference, products(gradient, difference), x);
      const between = interpolate(difference, FINER);
      const onFiner = bothSides(between, products(interpolate(gradient, FINER), between), finer);
      gain += model.weights[pre] * onGrid[0];
      for (const k of [0, 1]) aliased += model.weights[pre] * Math.abs(onFiner[k] - onGrid[k]);
    }
  }
  const across = x.spacing ** (model.dimension - 1);
  return { value: gain * across, x: aliased * across };
}

/** ∫|c|dx, as the gain is integrated, and ∫sgn(g)c dx, as the loss is. */
const bothSides = (g: Float64Array, c: Float64Array, x: UniformAxis): readonly [number, number] => [
  absoluteIntegralOfWaves(c, x, REFINEMENT),
  signedIntegrals(g, [c], x)[0],
];
