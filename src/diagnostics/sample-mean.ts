import type { Reading } from './reading.ts';

/** The 97.5 % point of the standard Gaussian: readings state 95 % intervals. */
const CONFIDENCE = 1.96;

/**
 * Σ w_i f_i over independent samples with given weights, and its 95 % half-width 1.96 (n/(n−1) Σ w_i²(f_i − mean)²)^{1/2}, by the
 * central limit theorem. Sums are taken of deviations from the first sample, so that a constant has no variance at all.
 */
export class SampleMean {
  #count = 0;
  #origin = 0;
  #weight = 0;
  #sum = 0;
  #square0 = 0;
  #square1 = 0;
  #square2 = 0;

  add(weight: number, value: number): void {
    if (this.#count++ === 0) this.#origin = value;
    const d = value - this.#origin;
    this.#weight += weight;
    this.#sum += weight * d;
    this.#square0 += weight * weight;
    this.#square1 += weight * weight * d;
    this.#square2 += weight * weight * d * d;
  }

  reading(): Reading {
    const n = this.#count;
    const mean = this.#sum / this.#weight;
    const spread = this.#square2 - 2 * mean * this.#square1 + mean * mean * this.#square0;
    // Round-off can make a vanishing sum of squares negative; NaN must survive.
    const variance = spread < 0 ? 0 : (spread * n) / (n - 1);
    return { value: this.#origin * this.#weight + this.#sum, sampling: CONFIDENCE * Math.sqrt(variance) };
  }
}
