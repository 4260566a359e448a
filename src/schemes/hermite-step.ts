import type { Model } from '../model/model.ts';
import type { HermiteBasis } from './hermite-basis.ts';
import type { PeriodicTransport } from './hermite-transport.ts';
import { type CollocationTableau, lagrange } from './imex-radau.ts';
import { TumblingTable } from './tumbling.ts';

/**
 * A step is converged when hQ changes by less than this, relative to the largest coefficient. One more solve follows, so
 * that what is left is hλ₀ times as much.
 */
const CONVERGED = 1e-11;
/** The iteration contracts by less than hλ₀/2 per sweep, so this many fail only when a step is far too long. */
const MOST_SWEEPS = 30;

/**
 * One step of the equation in z = (m−M)/ε for f = Σ_n c_n h_n(z)𝓜(z), h_n = He_n/√n!:
 *   ∂_t f + v∂_x f = (1/ε)∂_z[(z + D_tM) f + ∂_z f] + Q f.
 * From ∂_z(h_n𝓜) = −√(n+1) h_{n+1}𝓜 the stiff part is L: c_n ↦ −n c_n − √n D_tM c_{n−1}, lower bidiagonal; its kernel is
 * the Maxwellian centred at −D_tM, c_n = (−D_tM)^n/√n! c_0. Neither N nor D_tN occurs.
 *
 * Along the characteristics of each velocity the equation is collocated at the Radau IIA nodes. L couples a mode only to
 * the one below, so its collocation equations are solved exactly, upwards in n, by one s×s matrix for each n. Q, not
 * stiff, is taken from the sweep before: a fixed-point iteration that contracts like hλ₀, started with the polynomial of
 * the step before. Every sweep ends with the implicit solve, so that all nodes lie on the slow manifold as ε → 0.
 *
 * Layout of c: [(ix·nv + iv)·modes + …], modes in the order of HermiteBasis.
 */
export class HermiteStepper {
  readonly #model: Model;
  readonly #epsilon: number;
  readonly #basis: HermiteBasis;
  readonly #x: Float64Array;
  readonly #tableau: CollocationTableau;
  readonly #transport: PeriodicTransport;
  readonly #tumbling: TumblingTable;
  readonly #values: Float64Array;
  /** States, tumbling terms and D_tM at the nodes, as functions of the starting point of the characteristic. */
  readonly #states: readonly Float64Array[];
  #sources: readonly Float64Array[];
  #predicted: readonly Float64Array[];
  readonly #gradients: readonly Float64Array[];
  readonly #work: Float64Array;
  readonly #shifted: Float64Array;
  readonly #column: Float64Array;
  #solvers = new Float64Array(0);
  #solversFor = Number.NaN;
  #lastStep = 0;

  constructor(
    model: Model,
    epsilon: number,
    basis: HermiteBasis,
    x: Float64Array,
    transport: PeriodicTransport,
    tableau: CollocationTableau,
  ) {
    this.#model = model;
    this.#epsilon = epsilon;
    this.#basis = basis;
    this.#x = x;
    this.#tableau = tableau;
    this.#transport = transport;
    this.#tumbling = new TumblingTable(model, basis.nodes);
    const rows = x.length * model.velocities.length;
    const fields = (size: number) => tableau.nodes.map(() => new Float64Array(size));
    this.#values = new Float64Array(rows * basis.nodes.length);
    this.#states = fields(rows * basis.modes);
    this.#sources = fields(rows * basis.modes);
    this.#predicted = fields(rows * basis.modes);
    this.#gradients = fields(rows);
    this.#work = new Float64Array(rows * basis.modes);
    this.#shifted = new Float64Array(x.length);
    this.#column = new Float64Array(x.length);
  }

  /** c is replaced by its value after one step from t to t + h. */
  step(t: number, h: number, c: Float64Array): void {
    const { nodes } = this.#tableau;
    this.#followGradients(t, h);
    this.#factor(h / this.#epsilon);
    this.#predict(h, c);
    let largest = 0;
    for (const value of c) largest = Math.max(largest, Math.abs(value));
    for (let sweep = 0; ; sweep++) {
      if (sweep === MOST_SWEEPS) throw new Error(`the tumbling iteration does not converge at step ${h}`);
      this.#solve(h, c);
      let change = 0;
      for (let i = 0; i < nodes.length; i++) change = Math.max(change, this.#evaluate(h * nodes[i], i));
      if (h * change <= CONVERGED * largest) break;
    }
    this.#solve(h, c);
    c.set(this.#states[nodes.length - 1]);
    this.#move(c, h);
    this.#lastStep = h;
  }

  /** f(x) ← f(x − vδ) for all velocities. */
  #move(f: Float64Array, delta: number): void {
    const { modes } = this.#basis;
    const { velocities } = this.#model;
    velocities.forEach(([v], iv) => {
      this.#transport.shift(f, iv * modes, modes, velocities.length * modes, v * delta);
    });
  }

  /** D_tM(t + c_i h, x + v c_i h, v). */
  #followGradients(t: number, h: number): void {
    const { velocities } = this.#model;
    this.#tableau.nodes.forEach((node, i) => {
      velocities.forEach((v, iv) => {
        for (let ix = 0; ix < this.#x.length; ix++) this.#shifted[ix] = this.#x[ix] + v[0] * node * h;
        this.#model.pathGradient(t + node * h, this.#shifted, v, this.#column);
        for (let ix = 0; ix < this.#x.length; ix++) this.#gradients[i][ix * velocities.length + iv] = this.#column[ix];
      });
    });
  }

