import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GRIDDING_TABLE, Gridding } from '../../src/diagnostics/gridding.ts';
import { BLEND_WIDTH } from '../../src/kernels/kernels.ts';
import { plainKernels } from '../../src/kernels/plain.ts';

const by = plainKernels();
const modes = fc.constantFrom(8, 16, 32, 64, 256, 512).chain((n) =>
  fc.record({
    n: fc.constant(n),
    k: fc.integer({ min: 0, max: n / 2 - 1 }),
    phase: fc.double({ min: 0, max: 7, noNaN: true }),
    x: fc.double({ min: -2, max: 2, noNaN: true }),
  }),
);

test('gives a wave at any point to the error that is stated for its mode', () => {
  fc.assert(
    fc.property(modes, ({ n, k, phase, x }) => {
      const gridding = new Gridding(n);
      const wave = (at: number): number => Math.cos(2 * Math.PI * k * at + phase);
      const memory = by.scratch(GRIDDING_TABLE + BLEND_WIDTH + 2);
      gridding.prepare(memory, 0);
      const first = gridding.locate(x, by, memory, 0, GRIDDING_TABLE);
      let found = 0;
      for (let m = 0; m < BLEND_WIDTH; m++) {
        const point = wave((first + m) / gridding.count);
        found += memory[GRIDDING_TABLE + m] * gridding.correction[k] * point;
      }
      expect(Math.abs(found - wave(x))).toBeLessThanOrEqual(16 * k <= 5 * n ? 1e-11 : 1e-10);
    }),
    { numRuns: 3000 },
  );
});
