import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Constant } from '../../src/theory/constant.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { spectralNorm, spectralRange } from '../../src/theory/norms.ts';
import { modelOf } from './scenarios.ts';

const within = ({ value, uncertainty }: Constant, expected: number): void => {
  expect(value).toBeGreaterThanOrEqual(expected * (1 - 1e-14));
  expect(value - uncertainty).toBeLessThanOrEqual(expected * (1 + 1e-14));
  expect(uncertainty).toBeLessThanOrEqual(1e-7 * expected);
};

describe('the constants of the assumptions', () => {
  it('are exact for a travelling wave', async () => {
    const constants = computeConstants(await modelOf());
    within(constants.G, 0.2 * Math.PI);
    within(constants.W, 0.4 * Math.PI * Math.PI);
    within(constants.pathGradient, 0.2 * Math.PI + 0.1);
    for (const name of ['lambda0', 'lambda2', 'lambdaIn'] as const) within(constants[name], 1.6);
    expect(constants.G.provenance).toBe('exact');
    expect(constants.lambda0.provenance).toBe('exact');
  });

  it('take post- and pre-tumble velocity in the order of the paper', async () => {
    // Λ = v-dependent only: outflow sums over the first argument, inflow is its supremum.
    const constants = computeConstants(
      await modelOf({ velocities: { set: 'list', values: [-1, 2], weights: [1, 3] }, kernel: { rate: '2 + v' } }),
    );
    within(constants.lambda0, 0.25 * 1 + 0.75 * 4);
    within(constants.lambda2, 0.25 * 1 * 1 + 0.75 * 4 * 4);
    within(constants.lambdaIn, 4);
  });

  it('reach suprema that are attained only at infinity or far out', async () => {
    const of = async (rate: string) => computeConstants(await modelOf({ kernel: { rate } })).lambda0;
    within(await of('1 + 0.6*tanh(z)'), 1.6);
    within(await of('1 + exp(-(z - 30)^2)'), 2);
    expect((await of('1 + z/sqrt(1 + z^2)')).value).toBeCloseTo(2, 3);
    expect((await of('1 + z/sqrt(1 + z^2)')).provenance).toBe('sampled');
    const tailed = await of('1 + abs(z)*exp(-abs(z))');
    expect(tailed.value - tailed.uncertainty).toBeLessThanOrEqual(1 + Math.exp(-1));
    expect(tailed.value).toBeCloseTo(1 + Math.exp(-1), 4);
  });

  it('see that a kernel is unbounded', async () => {
    for (const rate of ['1 + z^2', '1 + log(1 + z^2)']) {
      const model = await modelOf({ kernel: { rate }, violates: ['2.2a', '2.2b'] });
      expect(computeConstants(model).lambda0.value).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('cover what characteristics reach outside the box of a line', async () => {
    const model = await modelOf({
      space: { dimension: 1, domain: 'line', halfWidth: 6 },
      velocities: { set: 'two-speed', speed: 3 },
      signal: '0.3*tanh(x - 8)',
      initial: { density: 'exp(-x^2)', profile: { type: 'gaussian', mean: 0, deviation: 1 } },
    });
    within(computeConstants(model).G, 0.3);
  });
});

describe('the spectral norm', () => {
  it('is the largest |eigenvalue| of a symmetric matrix', () => {
    expect(
      spectralNorm([
        [2, 0],
        [0, -3],
      ]),
    ).toBeCloseTo(3, 14);
    expect(
      spectralNorm([
        [1, 2],
        [2, 1],
      ]),
    ).toBeCloseTo(3, 14);
    expect(
      spectralNorm([
        [2, -1, 0],
        [-1, 2, -1],
        [0, -1, 2],
      ]),
    ).toBeCloseTo(2 + Math.SQRT2, 13);
  });

  it('encloses the norms of all matrices of an interval matrix', () => {
    const entry = fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        entry,
        entry,
        entry,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (a, b, c, s) => {
          const interval = ([low, width]: readonly [number, number]) => ({ lower: low, upper: low + width });
          const inside = ([low, width]: readonly [number, number], share: number) => low + share * width;
          const range = spectralRange([
            [interval(a), interval(b)],
            [interval(b), interval(c)],
          ]);
          const off = inside(b, s[1]);
          const norm = spectralNorm([
            [inside(a, s[0]), off],
            [off, inside(c, s[2])],
          ]);
          expect(norm).toBeLessThanOrEqual(range.upper + 1e-14);
          expect(norm).toBeGreaterThanOrEqual(range.lower - 1e-14);
        },
      ),
    );
  });
});
