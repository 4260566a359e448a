import fc from 'fast-check';
import { call, number, variable } from '../../src/model/build-expression.ts';
import type { Expr } from '../../src/model/expression.ts';

const SMOOTH = ['sin', 'cos', 'tanh', 'exp', 'erf'] as const;

/** Random smooth expressions of moderate size, free of divisions by something that may vanish. */
export function smoothExpression(variables: readonly string[]): fc.Arbitrary<Expr> {
  return fc.letrec<{ expr: Expr }>((tie) => ({
    expr: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...variables).map(variable),
      fc.double({ min: -3, max: 3, noNaN: true }).map((value) => number(value === 0 ? 0 : value)),
      fc
        .record({ op: fc.constantFrom('+', '-', '*'), left: tie('expr'), right: tie('expr') })
        .map(({ op, left, right }): Expr => ({ kind: 'binary', op, left, right })),
      fc.record({ left: tie('expr'), right: tie('expr') }).map(
        ({ left, right }): Expr => ({
          kind: 'binary',
          op: '/',
          left,
          right: { kind: 'binary', op: '+', left: number(2), right: call('tanh', right) },
        }),
      ),
      fc
        .record({ base: tie('expr'), exponent: fc.integer({ min: 2, max: 5 }) })
        .map(
          ({ base, exponent }): Expr => ({ kind: 'binary', op: '^', left: call('sin', base), right: number(exponent) }),
        ),
      fc
        .record({ name: fc.constantFrom(...SMOOTH), argument: tie('expr') })
        .map(({ name, argument }) => (name === 'exp' ? call('exp', call('sin', argument)) : call(name, argument))),
      tie('expr').map((argument): Expr => ({ kind: 'negate', argument })),
    ),
  })).expr;
}
