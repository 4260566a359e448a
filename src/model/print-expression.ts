import type { Expr } from './expression.ts';

/** Binding strengths; a part that binds more weakly than its place requires gets parentheses. */
const SUM = 1;
const PRODUCT = 2;
const UNARY = 3;
const POWER = 4;
const ATOM = 5;

function strength(expr: Expr): number {
  switch (expr.kind) {
    case 'number':
      return expr.value < 0 || Object.is(expr.value, -0) ? UNARY : ATOM;
    case 'negate':
      return UNARY;
    case 'binary':
      return expr.op === '^' ? POWER : expr.op === '*' || expr.op === '/' ? PRODUCT : SUM;
    default:
      return ATOM;
  }
}

/** The expression in the language of scenario files; reading it gives the same doubles. */
export function toText(expr: Expr): string {
  const part = (inner: Expr, least: number): string => (strength(inner) < least ? `(${toText(inner)})` : toText(inner));
  switch (expr.kind) {
    case 'number':
      return expr.value === Math.PI ? 'pi' : expr.value === Math.E ? 'e' : String(expr.value);
    case 'variable':
      return expr.name;
    case 'negate':
      return `-${part(expr.argument, POWER)}`;
    case 'call':
      return `${expr.name}(${expr.args.map(toText).join(', ')})`;
    case 'binary':
      switch (expr.op) {
        case '+':
        case '-':
          return `${part(expr.left, SUM)} ${expr.op} ${part(expr.right, PRODUCT)}`;
        case '*':
        case '/':
          return `${part(expr.left, PRODUCT)}${expr.op}${part(expr.right, UNARY)}`;
        case '^':
          return `${part(expr.left, ATOM)}^${part(expr.right, ATOM)}`;
      }
  }
}

/** Names as the paper writes them: w is the pre-tumble velocity v′. */
const LATEX_NAMES: { readonly [name: string]: string } = { w: "v'", epsilon: '\\varepsilon', mu: '\\mu' };

/** The expression as LaTeX (math mode, without delimiters). */
export function toLatex(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return latexNumber(expr.value);
    case 'variable':
      return LATEX_NAMES[expr.name] ?? expr.name.replace(/^([a-z]+)(\d+)$/, '$1_{$2}');
    case 'negate':
      return `-${latexOperand(expr.argument)}`;
    case 'call':
      return latexCall(expr.name, expr.args);
    case 'binary':
      switch (expr.op) {
        case '+':
        case '-':
          return `${toLatex(expr.left)} ${expr.op} ${latexOperand(expr.right)}`;
        case '*':
          return latexProduct(latexFactor(expr.left, PRODUCT), latexFactor(expr.right, POWER));
        case '/':
          return `\\frac{${toLatex(expr.left)}}{${toLatex(expr.right)}}`;
        case '^':
          return `${latexBase(expr.left)}^{${toLatex(expr.right)}}`;
      }
  }
}

/** What follows a sign: two signs never meet. */
const latexOperand = (expr: Expr): string =>
  strength(expr) < PRODUCT || strength(expr) === UNARY ? `\\left(${toLatex(expr)}\\right)` : toLatex(expr);

/** A product inside a product reads the same without parentheses, and a fraction is an atom to the eye. */
function latexFactor(expr: Expr, least: number): string {
  const inner = toLatex(expr);
  const bare = strength(expr) >= least || (strength(expr) === PRODUCT && !inner.startsWith('-'));
  return bare ? inner : `\\left(${inner}\\right)`;
}

const latexBase = (base: Expr): string =>
  strength(base) < ATOM || base.kind === 'call' || (base.kind === 'number' && /e/.test(String(base.value)))
    ? `\\left(${toLatex(base)}\\right)`
    : toLatex(base);

/** Juxtaposition, with a dot where the right factor starts with a digit. */
const latexProduct = (left: string, right: string): string =>
  /^\d/.test(right) || /^\\frac/.test(right) ? `${left} \\cdot ${right}` : `${left}\\,${right}`;

function latexNumber(value: number): string {
  if (value === Math.PI) return '\\pi';
  if (value === Math.E) return 'e';
  const [mantissa, exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const power = `10^{${Number(exponent)}}`;
  return mantissa === '1' ? power : `${mantissa} \\cdot ${power}`;
}

function latexCall(name: string, args: readonly Expr[]): string {
  const inner = args.map(toLatex).join(', ');
  switch (name) {
    case 'sqrt':
      return `\\sqrt{${inner}}`;
    case 'abs':
      return `\\left|${inner}\\right|`;
    case 'erf':
      return `\\operatorname{erf}\\left(${inner}\\right)`;
    case 'sign':
      return `\\operatorname{sgn}\\left(${inner}\\right)`;
    default:
      return `\\${name}\\left(${inner}\\right)`;
  }
}
