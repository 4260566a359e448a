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
const halves = fc.integer({ min: 1, max: 20 }).map((pairs) => 2 * pairs);
const angles = fc.double({ min: -4, max: 4, noNaN: true });

/** The kernel on columns at 0 and 2·half, coefficients at +k and −k from 4·half on, imaginary parts `gap` behind them. */
const run =
  (kernel: 'foldMode' | 'unfoldMode', half: number, angle: number, gap: number) =>
  (by: Kernels): void =>
    by[kernel](half, Math.cos(angle), Math.sin(angle), 0, 2 * half, 4 * half, 5 * half, 2 * half + gap);

describe('a mode of two real functions', () => {
  test.each(['unfoldMode', 'foldMode'] as const)('%s gives the same bits with and without WebAssembly', (kernel) => {
    fc.assert(
      fc.property(halves, seeds, angles, fc.nat(5), (half, seed, angle, gap) => {
        const input = fill(8 * half + gap, seed);
        const work = run(kernel, half, angle, gap);
        expect(outcome(simd, input, input.length, work)).toEqual(outcome(plain, input, input.length, work));
      }),
    );
  });

  test('is unfolded to the coefficients at ±k of the first plus i times the second', () => {
    const [half, angle] = [2, 0.7];
    const input = fill(8 * half, 3);
    const out = outcome(simd, input, input.length, run('unfoldMode', half, angle, 0));
    for (let j = 0; j < half; j++) {
      for (const sign of [1, -1]) {
        const turned = (at: number): [number, number] => {
          const [re, im] = [input[at + j], sign * input[at + half + j]];
          const [c, s] = [Math.cos(angle), sign * Math.sin(angle)];
          return [re * c - im * s, re * s + im * c];
        };
        const [a, b] = [turned(0), turned(2 * half)];
        const to = (sign === 1 ? 4 : 5) * half + j;
        expect(out[to]).toBeCloseTo(a[0] - b[1], 12);
        expect(out[to + 2 * half]).toBeCloseTo(a[1] + b[0], 12);
      }
    }
  });

  test('is folded back with the opposite turn, twice as large', () => {
    fc.assert(
      fc.property(halves, seeds, angles, (half, seed, angle) => {
        const input = fill(8 * half, seed);
        const out = outcome(simd, input, 4 * half, (by) => {
          run('unfoldMode', half, angle, 0)(by);
          run('foldMode', half, -angle, 0)(by);
        });
        const bound = 8 * Number.EPSILON * Math.hypot(...input);
        out.forEach((value, i) => {
          expect(Math.abs(value - 2 * input[i])).toBeLessThanOrEqual(bound);
        });
      }),
    );
  });
});
