import type { Kernels } from './kernels.ts';
import { plainKernels } from './plain.ts';
import { wasmKernels } from './wasm.ts';

let known: Kernels | undefined;

/** The kernels of this thread; the same bits in every thread, with WebAssembly SIMD and without. */
export function kernels(): Kernels {
  known ??= wasmKernels() ?? plainKernels();
  return known;
}
