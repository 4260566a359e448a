import type { Model } from '../model/model.ts';
import { gridPositions } from '../model/position-grid.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import type { RowSpectra } from './row-spectra.ts';

/** Rates at one time, integrated over the internal variable; layout [(ix·nv + pre)·nv + post], densities of ν. */
export interface TumblingRates {
  /** ∫Λ(y − D_tN(v), v′, v) q(v, y) dy: what tumbles from v to v′. */
  readonly flux: Float64Array;
  /** Λ̄(D_tN(v), v′, v) = ∫Λ(y − D_tN(v), v′, v)𝓜(y)dy. */
  readonly adapted: Float64Array;
  /** Λ̄(D_tM(v), v′, v), (1.12). */
  readonly limit: Float64Array;
  /** ∫∫Λ(y − D_tN(v), v, v′) q(v, y) dy dν(v′) at [ix·nv + iv]: inflow rates weighted by the density of their target. */
  readonly inflow: Float64Array;
}

/**
 * Integrals over the internal variable against Λ, from Fourier coefficients: in ζ = y − (ε/θ)u the rate depends neither
 * on x nor on t, so the trapezoidal sum Σ_i h Λ(z_i) f(ζ_i + s) of a trigonometric polynomial f is Re Σ_k c_k e^{iξ_k s} T_k
 * with a table T that is made once.
 */
export class TumblingRateTable {
  readonly #model: Model;
  readonly #spectra: RowSpectra;
  readonly #positions: Float64Array;
  readonly #maxwellian: Float64Array;
  /** T_k of Λ(·, post, pre) at [law·H + k], doubled for k > 0. */
  #table = new Float64Array(0);
  /** T_k of ∫Λ(·, v, v′)dν(v′) at [v·H + k], doubled for k > 0. */
  #inflow = new Float64Array(0);
  #tableFor = Number.NaN;

  constructor(model: Model, spectra: RowSpectra, shape: FullSnapshot) {
    this.#model = model;
    this.#spectra = spectra;
    this.#positions = gridPositions(shape.x, model.dimension);
    const { half, base } = spectra;
    this.#maxwellian = new Float64Array(2 * half);
    for (let k = 0; k < half; k++) {
      const xi = k * base;
      const size = (Math.exp(-0.5 * xi * xi) * base) / (2 * Math.PI);
      this.#maxwellian[2 * k] = size * Math.cos(xi * shape.y.start);
      this.#maxwellian[2 * k + 1] = size * Math.sin(xi * shape.y.start);
    }
  }

  /** @param u D_tN at [ix·nv + iv]. */
  evaluate(snapshot: FullSnapshot, u: Float64Array): TumblingRates {
    const { nx, nv, ny, half } = this.#spectra;
    this.#prepare(snapshot);
    const scale = snapshot.epsilon / snapshot.frame.theta;
    const size = nx * nv * nv;
    const rates = {
      flux: new Float64Array(size),
      adapted: new Float64Array(size),
      limit: new Float64Array(size),
      inflow: new Float64Array(nx * nv),
    };
    const shifted = new Float64Array(2 * half);
    const gradient = new Float64Array(nx);
    const fill = (out: Float64Array, row: number, pre: number): void => {
      for (const { law, posts } of this.#model.departures[pre]) {
        const integral = product(shifted, this.#table, law);
        for (const post of posts) out[row * nv + post] = integral;
      }
    };
    for (let pre = 0; pre < nv; pre++) {
      this.#model.pathGradient(snapshot.time, this.#positions, this.#model.velocities[pre], gradient);
      for (let ix = 0; ix < nx; ix++) {
        const row = ix * nv + pre;
        this.#spectra.shift(this.#spectra.rows.subarray(row * ny, (row + 1) * ny), scale * u[row], shifted);
        fill(rates.flux, row, pre);
        rates.inflow[row] = product(shifted, this.#inflow, pre);
        this.#spectra.shift(this.#maxwellian, scale * u[row], shifted);
        fill(rates.adapted, row, pre);
        this.#spectra.shift(this.#maxwellian, scale * gradient[ix], shifted);
        fill(rates.limit, row, pre);
      }
    }
    return rates;
  }

  #prepare(snapshot: FullSnapshot): void {
    const ratio = snapshot.frame.theta / snapshot.epsilon;
    if (ratio === this.#tableFor) return;
    const { nv, half, fine, fineSpacing } = this.#spectra;
    const { weights } = this.#model;
    const z = Float64Array.from({ length: fine }, (_, i) => ratio * (snapshot.y.start + i * fineSpacing));
    const cosines = Float64Array.from({ length: fine }, (_, i) => Math.cos((2 * Math.PI * i) / fine));
    const rate = new Float64Array(fine);
    this.#table = new Float64Array(this.#model.rateLaws * 2 * half);
    this.#inflow = new Float64Array(nv * 2 * half);
    const tabulated = new Set<number>();
    this.#model.departures.forEach((laws, pre) => {
      for (const { law, posts } of laws) {
        const entries = this.#table.subarray(law * 2 * half, (law + 1) * 2 * half);
        if (!tabulated.has(law)) {
          this.#model.rate(z, posts[0], pre, rate);
          for (let k = 0; k < half; k++) {
            let re = 0;
            let im = 0;
            for (let i = 0; i < fine; i++) {
              const angle = (i * k) % fine;
              re += rate[i] * cosines[angle];
              // sin(2πj/n) = cos(2π(j − n/4)/n); fine is a multiple of 4.
              im += rate[i] * cosines[(angle + (3 * fine) / 4) % fine];
            }
            const factor = (k === 0 ? 1 : 2) * fineSpacing;
            entries[2 * k] = factor * re;
            entries[2 * k + 1] = factor * im;
          }
          tabulated.add(law);
        }
        for (const post of posts) {
          const inflow = post * 2 * half;
          for (let k = 0; k < 2 * half; k++) this.#inflow[inflow + k] += weights[pre] * entries[k];
        }
      }
    });
    this.#tableFor = ratio;
  }
}

/** Re Σ_k c_k T_k with entry `index` of a table. */
function product(c: Float64Array, table: Float64Array, index: number): number {
  const at = index * c.length;
  let sum = 0;
  for (let k = 0; k < c.length; k += 2) sum += c[k] * table[at + k] - c[k + 1] * table[at + k + 1];
  return sum;
}
