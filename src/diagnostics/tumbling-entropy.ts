import { kernels } from '../kernels/this-thread.ts';
import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { continuedLogarithm } from './continued-logarithm.ts';
import { GridSum, RowSum, type RowSums } from './grid-sum.ts';
import type { Reading } from './reading.ts';
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
  const { weights } = model;
  const scale = snapshot.epsilon / snapshot.frame.theta;
  const loss = new GridSum();
  const whole = new GridSum();
  const shifted = [new Float64Array(2 * half), new Float64Array(2 * half)] as const;
  const [own, ownEntropy] = [new Float64Array(fine), new Float64Array(fine)];
  const [log, doubt] = [new Float64Array(fine), new Float64Array(fine)];
  const z = new Float64Array(fine);
  const rates = new RatesAt(model, z);
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
      rates.clear();
      continuedLogarithm(own, { start, spacing: fineSpacing }, floor, log, doubt);
      for (const { posts } of model.departures[v]) {
        const others = posts.filter((post) => post !== v);
        if (others.length === 0) continue;
        const rate = rates.of(others[0], v);
        const lost = new RowSum();
        for (let i = 0; i < fine; i++) {
          const term = rate[i] * ownEntropy[i];
          lost.add(i, term, own[i] < BAND * floor ? Math.abs(term) : 0);
        }
        const weight = others.reduce((sum, post) => sum + weights[post], 0) * weights[v];
        loss.add(lost, weight, evenX);
        whole.add(negative(lost), weight, evenX);
      }
      const others = weights.flatMap((_, w) => (w === v ? [] : [w]));
      for (let n = 0; n < others.length; n += 2) {
        const both = others.slice(n, n + 2);
        both.forEach((other, k) => {
          const there = ix * nv + other;
          const jump = scale * (u[there] - u[here]);
          spectra.shift(spectra.rows.subarray(there * ny, (there + 1) * ny), jump, shifted[k]);
        });
        const memory = kernels().scratch(4 * fine);
        memory.set(spectra.synthesise(shifted[0], shifted[1]));
        kernels().logarithms(0, 2 * fine, 2 * fine);
        both.forEach((other, k) => {
          const rate = rates.of(v, other);
          const lostMoved = new RowSum();
          const gained = new RowSum();
          for (let i = 0; i < fine; i++) {
            const moved = memory[2 * i + k];
            const gain = rate[i] * moved;
            const term = moved > floor ? gain * memory[2 * (fine + i) + k] : 0;
            const nearFloor = moved < BAND * floor ? Math.abs(term) : 0;
            lostMoved.add(i, term, nearFloor);
            gained.add(i, gain * log[i], nearFloor + Math.abs(gain) * doubt[i]);
          }
          const weight = weights[v] * weights[other];
          loss.add(negative(lostMoved), weight, evenX);
          whole.add(gained, weight, evenX);
        });
      }
    }
  }
  const found = whole.reading(spectra);
  return {
    tumblingLossIdentity: loss.reading(spectra),
    tumblingEntropyIdentity: {
      value: found.value - K.value,
      x: found.x + (K.x ?? 0),
      y: found.y + (K.y ?? 0),
      floor: found.floor + (K.floor ?? 0),
    },
  };
}

const negative = ({ even, odd, size, floor }: RowSums): RowSums => ({ even: -even, odd: -odd, size, floor });

/** Λ at the points of `z`, evaluated once for all pairs of velocities with the same law. */
class RatesAt {
  readonly #model: Model;
  readonly #z: Float64Array;
  readonly #rates: Float64Array[] = [];
  readonly #known = new Set<number>();

  constructor(model: Model, z: Float64Array) {
    this.#model = model;
    this.#z = z;
  }

  /** To be called when `z` has changed. */
  clear(): void {
    this.#known.clear();
  }

  of(post: number, pre: number): Float64Array {
    const law = this.#model.rateLaw(post, pre);
    this.#rates[law] ??= new Float64Array(this.#z.length);
    const rate = this.#rates[law];
    if (!this.#known.has(law)) {
      this.#model.rate(this.#z, post, pre, rate);
      this.#known.add(law);
    }
    return rate;
  }
}
