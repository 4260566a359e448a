import { JUMP, JUMPS } from '../kernels/jumps.ts';
import { kernels } from '../kernels/this-thread.ts';
import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { continuedLogarithm } from './continued-logarithm.ts';
import { GridSum, type RowSums } from './grid-sum.ts';
import type { Reading } from './reading.ts';
import type { RowSpectra } from './row-spectra.ts';
import { trustedFloor } from './trusted-floor.ts';
import { TumblingMoments } from './tumbling-moments.ts';

/**
 * J = ∫|y|²Q̃[q] and K = ∫log(q)Q̃[q] (section 4), both written over pre-tumble states as in the proofs of (3.10) and of
 * Proposition 4.1. With ζ = y − (ε/θ)u, all velocities share ζ: a tumble v → v′ keeps ζ, and y′ = ζ + (ε/θ)u(v′), so
 * J = ∫Σ ν(v)ν(v′) Λ(θζ/ε, v′, v) f(v, ζ)(|y′|² − |y|²), K likewise with log f(v′, ζ) − log f(v, ζ).
 */
export class TumblingFunctionals {
  readonly #model: Model;
  readonly #spectra: RowSpectra;
  /**
   * Positions in the scratch memory: f(v, ζ), its logarithm and the uncertainty of that, of its continuation and of round-off, at
   * [… + iv·fine + i]; ζ, and Λf of the tumbles from one velocity with one rate, at [… + i]; the sums of `jumps`.
   */
  readonly #at: Readonly<Record<'f' | 'logs' | 'doubts' | 'zetas' | 'flux' | 'out' | 'end', number>>;
  readonly #shifted: readonly [Float64Array, Float64Array];
  readonly #moments: TumblingMoments;
  #rates = new Float64Array(0);
  #ratesFor = Number.NaN;

  constructor(model: Model, spectra: RowSpectra) {
    this.#model = model;
    this.#spectra = spectra;
    this.#moments = new TumblingMoments(model, spectra);
    const { nv, fine } = spectra;
    const [zetas, flux, out] = [3 * nv * fine, (3 * nv + 1) * fine, (3 * nv + 2) * fine];
    this.#at = { f: 0, logs: nv * fine, doubts: 2 * nv * fine, zetas, flux, out, end: out + JUMPS };
    this.#shifted = [new Float64Array(2 * spectra.half), new Float64Array(2 * spectra.half)];
  }

  /** J, K and the moments of `TumblingMoments`; `u` is D_tN at [ix·nv + iv]. */
  evaluate(
    snapshot: FullSnapshot,
    u: Float64Array,
  ): { readonly J: Reading; readonly K: Reading } & ReturnType<TumblingMoments['readings']> {
    const { nx, nv, fine } = this.#spectra;
    const { weights } = this.#model;
    const rates = this.#table(snapshot);
    const scale = snapshot.epsilon / snapshot.frame.theta;
    const moments = this.#moments;
    moments.clear();
    const J = new GridSum();
    const K = new GridSum();
    const floor = trustedFloor(snapshot, this.#model.dimension);
    const offsets = new Float64Array(nv);
    const at = this.#at;
    const memory = kernels().scratch(at.end);
    for (let i = 0; i < fine; i++) memory[at.zetas + i] = snapshot.y.start + i * this.#spectra.fineSpacing;
    const flux = memory.subarray(at.flux, at.flux + fine);
    for (let ix = 0; ix < nx; ix++) {
      if (isRoundOff(snapshot, ix, nv, floor)) continue;
      for (let iv = 0; iv < nv; iv++) offsets[iv] = scale * u[ix * nv + iv];
      this.#loadPoint(memory, snapshot, ix, offsets, floor);
      const evenX = this.#spectra.evenX[ix] === 1;
      for (let pre = 0; pre < nv; pre++) {
        const from = offsets[pre];
        for (const { law, posts } of this.#model.departures[pre]) {
          for (let i = 0; i < fine; i++) flux[i] = rates[law * fine + i] * memory[at.f + pre * fine + i];
          moments.add(pre, posts, moments.integrals(flux, snapshot.y.start + from), offsets, evenX);
          for (const post of posts) {
            if (post === pre) continue;
            const to = offsets[post];
            const weight = weights[pre] * weights[post];
            this.#jump(pre, post, to - from, to + from);
            J.add(sums(memory, at.out, JUMP.square, JUMP.squareSize), weight, evenX);
            K.add(sums(memory, at.out, JUMP.log, JUMP.logSize, JUMP.doubt), weight, evenX);
          }
        }
      }
    }
    return { J: J.reading(this.#spectra), K: K.reading(this.#spectra), ...moments.readings(this.#spectra) };
  }

  /** Λ(θζ/ε, v′, v) at [law·fine + i]. */
  #table(snapshot: FullSnapshot): Float64Array {
    const ratio = snapshot.frame.theta / snapshot.epsilon;
    if (this.#ratesFor !== ratio) {
      const { fine, fineSpacing } = this.#spectra;
      const z = Float64Array.from({ length: fine }, (_, i) => ratio * (snapshot.y.start + i * fineSpacing));
      this.#rates = new Float64Array(this.#model.rateLaws * fine);
      this.#model.departures.forEach((laws, pre) => {
        for (const { law, posts } of laws)
          this.#model.rate(z, posts[0], pre, this.#rates.subarray(law * fine, (law + 1) * fine));
      });
      this.#ratesFor = ratio;
    }
    return this.#rates;
  }

