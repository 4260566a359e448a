import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { separate } from '../../src/schemes/separable.ts';

const NV = 6;
const N = 5;

/** Σ_r α_r(z, v) β_r(z, v') as a table. */
const tableOf = (rank: number, post: ArrayLike<number>, pre: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: NV * NV * N }, (_, at) => {
    const j = at % N;
    const [a, b] = [Math.floor(at / (NV * N)), Math.floor(at / N) % NV];
    let sum = 0;
    for (let r = 0; r < rank; r++) sum += post[(r * NV + a) * N + j] * pre[(r * NV + b) * N + j];
    return sum;
  });

const numbers = (rank: number) =>
  fc.array(fc.noBias(fc.double({ min: -1, max: 1, noNaN: true })), {
    minLength: rank * NV * N,
    maxLength: rank * NV * N,
  });
const products = fc
  .integer({ min: 1, max: 3 })
  .chain((rank) => fc.tuple(fc.constant(rank), numbers(rank), numbers(rank)));

describe('a table of rates that is a sum of few products', () => {
  it('is given back to round-off of its largest entry, or not taken as such', () => {
    fc.assert(
      fc.property(products, ([rank, post, pre]) => {
        const table = tableOf(rank, post, pre);
        const found = separate(table, N, NV);
        // A pivot that is small at one z may cost digits there: then the whole table is used.
        if (!found) return;
        expect(2 * found.rank).toBeLessThanOrEqual(NV);
        const again = tableOf(found.rank, found.post, found.pre);
        const largest = Math.max(...table.map(Math.abs));
        table.forEach((value, at) => {
          expect(Math.abs(again[at] - value)).toBeLessThanOrEqual(32 * Number.EPSILON * largest);
        });
      }),
    );
  });

  it.each([
    [
      '1 + 0.3v − 0.2w + 0.1vw, times a function of z',
      2,
      (z: number, v: number, w: number) => (1 + z) * (1 + 0.3 * v - 0.2 * w + 0.1 * v * w),
    ],
    ['a function of z and w', 1, (z: number, _: number, w: number) => 2 + Math.sin(z + w)],
    ['a linear function of v − w', 2, (z: number, v: number, w: number) => 3 + z * (v - w)],
    ['nothing', 0, () => 0],
  ])('of known rank: %s', (_, rank, rate) => {
    const table = Float64Array.from({ length: NV * NV * N }, (_entry, at) =>
      rate((at % N) / N, Math.floor(at / (NV * N)) / NV, (Math.floor(at / N) % NV) / NV),
    );
    expect(separate(table, N, NV)?.rank).toBe(rank);
  });

  it('is no such sum when every pair of velocities has a rate of its own', () => {
    const table = Float64Array.from({ length: NV * NV * N }, (_, at) => 1 + Math.sin(1e4 * at ** 1.5));
    expect(separate(table, N, NV)).toBeUndefined();
  });

  it('nor with a rate that is not a number', () => {
    const table = new Float64Array(NV * NV * N).fill(1);
    table[7] = Number.NaN;
    expect(separate(table, N, NV)).toBeUndefined();
  });
});
