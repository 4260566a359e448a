import { expect, it } from 'vitest';
import { FLOOR, trustedFloor } from '../../src/diagnostics/trusted-floor.ts';
import type { FullSnapshot } from '../../src/model/snapshot.ts';

const snapshot = (...values: number[]): FullSnapshot => ({
  level: 'full',
  time: 0,
  epsilon: 0.1,
  frame: { theta: 0.1 },
  x: { start: 0, spacing: 1, count: 1 },
  y: { start: 0, spacing: 1, count: values.length },
  values: Float64Array.from(values),
});

it('what is smaller than the most negative value is not trusted in more than one dimension', () => {
  expect(trustedFloor(snapshot(2, 0.5, -1e-9), 2)).toBe(1e-9);
  expect(trustedFloor(snapshot(2, 0.5, -1e-9), 1)).toBe(2 * FLOOR);
  expect(trustedFloor(snapshot(2, 0.5, -1e-20), 3)).toBe(2 * FLOOR);
});
