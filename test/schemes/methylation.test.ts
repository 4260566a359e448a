import { describe, expect, it } from 'vitest';
import type { SeriesName } from '../../src/check/case.ts';
import { solveCase } from '../../src/check/solve-case.ts';
import { createMethylationEvaluator } from '../../src/diagnostics/methylation-readings.ts';
import { sample, uncertainty } from '../../src/model/measured.ts';
import type { Model } from '../../src/model/model.ts';
import type { FullSnapshot, MethylationSnapshot } from '../../src/model/snapshot.ts';
import { solveLimit } from '../../src/schemes/limit.ts';
import { methylation } from '../../src/schemes/methylation.ts';
import { mehlerMatrix } from '../../src/schemes/methylation-flows.ts';
import { reference } from '../../src/schemes/reference.ts';
import type { Resolution } from '../../src/schemes/scheme.ts';
import { modelOf } from '../theory/scenarios.ts';

const EPSILON = 0.1;
const torus = await modelOf({
  velocities: { set: 'list', values: [-1, 1.5], weights: [2, 1] },
  kernel: { rate: '1.5 + tanh(z) + 0.2*(v - w)' },
  time: 0.1,
});
const line = await modelOf({
  space: { dimension: 1, domain: 'line', halfWidth: 4 },
  signal: '0.2*tanh(x - 0.5*t)',
  initial: {
    density: 'exp(-x^2/(2*0.5^2))*(1 + 0.3*v)',
    profile: { type: 'gaussian', mean: 0.5, deviation: 0.9 },
  },
  time: 0.05,
});

/** Steps of ε/8 and less: measured error in L¹ below 1e-8. */
const FINE = { substeps: 8, longestStep: 1 };

/** The last snapshot of a run to the scenario's time, p in m. */
function solveInM(model: Model, patch: Resolution = {}): MethylationSnapshot {
  const { scenario } = model;
  const resolution = { ...methylation.resolution(scenario, EPSILON), ...patch };
  let last: MethylationSnapshot | undefined;
  for (const snapshot of methylation.solve(scenario, EPSILON, resolution, Float64Array.of(0, scenario.time)))
    if (snapshot.level === 'methylation') last = { ...snapshot, values: snapshot.values.slice() };
  if (!last) throw new Error('no snapshot');
  return last;
}

/** q in y on the x-grid of p. */
function solveInY(model: Model, nx: number): FullSnapshot {
  const { scenario } = model;
  const resolution = { ...reference.resolution(scenario, EPSILON), nx, modes: nx / 2 - 1, longestStep: 0.004 };
  let last: FullSnapshot | undefined;
  for (const snapshot of reference.solve(scenario, EPSILON, resolution, Float64Array.of(0, scenario.time)))
    if (snapshot.level === 'full') last = { ...snapshot, values: snapshot.values.slice() };
  if (!last) throw new Error('no snapshot');
  return last;
}

/** Trigonometric interpolation in m of one row of p. */
function interpolate(row: Float64Array, { start, spacing, count: n }: MethylationSnapshot['m'], at: number): number {
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const phase = (2 * Math.PI * ((at - start) / spacing - j)) / n;
    // The kernel of trigonometric interpolation for even n.
    const half = Math.sin(phase / 2);
    sum += row[j] * (Math.abs(half) < 1e-14 ? 1 : (Math.sin((n * phase) / 2) * Math.cos(phase / 2)) / (n * half));
  }
  return sum;
}

/** ‖q − ε p(N + εy)‖_{L¹} on the grid of q, (1.6) and (1.7); `shift` moves N. */
function distance(model: Model, q: FullSnapshot, p: MethylationSnapshot, shift = 0): number {
  const nv = model.weights.length;
  const adaptation = model.adaptation(EPSILON);
  const x = Float64Array.from({ length: q.x.count }, (_, i) => q.x.start + i * q.x.spacing);
  const N = new Float64Array(x.length);
  const end = p.m.start + p.m.count * p.m.spacing;
  let total = 0;
  model.velocities.forEach((v, iv) => {
    adaptation.signal(q.time, x, v, N);
    for (let ix = 0; ix < x.length; ix++) {
      const row = p.values.subarray((ix * nv + iv) * p.m.count, (ix * nv + iv + 1) * p.m.count);
      for (let j = 0; j < q.y.count; j++) {
        const m = N[ix] + shift + EPSILON * (q.y.start + j * q.y.spacing);
        const value = m > p.m.start && m < end ? EPSILON * interpolate(row, p.m, m) : 0;
        total += model.weights[iv] * Math.abs(q.values[(ix * nv + iv) * q.y.count + j] - value);
      }
    }
  });
  return total * q.x.spacing * q.y.spacing;
}

