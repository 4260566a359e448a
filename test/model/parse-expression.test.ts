import fc from 'fast-check';
import { derivative as mathjsDerivative, evaluate as mathjsEvaluate } from 'mathjs/number';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/model/compile-expression.ts';
import { derivative, differentiate } from '../../src/model/differentiate-expression.ts';
import { InputError } from '../../src/model/input-error.ts';
import { parseFormula } from '../../src/model/parse-expression.ts';
import { toLatex, toText } from '../../src/model/print-expression.ts';
import { smoothExpression } from './expression-arbitrary.ts';

const signal = { variables: ['t', 'x'], functions: 'signal' } as const;
const kernel = { variables: ['z', 'v', 'w'], functions: 'kernel' } as const;

async function complaint(text: string, context: Parameters<typeof parseFormula>[1] = signal): Promise<string> {
  const error = await parseFormula(text, context).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

const valueAt = async (text: string, t: number, x: number): Promise<number> =>
  compile((await parseFormula(text, signal)).expr, ['t', 'x']).at(t, x);

describe('parseFormula', () => {
  it.each([
    ['2 + 3*4^2/8', 8],
    ['-2^2', -4],
    ['2^3^2', 512],
    ['2^-1', 0.5],
    ['-x^2', -9],
    ['+x - -t', 5],
    ['1e-3*x', 3e-3],
    ['.5 + 5.', 5.5],
    ['pi', Math.PI],
    ['e', Math.E],
    ['e^x', Math.exp(3)],
    ['x\n + t', 5],
    ['sqrt(x + 1)*log(e)', 2],
    ['1 - 2 - 3', -4],
    ['8/4/2', 1],
    ['t^(x)', 8],
  ])('reads %s', async (text, value) => {
    expect(await valueAt(text, 2, 3)).toBe(value);
  });

  it.each([
    ['', 'the expression is empty'],
    ['   ', 'the expression is empty'],
    ['2x', '"x" at column 2: write an operator between "2" and "x", products with *'],
    ['x(2)', '"x" at column 1: write * for a product, as in x*(…)'],
    ['(x)(t)', '"(" at column 4: write an operator between ")" and "("'],
    ['2*y', '"y" at column 3: unknown name'],
    ['cosx(2)', '"cosx" at column 1: unknown name, did you mean cos'],
    ['i*x', '"i" at column 1: complex numbers are not part of the language'],
    ['x!', '"!" at column 2: factorials are not part of the language'],
    ["x'", `"'" at column 2: transposition`],
    ['x > t', '">" at column 3: comparisons'],
    ['x == t', '"==" at column 3: comparisons'],
    ['x = 2', '"=" at column 3: assignments'],
    ['x; t', '";" at column 2: only one expression'],
    ['[x, t]', '"[" at column 1: matrices'],
    ['"x"', '""" at column 1: strings'],
    ['{a: 1}', '"{" at column 1: objects'],
    ['x ? 1 : 2', '"?" at column 3: conditions'],
    ['1:3', '":" at column 2: ranges'],
    ['5%', '"%" at column 2: percentages'],
    ['x # note', '"#" at column 3: comments'],
    ['x**2', '"**" at column 2: write ^ for powers'],
    ['2*π', '"π" at column 3: write pi'],
    ['2 cm', '"cm" at column 3: unknown name'],
    ['x mod 2', '"mod" at column 3: unknown name'],
    ['sin', '"sin" at column 1: the function needs an argument in parentheses, as in sin(…)'],
    ['sin x', '"sin" at column 1: the function needs an argument'],
    ['sin^2(x)', '"sin" at column 1: the function needs an argument'],
    ['sin()', '"sin()": sin takes one argument'],
    ['sin(x, t)', '"sin(x, t)": sin takes one argument'],
    ['abs(x)', '"abs" at column 1: a signal must be twice differentiable, so abs is not allowed in it unless'],
    ['max(x, t)', '"max" at column 1: a signal must be twice differentiable'],
    ['sign(x)', '"sign" at column 1: unknown name'],
    ['constructor', '"constructor" at column 1: unknown name'],
    ['x.y', '"." at column 2: it is not part of the language'],
    ['1e400', '"1e400" at column 1: the number is too large'],
    ['Infinity', '"Infinity" at column 1: unknown name'],
    ['(x', 'the expression cannot be read at column 3: parenthesis ) expected'],
    ['x +', 'the expression cannot be read at column 4: unexpected end of expression'],
    ['x)', 'the expression cannot be read at column 2'],
    ['x, t', 'the expression cannot be read at column 2'],
    [`${'('.repeat(65)}x${')'.repeat(65)}`, '"(" at column 65: parentheses are nested deeper than 64'],
    [`x${'^x'.repeat(70)}`, 'the expression is nested deeper than 64'],
    [`${'-'.repeat(70)}x`, 'the expression is nested deeper than 64'],
    [`x${'+x'.repeat(600)}`, '"x" at column 501: the expression has more than 500 parts'],
    [' '.repeat(10_000).concat('x'), 'the expression has 10001 characters, at most 10000 are allowed'],
  ])('refuses %s', async (text, message) => {
    expect(await complaint(text)).toContain(message);
  });

  it('has abs, min, max and erf outside signals, and abs in a signal on demand', async () => {
    await expect(parseFormula('min(abs(z), 1, erf(v)) + max(z, w)', kernel)).resolves.toBeDefined();
    await expect(parseFormula('abs(x)', { ...signal, allowAbs: true })).resolves.toBeDefined();
    expect(await complaint('min(x, t)', { ...signal, allowAbs: true })).toContain('"min" at column 1');
    expect(await complaint('x', kernel)).toContain('known are z, v, w, pi, e');
  });

  it('lets a long sum pass that nests nothing', async () => {
    await expect(parseFormula(`x${' + x'.repeat(200)}`, signal)).resolves.toBeDefined();
  });

  it('never throws anything but InputError and never hangs, whatever the text', async () => {
    const piece = fc.constantFrom(
      ...'+-*/^(),.0123456789 eEtxπ!\'"[]{}=<>;:%#&|~$@\\\n\t\0'.split(''),
      'sin(',
      'pi',
      'exp(',
      'abs(',
      '1e9',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(piece, { maxLength: 200 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        try {
          const formula = await parseFormula(text, signal);
          differentiate(formula, 'x');
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          expect(error.message).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back what it prints', async () => {
    await fc.assert(
      fc.asyncProperty(smoothExpression(['t', 'x']), async (expr) => {
        const again = await parseFormula(toText(expr), { ...signal, functions: 'density' });
        const [mine, theirs] = [expr, again.expr].map((one) => compile(one, ['t', 'x']).at(0.3, -0.8));
        expect(theirs).toBe(mine);
      }),
      { numRuns: 100 },
    );
  });
});

describe('toLatex', () => {
  it.each([
    ['0.1*sin(2*pi*x - t)', '0.1\\,\\sin\\left(2\\,\\pi\\,x - t\\right)'],
    ['x^2/(1 + t)', '\\frac{x^{2}}{1 + t}'],
    ['-(x + t)', '-\\left(x + t\\right)'],
    ['x*(-2*t)', 'x\\,\\left(-2\\,t\\right)'],
    ['x - (t - 1)', 'x - \\left(t - 1\\right)'],
    ['1e-8*sqrt(x)*3', '10^{-8}\\,\\sqrt{x} \\cdot 3'],
    ['e^(x)', '\\exp\\left(x\\right)'],
  ])('prints %s', async (text, latex) => {
    expect((await parseFormula(text, signal)).latex).toBe(latex);
  });

  it('names the variables as the paper does', async () => {
    expect((await parseFormula('z*v*w', kernel)).latex).toBe("z\\,v\\,v'");
    const density = { variables: ['x', 'v', 'epsilon'], functions: 'density' } as const;
    expect((await parseFormula('abs(x)^epsilon', density)).latex).toBe(
      '\\left(\\left|x\\right|\\right)^{\\varepsilon}',
    );
    expect(toLatex({ kind: 'variable', name: 'x2' })).toBe('x_{2}');
  });
});

describe('differentiate', () => {
  it('agrees with the derivative of mathjs', () => {
    // mathjs has no derivative of erf.
    const withoutErf = smoothExpression(['t', 'x']).filter((expr) => !toText(expr).includes('erf'));
    fc.assert(
      fc.property(withoutErf, (expr) => {
        const mine = compile(derivative(expr, 'x'), ['t', 'x']).at(0.37, -0.61);
        const theirs = mathjsEvaluate(mathjsDerivative(toText(expr), 'x', { simplify: false }).toString(), {
          t: 0.37,
          x: -0.61,
        }) as number;
        expect(Math.abs(mine - theirs)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(theirs)));
      }),
      { numRuns: 150 },
    );
  });

  it('agrees with difference quotients for every function', async () => {
    const all =
      'sin(x)+cos(x)*tan(x/3)+sinh(x)-cosh(x)+tanh(x)+exp(-x)+log(x)+sqrt(x)+abs(x-2)+min(x,1,x^2)+max(x^2,3)+erf(x)+x^t+t^x+x^x+1/x';
    const { expr } = await parseFormula(all, { ...signal, functions: 'density' });
    const f = compile(expr, ['t', 'x']);
    const d = compile(derivative(expr, 'x'), ['t', 'x']);
    for (const x of [0.3, 0.8, 1.4, 2.5]) {
      const h = 1e-5;
      // The quotient's own error is h²f‴/6 + round-off/h, both near 1e-9 here.
      expect(Math.abs(d.at(1.7, x) - (f.at(1.7, x + h) - f.at(1.7, x - h)) / (2 * h))).toBeLessThan(1e-7);
    }
  });

  it.each([
    ['0.1*sin(2*pi*x - t)', '0.1*(2*pi*cos(2*pi*x - t))'],
    ['x^3', '3*x^2'],
    ['t^2', '0'],
    ['x*t', 't'],
    ['abs(x)', 'sign(x)'],
    ['0.3*x', '0.3'],
  ])('of %s', async (text, wanted) => {
    expect(differentiate(await parseFormula(text, { ...signal, functions: 'density' }), 'x').text).toBe(wanted);
  });

  it('has a value at the kink of abs', async () => {
    const formula = await parseFormula('abs(sin(x))', { ...signal, allowAbs: true });
    expect(compile(differentiate(formula, 'x').expr, ['x']).at(0)).toBe(0);
    expect(compile(differentiate(differentiate(formula, 'x'), 'x').expr, ['x']).at(0)).toBeCloseTo(0);
  });

  it('refuses a derivative that nobody could read', async () => {
    const nested = await parseFormula(`${'sin('.repeat(60)}x${')'.repeat(60)}`, signal);
    expect(() => differentiate(differentiate(nested, 'x'), 'x')).toThrow(InputError);
  });
});
