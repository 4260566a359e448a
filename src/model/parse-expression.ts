import { closest, distance } from 'fastest-levenshtein';
import type { MathNode } from 'mathjs';
import { call, number, variable } from './build-expression.ts';
import { type Expr, FUNCTIONS, type FunctionName } from './expression.ts';
import { InputError } from './input-error.ts';
import { toLatex } from './print-expression.ts';
import type { Formula } from './scenario.ts';

/** Where an expression stands decides which functions it may use: `abs min max erf` are not smooth enough for a signal. */
export type ExpressionUse = 'signal' | 'kernel' | 'density' | 'profile';

export interface ExpressionContext {
  /** Names that may occur besides `pi` and `e`. */
  readonly variables: readonly string[];
  readonly functions: ExpressionUse;
  /** Lets a signal use `abs` (a scenario that violates 2.1 on purpose). */
  readonly allowAbs?: boolean;
}

export const LONGEST_EXPRESSION = 10_000;
/** Parentheses, powers and calls inside each other; a sum or product of many terms counts once. */
export const DEEPEST_NESTING = 64;
/** Numbers, names and operations in one expression. */
export const MOST_PARTS = 500;

const SMOOTH: readonly FunctionName[] = ['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'exp', 'log', 'sqrt'];
const CONSTANTS: { readonly [name: string]: number } = { pi: Math.PI, e: Math.E };
const OPERATORS = ['+', '-', '*', '/', '^'] as const;
const ARITY: { readonly [name in FunctionName]?: number } = {
  min: Number.POSITIVE_INFINITY,
  max: Number.POSITIVE_INFINITY,
};

const functionsFor = ({ functions, allowAbs = false }: ExpressionContext): readonly FunctionName[] => {
  if (functions === 'signal') return allowAbs ? [...SMOOTH, 'abs'] : SMOOTH;
  return FUNCTIONS.filter((name) => name !== 'sign');
};

/**
 * Reads an expression of a scenario file. mathjs parses it, the whitelist of the contract sheet is applied, and what
 * remains is plain data: the text never reaches an evaluator. Products are written out (`2*x`; `2x` and `x(2)` are
 * refused, because `1/2x` has two readings), `e^f` is read as exp(f), a unary plus is dropped.
 * @throws InputError, without a location, naming the offending part and its column.
 */
export async function parseFormula(text: string, context: ExpressionContext): Promise<Formula> {
  if (text.trim() === '') throw new InputError('the expression is empty');
  if (text.length > LONGEST_EXPRESSION) {
    throw new InputError(`the expression has ${text.length} characters, at most ${LONGEST_EXPRESSION} are allowed`);
  }
  scan(text, context);
  const { parse } = await import('mathjs/number');
  let tree: MathNode;
  try {
    // A line break would start a second expression.
    tree = parse(text.replace(/\s/g, ' '));
  } catch (error) {
    throw syntaxError(text, error);
  }
  const expr = convert(tree, functionsFor(context));
  return { text, expr, latex: toLatex(expr) };
}

interface Token {
  readonly kind: 'number' | 'name' | 'symbol';
  readonly text: string;
  readonly column: number;
}

const TOKEN = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([\p{L}_$][\p{L}\p{N}_$]*)|(\*\*|[=!<>]=|[^\s]))/gsuy;

/** What a foreign symbol would have meant, for the error message. */
const FOREIGN: { readonly [symbol: string]: string } = {
  '!': 'factorials are not part of the language',
  "'": 'transposition and strings are not part of the language',
  '"': 'strings are not part of the language',
  '[': 'matrices are not part of the language',
  ']': 'matrices are not part of the language',
  '{': 'objects are not part of the language',
  '}': 'objects are not part of the language',
  '=': 'assignments are not part of the language',
  '==': 'comparisons are not part of the language',
  '!=': 'comparisons are not part of the language',
  '<': 'comparisons are not part of the language',
  '>': 'comparisons are not part of the language',
  '<=': 'comparisons are not part of the language',
  '>=': 'comparisons are not part of the language',
  '?': 'conditions are not part of the language',
  ':': 'ranges are not part of the language',
  ';': 'only one expression is allowed',
  '%': 'percentages are not part of the language',
  '#': 'comments are not part of the language',
  '**': 'write ^ for powers',
  π: 'write pi',
};

/** The whitelist on the level of characters and names, where columns are known; then nesting and size. */
function scan(text: string, context: ExpressionContext): void {
  const allowed = functionsFor(context);
  let previous: Token | undefined;
  let depth = 0;
  let count = 0;
  for (const match of text.matchAll(TOKEN)) {
    const kind = match[1] !== undefined ? 'number' : match[2] !== undefined ? 'name' : 'symbol';
    const part = match[1] ?? match[2] ?? match[3];
    const token: Token = { kind, text: part, column: match.index + match[0].length - part.length + 1 };
    if (kind === 'name') checkName(token, previous, text, allowed, context);
    if (kind === 'number' && !Number.isFinite(Number(part))) fail(token, 'the number is too large');
    if (kind === 'symbol' && !'+-*/^(),'.includes(part)) fail(token, FOREIGN[part] ?? 'it is not part of the language');
    checkNeighbour(token, previous, allowed);
    if (part === '(' && ++depth > DEEPEST_NESTING) fail(token, `parentheses are nested deeper than ${DEEPEST_NESTING}`);
    if (part === ')') depth--;
    if (part !== ')' && part !== ',' && ++count > MOST_PARTS)
      fail(token, `the expression has more than ${MOST_PARTS} parts`);
    previous = token;
  }
}

/** Text for an error message. */
const quote = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;

