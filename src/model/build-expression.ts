import type { Expr, FunctionName } from './expression.ts';

// Constructors that drop neutral elements. They fold integers only, so that 0.1·3 and 2π stay as the user wrote them.

export const number = (value: number): Expr => ({ kind: 'number', value });
export const variable = (name: string): Expr => ({ kind: 'variable', name });
export const call = (name: FunctionName, ...args: Expr[]): Expr => ({ kind: 'call', name, args });

const binary = (op: '+' | '-' | '*' | '/' | '^', left: Expr, right: Expr): Expr => ({
  kind: 'binary',
  op,
  left,
  right,
});
const is = (expr: Expr, value: number): boolean => expr.kind === 'number' && expr.value === value;

/** The folded value when both are integers and the result is one that a double holds exactly. */
function integers(left: Expr, right: Expr, fold: (a: number, b: number) => number): Expr | undefined {
  if (left.kind !== 'number' || right.kind !== 'number') return undefined;
  if (!Number.isSafeInteger(left.value) || !Number.isSafeInteger(right.value)) return undefined;
  const value = fold(left.value, right.value);
  return Number.isSafeInteger(value) ? number(value) : undefined;
}

export function negate(argument: Expr): Expr {
  if (argument.kind === 'negate') return argument.argument;
  if (argument.kind === 'number') return number(argument.value === 0 ? 0 : -argument.value);
  return { kind: 'negate', argument };
}

export function add(left: Expr, right: Expr): Expr {
  if (is(left, 0)) return right;
  if (is(right, 0)) return left;
  if (right.kind === 'negate') return subtract(left, right.argument);
  return integers(left, right, (a, b) => a + b) ?? binary('+', left, right);
}

export function subtract(left: Expr, right: Expr): Expr {
  if (is(left, 0)) return negate(right);
  if (is(right, 0)) return left;
  if (right.kind === 'negate') return add(left, right.argument);
  return integers(left, right, (a, b) => a - b) ?? binary('-', left, right);
}

/** 0·f is 0: the formulas built here are finite wherever the formula they come from is smooth. */
export function multiply(left: Expr, right: Expr): Expr {
  if (is(left, 0) || is(right, 0)) return number(0);
  const sign = (isNegative(left) ? -1 : 1) * (isNegative(right) ? -1 : 1);
  const product = positiveProduct(isNegative(left) ? negate(left) : left, isNegative(right) ? negate(right) : right);
  return sign < 0 ? negate(product) : product;
}

/** Signs go to the front of a product or quotient. */
const isNegative = (expr: Expr): boolean => expr.kind === 'negate' || (expr.kind === 'number' && expr.value < 0);

function positiveProduct(left: Expr, right: Expr): Expr {
  if (is(left, 1)) return right;
  if (is(right, 1)) return left;
  if (right.kind === 'number' && left.kind !== 'number') return multiply(right, left);
  return integers(left, right, (a, b) => a * b) ?? binary('*', left, right);
}

export function divide(left: Expr, right: Expr): Expr {
  if (is(left, 0)) return left;
  if (is(right, 1)) return left;
  if (isNegative(left)) return negate(divide(negate(left), right));
  if (isNegative(right)) return negate(divide(left, negate(right)));
  return binary('/', left, right);
}

export function power(base: Expr, exponent: Expr): Expr {
  if (is(exponent, 0)) return number(1);
  if (is(exponent, 1)) return base;
  return integers(base, exponent, (a, b) => (b > 0 ? a ** b : Number.NaN)) ?? binary('^', base, exponent);
}

/** Number of nodes, with shared parts counted as often as they occur. */
export function size(expr: Expr, known = new Map<Expr, number>()): number {
  const existing = known.get(expr);
  if (existing !== undefined) return existing;
  let nodes = 1;
  for (const part of parts(expr)) nodes += size(part, known);
  known.set(expr, nodes);
  return nodes;
}

/** The direct sub-expressions. */
export function parts(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'negate':
      return [expr.argument];
    case 'binary':
      return [expr.left, expr.right];
    case 'call':
      return expr.args;
    default:
      return [];
  }
}

/** Whether one of the functions is called anywhere in the expression. */
export function calls(expr: Expr, names: readonly FunctionName[]): boolean {
  if (expr.kind === 'call' && names.includes(expr.name)) return true;
  return parts(expr).some((part) => calls(part, names));
}

/** Whether the variable occurs in the expression. */
export function uses(expr: Expr, name: string): boolean {
  return expr.kind === 'variable' ? expr.name === name : parts(expr).some((part) => uses(part, name));
}
