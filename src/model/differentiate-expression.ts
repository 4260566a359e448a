import { add, call, divide, multiply, negate, number, power, size, subtract, uses } from './build-expression.ts';
import type { Expr } from './expression.ts';
import { InputError } from './input-error.ts';
import { toLatex, toText } from './print-expression.ts';
import type { Formula } from './scenario.ts';

/** A derivative with more nodes than this is refused: no report could print it and no bound could use it. */
const LARGEST_DERIVATIVE = 20_000;

/**
 * ∂f/∂variable by the rules of calculus, with constants kept as written. At a kink `abs` has derivative `sign`, with
 * sign(0) = 0, and `sign` has derivative 0 (the part that is a function).
 * @throws InputError when the derivative has more than 20 000 nodes.
 */
export function differentiate(formula: Formula, variable: string): Formula {
  const expr = derivative(formula.expr, variable);
  if (size(expr) > LARGEST_DERIVATIVE) {
    throw new InputError(`its derivative in ${variable} has more than ${LARGEST_DERIVATIVE} parts, please simplify it`);
  }
  return { text: toText(expr), expr, latex: toLatex(expr) };
}

/** The same on bare expressions. Shared parts stay shared. */
export function derivative(expr: Expr, variable: string): Expr {
  const known = new Map<Expr, Expr>();
  const d = (f: Expr): Expr => {
    let result = known.get(f);
    if (!result) {
      result = rule(f, d);
      known.set(f, result);
    }
    return result;
  };

  function rule(f: Expr, d: (f: Expr) => Expr): Expr {
    switch (f.kind) {
      case 'number':
        return number(0);
      case 'variable':
        return number(f.name === variable ? 1 : 0);
      case 'negate':
        return negate(d(f.argument));
      case 'binary':
        return binaryRule(f.op, f.left, f.right, f);
      case 'call':
        return f.args.length === 1 ? multiply(d(f.args[0]), outer(f.name, f.args[0], f)) : extremum(f);
    }
  }

  function binaryRule(op: '+' | '-' | '*' | '/' | '^', f: Expr, g: Expr, whole: Expr): Expr {
    switch (op) {
      case '+':
        return add(d(f), d(g));
      case '-':
        return subtract(d(f), d(g));
      case '*':
        return add(multiply(d(f), g), multiply(f, d(g)));
      case '/':
        // f′/g − (f/g)(g′/g) overflows later than (f′g − fg′)/g².
        return subtract(divide(d(f), g), multiply(whole, divide(d(g), g)));
      case '^':
        if (!uses(g, variable)) return multiply(multiply(g, d(f)), power(f, subtract(g, number(1))));
        if (!uses(f, variable)) return multiply(multiply(d(g), call('log', f)), whole);
        return multiply(whole, add(multiply(d(g), call('log', f)), divide(multiply(g, d(f)), f)));
    }
  }

  /** max(a, b) = (a + b + |a − b|)/2 and min(a, b) = (a + b − |a − b|)/2, from left to right for more arguments. */
  function extremum(f: Expr & { kind: 'call' }): Expr {
    const last = f.args[f.args.length - 1];
    const rest = f.args.length === 2 ? f.args[0] : call(f.name, ...f.args.slice(0, -1));
    const swing = multiply(call('sign', subtract(rest, last)), subtract(d(rest), d(last)));
    const sum = add(d(rest), d(last));
    return divide(f.name === 'max' ? add(sum, swing) : subtract(sum, swing), number(2));
  }

  return d(expr);
}

/** Derivative of a function of one argument at f; `whole` is the call itself. */
function outer(name: (Expr & { kind: 'call' })['name'], f: Expr, whole: Expr): Expr {
  switch (name) {
    case 'sin':
      return call('cos', f);
    case 'cos':
      return negate(call('sin', f));
    case 'tan':
      return add(number(1), power(whole, number(2)));
    case 'sinh':
      return call('cosh', f);
    case 'cosh':
      return call('sinh', f);
    case 'tanh':
      // Not 1/cosh²: its own derivative is ∞/∞ for large arguments.
      return subtract(number(1), power(whole, number(2)));
    case 'exp':
      return whole;
    case 'log':
      return divide(number(1), f);
    case 'sqrt':
      return divide(number(1), multiply(number(2), whole));
    case 'abs':
      return call('sign', f);
    case 'erf':
      return multiply(divide(number(2), call('sqrt', number(Math.PI))), call('exp', negate(power(f, number(2)))));
    case 'sign':
      return number(0);
    case 'min':
    case 'max':
      return number(1);
  }
}
