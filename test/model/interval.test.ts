import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/model/compile-expression.ts';
import type { Expr } from '../../src/model/expression.ts';
import { type Inclusion, type Interval, inclusionOf, meanValueInclusion } from '../../src/model/interval.ts';
import { maximise } from '../../src/model/maximise.ts';
import { parseFormula } from '../../src/model/parse-expression.ts';
import { taylorInclusion } from '../../src/model/taylor-inclusion.ts';
import { smoothExpression } from './expression-arbitrary.ts';

const ends = fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: 0, max: 4, noNaN: true }));
const interval = ends.map(([lower, width]): Interval => ({ lower, upper: lower + width }));
const share = fc.double({ min: 0, max: 1, noNaN: true });

async function read(text: string, variables: readonly string[]) {
  const { expr } = await parseFormula(text, { variables, functions: 'kernel' });
  const { at } = compile(expr, variables);
  return { expr, value: (p: readonly number[]) => at(...p), inclusion: inclusionOf(expr, variables) };
}

const INFINITE = Number.POSITIVE_INFINITY;

describe('interval inclusions', () => {
  it.each([
    ['natural', inclusionOf],
    ['mean value', meanValueInclusion],
    ['Taylor', taylorInclusion],
  ] as const)('the %s form contains every sample', (_name, make) => {
    fc.assert(
      fc.property(smoothExpression(['x', 'y']), interval, interval, share, share, (expr, x, y, s, t) => {
        const enclosure = make(expr, ['x', 'y'])([x, y]);
        const at = ({ lower, upper }: Interval, part: number) => Math.min(upper, lower + part * (upper - lower));
        const value = compile(expr, ['x', 'y']).at(at(x, s), at(y, t));
        return enclosure.lower <= value && value <= enclosure.upper;
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    'sin(x)',
    'cos(x)',
    'tan(x)',
    'sinh(x)',
    'cosh(x)',
    'tanh(x)',
    'exp(x)',
    'log(x)',
    'sqrt(x)',
    'abs(x)',
    'erf(x)',
    'min(x, 1)',
    'max(x, -1)',
    'x^2',
    'x^3',
    'x^-1',
    'x^-2',
    'x^1.5',
    '2^x',
    '1/(x - 1)',
    'x/abs(x)',
    'x - x',
  ])('%s contains every sample where it is defined', async (text) => {
    const { value, inclusion } = await read(text, ['x']);
    fc.assert(
      fc.property(interval, share, (x, s) => {
        const sample = value([Math.min(x.upper, x.lower + s * (x.upper - x.lower))]);
        const { lower, upper } = inclusion([x]);
        // At a pole nothing is defined.
        return !Number.isFinite(sample) || (lower <= sample && sample <= upper);
      }),
      { numRuns: 300 },
    );
  });

  it('the Taylor form is cubic in the width of a box on an oblique ridge, the mean value form quadratic', async () => {
    const { expr } = await read('sin(12*x - 3*t) + 0.3*cos(24*x - 6*t)', ['t', 'x']);
    // sin θ + 0.3 cos 2θ is largest where cos θ (1 − 1.2 sin θ) vanishes.
    const ridge = Math.asin(1 / 1.2);
    const value = Math.sin(ridge) + 0.3 * Math.cos(2 * ridge);
    const excess = (make: (expr: Expr, variables: readonly string[]) => Inclusion, width: number): number => {
      const [t, x] = [0.4, (ridge + 1.2) / 12];
      const around = (c: number): Interval => ({ lower: c - width / 2, upper: c + width / 2 });
      return make(expr, ['t', 'x'])([around(t), around(x)]).upper - value;
    };
    const order = (make: (expr: Expr, variables: readonly string[]) => Inclusion): number =>
      Math.log2(excess(make, 2e-3) / excess(make, 1e-3));
    expect(order(taylorInclusion)).toBeGreaterThan(2.9);
    expect(order(meanValueInclusion)).toBeLessThan(2.1);
  });

  it('takes infinite sides', async () => {
    const whole = { lower: -INFINITE, upper: INFINITE };
    const on = async (text: string, box: Interval) => (await read(text, ['z'])).inclusion([box]);
    const tanh = await on('1 + 0.6*tanh(z)', whole);
    expect(tanh.lower).toBeCloseTo(0.4, 14);
    expect(tanh.upper).toBeCloseTo(1.6, 14);
    expect(await on('exp(-z^2)', whole)).toMatchObject({ lower: 0 });
    expect((await on('exp(-z^2)', whole)).upper).toBeCloseTo(1, 14);
    expect(await on('0*z', whole)).toEqual({ lower: 0, upper: 0 });
    expect(await on('z - z', whole)).toEqual(whole);
    expect(await on('z*exp(-z)', { lower: 1, upper: INFINITE })).toMatchObject({ upper: INFINITE });
    expect(await on('1/z', { lower: 0, upper: INFINITE })).toMatchObject({ upper: INFINITE });
    expect(await on('1/z', whole)).toEqual(whole);
    expect(await on('sin(z)', whole)).toEqual({ lower: -1, upper: 1 });
    expect(await on('log(0 - 1 - z^2)', whole)).toEqual(whole);
  });

  it('is sharp for a function of one occurrence', async () => {
    const { inclusion } = await read('0.1*sin(2*pi*x - t)', ['t', 'x']);
    const { lower, upper } = inclusion([
      { lower: 0, upper: 1 },
      { lower: 0, upper: 1 },
    ]);
    expect(upper - 0.1).toBeLessThan(1e-16);
    expect(-0.1 - lower).toBeLessThan(1e-16);
    expect(
      inclusion([
        { lower: 0, upper: 0.1 },
        { lower: 0.1, upper: 0.12 },
      ]).lower,
    ).toBeGreaterThan(0.05);
  });
});

describe('maximise', () => {
  const cases: readonly [string, readonly string[], readonly [number, number][], number][] = [
    [
      '0.1*sin(2*pi*x - t)',
      ['t', 'x'],
      [
        [0, 1],
        [0, 1],
      ],
      0.1,
    ],
    ['x*exp(-x)', ['x'], [[0, 10]], Math.exp(-1)],
    ['x*(1 - x)', ['x'], [[0, 1]], 0.25],
    ['1 + 0.6*tanh(z)', ['z'], [[-INFINITE, INFINITE]], 1.6],
    [
      'exp(-(z - 3)^2)*cos(v)*w',
      ['z', 'v', 'w'],
      [
        [-INFINITE, INFINITE],
        [-1, 1],
        [0, 2],
      ],
      2,
    ],
    ['abs(x - 0.3) + abs(x + 0.2)', ['x'], [[-1, 1]], 2.1],
    ['(1 - x)^2 + x', ['x'], [[0, 1]], 1],
  ];
  it.each(cases)('%s', async (text, variables, box, maximum) => {
    const { value, expr } = await read(text, variables);
    const sides = box.map(([lower, upper]) => ({ lower, upper }));
    const inclusion: Inclusion = text.includes('abs')
      ? inclusionOf(expr, variables)
      : meanValueInclusion(expr, variables);
    const { lower, upper, argmax, boxes } = maximise(inclusion, value, sides);
    expect(lower).toBe(value(argmax));
    expect(Math.abs(lower - maximum)).toBeLessThanOrEqual(1e-9 * Math.max(1, maximum));
    expect(upper).toBeGreaterThanOrEqual(maximum);
    expect(upper - lower).toBeLessThanOrEqual(1e-9 * Math.max(1, maximum));
    expect(boxes).toBeLessThan(20_000);
  });

  it('encloses the maximum of random expressions', () => {
    fc.assert(
      fc.property(
        smoothExpression(['x', 'y']),
        interval,
        interval,
        fc.array(fc.tuple(share, share), { minLength: 20, maxLength: 20 }),
        (expr, x, y, samples) => {
          const { at } = compile(expr, ['x', 'y']);
          const { lower, upper } = maximise(inclusionOf(expr, ['x', 'y']), (p) => at(...p), [x, y], { maxBoxes: 200 });
          const largest = Math.max(
            ...samples.map(([s, t]) =>
              at(
                Math.min(x.upper, x.lower + s * (x.upper - x.lower)),
                Math.min(y.upper, y.lower + t * (y.upper - y.lower)),
              ),
            ),
          );
          return lower <= upper && largest <= upper;
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says so when it cannot decide', async () => {
    const { value, inclusion } = await read('z^2/(1 + z^2)', ['z']);
    const result = maximise(inclusion, value, [{ lower: -INFINITE, upper: INFINITE }]);
    expect(result.upper).toBe(INFINITE);
    expect(result.lower).toBeLessThanOrEqual(1);
    expect(result.lower).toBeGreaterThan(0.999);
  });

  it('reports a singularity as an infinite supremum', async () => {
    const { value, inclusion } = await read('1/(x - 0.3)', ['x']);
    expect(maximise(inclusion, value, [{ lower: 0, upper: 1 }], { maxBoxes: 500 }).upper).toBe(INFINITE);
  });
});
