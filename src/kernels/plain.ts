import { absoluteIntegral } from './absolute-integral.ts';
import { entropySums } from './entropy-sums.ts';
import { fft } from './fft.ts';
import { jumps } from './jumps.ts';
import type { Kernels } from './kernels.ts';
import { logarithms } from './logarithms.ts';
import { foldMode, unfoldMode } from './modes.ts';
import { packRows, unpackRows } from './rows.ts';
import { tumbleFactors, tumbleTable } from './tumble.ts';
import { twiddles } from './twiddles.ts';

/** The twin of the WebAssembly module. */
export function plainKernels(): Kernels {
  const tables = new Map<number, Float64Array>();
  let memory = new Float64Array(0);
  return {
    scratch(length) {
      if (length > memory.length) {
        const longer = new Float64Array(length);
        longer.set(memory);
        memory = longer;
      }
      return memory;
    },
    fft(size, lanes, re, im, work) {
      const table = tables.get(size) ?? twiddles(size);
      tables.set(size, table);
      fft(memory, size, lanes, re, im, work, table);
    },
    blendedAbsoluteIntegral({ values, slopes, integrals, weights, row, stride, n, h, noise }) {
      const column = (table: number, node: number): number => {
        const at = table + node * stride;
        const product = (m: number): number => memory[weights + m] * memory[at + m];
        const chain = (m: number): number => product(m) + product(m + 4) + product(m + 8);
        const even = chain(0) + product(12) + chain(2);
        return even + (chain(1) + product(13) + chain(3));
      };
      for (let i = 0; i <= n; i++) memory[row + i] = column(values, i);
      const g = memory.subarray(row, row + n + 1);
      return absoluteIntegral({
        ...{ n, h, g, noise },
        slope: (node) => column(slopes, node),
        value: (node) => column(integrals, node),
      });
    },
    tumbleFactors(values, n, nv, rank, lanes, tables) {
      tumbleFactors(memory, values, n, nv, rank, lanes, tables);
    },
    tumbleTable(values, n, nv, lanes, tables) {
      tumbleTable(memory, values, n, nv, lanes, tables);
    },
    packRows(half, lanes, cosines, sines, turns, re, im) {
      packRows(memory, half, lanes, cosines, sines, turns, re, im);
    },
    unpackRows(half, lanes, cosines, sines, turns, re, im) {
      unpackRows(memory, half, lanes, cosines, sines, turns, re, im);
    },
    unfoldMode(half, c, s, even, odd, plus, minus, imaginary) {
      unfoldMode(memory, half, c, s, even, odd, plus, minus, imaginary);
    },
    foldMode(half, c, s, even, odd, plus, minus, imaginary) {
      foldMode(memory, half, c, s, even, odd, plus, minus, imaginary);
    },
    entropySums({ values, slopes, logs, n, lanes, nodes, rows, floor, out }) {
      entropySums(memory, values, slopes, logs, n, lanes, nodes, rows, floor, out);
    },
    jumps({ flux, zetas, n, jump, sum, logs, logsAfter, doubts, doubtsAfter, out }) {
      jumps(memory, flux, zetas, n, jump, sum, logs, logsAfter, doubts, doubtsAfter, out);
    },
    logarithms(from, count, to) {
      logarithms(memory, from, count, to);
    },
    polynomials(x, table, degree, count, to) {
      for (let m = 0; m < count; m++) {
        let value = memory[table + degree * count + m];
        for (let k = degree - 1; k >= 0; k--) value = value * x + memory[table + k * count + m];
        memory[to + m] = value;
      }
    },
  };
}
