import { expect, test } from 'vitest';
import { signedIntegrals } from '../../src/diagnostics/signed-integral.ts';

const COUNT = 32;
const axis = { start: 0, spacing: 1 / COUNT, count: COUNT };
const onGrid = (f: (x: number) => number): Float64Array =>
  Float64Array.from({ length: COUNT }, (_, i) => f((2 * Math.PI * i) / COUNT));

// Roots are looked for on a grid four times finer: here they lie on its nodes, and round-off decides on which side.
test.each([0, 1, 2, 3])('a root at a node is that node, whatever round-off says, bend %i', (bend) => {
  for (let node = 0; node < 4 * COUNT; node++) {
    const root = (2 * Math.PI * node) / (4 * COUNT);
    const g = onGrid((x) => Math.sin(x - root) * (1 + 0.5 * Math.cos(x - root + bend)));
    const half = onGrid((x) => 1 + Math.cos(x - root));
    const [one, both] = signedIntegrals(g, [onGrid(() => 1), half], axis);
    // Both halves of the period between the two roots are equally long, and cos is odd about their middle.
    expect(Math.abs(one), `root ${node}`).toBeLessThan(1e-13);
    expect(Math.abs(both), `root ${node}`).toBeLessThan(1e-13);
    const [positive] = signedIntegrals(g, [onGrid((x) => Math.sin(x - root))], axis);
    // ∫|sin 2πx|dx
    expect(positive).toBeCloseTo(2 / Math.PI, 13);
  }
});
