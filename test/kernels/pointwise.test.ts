import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SUM, SUMS } from '../../src/kernels/entropy-sums.ts';
import { JUMP, JUMPS } from '../../src/kernels/jumps.ts';
import type { Kernels } from '../../src/kernels/kernels.ts';
import { plainKernels } from '../../src/kernels/plain.ts';
import { wasmKernels } from '../../src/kernels/wasm.ts';
import { fill, outcome } from './outcome.ts';

const simd = wasmKernels();
if (!simd) throw new Error('no WebAssembly SIMD here');
const plain = plainKernels();
const seeds = fc.integer();

describe('tumbling', () => {
  const few = fc.integer({ min: 1, max: 5 });
  const shapes = fc.tuple(fc.integer({ min: 1, max: 9 }), few, few, seeds);

  const byTable = () => (by: Kernels, n: number, nv: number, lanes: number, tables: number) =>
    by.tumbleTable(0, n, nv, lanes, tables);
  const byFactors = (rank: number) => (by: Kernels, n: number, nv: number, lanes: number, tables: number) =>
    by.tumbleFactors(0, n, nv, rank, lanes, tables);

  test.each([
    ['by the table', byTable()],
    ['by no product', byFactors(0)],
    ['by one product', byFactors(1)],
    ['by three products', byFactors(3)],
  ] as const)('%s gives the same bits with and without WebAssembly', (_, tumble) => {
    fc.assert(
      fc.property(shapes, ([n, nv, half, seed]) => {
        const lanes = 2 * half;
        const values = 2 * nv * n * lanes;
        const input = fill(values + (nv + 10) * nv * n, seed);
        const work = (by: Kernels): void => tumble(by, n, nv, lanes, values);
        expect(outcome(simd, input, values, work)).toEqual(outcome(plain, input, values, work));
      }),
    );
  });

  test.each([1, 2])('by %i products is tumbling by the table of their sum', (rank) => {
    const [n, nv, lanes] = [3, 4, 2];
    const values = 2 * nv * n * lanes;
    const input = fill(values + (1 + 2 * rank) * nv * n + 2 * rank, 1);
    const table = new Float64Array(values + (nv + 1) * nv * n + 2 * nv);
    table.set(input.subarray(0, values + nv * n));
    for (let v = 0; v < nv; v++) {
      for (let w = 0; w < nv; w++) {
        for (let j = 0; j < n; j++) {
          const factor = (place: number, iv: number): number => input[values + (place * nv + iv) * n + j];
          for (let r = 0; r < rank; r++)
            table[values + nv * n + (v * nv + w) * n + j] += factor(1 + r, v) * factor(1 + rank + r, w);
        }
      }
    }
    const byFactors = outcome(simd, input, values, (by) => by.tumbleFactors(0, n, nv, rank, lanes, values));
    const byTable = outcome(simd, table, values, (by) => by.tumbleTable(0, n, nv, lanes, values));
    byFactors.forEach((value, i) => {
      expect(value).toBeCloseTo(byTable[i], 9);
    });
  });
});

describe('logarithms', () => {
  const logarithms =
    (count: number) =>
    (by: Kernels): void =>
      by.logarithms(0, count, count);
  const numbers = fc.array(fc.double({ min: 2 ** -1022, max: Number.MAX_VALUE, noNaN: true }), {
    minLength: 2,
    maxLength: 20,
  });

  test('give the same bits with and without WebAssembly', () => {
    fc.assert(
      fc.property(numbers, (some) => {
        const input = Float64Array.from([...some, ...some]);
        const found = outcome(simd, input, 2 * input.length, logarithms(input.length));
        expect(found).toEqual(outcome(plain, input, 2 * input.length, logarithms(input.length)));
      }),
    );
  });

  test('are those of Math.log to two ulps', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.5, max: 2, noNaN: true }), (some, near) => {
        const input = Float64Array.from([...some, near, ...some, near]);
        const found = outcome(simd, input, 2 * input.length, logarithms(input.length));
        input.forEach((x, i) => {
          const exact = Math.log(x);
          expect(Math.abs(found[input.length + i] - exact)).toBeLessThanOrEqual(2 ** -51 * Math.abs(exact));
        });
      }),
    );
  });
});