function fail(token: { readonly text: string; readonly column: number }, why: string): never {
  throw new InputError(`${quote(token.text)} at column ${token.column}: ${why}`);
}

function checkName(
  token: Token,
  previous: Token | undefined,
  text: string,
  allowed: readonly FunctionName[],
  { variables, functions }: ExpressionContext,
): void {
  const name = token.text;
  const called = /^\s*\(/.test(text.slice(token.column - 1 + name.length));
  const isFunction = (allowed as readonly string[]).includes(name);
  const isValue = variables.includes(name) || Object.hasOwn(CONSTANTS, name);
  if (isFunction && !called) fail(token, `the function needs an argument in parentheses, as in ${name}(…)`);
  if (isValue && called && previous?.text !== '^') fail(token, `write * for a product, as in ${name}*(…)`);
  if (isFunction || isValue) return;
  if ((FUNCTIONS as readonly string[]).includes(name) && name !== 'sign' && functions === 'signal') {
    const cure = name === 'abs' ? ' unless the scenario declares violates: ["2.1"]' : '';
    fail(token, `a signal must be twice differentiable, so ${name} is not allowed in it${cure}`);
  }
  if (name === 'i') fail(token, 'complex numbers are not part of the language');
  if (Object.hasOwn(FOREIGN, name)) fail(token, FOREIGN[name]);
  const values = [...variables, ...Object.keys(CONSTANTS)];
  const nearest = closest(name, [...values, ...allowed]);
  // A guess that keeps no letter of a short name would only puzzle.
  const guess = distance(name, nearest) < Math.min(3, name.length) ? `, did you mean ${nearest}` : '';
  fail(token, `unknown name${guess}; known are ${values.join(', ')} and the functions ${allowed.join(', ')}`);
}

function checkNeighbour(token: Token, previous: Token | undefined, allowed: readonly string[]): void {
  if (!previous) return;
  const ends = previous.kind !== 'symbol' || previous.text === ')';
  const begins = token.kind !== 'symbol' || token.text === '(';
  if (!ends || !begins) return;
  if (token.text === '(' && allowed.includes(previous.text)) return;
  fail(token, `write an operator between ${quote(previous.text)} and ${quote(token.text)}, products with *`);
}

function syntaxError(text: string, error: unknown): InputError {
  if (error instanceof RangeError) return new InputError('the expression is nested too deeply');
  const column = (error as { char?: number }).char;
  const message = error instanceof Error ? error.message.replace(/ \(char \d+\)$/, '') : String(error);
  const lowered = message.charAt(0).toLowerCase() + message.slice(1);
  const place = column === undefined ? '' : ` at column ${Math.min(column, text.length + 1)}`;
  return new InputError(`the expression cannot be read${place}: ${lowered}`);
}

/** mathjs tree to plain data. The node types that `scan` lets through are few; any other is refused by its type. */
function convert(root: MathNode, allowed: readonly FunctionName[]): Expr {
  function visit(node: MathNode, depth: number): Expr {
    if (depth > DEEPEST_NESTING) throw new InputError(`the expression is nested deeper than ${DEEPEST_NESTING}`);
    const part = node as LooseNode;
    switch (part.type) {
      case 'ParenthesisNode':
        return visit(part.content!, depth + 1);
      case 'ConstantNode':
        if (typeof part.value === 'number' && Number.isFinite(part.value)) return number(part.value);
        break;
      case 'SymbolNode':
        return Object.hasOwn(CONSTANTS, part.name!) ? number(CONSTANTS[part.name!]) : variable(part.name!);
      case 'FunctionNode': {
        const name = part.fn!.name as FunctionName;
        if (!allowed.includes(name)) break;
        const args = part.args!.map((argument) => visit(argument, depth + 1));
        const most = ARITY[name] ?? 1;
        if (args.length < 1 || args.length > most) {
          const wanted = most === 1 ? 'one argument' : 'at least one argument';
          throw new InputError(`${quote(node.toString())}: ${name} takes ${wanted}`);
        }
        return call(name, ...args);
      }
      case 'OperatorNode':
        return operator(part, depth);
    }
    throw new InputError(`${quote(node.toString())} is not part of the language`);
  }

  function operator(node: LooseNode, depth: number): Expr {
    const [left, right] = node.args!;
    if (node.fn === ('unaryMinus' as unknown)) {
      const argument = visit(left, depth + 1);
      return argument.kind === 'number' && argument.value > 0 ? number(-argument.value) : { kind: 'negate', argument };
    }
    if (node.fn === ('unaryPlus' as unknown)) return visit(left, depth + 1);
    const op = OPERATORS.find((known) => known === node.op);
    if (!op || node.args!.length !== 2) throw new InputError(`${quote(String(node.op))} is not part of the language`);
    if (op === '^' && (left as LooseNode).type === 'SymbolNode' && (left as LooseNode).name === 'e') {
      return call('exp', visit(right, depth + 1));
    }
    // A long sum or product leans to the left; only what stands inside its terms counts as nesting.
    const leftDepth = op !== '^' && (left as LooseNode).type === 'OperatorNode' ? depth : depth + 1;
    return { kind: 'binary', op, left: visit(left, leftDepth), right: visit(right, depth + 1) };
  }

  return visit(root, 0);
}

/** The fields of mathjs nodes that are read here; its own types need a cast for each of them. */
interface LooseNode {
  readonly type: string;
  readonly content?: MathNode;
  readonly value?: unknown;
  readonly name?: string;
  readonly fn?: { readonly name: string };
  readonly op?: string;
  readonly args?: readonly MathNode[];
}
