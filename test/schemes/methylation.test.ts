import { describe, expect, it } from 'vitest';
import type { FullSnapshot } from '../../src/model/snapshot.ts';
import { reference } from '../../src/schemes/reference.ts';
import { modelOf } from '../theory/scenarios.ts';
import { type MethylationState, solveMethylation } from './methylation-solver.ts';

const TIME = 0.1;
const EPSILON = 0.1;
const model = await modelOf({
  velocities: { set: 'list', values: [-1, 1.5], weights: [2, 1] },
  kernel: { rate: '1.5 + tanh(z) + 0.2*(v - w)' },
  time: TIME,
});

function solveRescaled(): FullSnapshot {
  const { scenario } = model;
  const resolution = { ...reference.resolution(scenario, EPSILON), nx: 32, modes: 15, substeps: 16 };
  let last: FullSnapshot | undefined;
  for (const snapshot of reference.solve(scenario, EPSILON, resolution, Float64Array.of(0, TIME)))
    if (snapshot.level === 'full') last = { ...snapshot, values: snapshot.values.slice() };
  if (!last) throw new Error('no snapshot');
  return last;
}

/** Trigonometric interpolation in m of one row of p at m = N + εy: (1.6) read backwards. */
function interpolate(row: Float64Array, halfWidth: number, at: number): number {
  const n = row.length;
  const angle = (Math.PI * (at + halfWidth)) / halfWidth;
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const phase = angle - (2 * Math.PI * j) / n;
    // The kernel of trigonometric interpolation for even n.
    const half = Math.sin(phase / 2);
    sum += row[j] * (Math.abs(half) < 1e-14 ? 1 : (Math.sin((n * phase) / 2) * Math.cos(phase / 2)) / (n * half));
  }
  return sum;
}

/** ‖q − ε p(N + εy)‖_{L¹} on the grid of q; `shift` moves N. */
function distance(q: FullSnapshot, p: MethylationState, shift = 0): number {
  const nv = model.weights.length;
  const adaptation = model.adaptation(EPSILON);
  const x = Float64Array.from({ length: q.x.count }, (_, i) => q.x.start + i * q.x.spacing);
  const N = new Float64Array(x.length);
  let total = 0;
  model.velocities.forEach((v, iv) => {
    adaptation.signal(TIME, x, v, N);
    for (let ix = 0; ix < x.length; ix++) {
      const row = (ix * nv + iv) * p.nm;
      for (let j = 0; j < q.y.count; j++) {
        const m = N[ix] + shift + EPSILON * (q.y.start + j * q.y.spacing);
        const value =
          Math.abs(m) < p.halfWidth ? EPSILON * interpolate(p.values.subarray(row, row + p.nm), p.halfWidth, m) : 0;
        total += model.weights[iv] * Math.abs(q.values[(ix * nv + iv) * q.y.count + j] - value);
      }
    }
  });
  return total * q.x.spacing * q.y.spacing;
}

describe('the change of variables (1.7)', () => {
  const q = solveRescaled();
  const [coarse, fine] = [
    { nm: 64, steps: 120 },
    { nm: 128, steps: 240 },
  ].map((grid) => solveMethylation(model, EPSILON, TIME, { nx: 32, halfWidth: 1.2, ...grid }));

  it('maps the solution of (1.4) in m to the solution of (1.9) in y', () => {
    expect(distance(q, fine)).toBeLessThan(1e-7);
  });

  it('leaves a residual that shrinks under refinement in m and t', () => {
    expect(distance(q, fine)).toBeLessThan(distance(q, coarse) / 16);
  });

  it('would see N moved by a thousandth of ε', () => {
    expect(distance(q, fine, EPSILON / 1000)).toBeGreaterThan(1e-4);
  });
});
