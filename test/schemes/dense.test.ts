import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiplyAdd, multiplyAddPlain } from '../../src/schemes/dense.ts';
import { denseKernel } from '../../src/schemes/dense-kernel.ts';
import { createSimdMultiplyAdd, type WebAssemblyHost } from '../../src/schemes/dense-simd.ts';

interface Operands {
  readonly n: number;
  readonly columns: number;
  readonly a: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Values of both signs over `decades` powers of ten up to 10^{0.3 decades}, by a linear congruence from the seed. */
function operands(n: number, columns: number, seed: number, decades = 6): Operands {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const fill = (length: number): Float64Array =>
    Float64Array.from({ length }, () => (next() - 0.5) * 10 ** (decades * (next() - 0.7)));
  return { n, columns, a: fill(n * n), x: fill(n * columns), y: fill(n * columns) };
}

const simd = createSimdMultiplyAdd();

function bySimd({ n, columns, a, x, y }: Operands): Float64Array {
  const out = y.slice();
  if (!simd?.(a, x, out, n, columns, n, n)) throw new Error(`not taken: n = ${n}`);
  return out;
}

function byTwin({ n, columns, a, x, y }: Operands): Float64Array {
  const out = y.slice();
  multiplyAddPlain(a, x, out, n, columns);
  return out;
}

/** Largest of |p − q| over (n + 2) ulps of |y| + Σ|a x|; at most 1 for two orders of summation. Underflow is allowed for. */
function excess({ n, columns, a, x, y }: Operands, p: Float64Array, q: Float64Array): number {
  let worst = 0;
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < n; i++) {
      let size = Math.abs(y[c * n + i]);
      for (let j = 0; j < n; j++) size += Math.abs(a[i * n + j] * x[c * n + j]);
      const bound = (n + 2) * (Number.EPSILON * size + Number.MIN_VALUE);
      const ratio = Math.abs(p[c * n + i] - q[c * n + i]) / bound;
      if (!(ratio <= worst)) worst = ratio;
    }
  }
  return worst;
}

const lengths = fc.integer({ min: 1, max: 35 }).map((k) => 4 * k);
const columnCounts = fc.integer({ min: 0, max: 150 });
const seeds = fc.integer();

