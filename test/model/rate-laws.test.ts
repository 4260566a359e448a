import { describe, expect, it } from 'vitest';
import type { Model } from '../../src/model/model.ts';
import { modelOf } from '../theory/scenarios.ts';

const list = { set: 'list' as const, values: [-1, 0.25, 1.5], weights: [1, 2, 1] };
const circle = (degree: number) => ({
  space: { dimension: 2, domain: 'torus', length: 1 } as const,
  velocities: { set: 'sphere', speed: 1, degree } as const,
  signal: '0.1*sin(2*pi*x1 - t)',
  initial: { density: '1', profile: { type: 'gaussian', mean: 0, deviation: 1 } as const },
});
const sphere = {
  ...circle(7),
  space: { dimension: 3, domain: 'torus', length: 1 } as const,
};

describe('the law of the rate', () => {
  it.each([
    ['is one where Λ sees no velocity', { velocities: list, kernel: { rate: '1 + 0.6*tanh(z)' } }, 1],
    ['is that of the velocity before', { velocities: list, kernel: { rate: '1 + 0.1*w' } }, 3],
    ['is that of both', { velocities: list, kernel: { rate: '2 + 0.1*v + 0.17*w' } }, 9],
    // Angles 0, 1/16, …, 8/16 of a turn.
    ['is that of the angle on the circle', { ...circle(15), kernel: { rate: '1 + 0.3*mu' } }, 9],
    // Axes, diagonals and bisectors of axes: cosines 0, ±1, ±1/√3, ±1/√2, ±1/3, ±√(2/3), ±1/2.
    ['is that of the angle on the sphere', { ...sphere, kernel: { rate: '1 + 0.3*mu' } }, 13],
  ])('%s', async (_, patch, laws) => {
    const model = await modelOf(patch);
    expect(model.rateLaws).toBe(laws);
    expectEqualRates(model);
  });
});

describe('departures', () => {
  it('are all tumbles from one velocity, each once, with their weights', async () => {
    const model = await modelOf({ ...circle(7), kernel: { rate: '1 + 0.3*mu' } });
    model.weights.forEach((_, pre) => {
      const found = model.departures[pre];
      expect(found.flatMap(({ posts }) => posts).sort((a, b) => a - b)).toEqual(model.weights.map((_, post) => post));
      for (const { law, posts, weight } of found) {
        for (const post of posts) expect(model.rateLaw(post, pre)).toBe(law);
        expect(weight).toBeCloseTo(posts.length * model.weights[0], 15);
      }
      expect(new Set(found.map(({ law }) => law)).size).toBe(found.length);
    });
  });
});

/** Pairs with the same law have the same rate, to the bit; pairs with another law have another one. */
function expectEqualRates(model: Model): void {
  const z = Float64Array.of(-2.3, 0, 0.7);
  const known: string[] = [];
  const nv = model.weights.length;
  for (let index = 0; index < nv * nv; index++) {
    const [post, pre] = [Math.floor(index / nv), index % nv];
    const rate = new Float64Array(z.length);
    model.rate(z, post, pre, rate);
    const law = model.rateLaw(post, pre);
    known[law] ??= rate.join(' ');
    expect(rate.join(' ')).toBe(known[law]);
  }
  expect(new Set(known).size).toBe(model.rateLaws);
}
