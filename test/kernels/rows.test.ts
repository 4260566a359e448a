import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kernels } from '../../src/kernels/kernels.ts';
import { plainKernels } from '../../src/kernels/plain.ts';
import { wasmKernels } from '../../src/kernels/wasm.ts';
import { fill, outcome } from './outcome.ts';

const simd = wasmKernels();
if (!simd) throw new Error('no WebAssembly SIMD here');
const plain = plainKernels();
const seeds = fc.integer();
const lanes = fc.integer({ min: 1, max: 9 }).map((pairs) => 2 * pairs);
const halves = fc.oneof(
  fc.integer({ min: 0, max: 6 }).map((power) => 2 ** power),
  fc.integer({ min: 1, max: 20 }),
);

/** Coefficients, turns, then the lanes of the transform and its work: where they begin, and where they end. */
function places(half: number, count: number) {
  const sines = 2 * half * count;
  const turns = 2 * sines;
  const re = turns + 4 * count;
  const im = re + sines;
  return { sines, turns, re, im, work: im + sines, end: im + 3 * sines };
}

describe('rows of coefficients', () => {
  test.each(['packRows', 'unpackRows'] as const)('%s gives the same bits with and without WebAssembly', (kernel) => {
    fc.assert(
      fc.property(halves, lanes, seeds, (half, count, seed) => {
        const { sines, turns, re, im, work } = places(half, count);
        const input = fill(work, seed);
        // Of modulus about 1, as the powers of a turn are.
        for (let at = turns; at < re; at++) input[at] = Math.tanh(input[at]);
        const run = (by: Kernels): void => by[kernel](half, count, 0, sines, turns, re, im);
        expect(outcome(simd, input, work, run)).toEqual(outcome(plain, input, work, run));
      }),
    );
  });

  /** Two transforms of the spectra, between which the values are seen. */
  const values = (half: number, count: number, input: Float64Array, back: boolean): Float64Array => {
    const { sines, turns, re, im, work, end } = places(half, count);
    return outcome(simd, input, end, (by) => {
      by.scratch(end);
      by.packRows(half, count, 0, sines, turns, re, im);
      by.fft(2 * half, count, im, re, work);
      if (!back) return;
      by.scratch(end).fill(0, 0, turns);
      by.fft(2 * half, count, re, im, work);
      by.unpackRows(half, count, 0, sines, turns, re, im);
    });
  };

  const shifted = (half: number, count: number, seed: number) => {
    const { sines, turns, re } = places(half, count);
    const input = fill(re, seed);
    const u = Array.from({ length: 2 * count }, (_, row) => 3 * Math.sin(row + seed));
    u.forEach((angle, row) => {
      // The first sine is that of 0.
      input[sines + row * half] = 0;
      input[turns + row] = Math.cos(angle);
      input[turns + 2 * count + row] = Math.sin(angle);
    });
    return { input, u };
  };

  test('are packed so that a transform gives their values at shifted points, two rows a lane', () => {
    const [half, count] = [4, 2];
    const { input, u } = shifted(half, count, 5);
    const { sines, re, im } = places(half, count);
    const out = values(half, count, input, false);
    u.forEach((shift, row) => {
      for (let p = 0; p < 2 * half; p++) {
        const y = (Math.PI * p) / half + shift;
        let expected = 0;
        for (let j = 0; j < half; j++)
          expected += input[row * half + j] * Math.cos(j * y) + input[sines + row * half + j] * Math.sin(j * y);
        const lane = (row < count ? re : im) + p * count + (row % count);
        expect(out[lane]).toBeCloseTo(expected, 9);
      }
    });
  });

  test('come back', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 8, 32), lanes, seeds, (half, count, seed) => {
        const { input } = shifted(half, count, seed % 1000);
        const { turns } = places(half, count);
        const out = values(half, count, input, true);
        const bound = 64 * half * Number.EPSILON * Math.hypot(...input);
        for (let at = 0; at < turns; at++) expect(Math.abs(out[at] - input[at])).toBeLessThanOrEqual(bound);
      }),
    );
  });
});