describe('the SIMD product', () => {
  it('is there: Node 20 and later have fixed-width SIMD', () => {
    expect(simd).toBeDefined();
  });

  it('agrees with its twin to the rounding of two orders of summation', () => {
    fc.assert(
      fc.property(lengths, columnCounts, seeds, fc.constantFrom(0, 6, 440), (n, columns, seed, decades) => {
        const all = operands(n, columns, seed, decades);
        expect(excess(all, bySimd(all), byTwin(all))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it('is exact on integers', () => {
    fc.assert(
      fc.property(lengths, columnCounts, seeds, (n, columns, seed) => {
        const whole = (values: Float64Array): Float64Array => values.map((v) => Math.round(1000 * v));
        const { a, x, y } = operands(n, columns, seed, 0);
        const all = { n, columns, a: whole(a), x: whole(x), y: whole(y) };
        expect(bySimd(all)).toEqual(byTwin(all));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [260, 5],
    [516, 70],
  ])('splits matrices that do not fit into its memory: n = %i, %i columns', (n, columns) => {
    const all = operands(n, columns, n);
    expect(excess(all, bySimd(all), byTwin(all))).toBeLessThanOrEqual(1);
  });

  it('carries NaN and infinity to the column, or the row, they belong to', () => {
    fc.assert(
      fc.property(
        lengths,
        fc.integer({ min: 1, max: 130 }),
        seeds,
        fc.nat(),
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
        (n, columns, seed, at, bad) => {
          const inMatrix = operands(n, columns, seed);
          inMatrix.a[at % (n * n)] = bad;
          const row = Math.floor((at % (n * n)) / n);
          bySimd(inMatrix).forEach((value, i) => {
            expect(Number.isFinite(value)).toBe(i % n !== row);
          });
          const inVector = operands(n, columns, seed);
          inVector.x[at % (n * columns)] = bad;
          const column = Math.floor((at % (n * columns)) / n);
          bySimd(inVector).forEach((value, i) => {
            expect(Number.isFinite(value)).toBe(Math.floor(i / n) !== column);
          });
        },
      ),
      { numRuns: 20 },
    );
    // Nothing bad is left behind in the module's memory.
    const clean = operands(64, 3, 1);
    expect(bySimd(clean).every(Number.isFinite)).toBe(true);
  });

  it('gives a column the same bits whatever stands beside it', () => {
    const all = operands(64, 151, 7);
    const together = bySimd(all);
    for (const [from, to] of [
      [0, 1],
      [5, 70],
      [63, 151],
    ]) {
      const part = (v: Float64Array): Float64Array => v.slice(64 * from, 64 * to);
      expect(bySimd({ n: 64, columns: to - from, a: all.a, x: part(all.x), y: part(all.y) })).toEqual(part(together));
    }
  });

  it('gives the same bits in another thread, and after the engine has optimised it', async () => {
    const all = operands(32, 200, 11);
    const first = bySimd(all);
    for (let i = 0; i < 400; i++) bySimd(all);
    expect(bySimd(all)).toEqual(first);
    const [other] = await once(
      new Worker(new URL('./dense-worker.ts', import.meta.url), { workerData: all }),
      'message',
    );
    expect(other).toEqual(first);
  });
});

describe('multiplyAdd', () => {
  it('takes the SIMD product where it can, the twin elsewhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 }), columnCounts, seeds, (n, columns, seed) => {
        const all = operands(n, columns, seed);
        const out = all.y.slice();
        multiplyAdd(all.a, all.x, out, n, columns);
        expect(out).toEqual(n > 0 && n % 4 === 0 ? bySimd(all) : byTwin(all));
      }),
      { numRuns: 40 },
    );
  });

  it('of fewer entries is that of vectors that end in zeros, and leaves the other rows alone', () => {
    const quarters = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(lengths, quarters, columnCounts, seeds, (n, [some, few], columns, seed) => {
        const [used, rows] = [Math.min(n, 4 * some), Math.min(n, 4 * few)];
        const { a, x, y } = operands(n, columns, seed);
        const [out, twin] = [y.slice(), y.slice()];
        multiplyAdd(a, x, out, n, columns, used, rows);
        multiplyAddPlain(a, x, twin, n, columns, used, rows);
        const ended = { n, columns, a, y, x: x.map((value, i) => (i % n < used ? value : 0)) };
        const whole = byTwin(ended).map((value, i) => (i % n < rows ? value : y[i]));
        expect(excess(ended, out, whole)).toBeLessThanOrEqual(1);
        expect(excess(ended, twin, whole)).toBeLessThanOrEqual(1);
        y.forEach((value, i) => {
          if (i % n >= rows) expect([out[i], twin[i]]).toEqual([value, value]);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('leaves lengths that the SIMD product does not take untouched', () => {
    for (const n of [0, 1, 2, 3, 6, 63]) {
      const { a, x, y, columns } = operands(n, 5, n);
      const out = y.slice();
      expect(simd?.(a, x, out, n, columns, n, n)).toBe(false);
      expect(out).toEqual(y);
    }
  });

  it('does without WebAssembly, or without its SIMD', () => {
    const { WebAssembly: host } = globalThis as unknown as { WebAssembly: WebAssemblyHost };
    expect(host.validate(denseKernel(1))).toBe(true);
    const noSimd: WebAssemblyHost = { validate: () => false, Module: host.Module, Instance: host.Instance };
    expect(createSimdMultiplyAdd(noSimd)).toBeUndefined();
    expect(
      createSimdMultiplyAdd({ ...noSimd, validate: (bytes) => host.validate(bytes.slice(0, -2)) }),
    ).toBeUndefined();
  });
});
