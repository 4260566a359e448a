import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLEND_WIDTH, type Kernels } from '../../src/kernels/kernels.ts';
import { plainKernels } from '../../src/kernels/plain.ts';
import { kernels } from '../../src/kernels/this-thread.ts';
import { LARGEST_SIZE } from '../../src/kernels/twiddles.ts';
import { wasmKernels } from '../../src/kernels/wasm.ts';
import { erf } from '../../src/model/erf.ts';
import { fill, outcome } from './outcome.ts';

const simd = wasmKernels();
if (!simd) throw new Error('no WebAssembly SIMD here');
const plain = plainKernels();

const sizes = fc.integer({ min: 0, max: 9 }).map((power) => 2 ** power);
const lanes = fc.integer({ min: 1, max: 9 }).map((half) => 2 * half);
const seeds = fc.integer();

describe('the transform', () => {
  const transform =
    (size: number, count: number, re = 0, im = size * count) =>
    (by: Kernels): void =>
      by.fft(size, count, re, im, 2 * size * count);

  test('gives the same bits with and without WebAssembly', () => {
    fc.assert(
      fc.property(sizes, lanes, seeds, (size, count, seed) => {
        const input = fill(2 * size * count, seed);
        const work = transform(size, count);
        expect(outcome(simd, input, input.length, work)).toEqual(outcome(plain, input, input.length, work));
      }),
    );
  });

  test('is the sum that defines it', () => {
    fc.assert(
      fc.property(sizes, seeds, (size, seed) => {
        const input = fill(4 * size, seed);
        const out = outcome(simd, input, input.length, transform(size, 2));
        const norm = Math.hypot(...input);
        for (let k = 0; k < size; k += Math.max(1, size / 8)) {
          let [re, im] = [0, 0];
          for (let p = 0; p < size; p++) {
            const angle = (-2 * Math.PI * ((p * k) % size)) / size;
            const [x, y] = [input[2 * p + 1], input[2 * size + 2 * p + 1]];
            re += x * Math.cos(angle) - y * Math.sin(angle);
            im += x * Math.sin(angle) + y * Math.cos(angle);
          }
          // Round-off of a sum of `size` products, against √size times the norm.
          const bound = size * Number.EPSILON * Math.sqrt(size) * norm;
          expect(Math.abs(out[2 * k + 1] - re)).toBeLessThanOrEqual(bound);
          expect(Math.abs(out[2 * size + 2 * k + 1] - im)).toBeLessThanOrEqual(bound);
        }
      }),
    );
  });

  test('with the two parts exchanged is its own inverse', () => {
    fc.assert(
      fc.property(sizes, lanes, seeds, (size, count, seed) => {
        const input = fill(2 * size * count, seed);
        const out = outcome(simd, input, input.length, (by) => {
          transform(size, count)(by);
          transform(size, count, size * count, 0)(by);
        });
        const bound = 64 * Number.EPSILON * Math.hypot(...input);
        out.forEach((value, i) => {
          expect(Math.abs(value / size - input[i])).toBeLessThanOrEqual(bound);
        });
      }),
    );
  });

  test.each([3, 2 * LARGEST_SIZE])('refuses the size %i', (size) => {
    expect(() => simd.fft(size, 2, 0, 0, 0)).toThrow(`no transform of size ${size}`);
    expect(() => plain.fft(size, 2, 0, 0, 0)).toThrow(`no transform of size ${size}`);
  });
});