describe('sums of entropies', () => {
  // A third of the values is below the floor, as in the tails of a law, some of them negative.
  const shapes = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 4 }), seeds);
  const layout = (n: number, lanes: number) => {
    const size = n * lanes;
    const [logs, nodes] = [2 * size, 3 * size];
    const rows = nodes + 3 * n;
    return { values: 0, slopes: size, logs, n, lanes, nodes, rows, floor: 1e-3, out: rows + 2 * lanes };
  };

  test('give the same bits with and without WebAssembly', () => {
    fc.assert(
      fc.property(shapes, ([n, half, seed]) => {
        const rows = layout(n, 2 * half);
        const length = rows.out + SUMS * rows.lanes;
        const input = fill(length, seed);
        const work = (by: Kernels): void => {
          by.logarithms(rows.values, n * rows.lanes, rows.logs);
          by.entropySums(rows);
        };
        expect(outcome(simd, input, length, work)).toEqual(outcome(plain, input, length, work));
      }),
    );
  });

  test('are those of the formulas, node by node', () => {
    const rows = layout(2, 2);
    const floor = 1e-3;
    const [mass, y, maxwellian] = [2, 0.5, 0.25];
    // Row 0 is trusted at both nodes, and low at the second; row 1 is not trusted at the second.
    const q = [0.3, 0.6, 0.05, -0.2];
    const slopes = [0.1, -0.2, 0.3, 0.4];
    const surprise = -Math.log(maxwellian);
    const input = Float64Array.of(
      ...q,
      ...slopes,
      ...q.map((value) => Math.log(value)),
      ...[y, maxwellian, surprise, y, maxwellian, surprise],
      ...[mass, mass, Math.log(mass), Math.log(mass)],
      ...new Array<number>(2 * SUMS).fill(0),
    );
    const found = outcome(simd, input, input.length, (by) => by.entropySums({ ...rows, floor }));
    const e = (i: number): number => q[i] * (Math.log(q[i]) + surprise);
    const fisher = (i: number): number => (slopes[i] + y * q[i]) ** 2 / q[i];
    const h = (i: number): number => e(i) - q[i] * Math.log(mass) - q[i] + mass * maxwellian;
    const missing = mass * maxwellian - q[3];
    const wanted = {
      eEven: [e(0), e(1)],
      eOdd: [e(2), 0],
      eSize: [Math.abs(e(0)) + Math.abs(e(2)), Math.abs(e(1))],
      eFloor: [Math.abs(e(2)), 0],
      fisherEven: [fisher(0), fisher(1)],
      fisherOdd: [fisher(2), 0],
      fisherFloor: [0, 0],
      hEven: [h(0), h(1)],
      hOdd: [h(2), missing],
      hSize: [Math.abs(h(0)) + Math.abs(h(2)), Math.abs(h(1))],
      hFloor: [Math.abs(h(2)), 0],
    };
    for (const [name, values] of Object.entries(wanted)) {
      values.forEach((value, lane) => {
        expect(found[rows.out + 2 * SUM[name as keyof typeof SUM] + lane], name).toBeCloseTo(value, 14);
      });
    }
    expect(Object.keys(wanted)).toHaveLength(SUMS);
  });
});

describe('jumps', () => {
  const layout = (n: number) => ({
    ...{ flux: 0, zetas: n, n, jump: 0.7, sum: -0.3 },
    ...{ logs: 2 * n, logsAfter: 3 * n, doubts: 4 * n, doubtsAfter: 5 * n, out: 6 * n },
  });

  test('give the same bits with and without WebAssembly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), seeds, (half, seed) => {
        const row = layout(2 * half);
        const length = row.out + JUMPS;
        const input = fill(length, seed);
        const work = (by: Kernels): void => by.jumps(row);
        expect(outcome(simd, input, length, work)).toEqual(outcome(plain, input, length, work));
      }),
    );
  });

  test('are those of the formulas, node by node', () => {
    const row = layout(2);
    const [flux, zetas] = [
      [2, -3],
      [0.5, 0.25],
    ];
    const [logs, logsAfter] = [
      [-1, 2],
      [0.5, -0.5],
    ];
    const [doubts, doubtsAfter] = [
      [0.1, 0.2],
      [0.3, 0.5],
    ];
    const input = Float64Array.of(...flux, ...zetas, ...logs, ...logsAfter, ...doubts, ...doubtsAfter);
    const found = outcome(simd, Float64Array.of(...input, ...new Array<number>(JUMPS).fill(0)), 12 + JUMPS, (by) =>
      by.jumps(row),
    );
    // With from = −0.5 and to = 0.2, |ζ + to|² − |ζ + from|².
    const squares = zetas.map((zeta, i) => flux[i] * ((zeta + 0.2) ** 2 - (zeta - 0.5) ** 2));
    const differences = logs.map((log, i) => flux[i] * (logsAfter[i] - log));
    const wanted = {
      square: squares,
      squareSize: squares.map(Math.abs),
      log: differences,
      logSize: differences.map(Math.abs),
      doubt: doubts.map((doubt, i) => Math.abs(flux[i]) * (doubt + doubtsAfter[i])),
    };
    for (const [name, values] of Object.entries(wanted)) {
      values.forEach((value, part) => {
        expect(found[row.out + JUMP[name as keyof typeof JUMP] + part], name).toBeCloseTo(value, 14);
      });
    }
    expect(2 * Object.keys(wanted).length).toBe(JUMPS);
  });
});

describe('polynomials', () => {
  test('give the same bits with and without WebAssembly, those of Horner', () => {
    const counts = fc.integer({ min: 1, max: 5 }).map((quarter) => 4 * quarter);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        counts,
        fc.double({ min: -1, max: 1, noNaN: true }),
        seeds,
        (degree, count, x, seed) => {
          const size = (degree + 1) * count;
          const input = fill(size, seed);
          const work = (by: Kernels): void => by.polynomials(x, 0, degree, count, size);
          const found = outcome(simd, input, size + count, work);
          expect(found).toEqual(outcome(plain, input, size + count, work));
          const last = Array.from({ length: degree + 1 }, (_, k) => input[k * count + count - 1]);
          expect(found[size + count - 1]).toBe(last.reduceRight((sum, c) => sum * x + c));
        },
      ),
    );
  });
});
