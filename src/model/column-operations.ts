import { erf } from './erf.ts';
import type { FunctionName } from './expression.ts';

/** What the array machine of compile-expression.ts can do; `^` is left for powers that are not small integers. */
export type Operation = '+' | '-' | '*' | '/' | '^' | 'negate' | FunctionName;

/**
 * out[j+i] = a[ai + i·as] ∘ b[bi + i·bs] for i < n. A stride of 0 reads one scalar for the whole column.
 * One-argument operations ignore b.
 */
type ColumnLoop = (
  a: Float64Array,
  ai: number,
  as: number,
  b: Float64Array,
  bi: number,
  bs: number,
  out: Float64Array,
  j: number,
  n: number,
) => void;

/** The same operations on numbers; they give the same bits as the columns. */
export const SCALAR: { readonly [operation in Operation]: (a: number, b: number) => number } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  // biome-ignore lint/style/useExponentiationOperator: the engine folds constant ** differently from Math.pow.
  '^': (a, b) => Math.pow(a, b),
  negate: (a) => -a,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  abs: Math.abs,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  erf,
  sign: (a) => Math.sign(a),
};

// One loop for each operation, written out: a shared loop that calls a function through a variable is never inlined.
export const COLUMN: { readonly [operation in Operation]: ColumnLoop } = {
  '+': (a, ai, as, b, bi, bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as, bi += bs) out[j + i] = a[ai] + b[bi];
  },
  '-': (a, ai, as, b, bi, bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as, bi += bs) out[j + i] = a[ai] - b[bi];
  },
  '*': (a, ai, as, b, bi, bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as, bi += bs) out[j + i] = a[ai] * b[bi];
  },
  '/': (a, ai, as, b, bi, bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as, bi += bs) out[j + i] = a[ai] / b[bi];
  },
  '^': (a, ai, as, b, bi, bs, out, j, n) => {
    // biome-ignore lint/style/useExponentiationOperator: as in SCALAR.
    for (let i = 0; i < n; i++, ai += as, bi += bs) out[j + i] = Math.pow(a[ai], b[bi]);
  },
  min: (a, ai, as, b, bi, bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as, bi += bs) out[j + i] = Math.min(a[ai], b[bi]);
  },
  max: (a, ai, as, b, bi, bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as, bi += bs) out[j + i] = Math.max(a[ai], b[bi]);
  },
  negate: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = -a[ai];
  },
  sin: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.sin(a[ai]);
  },
  cos: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.cos(a[ai]);
  },
  tan: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.tan(a[ai]);
  },
  sinh: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.sinh(a[ai]);
  },
  cosh: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.cosh(a[ai]);
  },
  tanh: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.tanh(a[ai]);
  },
  exp: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.exp(a[ai]);
  },
  log: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.log(a[ai]);
  },
  sqrt: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.sqrt(a[ai]);
  },
  abs: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.abs(a[ai]);
  },
  sign: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = Math.sign(a[ai]);
  },
  erf: (a, ai, as, _b, _bi, _bs, out, j, n) => {
    for (let i = 0; i < n; i++, ai += as) out[j + i] = erf(a[ai]);
  },
};
