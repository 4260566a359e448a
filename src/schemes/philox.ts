/** Multipliers and Weyl increments of Philox4x32: table 2 and section 3.3 of the paper below. */
const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9 | 0;
const W1 = 0xbb67ae85 | 0;
const ROUNDS = 10;
const INVERSE = 2 ** -32;

/**
 * Philox4x32-10, a counter-based generator: four random words are a function of (key, counter) alone, so every draw has
 * an address and a run does not depend on who computes which particle. J. K. Salmon, M. A. Moraes, R. O. Dror,
 * D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC '11 (2011).
 */
export class Philox {
  /** The four words of the last block. */
  readonly words = new Uint32Array(4);
  readonly #k0: number;
  readonly #k1: number;

  /** @param seed non-negative integer below 2^53; its two halves are the key. */
  constructor(seed: number) {
    this.#k0 = seed | 0;
    this.#k1 = Math.floor(seed * INVERSE) | 0;
  }

  /** Writes the block of a counter of four 32-bit words to `words`. */
  block(a: number, b: number, c: number, d: number): void {
    let c0 = a >>> 0;
    let c1 = b >>> 0;
    let c2 = c >>> 0;
    let c3 = d >>> 0;
    let k0 = this.#k0;
    let k1 = this.#k1;
    for (let round = 0; round < ROUNDS; round++) {
      const low0 = Math.imul(M0, c0) >>> 0;
      const low1 = Math.imul(M1, c2) >>> 0;
      // The double product errs by at most 2^10, and what remains is a multiple of 2^32: rounding gives the high word.
      const high0 = ((M0 * c0 - low0) * INVERSE + 0.5) >>> 0;
      const high1 = ((M1 * c2 - low1) * INVERSE + 0.5) >>> 0;
      c0 = (high1 ^ c1 ^ k0) >>> 0;
      c1 = low1;
      c2 = (high0 ^ c3 ^ k1) >>> 0;
      c3 = low0;
      k0 = (k0 + W0) | 0;
      k1 = (k1 + W1) | 0;
    }
    const { words } = this;
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
  }
}

/** A word as a number in (0, 1), at the middle of its cell: laws made from it are exact up to 2^{−32} in distribution. */
export const uniform = (word: number): number => (word + 0.5) * INVERSE;

/** Exponential variable of rate 1 from one word. */
export const exponential = (word: number): number => -Math.log((word + 0.5) * INVERSE);

/** Standard Gaussian variable from two words (Box and Muller; |value| < 6.8). */
export const gaussian = (one: number, other: number): number =>
  Math.sqrt(-2 * Math.log((one + 0.5) * INVERSE)) * Math.cos(2 * Math.PI * INVERSE * (other + 0.5));