describe('the solver in m', () => {
  it.each([
    ['torus', torus],
    ['line', line],
  ])('gives the solution of (1.9) by the change of variables (1.7), on the %s', (_, model) => {
    const p = solveInM(model, FINE);
    const q = solveInY(model, p.x.count);
    expect(distance(model, q, p)).toBeLessThan(2e-8);
    // ‖∂_y q‖ is about 1, so N moved by a thousandth of ε is seen as such.
    expect(distance(model, q, p, EPSILON / 1000)).toBeGreaterThan(5e-4);
  });

  it('has the order in time that it announces', () => {
    const p = [2, 4, 8, 16, 48].map((substeps) => solveInM(torus, { substeps, longestStep: 1 }));
    const finest = p[p.length - 1];
    const errors = p
      .slice(0, -1)
      .map(({ values }) => values.reduce((sum, value, i) => sum + Math.abs(value - finest.values[i]), 0));
    const orders = errors.slice(1).map((error, i) => Math.log2(errors[i] / error));
    // From h = ε/2 to ε/16 the order rises to the 6 of the expansion; 5.5 is what coarse steps leave of it at the last.
    expect(orders[0]).toBeGreaterThan(4);
    expect(orders[1]).toBeGreaterThan(orders[0]);
    expect(orders[2]).toBeGreaterThan(5.3);
    expect(orders[2]).toBeLessThan(6.5);
  });

  it('solves drift and diffusion exactly when the rate is constant and M depends on t only', async () => {
    const model = await modelOf({ signal: '0.3*sin(3*t)', kernel: { rate: '1.5' }, time: 0.3 });
    const p = solveInM(model);
    const nv = model.weights.length;
    const N = new Float64Array(1);
    model.adaptation(EPSILON).signal(p.time, Float64Array.of(0), [1], N);
    const s = Math.exp(-p.time / EPSILON);
    let worst = 0;
    for (let row = 0; row < p.x.count * nv; row++) {
      const values = p.values.subarray(row * p.m.count, (row + 1) * p.m.count);
      const density = values.reduce((sum, value) => sum + value, 0) * p.m.spacing;
      for (let j = 0; j < p.m.count; j++) {
        // Mean 0.8 and deviation 1 at the start: the law of y has mean 0.8 s and variance 1.
        const y = (p.m.start + j * p.m.spacing - N[0]) / EPSILON - 0.8 * s;
        const exact = (density * Math.exp(-0.5 * y * y)) / (EPSILON * Math.sqrt(2 * Math.PI));
        worst = Math.max(worst, Math.abs(values[j] - exact));
      }
    }
    // Values up to 6; the error in time is that of N only.
    expect(worst).toBeLessThan(1e-7);
  });

  it('keeps mass to round-off', () => {
    const p = solveInM(torus, { substeps: 4, longestStep: 1 });
    const nv = torus.weights.length;
    const mass = p.values.reduce((sum, value, i) => sum + value * torus.weights[Math.floor(i / p.m.count) % nv], 0);
    expect(Math.abs(mass * p.x.spacing * p.m.spacing - 1)).toBeLessThan(1e-12);
  });

  it('says why it refuses', () => {
    expect(methylation.supports(torus.scenario)).toBe(true);
    expect(methylation.supports(torus.scenario, 0.1)).toBe(true);
    expect(methylation.supports(torus.scenario, 0.001)).toMatch(/does not rescale/);
  });

  it('refuses a signal that needs too fine a grid', async () => {
    const steep = await modelOf({ signal: '0.5*sin(16*pi*x - t)' });
    expect(methylation.supports(steep.scenario, 0.05)).toMatch(/points in x/);
    const wide = await modelOf({ signal: '4*sin(2*pi*x - t)' });
    expect(methylation.supports(wide.scenario, 0.05)).toMatch(/points in m/);
  });
});

