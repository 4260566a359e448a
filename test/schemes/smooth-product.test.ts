import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiplyAdd } from '../../src/schemes/dense.ts';
import { fokkerPlanckBlocks } from '../../src/schemes/fokker-planck.ts';
import { PhiTable } from '../../src/schemes/phi-functions.ts';
import { SmoothProduct } from '../../src/schemes/smooth-product.ts';
import { ROUND_OFF } from '../../src/schemes/spectral-grid.ts';

const HALF_WIDTH = 20;
const HALF = 128;
const SPACING = Math.PI / HALF_WIDTH;
const blocks = fokkerPlanckBlocks(HALF, HALF_WIDTH);
const tables = { even: new PhiTable(blocks.even, HALF), odd: new PhiTable(blocks.odd, HALF) };
const smooth = new SmoothProduct(HALF, HALF_WIDTH);

type Parity = 'even' | 'odd';

/** The column of Fourier coefficients of one parity of f, on the grid. */
function column(f: (y: number) => number, parity: Parity): Float64Array {
  const n = 2 * HALF;
  const wave = parity === 'even' ? Math.cos : Math.sin;
  return Float64Array.from({ length: HALF }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      const y = -HALF_WIDTH + (2 * HALF_WIDTH * j) / n;
      sum += f(y) * wave(k * SPACING * y);
    }
    return ((k === 0 ? 1 : 2) * sum) / n;
  });
}

function bothProducts(a: Float64Array, x: Float64Array): { whole: Float64Array; found: Float64Array } {
  const whole = new Float64Array(x.length);
  const found = new Float64Array(x.length);
  multiplyAdd(a, x, whole, HALF, x.length / HALF);
  smooth.add(a, x, found, ROUND_OFF);
  return { whole, found };
}

const gaussian = (mean: number, deviation: number) => (y: number) => Math.exp(-0.5 * ((y - mean) / deviation) ** 2);

/** Laws narrower and wider than the Maxwellian, alone and times a rate with poles off the real axis. */
const functions = fc
  .tuple(
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.double({ min: 0.3, max: 2, noNaN: true }),
    fc.double({ min: 0, max: 3, noNaN: true }),
  )
  .map(([mean, deviation, steepness]) => {
    const law = gaussian(mean, deviation);
    return (y: number) => law(y) * (1 + 0.6 * Math.tanh(steepness * (y - 0.3)));
  });

describe('SmoothProduct', () => {
  it('of e^{τL} and φ_k(τL) differs from the whole product by what was negligible', () => {
    fc.assert(
      fc.property(
        functions,
        fc.integer({ min: -9, max: 6 }),
        fc.constantFrom<Parity>('even', 'odd'),
        fc.integer({ min: 0, max: 3 }),
        (f, level, parity, k) => {
          const a = tables[parity].at(2 ** level)[k];
          const x = column(f, parity);
          const { whole, found } = bothProducts(a, x);
          for (let i = 0; i < HALF; i++) {
            let gain = 0;
            let size = 0;
            for (let j = 0; j < HALF; j++) {
              gain += Math.abs(a[i * HALF + j]);
              size += Math.abs(a[i * HALF + j] * x[j]);
            }
            // What is left out of x, of the result, and two orders of summation.
            const bound = (gain + 1) * ROUND_OFF + 2 * (HALF + 2) * Number.EPSILON * size;
            expect(Math.abs(found[i] - whole[i])).toBeLessThanOrEqual(bound);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reaches no further than it must: a wide law gets narrower up to the modes that count', () => {
    const x = column(gaussian(0, 2.5), 'even');
    const used = 1 + x.findLastIndex((value) => Math.abs(value) > ROUND_OFF);
    const rows = smooth.reached(used);
    const { found, whole } = bothProducts(tables.even.at(64)[0], x);
    const needed = 1 + whole.findLastIndex((value) => Math.abs(value) > ROUND_OFF);
    expect(needed).toBeGreaterThan(used + 20);
    expect(rows).toBeGreaterThanOrEqual(needed);
    expect(rows).toBeLessThan(needed + 12);
    expect(found.findLastIndex((value) => value !== 0)).toBeLessThan(rows);
  });

  it('leaves the modes that cannot be reached as they are', () => {
    const x = column(gaussian(0, 2), 'even').map((value, k) => (k < 12 ? value : 0));
    const found = new Float64Array(HALF).fill(1e-300);
    smooth.add(tables.even.at(0.5)[0], x, found, 0);
    expect(smooth.reached(12)).toBeLessThan(HALF);
    found.forEach((value, i) => {
      expect(value === 1e-300).toBe(i >= smooth.reached(12));
    });
  });

  it('takes as many entries as the column with the most', () => {
    const narrow = column(gaussian(0.5, 0.4), 'odd');
    const wide = column(gaussian(0.5, 1.5), 'odd');
    const { whole, found } = bothProducts(tables.odd.at(0.25)[2], Float64Array.from([...wide, ...narrow, ...wide]));
    for (let i = 0; i < whole.length; i++) expect(Math.abs(found[i] - whole[i])).toBeLessThanOrEqual(8 * ROUND_OFF);
  });

  it('is the whole product, bit for bit, where the last mode counts', () => {
    const { whole, found } = bothProducts(tables.odd.at(1)[1], new Float64Array(2 * HALF).fill(1));
    expect(found).toEqual(whole);
  });

  it('adds nothing for zero, and carries NaN', () => {
    const x = new Float64Array(HALF);
    expect(bothProducts(tables.even.at(1)[0], x).found).toEqual(x);
    x[HALF - 1] = Number.NaN;
    expect(bothProducts(tables.even.at(1)[0], x).found[1]).toBeNaN();
  });
});
