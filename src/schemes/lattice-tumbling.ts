import type { Model } from '../model/model.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import { poissonWeights } from './uniformisation.ts';

/**
 * The tumbling step e^{hQ̃} at one x as a Markov chain on (v, y_j): from v to v′ at rate ν(v′)Λ(y_j − u(v), v′, v), with a
 * jump of y by δ = u(v′) − u(v). Where y_j + δ is no grid point, its mass goes to the three nearest ones with the weights
 * of the quadratic B-spline: positive, mean exactly δ, variance Δy²/4 whatever δ is. No positive weights have less than
 * the variance s(1−s)Δy² of linear interpolation, which is as large for s = ½ but has kinks in δ, hence in x. The excess
 * is of order Δy² per tumble, that is, λΔy²ε/8 in Y once relaxation balances it.
 *
 * Time stepping is by uniformisation: exact, positive, mass to round-off. What would jump out of the grid stays at its end.
 */
export class LatticeTumbling {
  readonly #model: Model;
  readonly #n: number;
  readonly #nv: number;
  readonly #y: UniformAxis;
  readonly #z: Float64Array;
  /** ν(pre)Λ(z, post, pre) at [(pre·nv + post)·n + j], then divided by the largest outflow. */
  readonly #gain: Float64Array;
  /** Σ ν(post)Λ(z, post, pre) over post ≠ pre at [pre·n + j], likewise. */
  readonly #loss: Float64Array;
  readonly #rate: Float64Array;
  #term: Float64Array;
  #next: Float64Array;

  constructor(model: Model, y: UniformAxis) {
    const nv = model.weights.length;
    const n = y.count;
    this.#model = model;
    this.#n = n;
    this.#nv = nv;
    this.#y = y;
    this.#z = new Float64Array(n);
    this.#rate = new Float64Array(n);
    this.#gain = new Float64Array(nv * nv * n);
    this.#loss = new Float64Array(nv * n);
    this.#term = new Float64Array(nv * n);
    this.#next = new Float64Array(nv * n);
  }

  /** f(v, y_j) at [iv·n + j] ← e^{hQ̃}f, where u = D_tN(t, x, ·). */
  apply(f: Float64Array, u: Float64Array, h: number): void {
    const fastest = this.#prepare(u);
    if (fastest === 0) return;
    const weights = poissonWeights(h * fastest);
    const size = f.length;
    this.#term.set(f);
    for (let i = 0; i < size; i++) f[i] *= weights[0];
    for (let k = 1; k < weights.length; k++) {
      this.#jump(u);
      const weight = weights[k];
      const next = this.#next;
      for (let i = 0; i < size; i++) f[i] += weight * next[i];
      this.#next = this.#term;
      this.#term = next;
    }
  }

  /** Tabulates the rates over the largest total one, which is returned. */
  #prepare(u: Float64Array): number {
    const n = this.#n;
    const nv = this.#nv;
    const { weights } = this.#model;
    const loss = this.#loss;
    const gain = this.#gain;
    const rate = this.#rate;
    loss.fill(0);
    for (let pre = 0; pre < nv; pre++) {
      for (let j = 0; j < n; j++) this.#z[j] = this.#y.start + j * this.#y.spacing - u[pre];
      for (let post = 0; post < nv; post++) {
        if (post === pre) continue;
        this.#model.rate(this.#z, post, pre, rate);
        const to = (pre * nv + post) * n;
        for (let j = 0; j < n; j++) {
          gain[to + j] = weights[pre] * rate[j];
          loss[pre * n + j] += weights[post] * rate[j];
        }
      }
    }
    let fastest = 0;
    for (let i = 0; i < nv * n; i++) fastest = Math.max(fastest, loss[i]);
    if (fastest === 0) return 0;
    const scale = 1 / fastest;
    for (let i = 0; i < loss.length; i++) loss[i] *= scale;
    for (let i = 0; i < gain.length; i++) gain[i] *= scale;
    return fastest;
  }

  /** next ← P term with the stochastic matrix P = I + Q̃/fastest. */
  #jump(u: Float64Array): void {
    const n = this.#n;
    const nv = this.#nv;
    const term = this.#term;
    const next = this.#next;
    const gain = this.#gain;
    for (let i = 0; i < term.length; i++) next[i] = term[i] * Math.max(0, 1 - this.#loss[i]);
    for (let pre = 0; pre < nv; pre++) {
      const from = pre * n;
      for (let post = 0; post < nv; post++) {
        if (post === pre) continue;
        const jump = (u[post] - u[pre]) / this.#y.spacing;
        const cells = Math.round(jump);
        const s = jump - cells;
        const left = 0.5 * (0.5 - s) * (0.5 - s);
        const right = 0.5 * (0.5 + s) * (0.5 + s);
        const middle = 1 - left - right;
        const to = post * n;
        const rates = (pre * nv + post) * n;
        const first = Math.min(n, Math.max(0, 1 - cells));
        const last = Math.max(first, Math.min(n, n - 1 - cells));
        for (let j = first; j < last; j++) {
          const flow = gain[rates + j] * term[from + j];
          const at = to + j + cells;
          next[at - 1] += left * flow;
          next[at] += middle * flow;
          next[at + 1] += right * flow;
        }
        // Near the ends a target may lie outside: it is moved to the end.
        for (let k = 0; k < n - (last - first); k++) {
          const j = k < first ? k : k + last - first;
          const flow = gain[rates + j] * term[from + j];
          next[to + this.#inside(j + cells - 1)] += left * flow;
          next[to + this.#inside(j + cells)] += middle * flow;
          next[to + this.#inside(j + cells + 1)] += right * flow;
        }
      }
    }
  }

  #inside(j: number): number {
    return Math.min(this.#n - 1, Math.max(0, j));
  }
}
