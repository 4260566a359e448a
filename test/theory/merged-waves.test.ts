import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/model/compile-expression.ts';
import { parseFormula } from '../../src/model/parse-expression.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { mergeWaves } from '../../src/theory/merged-waves.ts';
import { modelOf } from './scenarios.ts';

const BOX = [
  { lower: 0, upper: 1 },
  { lower: -0.5, upper: 1.5 },
];

const parse = async (text: string) => (await parseFormula(text, { variables: ['t', 'x'], functions: 'signal' })).expr;

const share = fc.double({ min: 0, max: 1, noNaN: true });
const whole = fc.integer({ min: -3, max: 3 });
const coefficient = fc.integer({ min: -20, max: 20 }).map((n) => n / 20);
const wave = fc
  .tuple(coefficient, whole, whole, coefficient)
  .map(([a, k, omega, phase]) => `(${a})*sin((${k})*pi*x + (${omega})*t + (${phase}))`);

describe('sums of plane waves', () => {
  it('keep their values in t and x when waves of one phase are added up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(wave, { minLength: 1, maxLength: 5 }), share, share, async (waves, t, x) => {
        const expr = await parse(waves.join(' + '));
        const merged = mergeWaves(expr, ['t', 'x'], BOX);
        if (merged?.variables.length !== 2) return;
        const at = [t, 2 * x - 0.5];
        const original = compile(expr, ['t', 'x']).at(...at);
        expect(Math.abs(compile(merged.expr, merged.variables).at(...at) - original)).toBeLessThan(1e-13);
      }),
    );
  });

  it('of parallel waves become a function of their phase, on the interval that the box gives', async () => {
    const expr = await parse('sin(3*x - 2*t) + 0.4*cos(6*x - 4*t + 0.3) - 0.1*sin(2*t - 3*x)');
    const merged = mergeWaves(expr, ['t', 'x'], BOX);
    expect(merged?.variables).toEqual(['s']);
    expect(merged?.box[0].lower).toBeCloseTo(-1.5 - 2, 12);
    expect(merged?.box[0].upper).toBeCloseTo(4.5, 12);
    for (const [t, x] of [
      [0, 0],
      [0.3, 1.1],
      [1, -0.5],
    ]) {
      const value = merged && compile(merged.expr, ['s']).at(3 * x - 2 * t);
      expect(value).toBeCloseTo(compile(expr, ['t', 'x']).at(t, x), 13);
    }
  });

  it('of parallel waves may have a constant among them, and may rest in time', async () => {
    for (const text of ['2 + sin(3*x - 2*t)', 'sin(3*x - 2*t) + 2', 'sin(3*x) + sin(6*x)', 'sin(2*t) + 0.5*sin(6*t)']) {
      expect(mergeWaves(await parse(text), ['t', 'x'], BOX)?.variables).toEqual(['s']);
    }
    expect(mergeWaves(await parse('sin(3*x) + sin(2*t)'), ['t', 'x'], BOX)?.variables).toEqual(['t', 'x']);
  });

  it('are fewer where two have one phase, whatever its sign, up to rounding', async () => {
    const count = async (text: string) => {
      const merged = mergeWaves(await parse(text), ['t', 'x'], BOX);
      return JSON.stringify(merged?.expr).split('"sin"').length - 1;
    };
    const other = '0.2*sin(5*x)';
    expect(await count(`sin(3*x - 2*t) + 0.5*sin(2*t - 3*x) + ${other}`)).toBe(2);
    expect(await count(`sin(3*x - 2*t) + 0.5*cos(3*x - 2*t + 1) + ${other}`)).toBe(2);
    expect(await count(`sin(2*t) + 0.5*sin(-2*t + 0.3) + ${other}`)).toBe(2);
    expect(await count(`sin(3*x - 2*t) + 0.5*sin(3*x + 2*t) + ${other}`)).toBe(3);
    // 1e-13 of the wave number is rounding, 1e-9 is not.
    expect(await count(`sin(2000*pi*x) + 0.5*sin((2000*pi + 1e-10)*x) + sin(t)`)).toBe(2);
    expect(await count(`sin(2000*pi*x) + 0.5*sin((2000*pi + 1e-5)*x) + sin(t)`)).toBe(3);
    // So it is for the waves that count as parallel.
    const parallel = async (text: string) => mergeWaves(await parse(text), ['t', 'x'], BOX)?.variables;
    expect(await parallel('sin(2000*pi*x + t) + sin((4000*pi + 1e-10)*x + 2*t)')).toEqual(['s']);
    expect(await parallel('sin(2000*pi*x + t) + sin((4000*pi + 1e-5)*x + 2*t)')).toEqual(['t', 'x']);
  });

  it('that are no plane waves stay as they are', async () => {
    expect(mergeWaves(await parse('exp(sin(x - t))'), ['t', 'x'], BOX)).toBeUndefined();
  });

  it('have constants without a gap where ridges of maxima are oblique and waves nearly cancel', async () => {
    const model = await modelOf({
      signal: '-0.05*sin(-4*pi*x + 3*t) + 0.05*sin(t) + 0.05*sin(-4*pi*x + 3*t + 0.2)',
      velocities: { set: 'interval', min: -1, max: 1.5, nodes: 2 },
    });
    const { G } = computeConstants(model);
    // ∂ₓM = 0.2π (cos θ − cos(θ + 0.2)) has the amplitude 0.4π sin 0.1.
    expect(G.value).toBeCloseTo(0.4 * Math.PI * Math.sin(0.1), 12);
    expect(G.uncertainty).toBeLessThan(1e-13);
  });
});
