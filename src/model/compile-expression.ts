import { COLUMN, type Operation, SCALAR } from './column-operations.ts';
import type { Expr } from './expression.ts';

/** An expression ready to evaluate over columns; not re-entrant, because its buffers are reused. */
export interface CompiledExpression {
  /** Order of the inputs. */
  readonly variables: readonly string[];
  /**
   * Writes the expression at `count` points (default out.length) to `out`. An input is one number for all points, or a
   * column of at least `count` numbers. `out` may be one of the inputs.
   */
  evaluate(inputs: readonly (number | Float64Array)[], out: Float64Array, count?: number): void;
  /** The value at one point, with the same bits as `evaluate`. */
  at(...values: number[]): number;
}

/** Columns are worked off in blocks that stay in the first-level cache together with the intermediate results. */
const BLOCK = 512;
/** Largest integer exponent that is expanded into multiplications (Math.pow differs between engines). */
const LARGEST_EXPANDED_POWER = 64;

/** One step of the machine; operands and result are registers. */
interface Instruction {
  readonly operation: Operation;
  readonly a: number;
  readonly b: number;
  /** Index of the block buffer that holds the result when it is a column; buffers are shared by disjoint lifetimes. */
  buffer: number;
}

/** Registers in order: the variables, then constants and instructions in the order of their creation. */
interface Program {
  readonly variables: readonly string[];
  readonly constants: ReadonlyMap<number, number>;
  readonly instructions: readonly (Instruction | undefined)[];
  readonly result: number;
  readonly buffers: number;
}

/**
 * Compiles an expression to a small array machine. Constant parts are folded, equal parts are computed once, integer
 * powers up to 64 become multiplications, powers ±1/2 square roots.
 * @throws Error when the expression uses a name that is not in `variables` (a programming error: users' text is checked
 * by parse-expression.ts).
 */
export function compile(expr: Expr, variables: readonly string[]): CompiledExpression {
  const program = assemble(expr, variables);
  const { constants, instructions, result } = program;
  const size = instructions.length;
  const data: Float64Array[] = [];
  const scalars: Float64Array[] = [];
  const strides = new Uint8Array(size);
  const offsets = new Uint8Array(size);
  const buffers: Float64Array[] = [];
  for (let r = 0; r < size; r++) {
    scalars.push(Float64Array.of(constants.get(r) ?? Number.NaN));
    data.push(scalars[r]);
  }
  const steps: number[] = [];
  for (let r = 0; r < size; r++) if (instructions[r]) steps.push(r);

  function bind(inputs: readonly (number | Float64Array)[], count: number): void {
    if (inputs.length < variables.length)
      throw new Error(`expected ${variables.length} inputs: ${variables.join(', ')}`);
    for (let r = 0; r < variables.length; r++) {
      const input = inputs[r];
      if (typeof input === 'number') {
        scalars[r][0] = input;
        data[r] = scalars[r];
        strides[r] = 0;
      } else {
        if (input.length < count) throw new Error(`column ${variables[r]} has ${input.length} of ${count} values`);
        data[r] = input;
        strides[r] = 1;
      }
      offsets[r] = strides[r];
    }
    for (const r of steps) {
      const { operation, a, b, buffer } = instructions[r]!;
      strides[r] = strides[a] | strides[b];
      if (strides[r] === 0) {
        scalars[r][0] = SCALAR[operation](scalars[a][0], scalars[b][0]);
        data[r] = scalars[r];
      } else {
        buffers[buffer] ??= new Float64Array(BLOCK);
        data[r] = buffers[buffer];
      }
    }
  }

  function evaluate(inputs: readonly (number | Float64Array)[], out: Float64Array, count = out.length): void {
    bind(inputs, count);
    if (strides[result] === 0) {
      out.fill(scalars[result][0], 0, count);
      return;
    }
    if (!instructions[result]) {
      if (data[result] !== out) out.set(data[result].subarray(0, count));
      return;
    }
    for (let start = 0; start < count; start += BLOCK) {
      const n = Math.min(BLOCK, count - start);
      for (const r of steps) {
        if (strides[r] === 0) continue;
        const { operation, a, b } = instructions[r]!;
        const target = r === result ? out : data[r];
        COLUMN[operation](
          data[a],
          start * offsets[a],
          strides[a],
          data[b],
          start * offsets[b],
          strides[b],
          target,
          r === result ? start : 0,
          n,
        );
      }
    }
  }

  function at(...values: number[]): number {
    bind(values, 1);
    return scalars[result][0];
  }

  return { variables, evaluate, at };
}

function assemble(expr: Expr, variables: readonly string[]): Program {
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
