import { describe, expect, it } from 'vitest';
import { type Inclusion, WHOLE } from '../../src/model/interval.ts';
import { parseFormula } from '../../src/model/parse-expression.ts';
import type { Provenance } from '../../src/theory/constant.ts';
import { euclideanRange, spectralRange } from '../../src/theory/norms.ts';
import { enclosed, largest, mentions, supremum, supremumOverLine, tightInclusion } from '../../src/theory/supremum.ts';

const parse = async (text: string) => (await parseFormula(text, { variables: ['x', 'z'], functions: 'signal' })).expr;
/** Relative to the value: the outward rounding of 2^−48. */
const close = ({ lower, upper }: { lower: number; upper: number }, low: number, high: number): void => {
  expect(lower).toBeLessThanOrEqual(low);
  expect(upper).toBeGreaterThanOrEqual(high);
  expect(lower).toBeCloseTo(low, 13);
  expect(upper).toBeCloseTo(high, 13);
  expect(upper).toBeGreaterThan(high * (1 + 2 ** -50));
};

describe('a supremum over a box', () => {
  it('is enclosed to 1e-8, more narrowly where forms allow', () => {
    const top: Inclusion = ([{ lower, upper }]) => {
      const most = lower > 0.5 ? lower * (1 - lower) : upper < 0.5 ? upper * (1 - upper) : 0.25;
      return { lower: 0, upper: most };
    };
    const found = supremum('s', top, ([x]) => x * (1 - x), [{ lower: 0, upper: 1 }]);
    expect(found).toEqual({ symbol: 's', value: 0.25, uncertainty: 0, error: {}, provenance: 'exact' });
  });

  it('looks at 4000 boxes in one or two variables, and at four times as many for every further one', () => {
    for (const [variables, most] of [
      [1, 4000],
      [2, 4000],
      [3, 16_000],
    ]) {
      let boxes = 0;
      // Larger boxes first, and no end.
      const never: Inclusion = (part) => {
        boxes++;
        return { lower: 0, upper: 2 + part.reduce((sum, { lower, upper }) => sum + upper - lower, 0) };
      };
      const box = Array.from({ length: variables }, () => ({ lower: 0, upper: 1 }));
      const found = supremum('s', never, () => 1, box);
      expect(boxes).toBeGreaterThanOrEqual(most);
      expect(boxes).toBeLessThanOrEqual(most + 2);
      expect(found.value).toBeGreaterThan(2);
      expect(found.value - found.uncertainty).toBe(1);
      expect(found.provenance).toBe('interval');
    }
  });
});

describe('a constant', () => {
  it('is exact up to 1e-13, else an interval', () => {
    expect(enclosed('s', 1, 1.5)).toEqual({
      symbol: 's',
      value: 1.5,
      uncertainty: 0.5,
      error: {},
      provenance: 'interval',
    });
    expect(enclosed('s', 4, 4 + 3e-13).provenance).toBe('exact');
    expect(enclosed('s', 4, 4 + 5e-13).provenance).toBe('interval');
    expect(enclosed('s', -4, -4 + 3e-13).provenance).toBe('exact');
  });

  it('is sampled where nothing bounds it, with a hundredth as its uncertainty', () => {
    const of = (lower: number) => enclosed('s', lower, Number.POSITIVE_INFINITY);
    expect(of(2)).toEqual({ symbol: 's', value: 2.02, uncertainty: 0.02, error: {}, provenance: 'sampled' });
    expect(of(-2)).toMatchObject({ value: -1.98, uncertainty: 0.02 });
    expect(of(Number.POSITIVE_INFINITY)).toMatchObject({ value: Number.POSITIVE_INFINITY, uncertainty: 0 });
  });

  it('that is the largest of several lies between the largest ends, and is known as badly as the worst', () => {
    const of = (value: number, uncertainty: number, provenance: Provenance) => ({
      ...enclosed('s', 0, 1),
      value,
      uncertainty,
      provenance,
    });
    const both = largest('m', [of(3, 1, 'exact'), of(2.5, 0, 'interval')]);
    expect(both).toEqual({ symbol: 'm', value: 3, uncertainty: 0.5, error: {}, provenance: 'interval' });
    expect(largest('m', [of(3, 1, 'sampled'), of(2.5, 0, 'exact')]).provenance).toBe('sampled');
    expect(largest('m', [of(3, 1, 'exact')]).provenance).toBe('exact');
  });
});