  /** f(v, ζ), its logarithm and the doubt of that at one x, for all velocities. */
  #loadPoint(memory: Float64Array, snapshot: FullSnapshot, ix: number, offsets: Float64Array, floor: number): void {
    const { nv, ny, fine, fineSpacing, rows } = this.#spectra;
    const at = this.#at;
    const f = memory.subarray(at.f, at.f + nv * fine);
    for (let iv = 0; iv < nv; iv += 2) {
      const second = Math.min(iv + 1, nv - 1);
      [iv, second].forEach((v, part) => {
        const row = ix * nv + v;
        this.#spectra.shift(rows.subarray(row * ny, (row + 1) * ny), offsets[v], this.#shifted[part]);
      });
      const both = this.#spectra.synthesise(this.#shifted[0], this.#shifted[1]);
      for (let i = 0; i < fine; i++) {
        f[iv * fine + i] = both[2 * i];
        f[second * fine + i] = both[2 * i + (second > iv ? 1 : 0)];
      }
    }
    for (let iv = 0; iv < nv; iv++) {
      const [from, to] = [iv * fine, (iv + 1) * fine];
      const log = memory.subarray(at.logs + from, at.logs + to);
      const doubt = memory.subarray(at.doubts + from, at.doubts + to);
      const start = snapshot.y.start + offsets[iv];
      continuedLogarithm(f.subarray(from, to), { start, spacing: fineSpacing }, floor, log, doubt);
    }
  }

  /** The sums of one kind of tumbles; `jump` and `sum` are the difference and the sum of the offsets after and before. */
  #jump(pre: number, post: number, jump: number, sum: number): void {
    const { fine } = this.#spectra;
    const { logs, doubts, flux, zetas, out } = this.#at;
    kernels().jumps({
      ...{ flux, zetas, n: fine, jump, sum, out },
      logs: logs + pre * fine,
      logsAfter: logs + post * fine,
      doubts: doubts + pre * fine,
      doubtsAfter: doubts + post * fine,
    });
  }
}

/** The sums that `jumps` left at some places. */
function sums(memory: Float64Array, out: number, value: number, size: number, doubt?: number): RowSums {
  return {
    even: memory[out + value],
    odd: memory[out + value + 1],
    size: memory[out + size] + memory[out + size + 1],
    floor: doubt === undefined ? 0 : memory[out + doubt] + memory[out + doubt + 1],
  };
}

/** All rows at this x are below the floor: their logarithms say nothing, and they carry no mass. */
export function isRoundOff({ values, y }: FullSnapshot, ix: number, nv: number, floor: number): boolean {
  const block = nv * y.count;
  for (let i = ix * block; i < (ix + 1) * block; i++) if (!(values[i] <= floor)) return false;
  return true;
}
