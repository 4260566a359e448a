import { assemble } from './assemble-expression.ts';
import { COLUMN, SCALAR } from './column-operations.ts';
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
