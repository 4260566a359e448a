import type { Model } from '../model/model.ts';
import { pointCount } from '../model/position-grid.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import { LineSum, lineOf } from './line-sum.ts';
import type { Reading } from './reading.ts';
import { signedIntegrals } from './signed-integral.ts';
import type { TumblingRates } from './tumbling-rates.ts';

const TERMS = ['L11', 'L12', 'L21', 'L22', 'L31', 'L32'] as const;
type Term = (typeof TERMS)[number];

/** Marginals that differ by less than this part of their maximum are equal up to round-off of the two solvers. */
const EQUAL = 1e-10;

/**
 * The six terms of d/dt‖p̄ − q̄‖_{L¹} = L₁₁ − L₁₂ + L₂₁ − L₂₂ + L₃₁ − L₃₂ (proof of Proposition 4.2), each an integral of
 * sgn(p̄ − q̄)(x, v) against a smooth function of x: L₁ from N in place of M, L₂ from the limit equation itself, L₃ from q
 * in place of q̄𝓜. Where p̄ = q̄ everywhere, as at t = 0, the sign is the one that p̄ − q̄ is about to take.
 *
 * @param density q̄ at [ix·nv + iv]
 * @param limit p̄ on the same grid
 */
export function marginalDecomposition(
  density: Float64Array,
  limit: Float64Array,
  rates: TumblingRates,
  x: UniformAxis,
  { weights, dimension }: Model,
): { readonly [term in Term]: Reading } {
  const nv = weights.length;
  const points = pointCount(x, dimension);
  const totals = TERMS.map(() => new LineSum(x, dimension));
  const integrands = TERMS.map(() => new Float64Array(points));
  const g = new Float64Array(points);
  const rate = new Float64Array(points);
  const onLine = TERMS.map(() => new Float64Array(x.count));
  const signOnLine = new Float64Array(x.count);
  let largest = 0;
  let apart = 0;
  for (let i = 0; i < density.length; i++) {
    largest = Math.max(largest, Math.abs(limit[i]));
    apart = Math.max(apart, Math.abs(limit[i] - density[i]));
  }
  const equal = apart <= EQUAL * largest;
  for (let v = 0; v < nv; v++) {
    for (const integrand of integrands) integrand.fill(0);
    for (let ix = 0; ix < points; ix++) {
      const here = ix * nv + v;
      g[ix] = limit[here] - density[here];
      for (let w = 0; w < nv; w++) {
        const there = ix * nv + w;
        const gain = there * nv + v;
        const loss = here * nv + w;
        const terms = [
          (rates.limit[gain] - rates.adapted[gain]) * limit[there],
          (rates.limit[loss] - rates.adapted[loss]) * limit[here],
          rates.adapted[gain] * (limit[there] - density[there]),
          rates.adapted[loss] * (limit[here] - density[here]),
          rates.adapted[gain] * density[there] - rates.flux[gain],
          rates.adapted[loss] * density[here] - rates.flux[loss],
        ];
        for (let j = 0; j < terms.length; j++) integrands[j][ix] += weights[w] * terms[j];
      }
      rate[ix] = integrands.reduce((sum, integrand, j) => sum + (j % 2 === 0 ? 1 : -1) * integrand[ix], 0);
    }
    for (let line = 0; line < points / x.count; line++) {
      const signed = signedIntegrals(
        lineOf(equal ? rate : g, line, signOnLine),
        integrands.map((integrand, j) => lineOf(integrand, line, onLine[j])),
        x,
      );
      for (let j = 0; j < totals.length; j++) totals[j].add(line, weights[v] * signed[j]);
    }
  }
  const [L11, L12, L21, L22, L31, L32] = totals.map((total) => total.reading(undefined, 'jump'));
  return { L11, L12, L21, L22, L31, L32 };
}