  /** First guess of the tumbling terms: the polynomial of the step before, continued; at first the initial value. */
  #predict(h: number, c: Float64Array): void {
    const { nodes } = this.#tableau;
    if (this.#lastStep === 0) {
      this.#tumble(c);
      for (const source of this.#sources) source.set(this.#work);
      return;
    }
    for (const source of this.#sources) this.#move(source, this.#lastStep);
    nodes.forEach((node, i) => {
      const guess = this.#predicted[i].fill(0);
      nodes.forEach((_, j) => {
        const weight = lagrange(nodes, j, 1 + (node * h) / this.#lastStep);
        const source = this.#sources[j];
        for (let a = 0; a < guess.length; a++) guess[a] += weight * source[a];
      });
    });
    [this.#sources, this.#predicted] = [this.#predicted, this.#sources];
  }

  /** work ← Q c, by collocation. */
  #tumble(c: Float64Array): void {
    const rows = this.#x.length * this.#model.velocities.length;
    this.#basis.toNodes(c, this.#values, rows);
    this.#tumbling.apply(this.#values);
    this.#basis.toModes(this.#values, this.#work, rows);
  }

  /** Tumbling term of state i, carried back along the characteristics by δ; returns its largest change. */
  #evaluate(delta: number, i: number): number {
    this.#work.set(this.#states[i]);
    this.#move(this.#work, delta);
    this.#tumble(this.#work);
    this.#move(this.#work, -delta);
    const source = this.#sources[i];
    let change = 0;
    for (let a = 0; a < source.length; a++) {
      const difference = Math.abs(this.#work[a] - source[a]);
      // NaN must win: it ends the iteration as not converged.
      if (!(difference <= change)) change = difference;
    }
    source.set(this.#work);
    return change;
  }

  /** (1 + nτA)^{−1} for all n, by Gauss–Jordan elimination; A has eigenvalues with positive real part. */
  #factor(tau: number): void {
    if (tau === this.#solversFor) return;
    const s = this.#tableau.nodes.length;
    const { modes } = this.#basis;
    this.#solvers = new Float64Array(modes * s * s);
    for (let n = 0; n < modes; n++) {
      const left = this.#tableau.matrix.map((row, i) => row.map((a, j) => n * tau * a + (i === j ? 1 : 0)));
      const right = left.map((_, i) => left.map((_row, j) => (i === j ? 1 : 0)));
      for (let p = 0; p < s; p++) {
        let pivot = p;
        for (let i = p + 1; i < s; i++) if (Math.abs(left[i][p]) > Math.abs(left[pivot][p])) pivot = i;
        [left[p], left[pivot]] = [left[pivot], left[p]];
        [right[p], right[pivot]] = [right[pivot], right[p]];
        for (let i = 0; i < s; i++) {
          const factor = i === p ? 1 - 1 / left[p][p] : left[i][p] / left[p][p];
          for (let j = 0; j < s; j++) {
            left[i][j] -= factor * left[p][j];
            right[i][j] -= factor * right[p][j];
          }
        }
      }
      for (let i = 0; i < s; i++) for (let j = 0; j < s; j++) this.#solvers[(n * s + i) * s + j] = right[i][j];
    }
    this.#solversFor = tau;
  }

  /** C_n + nτ A C_n = c_n + A(h E_n − τ√n D_tM C_{n−1}) at all nodes, upwards in n. */
  #solve(h: number, c: Float64Array): void {
    const { matrix, nodes } = this.#tableau;
    const s = nodes.length;
    const { modes } = this.#basis;
    const tau = h / this.#epsilon;
    const a = Float64Array.from(matrix.flat());
    const solvers = this.#solvers;
    const below = new Float64Array(s);
    const force = new Float64Array(s);
    const right = new Float64Array(s);
    for (let row = 0; row < c.length / modes; row++) {
      below.fill(0);
      for (let n = 0; n < modes; n++) {
        const at = row * modes + (n % 2) * (modes / 2) + (n >> 1);
        const drift = tau * Math.sqrt(n);
        for (let j = 0; j < s; j++) force[j] = h * this.#sources[j][at] - drift * this.#gradients[j][row] * below[j];
        for (let i = 0; i < s; i++) {
          let sum = c[at];
          for (let j = 0; j < s; j++) sum += a[i * s + j] * force[j];
          right[i] = sum;
        }
        for (let i = 0; i < s; i++) {
          let sum = 0;
          for (let j = 0; j < s; j++) sum += solvers[(n * s + i) * s + j] * right[j];
          below[i] = sum;
          this.#states[i][at] = sum;
        }
      }
    }
  }
}
