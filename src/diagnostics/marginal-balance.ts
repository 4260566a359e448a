import type { Model } from '../model/model.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import type { Reading } from './reading.ts';
import type { TumblingRates } from './tumbling-rates.ts';

/** Modes in x of the test function, and the step of its phases: any number will do that is not a multiple of π. */
const MODES = 4;
const PHASE = 0.7;

/**
 * Both sides of (4.1) against one test function with several Fourier modes and its own phases for every velocity,
 * φ(x, v_i) = Σ_k cos(2πkx/L + 0.7(i + 1)(k + 1)): `testedMarginal` = ∫φ q̄, and its rate of change
 * `testedMarginalRate` = ∫(v·∇φ q̄ + φ∫Q̃[q]dy). `netInflow` = ∫(Λ_in − Λ_out)q, the bound of K.
 *
 * @param density q̄ at [ix·nv + iv]
 */
export function marginalBalance(
  density: Float64Array,
  { flux, inflow }: TumblingRates,
  x: UniformAxis,
  { weights, velocities }: Model,
): { testedMarginal: Reading; testedMarginalRate: Reading; netInflow: Reading } {
  const nv = weights.length;
  let tested = 0;
  let rate = 0;
  let net = 0;
  for (let ix = 0; ix < x.count; ix++) {
    for (let v = 0; v < nv; v++) {
      const here = ix * nv + v;
      let test = 0;
      let slope = 0;
      for (let k = 0; k < MODES; k++) {
        const kappa = (2 * Math.PI * k) / (x.count * x.spacing);
        const angle = kappa * (x.start + ix * x.spacing) + PHASE * (v + 1) * (k + 1);
        test += Math.cos(angle);
        slope -= kappa * Math.sin(angle);
      }
      let tumbling = 0;
      let outflow = 0;
      for (let w = 0; w < nv; w++) {
        tumbling += weights[w] * (flux[(ix * nv + w) * nv + v] - flux[here * nv + w]);
        outflow += weights[w] * flux[here * nv + w];
      }
      const cell = weights[v] * x.spacing;
      tested += cell * test * density[here];
      rate += cell * (velocities[v][0] * slope * density[here] + test * tumbling);
      net += cell * (inflow[here] - outflow);
    }
  }
  return { testedMarginal: { value: tested }, testedMarginalRate: { value: rate }, netInflow: { value: net } };
}