describe('a supremum over the line', () => {
  /** Encloses on bounded intervals only, as natural inclusions of ∞/∞ do. */
  const bounded =
    (most: number): Inclusion =>
    ([{ lower, upper }]) =>
      Number.isFinite(lower) && Number.isFinite(upper) ? { lower: 0, upper: most } : { lower: 0, upper: Infinity };

  it('that intervals enclose is that', () => {
    const found = supremumOverLine(
      's',
      () => ({ lower: 1, upper: 1 }),
      () => 1,
    );
    expect(found).toMatchObject({ value: 1, uncertainty: 0, provenance: 'exact' });
  });

  it('is sampled at ±2^k beyond 2^20, and what may lie between the samples is doubt', () => {
    for (const side of [-1, 1]) {
      const f = (z: number) => (side * z > 2 ** 21.5 ? 3 : side * z > 2 ** 19 ? 2.5 : 1);
      // On the tail of that side: values from 2.5 to 3, so 3 surely and 3 + 0.5 perhaps.
      const found = supremumOverLine('s', bounded(2.75), f);
      expect(found).toMatchObject({ value: 3.5, uncertainty: 0.5, provenance: 'sampled' });
    }
  });

  it('is that of the middle where the tails are below, with the doubt of the middle', () => {
    const found = supremumOverLine('s', bounded(2.75), (z) => (Math.abs(z) > 2 ** 19 ? 1 : 2.5));
    expect(found).toMatchObject({ value: 2.75, uncertainty: 0.25, provenance: 'sampled' });
  });

  it('is infinite where a tail ends above twice its start', () => {
    const growing = (end: number, start: number) => (z: number) => (z < -(2 ** 100) ? end : z < -(2 ** 19) ? start : 0);
    expect(supremumOverLine('s', bounded(3), growing(2.1, 1))).toMatchObject({
      value: Number.POSITIVE_INFINITY,
      uncertainty: 0,
      provenance: 'sampled',
    });
    expect(supremumOverLine('s', bounded(3), growing(2, 1)).value).toBe(3);
    expect(supremumOverLine('s', bounded(3), growing(1, -1)).value).toBe(Number.POSITIVE_INFINITY);
    expect(supremumOverLine('s', bounded(3), growing(0, 0)).value).toBe(3);
    // The samples end at 2^219.
    expect(supremumOverLine('s', bounded(3), (z) => (z >= 2 ** 219 ? 10 : 1)).value).toBe(Number.POSITIVE_INFINITY);
    expect(supremumOverLine('s', bounded(3), (z) => (z > 2 ** 219 ? 10 : 1)).value).toBe(3);
  });
});

describe('an inclusion', () => {
  it('is tight for smooth expressions and natural beside kinks', async () => {
    const box = [{ lower: 0, upper: 1 }];
    const natural = { lower: -1, upper: 1 };
    // x − x is 0 in the mean value form alone.
    expect(tightInclusion(await parse('x - x'), ['x'])(box).upper).toBeLessThan(1e-12);
    expect(tightInclusion(await parse('-(x - x)'), ['x'])(box).upper).toBeLessThan(1e-12);
    expect(tightInclusion(await parse('sin(x - x)'), ['x'])(box).upper).toBeLessThan(1e-12);
    const wide: Inclusion = () => natural;
    expect(tightInclusion(await parse('x - x'), ['x'], () => wide)(box)).toBe(natural);
  });

  it('has no derivatives beside a kink, wherever it is', async () => {
    const form: Inclusion = () => ({ lower: 7, upper: 7 });
    const of = async (text: string) => {
      const { expr } = await parseFormula(text, { variables: ['x'], functions: 'kernel' });
      return tightInclusion(expr, ['x'], () => form)([{ lower: 0, upper: 1 }]);
    };
    const kinks = ['abs(x)', 'min(x, 1)', 'max(x, 1)', '-abs(x)', '1 + abs(x)', 'abs(x) + x', 'sin(abs(x))'];
    for (const text of [...kinks, 'max(sin(x), x)', 'sin(x)*min(1, exp(x))']) {
      expect((await of(text)).upper).toBeLessThan(3);
    }
    for (const text of ['x', '2', '-x', '1 + x', 'sin(x)', 'exp(sin(x)*2)']) expect((await of(text)).upper).toBe(7);
  });

  it('knows which variables occur', async () => {
    for (const text of ['x', '-x', '2*x', 'x*2', 'sin(x)', '1 + exp(-(x^2))']) {
      expect(mentions(await parse(text), 'x')).toBe(true);
      expect(mentions(await parse(text), 'z')).toBe(false);
    }
    expect(mentions(await parse('1 + 2'), 'x')).toBe(false);
    const { expr } = await parseFormula('max(1, x)', { variables: ['x'], functions: 'kernel' });
    expect(mentions(expr, 'x')).toBe(true);
  });

  it('of a Euclidean norm takes the nearest and the farthest point', () => {
    close(
      euclideanRange([
        { lower: -1, upper: 2 },
        { lower: 3, upper: 4 },
        { lower: -5, upper: -4 },
      ]),
      5,
      Math.sqrt(45),
    );
    close(euclideanRange([{ lower: -2, upper: 1 }]), 0, 2);
    close(euclideanRange([{ lower: 0, upper: 1 }]), 0, 1);
  });

  it('of a spectral norm takes the middle and the radii', () => {
    close(spectralRange([[{ lower: -3, upper: -2 }]]), 2, 3);
    const zero = { lower: 0, upper: 0 };
    const diagonal = (lower: number, upper: number) => [
      [{ lower, upper }, zero],
      [zero, zero],
    ];
    close(spectralRange(diagonal(1, 3)), 1, 3);
    close(spectralRange(diagonal(-1, 3)), 0, 3);
    expect(spectralRange(diagonal(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY))).toEqual({
      lower: 0,
      upper: Number.POSITIVE_INFINITY,
    });
    expect(WHOLE.upper).toBe(Number.POSITIVE_INFINITY);
  });
});
