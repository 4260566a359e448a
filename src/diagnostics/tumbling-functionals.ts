import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { continuedLogarithm } from './continued-logarithm.ts';
import { geometricError, type Reading } from './reading.ts';
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
  readonly #f: Float64Array;
  readonly #log: Float64Array;
  /** Uncertainty of each logarithm: of its continuation, and of round-off. */
  readonly #doubt: Float64Array;
  readonly #shifted: readonly [Float64Array, Float64Array];
  readonly #moments: TumblingMoments;
  #rates = new Float64Array(0);
  #ratesFor = Number.NaN;

  constructor(model: Model, spectra: RowSpectra) {
    this.#model = model;
    this.#spectra = spectra;
    this.#moments = new TumblingMoments(model, spectra);
    const size = spectra.nv * spectra.fine;
    this.#f = new Float64Array(size);
    this.#log = new Float64Array(size);
    this.#doubt = new Float64Array(size);
    this.#shifted = [new Float64Array(2 * spectra.half), new Float64Array(2 * spectra.half)];
  }

  /** ν(v)ν(v′)Λ(θζ/ε, v′, v) at [(pre·nv + post)·fine + i]. */
  #table(snapshot: FullSnapshot): Float64Array {
    const ratio = snapshot.frame.theta / snapshot.epsilon;
    if (this.#ratesFor !== ratio) {
      const { nv, fine, fineSpacing } = this.#spectra;
      const { weights } = this.#model;
      const z = Float64Array.from({ length: fine }, (_, i) => ratio * (snapshot.y.start + i * fineSpacing));
      this.#rates = new Float64Array(nv * nv * fine);
      for (let pre = 0; pre < nv; pre++) {
        for (let post = 0; post < nv; post++) {
          const rates = this.#rates.subarray((pre * nv + post) * fine, (pre * nv + post + 1) * fine);
          this.#model.rate(z, post, pre, rates);
          for (let i = 0; i < fine; i++) rates[i] *= weights[pre] * weights[post];
        }
      }
      this.#ratesFor = ratio;
    }
    return this.#rates;
  }

  /** J, K and the moments of `TumblingMoments`; `u` is D_tN at [ix·nv + iv]. */
  evaluate(
    snapshot: FullSnapshot,
    u: Float64Array,
  ): { readonly J: Reading; readonly K: Reading } & ReturnType<TumblingMoments['readings']> {
    const { nx, nv, ny, fine, fineSpacing } = this.#spectra;
    const rates = this.#table(snapshot);
    const scale = snapshot.epsilon / snapshot.frame.theta;
    const f = this.#f;
    const moments = this.#moments;
    moments.clear();
    const sumJ = [0, 0, 0];
    const sumK = [0, 0, 0];
    let scaleJ = 0;
    let scaleK = 0;
    let floor = 0;
    const lowest = trustedFloor(snapshot, this.#model.dimension);
    for (let ix = 0; ix < nx; ix++) {
      if (isRoundOff(snapshot, ix, nv, lowest)) continue;
      for (let iv = 0; iv < nv; iv += 2) {
        const second = Math.min(iv + 1, nv - 1);
        const [p, r] = this.#shifted;
        const row = ix * nv;
        this.#spectra.shift(this.#spectra.rows.subarray((row + iv) * ny, (row + iv + 1) * ny), scale * u[row + iv], p);
        this.#spectra.shift(
          this.#spectra.rows.subarray((row + second) * ny, (row + second + 1) * ny),
          scale * u[row + second],
          r,
        );
        const both = this.#spectra.synthesise(p, r);
        for (let i = 0; i < fine; i++) {
          f[iv * fine + i] = both[2 * i];
          f[second * fine + i] = both[2 * i + (second > iv ? 1 : 0)];
        }
      }
      for (let iv = 0; iv < nv; iv++) {
        const [from, to] = [iv * fine, (iv + 1) * fine];
        const [log, doubt] = [this.#log.subarray(from, to), this.#doubt.subarray(from, to)];
        const start = snapshot.y.start + scale * u[ix * nv + iv];
        continuedLogarithm(f.subarray(from, to), { start, spacing: fineSpacing }, lowest, log, doubt);
      }
      const evenX = this.#spectra.evenX[ix] === 1;
      for (let pre = 0; pre < nv; pre++) {
        for (let post = 0; post < nv; post++) {
          if (post === pre) continue;
          const table = (pre * nv + post) * fine;
          const from = scale * u[ix * nv + pre];
          const to = scale * u[ix * nv + post];
          const flow = rates.subarray(table, table + fine);
          const density = f.subarray(pre * fine, (pre + 1) * fine);
          moments.add(pre, post, flow, density, snapshot.y.start, from, to, evenX);
          for (let i = 0; i < fine; i++) {
            const zeta = snapshot.y.start + i * fineSpacing;
            const flux = rates[table + i] * f[pre * fine + i];
            const j = flux * (to - from) * (2 * zeta + to + from);
            const k = flux * (this.#log[post * fine + i] - this.#log[pre * fine + i]);
            sumJ[0] += j;
            sumK[0] += k;
            if (evenX) {
              sumJ[1] += j;
              sumK[1] += k;
            }
            if (i % 2 === 0) {
              sumJ[2] += j;
              sumK[2] += k;
            }
            scaleJ += Math.abs(j);
            scaleK += Math.abs(k);
            floor += Math.abs(flux) * (this.#doubt[post * fine + i] + this.#doubt[pre * fine + i]);
          }
        }
      }
    }
    const { cell, thinned } = this.#spectra;
    const reading = ([all, evenX, evenY]: number[], size: number, floorError: number): Reading => ({
      value: all * cell,
      x: geometricError(all, thinned * evenX, size) * cell,
      y: geometricError(all, 2 * evenY, size) * cell,
      floor: floorError * cell,
    });
    return { J: reading(sumJ, scaleJ, 0), K: reading(sumK, scaleK, floor), ...moments.readings(cell) };
  }
}

/** All rows at this x are below the floor: their logarithms say nothing, and they carry no mass. */
export function isRoundOff({ values, y }: FullSnapshot, ix: number, nv: number, floor: number): boolean {
  const block = nv * y.count;
  for (let i = ix * block; i < (ix + 1) * block; i++) if (!(values[i] <= floor)) return false;
  return true;
}
