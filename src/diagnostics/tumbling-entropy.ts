import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { continuedLogarithm } from './continued-logarithm.ts';
import { geometricError, type Reading } from './reading.ts';
import type { RowSpectra } from './row-spectra.ts';
import { trustedFloor } from './trusted-floor.ts';
import { isRoundOff } from './tumbling-functionals.ts';

/** What lies below the floor is estimated by the two decades above it. */
const BAND = 1e2;

/**
 * The change of variables in K (proof of Proposition 4.1), with y′ = y + D_tN(v′) − D_tN(v) and all integrals over
 * (x, v, v′, y) on the grid of y, the variable of v:
 * K₁ = ∫Λ(y′ − D_tN(v′), v, v′) q(v′, y′) log q(v, y), K₂ = ∫Λ(y − D_tN(v), v′, v) q(v, y) log q(v, y).
 * `tumblingLossIdentity` = K₂ − ∫Λ(y′ − D_tN(v′), v, v′) q(v′, y′) log q(v′, y′), which the change makes of K₂, and
 * `tumblingEntropyIdentity` = K₁ − K₂ − K. Both must vanish. Pairs v = v′ cancel term by term and are left out.
 *
 * @param u D_tN at [ix·nv + iv]
 * @param K as `TumblingFunctionals` measures it, over pre-tumble states in ζ = y − D_tN(v); its bars enter
 */
export function tumblingEntropy(
  snapshot: FullSnapshot,
  spectra: RowSpectra,
  model: Model,
  u: Float64Array,
  K: Reading,
): { tumblingLossIdentity: Reading; tumblingEntropyIdentity: Reading } {
  const { nx, nv, ny, half, fine, fineSpacing } = spectra;
  const { start } = snapshot.y;
  const scale = snapshot.epsilon / snapshot.frame.theta;
  const loss = sums();
  const whole = sums();
  const shifted = [new Float64Array(2 * half), new Float64Array(2 * half)] as const;
  const [own, ownEntropy] = [new Float64Array(fine), new Float64Array(fine)];
  const [log, doubt] = [new Float64Array(fine), new Float64Array(fine)];
  const [z, gainRate, lossRate] = [new Float64Array(fine), new Float64Array(fine), new Float64Array(fine)];
  const floor = trustedFloor(snapshot, model.dimension);
  for (let ix = 0; ix < nx; ix++) {
    if (isRoundOff(snapshot, ix, nv, floor)) continue;
    const evenX = spectra.evenX[ix] === 1;
    for (let v = 0; v < nv; v++) {
      const here = ix * nv + v;
      const row = spectra.rows.subarray(here * ny, (here + 1) * ny);
      const alone = spectra.synthesise(row, row);
      for (let i = 0; i < fine; i++) {
        own[i] = alone[2 * i];
        ownEntropy[i] = own[i] > floor ? own[i] * Math.log(own[i]) : 0;
        z[i] = (start + i * fineSpacing) / scale - u[here];
      }
      continuedLogarithm(own, { start, spacing: fineSpacing }, floor, log, doubt);
      const others = model.weights.flatMap((_, w) => (w === v ? [] : [w]));
      for (let n = 0; n < others.length; n += 2) {
        const both = others.slice(n, n + 2);
        both.forEach((other, k) => {
          const there = ix * nv + other;
          const jump = scale * (u[there] - u[here]);
          spectra.shift(spectra.rows.subarray(there * ny, (there + 1) * ny), jump, shifted[k]);
        });
        const arriving = spectra.synthesise(shifted[0], shifted[1]);
        both.forEach((other, k) => {
          model.rate(z, v, other, gainRate);
          model.rate(z, other, v, lossRate);
          const weight = model.weights[v] * model.weights[other];
          for (let i = 0; i < fine; i++) {
            const evenY = i % 2 === 0;
            const moved = arriving[2 * i + k];
            const gain = weight * gainRate[i] * moved;
            const lost = weight * lossRate[i] * ownEntropy[i];
            const lostMoved = moved > floor ? gain * Math.log(moved) : 0;
            const nearFloor =
              (own[i] < BAND * floor ? Math.abs(lost) : 0) + (moved < BAND * floor ? Math.abs(lostMoved) : 0);
            add(loss, lost, -lostMoved, nearFloor, evenX, evenY);
            add(whole, gain * log[i], -lost, nearFloor + Math.abs(gain) * doubt[i], evenX, evenY);
          }
        });
      }
    }
  }
  const { cell, thinned } = spectra;
  const reading = ({ all, evenX, evenY, size, floor: uncertain }: Sums, other: Reading): Reading => ({
    value: all * cell - other.value,
    x: geometricError(all, thinned * evenX, size) * cell + (other.x ?? 0),
    y: geometricError(all, 2 * evenY, size) * cell + (other.y ?? 0),
    floor: uncertain * cell + (other.floor ?? 0),
  });
  return { tumblingLossIdentity: reading(loss, { value: 0 }), tumblingEntropyIdentity: reading(whole, K) };
}

const sums = () => ({ all: 0, evenX: 0, evenY: 0, size: 0, floor: 0 });
type Sums = ReturnType<typeof sums>;

function add(to: Sums, first: number, second: number, floor: number, evenX: boolean, evenY: boolean): void {
  const term = first + second;
  to.all += term;
  if (evenX) to.evenX += term;
  if (evenY) to.evenY += term;
  to.size += Math.abs(first) + Math.abs(second);
  to.floor += floor;
}
