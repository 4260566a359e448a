import { type CompiledExpression, compile } from '../model/compile-expression.ts';
import type { Model } from '../model/model.ts';
import { rateArguments, rateNames } from '../model/variable-names.ts';
import { type Cloud, DRAW } from './particle-data.ts';
import { exponential, type Philox, uniform } from './philox.ts';
import type { TumbleMajorant } from './tumble-majorant.ts';

/** Particles that are worked off together: columns of this length stay in the second-level cache. */
export const BLOCK = 2048;
/** Majorants hold in real arithmetic; the evaluated rate may exceed them by round-off. */
const ROUND_OFF = 1e-12;

/** Candidates for a tumble pre → post, one of each particle at most, already moved to their times; column form. */
export interface Candidates {
  count: number;
  readonly particle: Int32Array;
  readonly time: Float64Array;
  /** Positions [i·d + j]. */
  readonly x: Float64Array;
  readonly pre: Int32Array;
  readonly post: Int32Array;
  /** Accepted when level < ν(post)Λ(z, post, pre). */
  readonly level: Float64Array;
  /** The offset that the rate sees. */
  readonly z: Float64Array;
  /** Positions in these columns of what was accepted. */
  readonly accepted: Int32Array;
}

/** What tells the internal-state process from the gradient-sensing process. */
export interface TumbleLaw {
  /** Moves the internal state of one particle over h; the two words are random. */
  relax(cloud: Cloud, particle: number, h: number, one: number, other: number): void;
  /** Writes the offsets that the rates of all candidates see to `z`. */
  offsets(cloud: Cloud, candidates: Candidates): void;
  /** Changes the internal state in the first `count` accepted tumbles. */
  tumble(cloud: Cloud, candidates: Candidates, count: number): void;
}

/**
 * Event-driven simulation: straight flight, candidates for tumbles by thinning, no error of time stepping. Candidate number c of
 * a particle has one block of random words: 0 the wait for candidate c + 1, 1 the mark that selects the target and
 * decides, 2 and 3 the internal state. Processes that share seed and majorant therefore share times and marks.
 */
export class ParticleProcess {
  readonly #cloud: Cloud;
  readonly #law: TumbleLaw;
  readonly #majorant: TumbleMajorant;
  readonly #random: Philox;
  readonly #dimension: number;
  /** Components at [iv·d + j]. */
  readonly #velocities: Float64Array;
  readonly #weights: readonly number[];
  readonly #active = new Int32Array(BLOCK);
  readonly #columns: Candidates;
  readonly #kernel: CompiledExpression;
  /** Values of the velocity variables of Λ for every pair, [pre·nv + post], and in columns of candidates. */
  readonly #pairs: readonly Float64Array[];
  readonly #arguments: readonly Float64Array[];
  readonly #rate = new Float64Array(BLOCK);
  /** Candidates so far. */
  candidates = 0;

