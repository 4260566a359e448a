import { type Operation, SCALAR } from './column-operations.ts';
import type { Expr } from './expression.ts';

/** Largest integer exponent that is expanded into multiplications (Math.pow differs between engines). */
const LARGEST_EXPANDED_POWER = 64;

/** One step of the machine; operands and result are registers. */
export interface Instruction {
  readonly operation: Operation;
  readonly a: number;
  readonly b: number;
  /** Index of the block buffer that holds the result when it is a column; buffers are shared by disjoint lifetimes. */
  buffer: number;
}

/** Registers in order: the variables, then constants and instructions in the order of their creation. */
export interface Program {
  readonly variables: readonly string[];
  readonly constants: ReadonlyMap<number, number>;
  readonly instructions: readonly (Instruction | undefined)[];
  readonly result: number;
  readonly buffers: number;
}

/** The program of an expression; throws on names that are not in `variables`. */
export function assemble(expr: Expr, variables: readonly string[]): Program {
  const constants = new Map<number, number>();
  const instructions: (Instruction | undefined)[] = variables.map(() => undefined);
  const known = new Map<string, number>();

  function constant(value: number): number {
    const key = Object.is(value, -0) ? '-0' : String(value);
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    const register = instructions.push(undefined) - 1;
    constants.set(register, value);
    known.set(key, register);
    return register;
  }

  function emit(operation: Operation, a: number, b: number = a): number {
    const left = constants.get(a);
    const right = constants.get(b);
    if (left !== undefined && right !== undefined) return constant(SCALAR[operation](left, right));
    const key = `${operation} ${a} ${b}`;
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    const register = instructions.push({ operation, a, b, buffer: -1 }) - 1;
    known.set(key, register);
    return register;
  }

  function integerPower(base: number, exponent: number): number {
    let square = base;
    let product: number | undefined;
    for (let n = exponent; n > 0; n = Math.floor(n / 2)) {
      if (n % 2 === 1) product = product === undefined ? square : emit('*', product, square);
      if (n > 1) square = emit('*', square, square);
    }
    return product ?? constant(1);
  }

  function power(base: number, exponent: number): number {
    const value = constants.get(exponent);
    if (value === undefined) return emit('^', base, exponent);
    const size = Math.abs(value);
    let positive: number;
    if (Number.isInteger(value) && size <= LARGEST_EXPANDED_POWER) positive = integerPower(base, size);
    else if (size === 0.5) positive = emit('sqrt', base);
    else return emit('^', base, exponent);
    return value < 0 ? emit('/', constant(1), positive) : positive;
  }

  const lowered = new Map<Expr, number>();
  function lower(node: Expr): number {
    const existing = lowered.get(node);
    if (existing !== undefined) return existing;
    const register = lowerNode(node);
    lowered.set(node, register);
    return register;
  }

  function lowerNode(node: Expr): number {
    switch (node.kind) {
      case 'number':
        return constant(node.value);
      case 'variable': {
        const register = variables.indexOf(node.name);
        if (register < 0) throw new Error(`unknown variable ${node.name}`);
        return register;
      }
      case 'negate':
        return emit('negate', lower(node.argument));
      case 'binary': {
        const left = lower(node.left);
        const right = lower(node.right);
        return node.op === '^' ? power(left, right) : emit(node.op, left, right);
      }
      case 'call': {
        const [first, ...rest] = node.args.map(lower);
        return rest.length === 0 ? emit(node.name, first) : rest.reduce((a, b) => emit(node.name, a, b), first);
      }
    }
  }

  const result = lower(expr);
  return { variables, constants, instructions, result, buffers: shareBuffers(instructions) };
}

/** Gives each instruction a block buffer; a buffer is free again after the last use of what it holds. */
function shareBuffers(instructions: readonly (Instruction | undefined)[]): number {
  const lastUse = new Map<number, number>();
  instructions.forEach((instruction, r) => {
    if (!instruction) return;
    lastUse.set(instruction.a, r);
    lastUse.set(instruction.b, r);
  });
  const free: number[] = [];
  let count = 0;
  instructions.forEach((instruction, r) => {
    if (!instruction) return;
    // An operand that dies here gives its buffer to the result: the loops read element i before they write it.
    for (const operand of new Set([instruction.a, instruction.b])) {
      const source = instructions[operand];
      if (source && lastUse.get(operand) === r) free.push(source.buffer);
    }
    instruction.buffer = free.pop() ?? count++;
  });
  return count;
}
