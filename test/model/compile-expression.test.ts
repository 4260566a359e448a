import fc from 'fast-check';
import { evaluate as mathjsEvaluate } from 'mathjs/number';
import { describe, expect, it } from 'vitest';
import { call, number, variable } from '../../src/model/build-expression.ts';
import { compile } from '../../src/model/compile-expression.ts';
import { erf } from '../../src/model/erf.ts';
import { parseFormula } from '../../src/model/parse-expression.ts';
import { toText } from '../../src/model/print-expression.ts';
import { smoothExpression } from './expression-arbitrary.ts';

const kernel = { variables: ['z', 'v', 'w'], functions: 'kernel' } as const;

describe('compile', () => {
  it('gives the same bits over columns and at points, for scalars and columns in any mixture', () => {
    fc.assert(
      fc.property(smoothExpression(['x', 'y']), fc.integer({ min: 1, max: 1200 }), fc.boolean(), (expr, n, scalar) => {
        const compiled = compile(expr, ['x', 'y']);
        const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
        const y = scalar ? 0.7 : Float64Array.from({ length: n }, (_, i) => Math.cos(3 * i));
        const out = new Float64Array(n);
        compiled.evaluate([x, y], out);
        for (let i = 0; i < n; i += 97) {
          if (!Object.is(out[i], compiled.at(x[i], typeof y === 'number' ? y : y[i]))) return false;
        }
        return true;
      }),
      { numRuns: 60 },
    );
  });

  it('agrees with mathjs', () => {
    fc.assert(
      fc.property(smoothExpression(['x', 'y']), (expr) => {
        const [x, y] = [0.37, -1.2];
        const mine = compile(expr, ['x', 'y']).at(x, y);
        const theirs = mathjsEvaluate(toText(expr), { x, y, erf }) as number;
        return Math.abs(mine - theirs) <= 1e-10 * Math.max(1, Math.abs(theirs));
      }),
      { numRuns: 100 },
    );
  });

  it('writes to a column that is also an input', async () => {
    const { expr } = await parseFormula('z^3 - v*z', kernel);
    const z = Float64Array.from({ length: 1000 }, (_, i) => i / 100);
    const wanted = Array.from(z, (one) => one * one * one - 2 * one);
    compile(expr, kernel.variables).evaluate([z, 2, 0], z);
    z.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i], 9);
    });
  });

  it('writes only the points that are asked for', () => {
    const out = new Float64Array(4).fill(-1);
    compile(variable('x'), ['x']).evaluate([Float64Array.of(1, 2, 3, 4)], out, 2);
    expect([...out]).toEqual([1, 2, -1, -1]);
    compile(number(7), ['x']).evaluate([0], out, 3);
    expect([...out]).toEqual([7, 7, 7, -1]);
  });

  it('keeps its results when it is called again with other shapes', async () => {
    const { expr } = await parseFormula('tanh(z)*(v + w)', kernel);
    const rate = compile(expr, kernel.variables);
    const out = new Float64Array(3);
    rate.evaluate([Float64Array.of(0, 1, 2), 1, 1], out);
    expect(out[2]).toBe(Math.tanh(2) * 2);
    rate.evaluate([1, Float64Array.of(0, 1, 2), 1], out);
    expect(out[2]).toBe(Math.tanh(1) * 3);
    expect(rate.at(1, 2, 1)).toBe(out[2]);
  });

  it('multiplies out integer powers and takes roots for halves', async () => {
    const at = async (text: string, z: number) =>
      compile((await parseFormula(text, kernel)).expr, ['z', 'v', 'w']).at(z, 0, 0);
    expect(await at('z^5', 1.1)).toBe(1.1 * (1.1 * 1.1 * (1.1 * 1.1)));
    expect(await at('z^-2', 3)).toBe(1 / 9);
    expect(await at('z^0.5', 2)).toBe(Math.SQRT2);
    expect(await at('(-z)^3', 2)).toBe(-8);
    expect(await at('z^0', 0)).toBe(1);
    expect(await at('(0 - z)^0.3', 2)).toBeNaN();
  });

  it('refuses names that are not variables and columns that are too short', () => {
    expect(() => compile(variable('q'), ['x'])).toThrow('unknown variable q');
    const compiled = compile(call('sin', variable('x')), ['x']);
    expect(() => compiled.evaluate([new Float64Array(2)], new Float64Array(3))).toThrow('2 of 3');
    expect(() => compiled.evaluate([], new Float64Array(3))).toThrow('expected 1 inputs');
  });
});

describe('erf', () => {
  // Reference values to 20 digits.
  it.each([
    [0, '0'],
    [0.01, '0.01128341555584961691'],
    [0.5, '0.52049987781304653768'],
    [1, '0.84270079294971486934'],
    [1.2, '0.91031397822963538024'],
    [1.5, '0.96610514647531072707'],
    [2, '0.99532226501895273416'],
    [3, '0.9999779095030014146'],
    [5, '0.99999999999846254021'],
    [7, '1'],
  ])('erf(%d)', (x, digits) => {
    const value = Number(digits);
    expect(Math.abs(erf(x) - value)).toBeLessThanOrEqual(2.3e-16 * value);
    expect(erf(-x)).toBe(-erf(x));
  });

  it('is the integral of 2/√π exp(−x²)', () => {
    for (const [a, b] of [
      [0.8, 0.9],
      [1.2, 1.3],
      [2.8, 2.9],
    ]) {
      const n = 200;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const x = a + ((b - a) * (i + 0.5)) / n;
        // Midpoint rule with its h²/24 f″ correction.
        const h = (b - a) / n;
        const f = Math.exp(-x * x);
        sum += h * f * (1 + ((h * h) / 24) * (4 * x * x - 2));
      }
      expect(erf(b) - erf(a)).toBeCloseTo((2 / Math.sqrt(Math.PI)) * sum, 13);
    }
  });

  it('passes NaN and infinities on', () => {
    expect(erf(Number.NaN)).toBeNaN();
    expect(erf(Number.POSITIVE_INFINITY)).toBe(1);
  });
});
