import type { Model } from '../model/model.ts';
import { cellVolume, gridPositions, pointCount } from '../model/position-grid.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import type { Reading } from './reading.ts';
import type { TumblingRates } from './tumbling-rates.ts';

/** Modes in x of the test function, and the step of its phases: any number will do that is not a multiple of π. */
const MODES = 4;
const PHASE = 0.7;

/**
 * Both sides of (4.1) against one test function with several Fourier modes and its own phases for every velocity,
 * φ(x, v_i) = Σ_k cos(2πκ·x/L + 0.7(i + 1)(k + 1)), κ_j = k^j mod 4: `testedMarginal` = ∫φ q̄, and its rate of change
 * `testedMarginalRate` = ∫(v·∇φ q̄ + φ∫Q̃[q]dy). `netInflow` = ∫(Λ_in − Λ_out)q, the bound of K.
 *
 * @param density q̄ at [ix·nv + iv]
 */
export function marginalBalance(
  density: Float64Array,
  { flux, inflow }: TumblingRates,
  x: UniformAxis,
  { weights, velocities, dimension }: Model,
): { testedMarginal: Reading; testedMarginalRate: Reading; netInflow: Reading } {
  const nv = weights.length;
  let tested = 0;
  let rate = 0;
  let net = 0;
  const positions = gridPositions(x, dimension);
  const unit = (2 * Math.PI) / (x.count * x.spacing);
  const volume = cellVolume(x, dimension);
  for (let ix = 0; ix < pointCount(x, dimension); ix++) {
    for (let v = 0; v < nv; v++) {
      const here = ix * nv + v;
      let test = 0;
      let slope = 0;
      for (let k = 0; k < MODES; k++) {
        let angle = PHASE * (v + 1) * (k + 1);
        let turning = 0;
        for (let j = 0; j < dimension; j++) {
          const kappa = unit * (k ** (j + 1) % MODES);
          angle += kappa * positions[ix * dimension + j];
          turning += kappa * velocities[v][j];
        }
        test += Math.cos(angle);
        slope -= turning * Math.sin(angle);
      }
      let tumbling = 0;
      let outflow = 0;
      for (let w = 0; w < nv; w++) {
        tumbling += weights[w] * (flux[(ix * nv + w) * nv + v] - flux[here * nv + w]);
        outflow += weights[w] * flux[here * nv + w];
      }
      const cell = weights[v] * volume;
      tested += cell * test * density[here];
      rate += cell * (slope * density[here] + test * tumbling);
      net += cell * (inflow[here] - outflow);
    }
  }
  return { testedMarginal: { value: tested }, testedMarginalRate: { value: rate }, netInflow: { value: net } };
}
