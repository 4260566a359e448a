import { describe, expect, it } from 'vitest';
import { limitDistance } from '../../src/diagnostics/limit-distance.ts';
import { LineSum } from '../../src/diagnostics/line-sum.ts';
import { defineScenario } from '../../src/library/define-scenario.ts';
import { createModel } from '../../src/model/create-model.ts';
import { gridPositions } from '../../src/model/position-grid.ts';

async function modelIn(dimension: 2 | 3) {
  return createModel(
    await defineScenario({
      name: 'any',
      space: { dimension, domain: 'torus', length: 1 },
      velocities: { set: 'list', values: [[1, 0, 0].slice(0, dimension)], weights: [1] },
      signal: 0,
      kernel: { rate: 1 },
      initial: { density: 1, profile: { type: 'equilibrium' } },
      time: 1,
      epsilons: [0.1],
    }),
  );
}

const TURN = 2 * Math.PI;
/** 2/π = ∫|cos| over a period; ∫∫|cos(2πx₁) + cos(2πx₂)| = 8/π². */
const KNOWN: readonly (readonly [string, 2 | 3, (x: Float64Array) => number, number])[] = [
  ['a kink across the lines', 2, ([x1]) => Math.cos(TURN * x1), 2 / Math.PI],
  ['an oblique kink', 2, ([x1, x2]) => Math.cos(TURN * (x1 + x2)), 2 / Math.PI],
  ['a steep oblique kink', 2, ([x1, x2]) => Math.cos(TURN * (x1 - 3 * x2) + 0.3), 2 / Math.PI],
  ['a kink along the lines', 2, ([, x2]) => Math.cos(TURN * x2 + 0.2), 2 / Math.PI],
  [
    'kinks that the lines touch',
    2,
    ([x1, x2]) => Math.cos(TURN * x1 + 0.4) + Math.cos(TURN * x2 + 0.1),
    8 / Math.PI ** 2,
  ],
  ['no kink', 2, ([x1, x2]) => 2 + Math.cos(TURN * x1) * Math.sin(TURN * x2), 2],
  ['an oblique kink in space', 3, ([x1, x2, x3]) => Math.cos(TURN * (x1 + x2 - x3)), 2 / Math.PI],
  ['kinks in space', 3, ([, x2, x3]) => Math.cos(TURN * x2 + 0.4) + Math.cos(TURN * x3), 8 / Math.PI ** 2],
];

describe('an L¹ distance is known within its bar', () => {
  it.each(KNOWN)('%s', async (_name, dimension, f, exact) => {
    const model = await modelIn(dimension);
    const count = 16;
    const x = { start: 0, spacing: 1 / count, count };
    const positions = gridPositions(x, dimension);
    const values = Float64Array.from({ length: count ** dimension }, (_, i) =>
      f(positions.subarray(i * dimension, (i + 1) * dimension)),
    );
    const { value, x: bar = 0 } = limitDistance(values, new Float64Array(values.length), x, model);
    expect(Math.abs(value - exact)).toBeLessThanOrEqual(bar + 1e-5);
    // A bar that covers everything would say nothing.
    expect(bar).toBeLessThan(0.1);
  });
});

it('one line is the whole integral, with no error of its own', () => {
  const line = new LineSum({ start: 0, spacing: 0.1, count: 10 }, 1);
  line.add(0, 1.25);
  expect(line.reading()).toEqual({ value: 1.25 });
});
