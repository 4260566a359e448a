import type { Kernels } from './kernels.ts';
import { MODULE_BYTES } from './module-bytes.ts';
import { LARGEST_SIZE, twiddles } from './twiddles.ts';

/** The part of WebAssembly's interface that is used. Node's types do not declare it. */
export interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  fft(size: number, lanes: number, re: number, im: number, work: number, twiddles: number): void;
  blendedAbsoluteIntegral(
    values: number,
    slopes: number,
    integrals: number,
    weights: number,
    row: number,
    stride: number,
    n: number,
    h: number,
    noise: number,
  ): number;
  tumbleFactors(values: number, n: number, nv: number, rank: number, lanes: number, tables: number): void;
  tumbleTable(values: number, n: number, nv: number, lanes: number, tables: number): void;
  packRows(half: number, lanes: number, cosines: number, sines: number, turns: number, re: number, im: number): void;
  unpackRows(half: number, lanes: number, cosines: number, sines: number, turns: number, re: number, im: number): void;
  unfoldMode(
    half: number,
    c: number,
    s: number,
    even: number,
    odd: number,
    plus: number,
    minus: number,
    imaginary: number,
  ): void;
  foldMode(
    half: number,
    c: number,
    s: number,
    even: number,
    odd: number,
    plus: number,
    minus: number,
    imaginary: number,
  ): void;
  entropySums(
    values: number,
    slopes: number,
    logs: number,
    n: number,
    lanes: number,
    nodes: number,
    rows: number,
    floor: number,
    out: number,
  ): void;
  jumps(
    flux: number,
    zetas: number,
    n: number,
    jump: number,
    sum: number,
    logs: number,
    logsAfter: number,
    doubts: number,
    doubtsAfter: number,
    out: number,
  ): void;
  logarithms(from: number, count: number, to: number): void;
  polynomials(x: number, table: number, degree: number, count: number, to: number): void;
}

const PAGE = 65536;
/** Twiddles of size n have fewer than 2n numbers and stay at 2n; scratch begins where they end. */
const BASE = 8 * 4 * LARGEST_SIZE;

/** @returns undefined where WebAssembly or its fixed-width SIMD is missing */
export function wasmKernels(
  host: WebAssemblyHost | undefined = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly,
): Kernels | undefined {
  const bytes = Buffer.from(MODULE_BYTES, 'base64');
  if (!host?.validate(bytes)) return undefined;
  const module = new host.Instance(new host.Module(bytes)).exports as Exports;
  const tabulated = new Set<number>();
  let scratch = new Float64Array(0);
  /** Byte address of a position in the scratch memory. */
  const at = (position: number): number => BASE + 8 * position;
  const table = (size: number): number => {
    if (!tabulated.has(size)) {
      const values = twiddles(size);
      new Float64Array(module.memory.buffer, 16 * size, values.length).set(values);
      tabulated.add(size);
    }
    return 16 * size;
  };
  return {
    scratch(length) {
      if (length > scratch.length || scratch.length === 0) {
        const missing = at(length) - module.memory.buffer.byteLength;
        if (missing > 0) module.memory.grow(Math.ceil(missing / PAGE));
        scratch = new Float64Array(module.memory.buffer, BASE);
      }
      return scratch;
    },
    fft(size, lanes, re, im, work) {
      module.fft(size, lanes, at(re), at(im), at(work), table(size));
    },
    blendedAbsoluteIntegral({ values, slopes, integrals, weights, row, stride, n, h, noise }) {
      return module.blendedAbsoluteIntegral(
        at(values),
        at(slopes),
        at(integrals),
        at(weights),
        at(row),
        stride,
        n,
        h,
        noise,
      );
    },
    tumbleFactors(values, n, nv, rank, lanes, tables) {
      module.tumbleFactors(at(values), n, nv, rank, lanes, at(tables));
    },
    tumbleTable(values, n, nv, lanes, tables) {
      module.tumbleTable(at(values), n, nv, lanes, at(tables));
    },
    packRows(half, lanes, cosines, sines, turns, re, im) {
      module.packRows(half, lanes, at(cosines), at(sines), at(turns), at(re), at(im));
    },
    unpackRows(half, lanes, cosines, sines, turns, re, im) {
      module.unpackRows(half, lanes, at(cosines), at(sines), at(turns), at(re), at(im));
    },
    unfoldMode(half, c, s, even, odd, plus, minus, imaginary) {
      module.unfoldMode(half, c, s, at(even), at(odd), at(plus), at(minus), 8 * imaginary);
    },
    foldMode(half, c, s, even, odd, plus, minus, imaginary) {
      module.foldMode(half, c, s, at(even), at(odd), at(plus), at(minus), 8 * imaginary);
    },
    entropySums({ values, slopes, logs, n, lanes, nodes, rows, floor, out }) {
      module.entropySums(at(values), at(slopes), at(logs), n, lanes, at(nodes), at(rows), floor, at(out));
    },
    jumps({ flux, zetas, n, jump, sum, logs, logsAfter, doubts, doubtsAfter, out }) {
      const [before, after] = [at(logs), at(logsAfter)];
      module.jumps(at(flux), at(zetas), n, jump, sum, before, after, at(doubts), at(doubtsAfter), at(out));
    },
    logarithms(from, count, to) {
      module.logarithms(at(from), count, at(to));
    },
    polynomials(x, coefficients, degree, count, to) {
      module.polynomials(x, at(coefficients), degree, count, at(to));
    },
  };
}