describe('the blended integral', () => {
  /** Tables of g, ∂g and G for g = Σ a sin(ky) + b cos(ky) on [0, 2π], every point in x another multiple of it. */
  function tables(cells: number, stride: number, seed: number): Float64Array {
    const amplitudes = fill(8, seed);
    const factors = fill(stride, seed + 1);
    const table = (cells + 1) * stride;
    const out = new Float64Array(3 * table + BLEND_WIDTH + cells + 4);
    for (let i = 0; i <= cells; i++) {
      const y = (2 * Math.PI * i) / cells;
      let [g, slope, integral] = [0, 0, 0];
      for (let k = 1; k <= 4; k++) {
        const [a, b] = [amplitudes[2 * k - 2], amplitudes[2 * k - 1]];
        g += a * Math.sin(k * y) + b * Math.cos(k * y);
        slope += k * (a * Math.cos(k * y) - b * Math.sin(k * y));
        integral += (-a * Math.cos(k * y) + b * Math.sin(k * y)) / k;
      }
      for (let m = 0; m < stride; m++) {
        out[i * stride + m] = factors[m] * g;
        out[table + i * stride + m] = factors[m] * slope;
        out[2 * table + i * stride + m] = factors[m] * integral;
      }
    }
    out.set(fill(BLEND_WIDTH, seed + 2), 3 * table);
    return out;
  }

  const integral = (by: Kernels, input: Float64Array, cells: number, stride: number, noise: number): number => {
    by.scratch(input.length).set(input);
    const table = (cells + 1) * stride;
    return by.blendedAbsoluteIntegral({
      values: 0,
      slopes: table,
      integrals: 2 * table,
      weights: 3 * table,
      row: 3 * table + BLEND_WIDTH,
      stride,
      n: cells,
      h: (2 * Math.PI) / cells,
      noise,
    });
  };

  const strides = fc.integer({ min: BLEND_WIDTH, max: 40 });

  test('gives the same bits with and without WebAssembly', () => {
    const noises = fc.constantFrom(0, 1e-6, 1e-2);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), strides, seeds, noises, (cells, stride, seed, noise) => {
        const input = tables(cells, stride, seed);
        expect(integral(simd, input, cells, stride, noise)).toBe(integral(plain, input, cells, stride, noise));
      }),
    );
  });

  test('of a sine is four times its amplitude', () => {
    const [cells, stride] = [48, BLEND_WIDTH];
    const input = new Float64Array(3 * (cells + 1) * stride + 2 * BLEND_WIDTH + cells + 4);
    const table = (cells + 1) * stride;
    for (let i = 0; i <= cells; i++) {
      const y = (2 * Math.PI * i) / cells + 0.3;
      input[i * stride] = Math.sin(y);
      input[table + i * stride] = Math.cos(y);
      input[2 * table + i * stride] = -Math.cos(y);
    }
    input[3 * table] = 2.5;
    // Quintic Hermite interpolation of a cosine at spacing 0.13.
    expect(integral(simd, input, cells, stride, 0)).toBeCloseTo(10, 8);
  });

  test.each([2, 8, 14, 20, 30])('of two bumps of opposite sign, %i apart, sees both', (distance) => {
    // −, +, −: two sign changes, which for far bumps are where g is far below round-off of its maximum.
    const [cells, stride, h] = [420, BLEND_WIDTH, 0.2];
    const input = new Float64Array(3 * (cells + 1) * stride + 2 * BLEND_WIDTH + cells + 4);
    const table = (cells + 1) * stride;
    for (let i = 0; i <= cells; i++) {
      for (const [centre, size] of [
        [-distance, -0.5],
        [0, 1],
        [distance, -0.5],
      ]) {
        const y = -42 + h * i - centre;
        const bump = (size * Math.exp(-0.5 * y * y)) / Math.sqrt(2 * Math.PI);
        input[i * stride] += bump;
        input[table + i * stride] -= y * bump;
        input[2 * table + i * stride] += (size * erf(y / Math.SQRT2)) / 2;
      }
    }
    input[3 * table] = 1;
    // An odd antiderivative of an even g that vanishes at ±∞: |ΔG| between −∞, −y₀, y₀ and ∞ adds up to 4 G(y₀), the largest G.
    const G = (y: number): number =>
      (-0.5 * (erf((y + distance) / Math.SQRT2) + erf((y - distance) / Math.SQRT2)) + erf(y / Math.SQRT2)) / 2;
    for (const by of [simd, plain]) {
      const found = by.scratch(input.length);
      found.set(input);
      const value = by.blendedAbsoluteIntegral({
        values: 0,
        slopes: table,
        integrals: 2 * table,
        weights: 3 * table,
        row: 3 * table + BLEND_WIDTH,
        stride,
        n: cells,
        h,
        noise: 1e-13,
      });
      expect(value).toBeCloseTo(4 * Math.max(...Array.from({ length: 4001 }, (_, i) => G(i * 0.005))), 6);
    }
  });
});

test.each([
  ['WebAssembly', wasmKernels()],
  ['plain TypeScript', plainKernels()],
])('scratch memory of %s keeps its contents when it grows', (_, by) => {
  const input = fill(100, 1);
  by?.scratch(100).set(input);
  expect(by?.scratch(1e6).slice(0, 100)).toEqual(input);
});

test('without WebAssembly the plain kernels are taken', () => {
  const host = { validate: () => false } as unknown as Parameters<typeof wasmKernels>[0];
  expect(wasmKernels(host)).toBeUndefined();
  expect(kernels()).toHaveProperty('fft');
});
