import { BLOCK_COLUMNS, BLOCK_ROWS, denseKernel, LENGTH_STEP } from './dense-kernel.ts';

/** The part of WebAssembly's interface that is used. Node's types do not declare it. */
export interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

/** y_c += A x_c by SIMD; false, and nothing done, for a length it does not take. */
export type SimdMultiplyAdd = (
  a: Float64Array,
  x: Float64Array,
  y: Float64Array,
  n: number,
  columns: number,
  used: number,
  rows: number,
) => boolean;

/** 1 MiB for each thread, one half for rows of A, the other for columns of x and y. It never grows. */
const PAGES = 16;
const HALF = (PAGES * 65536) / 8 / 2;
/** Columns that are copied in and out at a time: few enough to stay in the nearest caches. */
const TILE_COLUMNS = 64;

/**
 * Operands are copied into the module's fixed memory, tile by tile: about 3/n of the work. Thus callers keep ordinary
 * arrays, and no memory has to be given back. Columns do not influence each other, and the result does not depend on
 * how they fall into tiles.
 * @returns undefined where WebAssembly or its fixed-width SIMD is missing.
 */
export function createSimdMultiplyAdd(
  host: WebAssemblyHost | undefined = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly,
): SimdMultiplyAdd | undefined {
  const bytes = denseKernel(PAGES);
  if (!host?.validate(bytes)) return undefined;
  const { memory, multiplyAdd } = new host.Instance(new host.Module(bytes)).exports as {
    memory: { buffer: ArrayBuffer };
    multiplyAdd(a: number, x: number, y: number, stride: number, aEnd: number, xEnd: number, used: number): void;
  };
  const view = new Float64Array(memory.buffer);
  return (a, x, y, n, columns, used, changed) => {
    const fitting = Math.floor(HALF / (2 * n * BLOCK_COLUMNS)) * BLOCK_COLUMNS;
    if (used === 0 || changed % BLOCK_ROWS !== 0 || n % LENGTH_STEP !== 0 || used % LENGTH_STEP !== 0 || fitting === 0)
      return false;
    const rows = Math.min(n, Math.floor(HALF / (2 * n)) * 2);
    const tile = Math.min(fitting, TILE_COLUMNS);
    const xAt = HALF;
    const yAt = HALF + tile * n;
    for (let row = 0; row < changed; row += rows) {
      const entries = (Math.min(row + rows, changed) - row) * n;
      view.set(a.subarray(row * n, row * n + entries));
      for (let from = 0; from < columns * n; from += tile * n) {
        const to = Math.min(from + tile * n, columns * n);
        const part = y.subarray(from, to);
        view.set(x.subarray(from, to), xAt);
        view.set(part, yAt);
        // A last block of fewer columns is filled up with whatever is there; it is computed and not read.
        multiplyAdd(0, 8 * xAt, 8 * (yAt + row), 8 * n, 8 * entries, 8 * (xAt + to - from), 8 * used);
        part.set(view.subarray(yAt, yAt + to - from));
      }
    }
    return true;
  };
}
