/**
 * Binary text of the WebAssembly module behind `dense-simd.ts`, put together at run time from the instructions below:
 * one short function, so no compiler, no build step and no tracked binary. Opcodes: WebAssembly core specification 2.0,
 * chapter 5 "Binary format".
 *
 *     (memory (export "memory") PAGES PAGES)
 *     (func (export "multiplyAdd") (param a x y stride aEnd xEnd used: i32))  all in bytes, stride = 8n
 *
 *     do                                            // four columns of x and y
 *       rows = a; to = y
 *       do                                          // two rows of A
 *         acc[r][c] = (0, 0)                        // eight f64x2: partial sums over even and over odd j
 *         do acc[r][c] += A[r][j, j+1] * x[c][j, j+1]  while j < used, unrolled
 *         y[c][r, r+1] += (acc[0][c].even + acc[0][c].odd, acc[1][c].even + acc[1][c].odd)
 *         rows += 2 stride; to += 16
 *       while rows < aEnd
 *       x += 4 stride; y += 4 stride
 *     while x < xEnd
 *
 * The order of every sum is fixed, and nothing is fused or relaxed: the same input gives the same bits on every machine.
 */

/** Columns per register block. */
export const BLOCK_COLUMNS = 4;
/** Rows per register block: the two halves of the f64x2 that is added to a column of y. */
export const BLOCK_ROWS = 2;
/** f64x2 per turn of the innermost loop. */
const UNROLL = 2;
/** n must be a multiple of this. */
export const LENGTH_STEP = 2 * UNROLL;

type Code = readonly number[];

const I32 = 0x7f;
const V128 = 0x7b;

/** Unsigned LEB128. */
function unsigned(value: number): Code {
  const out: number[] = [];
  let rest = value;
  for (; rest >= 128; rest >>>= 7) out.push((rest & 127) | 128);
  return [...out, rest];
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const exported = (name: string, kind: number): Code => [name.length, ...new TextEncoder().encode(name), kind, 0];

const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
/** Signed LEB128 of a number below 64 is one byte. */
const small = (value: number): Code => [0x41, value];
const ADD = 0x6a;
const LESS_UNSIGNED = 0x49;
const load = (offset: number): Code => [0xfd, 0x00, 3, ...unsigned(offset)];
const store = (offset: number): Code => [0xfd, 0x0b, 3, ...unsigned(offset)];
const ZERO: Code = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
const MULTIPLY: Code = [0xfd, 0xf2, 0x01];
const PLUS: Code = [0xfd, 0xf0, 0x01];
/** (p, q) ↦ (p₀, q₀) and (p₁, q₁): i8x16.shuffle. */
const EVEN: Code = [0xfd, 0x0d, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const ODD: Code = [0xfd, 0x0d, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];

/** do body while (left < right). */
const doWhile = (left: number, right: number, ...body: readonly Code[]): Code => [
  ...[0x03, 0x40],
  ...body.flat(),
  ...[...get(left), ...get(right), LESS_UNSIGNED, 0x0d, 0],
  0x0b,
];
const sum = (to: number, left: number, right: number): Code => [...get(left), ...get(right), ADD, ...set(to)];
const advance = (local: number, bytes: number): Code => [...get(local), ...small(bytes), ADD, ...set(local)];
const copy = (to: number, from: number): Code => [...get(from), ...set(to)];
const repeat = (count: number, make: (index: number) => Code): Code =>
  Array.from({ length: count }, (_, i) => make(i)).flat();

/** Parameters, then i32 locals, then v128 locals. */
const [A, X, Y, STRIDE, A_END, X_END, USED] = [0, 1, 2, 3, 4, 5, 6];
const [ROWS, TO, ROW_END] = [7, 8, 9];
const ROW = 10;
const COLUMN = ROW + BLOCK_ROWS;
const ENTRY = COLUMN + BLOCK_COLUMNS;
const FACTOR = ENTRY + BLOCK_ROWS;
const SUM = FACTOR + 1;
const sumAt = (row: number, column: number): number => SUM + row * BLOCK_COLUMNS + column;

function multiplyAddBody(): Code {
  const products = repeat(UNROLL, (u) => [
    ...repeat(BLOCK_ROWS, (r) => [...get(ROW + r), ...load(16 * u), ...set(ENTRY + r)]),
    ...repeat(BLOCK_COLUMNS, (c) => [
      ...[...get(COLUMN + c), ...load(16 * u), ...set(FACTOR)],
      ...repeat(BLOCK_ROWS, (r) => [
        ...[...get(sumAt(r, c)), ...get(ENTRY + r), ...get(FACTOR), ...MULTIPLY, ...PLUS],
        ...set(sumAt(r, c)),
      ]),
    ]),
  ]);
  const pair = (c: number): Code => [...get(sumAt(0, c)), ...get(sumAt(1, c))];
  return doWhile(
    X,
    X_END,
    copy(ROWS, A),
    copy(TO, Y),
    doWhile(
      ROWS,
      A_END,
      copy(ROW, ROWS),
      sum(ROW_END, ROWS, USED),
      sum(ROW + 1, ROWS, STRIDE),
      copy(COLUMN, X),
      repeat(BLOCK_COLUMNS - 1, (c) => sum(COLUMN + c + 1, COLUMN + c, STRIDE)),
      repeat(BLOCK_ROWS * BLOCK_COLUMNS, (i) => [...ZERO, ...set(SUM + i)]),
      doWhile(
        ROW,
        ROW_END,
        products,
        repeat(BLOCK_ROWS, (r) => advance(ROW + r, 16 * UNROLL)),
        repeat(BLOCK_COLUMNS, (c) => advance(COLUMN + c, 16 * UNROLL)),
      ),
      copy(COLUMN, TO),
      repeat(BLOCK_COLUMNS, (c) => [
        ...[...get(COLUMN), ...get(COLUMN), ...load(0)],
        ...[...pair(c), ...EVEN, ...pair(c), ...ODD, ...PLUS, ...PLUS, ...store(0)],
        ...sum(COLUMN, COLUMN, STRIDE),
      ]),
      repeat(BLOCK_ROWS, () => sum(ROWS, ROWS, STRIDE)),
      advance(TO, 16),
    ),
    repeat(BLOCK_COLUMNS, () => [...sum(X, X, STRIDE), ...sum(Y, Y, STRIDE)]),
  );
}

/** The module's bytes; its memory has `pages` pages of 64 KiB and never grows. */
export function denseKernel(pages: number): Uint8Array<ArrayBuffer> {
  const locals = vector([
    [ENTRY - ROWS, I32],
    [sumAt(BLOCK_ROWS, 0) - ENTRY, V128],
  ]);
  const body = [...locals, ...multiplyAddBody(), 0x0b];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...vector(Array.from({ length: 7 }, () => [I32])), 0]])),
    ...section(3, vector([[0]])),
    ...section(5, vector([[1, ...unsigned(pages), ...unsigned(pages)]])),
    ...section(7, vector([exported('memory', 2), exported('multiplyAdd', 0)])),
    ...section(10, vector([[...unsigned(body.length), ...body]])),
  ]);
}
