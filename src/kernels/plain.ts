import { absoluteIntegral } from './absolute-integral.ts';
import { fft } from './fft.ts';
import { BLEND_WIDTH, type Kernels } from './kernels.ts';
import { twiddles } from './twiddles.ts';

/** The twin of the WebAssembly module. */
export function plainKernels(): Kernels {
  const tables = new Map<number, Float64Array>();
  let memory = new Float64Array(0);
  return {
    scratch(length) {
      if (length > memory.length) memory = new Float64Array(length);
      return memory;
    },
    fft(size, lanes, re, im, work) {
      const table = tables.get(size) ?? twiddles(size);
      tables.set(size, table);
      fft(memory, size, lanes, re, im, work, table);
    },
    blendedAbsoluteIntegral({ values, slopes, integrals, weights, row, stride, n, h, noise }) {
      const column = (table: number, node: number): number => {
        let even = 0;
        let odd = 0;
        const at = table + node * stride;
        for (let m = 0; m < BLEND_WIDTH; m += 2) {
          even += memory[weights + m] * memory[at + m];
          odd += memory[weights + m + 1] * memory[at + m + 1];
        }
        return even + odd;
      };
      for (let i = 0; i <= n; i++) memory[row + i] = column(values, i);
      const g = memory.subarray(row, row + n + 1);
      return absoluteIntegral({
        ...{ n, h, g, noise },
        slope: (node) => column(slopes, node),
        value: (node) => column(integrals, node),
      });
    },
  };
}