  constructor(model: Model, cloud: Cloud, law: TumbleLaw, majorant: TumbleMajorant, random: Philox) {
    this.#cloud = cloud;
    this.#law = law;
    this.#majorant = majorant;
    this.#random = random;
    const { velocities, dimension } = model;
    this.#dimension = dimension;
    this.#velocities = Float64Array.from(velocities.flat());
    this.#weights = model.weights;
    const names = rateNames(dimension);
    const pairs = velocities.flatMap((pre) => velocities.map((post) => rateArguments(post, pre)));
    this.#pairs = names.slice(1).map((_, k) => Float64Array.from(pairs, (pair) => pair[k]));
    this.#arguments = this.#pairs.map(() => new Float64Array(BLOCK));
    this.#kernel = compile(model.scenario.kernel.rate.expr, names);
    this.#columns = {
      count: 0,
      particle: new Int32Array(BLOCK),
      time: new Float64Array(BLOCK),
      x: new Float64Array(BLOCK * dimension),
      pre: new Int32Array(BLOCK),
      post: new Int32Array(BLOCK),
      level: new Float64Array(BLOCK),
      z: new Float64Array(BLOCK),
      accepted: new Int32Array(BLOCK),
    };
  }

  /**
   * Moves all particles to time t.
   *
   * @param output number of this output time: with the particle it addresses the random words of the last stretch
   * @throws Error when a rate exceeds the majorant
   */
  advance(t: number, output: number): void {
    const { count } = this.#cloud;
    for (let from = 0; from < count; from += BLOCK) {
      const to = Math.min(count, from + BLOCK);
      this.#tumbles(from, to, t);
      this.#flight(from, to, t, output);
    }
  }

  #tumbles(from: number, to: number, t: number): void {
    const { next } = this.#cloud;
    const active = this.#active;
    let remaining = 0;
    for (let i = from; i < to; i++) if (next[i] <= t) active[remaining++] = i;
    while (remaining > 0) {
      this.candidates += remaining;
      this.#gather(remaining);
      if (this.#columns.count > 0) this.#decide();
      let kept = 0;
      for (let a = 0; a < remaining; a++) if (next[active[a]] <= t) active[kept++] = active[a];
      remaining = kept;
    }
  }

  /** One candidate of every active particle; those whose mark falls beyond the slots of their velocity need no rate. */
  #gather(remaining: number): void {
    const { first, x, velocity, time, next, candidate } = this.#cloud;
    const { total, start, width } = this.#majorant;
    const columns = this.#columns;
    const { words } = this.#random;
    const nv = this.#weights.length;
    const d = this.#dimension;
    let n = 0;
    for (let a = 0; a < remaining; a++) {
      const p = this.#active[a];
      const index = first + p;
      this.#random.block(index, index / 2 ** 32, candidate[p]++, DRAW.candidate);
      const at = next[p];
      next[p] = at + exponential(words[0]) / total;
      const pre = velocity[p];
      const mark = uniform(words[1]) * total;
      let post = nv - 1;
      while (post > 0 && start[pre * nv + post] > mark) post--;
      const level = mark - start[pre * nv + post];
      if (!(level < width[pre * nv + post])) continue;
      const h = at - time[p];
      for (let j = 0; j < d; j++) x[p * d + j] += this.#velocities[pre * d + j] * h;
      time[p] = at;
      this.#law.relax(this.#cloud, p, h, words[2], words[3]);
      columns.particle[n] = p;
      columns.time[n] = at;
      for (let j = 0; j < d; j++) columns.x[n * d + j] = x[p * d + j];
      columns.pre[n] = pre;
      columns.post[n] = post;
      columns.level[n] = level;
      n++;
    }
    columns.count = n;
  }

  #decide(): void {
    const cloud = this.#cloud;
    const columns = this.#columns;
    const { count, particle, pre, post, level, z, accepted } = columns;
    const { width } = this.#majorant;
    const rate = this.#rate;
    const nv = this.#weights.length;
    this.#law.offsets(cloud, columns);
    this.#arguments.forEach((column, k) => {
      const table = this.#pairs[k];
      for (let j = 0; j < count; j++) column[j] = table[pre[j] * nv + post[j]];
    });
    this.#kernel.evaluate([z, ...this.#arguments], rate, count);
    let n = 0;
    for (let j = 0; j < count; j++) {
      const flow = this.#weights[post[j]] * rate[j];
      // Written so that NaN is caught.
      if (!(flow <= width[pre[j] * nv + post[j]] * (1 + ROUND_OFF)))
        throw new Error(`a tumbling rate of ${flow} exceeds its majorant ${width[pre[j] * nv + post[j]]}`);
      if (level[j] < flow) accepted[n++] = j;
    }
    this.#law.tumble(cloud, columns, n);
    for (let k = 0; k < n; k++) cloud.velocity[particle[accepted[k]]] = post[accepted[k]];
  }

  /** The last stretch up to the output time, without a tumble. */
  #flight(from: number, to: number, t: number, output: number): void {
    const { first, x, velocity, time } = this.#cloud;
    const { words } = this.#random;
    const d = this.#dimension;
    for (let p = from; p < to; p++) {
      const h = t - time[p];
      if (h === 0) continue;
      for (let j = 0; j < d; j++) x[p * d + j] += this.#velocities[velocity[p] * d + j] * h;
      time[p] = t;
      const index = first + p;
      this.#random.block(index, index / 2 ** 32, output, DRAW.output);
      this.#law.relax(this.#cloud, p, h, words[2], words[3]);
    }
  }
}
