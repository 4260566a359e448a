import { calls, parts } from './build-expression.ts';
import type { Expr, FunctionName } from './expression.ts';
import type { Scenario } from './scenario.ts';

/** Functions with a kink or a singularity at a real argument: √ and log hide one in √(x²) or log(x²). */
const NOT_ANALYTIC: readonly FunctionName[] = ['abs', 'min', 'max', 'sign', 'sqrt', 'log'];

/**
 * Whether signal, rate, densities and the law of y are written without any function or power that can have a kink or a
 * singularity at real arguments: then they, and the solution, are analytic. `false` says no more than that one is written.
 */
export function isAnalytic({ signal, kernel, initial }: Scenario): boolean {
  const { profile } = initial;
  const formulas = [
    signal.value,
    kernel.rate,
    initial.density,
    initial.limitDensity,
    ...(profile.type === 'expression' ? [profile.value] : []),
  ];
  return formulas.every(({ expr }) => !calls(expr, NOT_ANALYTIC) && hasWholePowers(expr));
}

/** Whether every exponent is a whole number, or the base is one: x^1.5 is singular at 0, 2^x is not. */
function hasWholePowers(expr: Expr): boolean {
  if (expr.kind === 'binary' && expr.op === '^') {
    const { left, right } = expr;
    const exponent = right.kind === 'negate' ? right.argument : right;
    const isWhole = exponent.kind === 'number' && Number.isInteger(exponent.value);
    if (!isWhole && left.kind !== 'number') return false;
  }
  return parts(expr).every(hasWholePowers);
}