describe('Mehler’s formula on the grid', () => {
  it('takes a Gaussian to a Gaussian, by one step or two', () => {
    const [n, Z, tau] = [64, 11, 0.3];
    const z = Float64Array.from({ length: n }, (_, j) => Z * ((2 * j) / n - 1));
    const gaussian = (mean: number, variance: number) =>
      z.map((at) => Math.exp((-0.5 * (at - mean) ** 2) / variance) / Math.sqrt(variance));
    const apply = (a: Float64Array, f: Float64Array) =>
      Float64Array.from({ length: n }, (_, i) => f.reduce((sum, value, j) => sum + a[i * n + j] * value, 0));
    const start = gaussian(0.7, 1.3);
    const s = Math.exp(-tau);
    const exact = gaussian(0.7 * s, 1 + s * s * 0.3);
    const half = mehlerMatrix(n, Z, tau / 2);
    const results = [apply(mehlerMatrix(n, Z, tau), start), apply(half, apply(half, start))];
    for (const result of results)
      for (let j = 0; j < n; j++) expect(Math.abs(result[j] - exact[j])).toBeLessThan(1e-12);
  });
});

/** What both levels measure. */
const SHARED: readonly SeriesName[] = [
  'mass',
  'V2',
  'Y',
  'E',
  'I',
  'J',
  'cosineMode',
  'sineMode',
  'cosineFlux',
  'sineFlux',
  'velocityBalance',
  'equilibriumDistance',
  'limitDistance',
];
/** Bars are meant for 95 % of values, so three of them; as in a claim, a tenth of its slack is not told from zero. */
const SLACK = 1e-7;

describe('diagnostics in m', () => {
  it.each([
    ['torus', torus, SHARED],
    ['line', line, [...SHARED, 'X1', 'positionDrift'] as const],
  ])('equal those of q in y within their bars, on the %s', (_, { scenario }, names) => {
    const request = { scenario, epsilon: EPSILON, tolerance: 1e-5, maxEffort: 0 };
    const inM = solveCase({ ...request, scheme: 'methylation' });
    const inY = solveCase({ ...request, scheme: 'reference', tolerance: 1e-6 });
    expect(inM.resolved).toBe(true);
    expect(inM.times).toEqual(inY.times);
    for (const name of names) {
      const [a, b] = [inM.series[name], inY.series[name]];
      if (!a || !b) throw new Error(`no series ${name}`);
      inM.times.forEach((time, i) => {
        const [one, other] = [sample(a, i), sample(b, i)];
        const bars = uncertainty(one.error) + uncertainty(other.error);
        const where = `${name} at t = ${time}: ${one.value} and ${other.value}, joint bar ${bars}`;
        expect(Math.abs(one.value - other.value) <= 3 * bars + SLACK, where).toBe(true);
        expect(bars <= 1e-5, where).toBe(true);
      });
    }
    // Y′ = (2/ε)(1 − Y) + J holds for what is measured in m alone. Where the layer is not over at the last output time, the
    // one-sided end of the time quadrature errs by 1e-6, for either solver alike: the last quarter is left out.
    const balance = inM.series.internalMomentIdentity;
    if (!balance) throw new Error('no balance of Y');
    inM.times.forEach((time, i) => {
      if (time > 0.75 * scenario.time) return;
      const { value, error } = sample(balance, i);
      const where = `t = ${time}: ${value} ± ${uncertainty(error)}`;
      expect(Math.abs(value) <= uncertainty(error) + SLACK, where).toBe(true);
      expect(uncertainty(error) <= 1e-4, where).toBe(true);
    });
  });

  it('see N moved by a thousandth of ε', () => {
    const p = solveInM(torus);
    const limits = solveLimit(
      torus.scenario,
      { nx: p.x.count, modes: p.x.count / 2 - 1, substeps: 4, longestStep: 1 },
      Float64Array.of(0, torus.scenario.time),
    );
    limits.next();
    const limit = limits.next();
    if (limit.done) throw new Error('no limit');
    const moved: Model = {
      ...torus,
      adaptation(epsilon) {
        const own = torus.adaptation(epsilon);
        return {
          ...own,
          signal(t, x, v, out) {
            own.signal(t, x, v, out);
            for (let i = 0; i < out.length; i++) out[i] += epsilon / 1000;
          },
        };
      },
    };
    const [right, wrong] = [torus, moved].map((model) => createMethylationEvaluator(model, EPSILON, p)(p, limit.value));
    // p̄ does not know N.
    expect(wrong.V2.value).toBe(right.V2.value);
    for (const name of ['Y', 'E', 'equilibriumDistance'])
      expect(Math.abs(wrong[name].value - right[name].value), name).toBeGreaterThan(1e-5);
  });
});
