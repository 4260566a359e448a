import { describe, expect, it } from 'vitest';
import { HermiteBasis, hermiteValues } from '../../src/schemes/hermite-basis.ts';
import { addGaussian, modesFor, SeriesEvaluator } from '../../src/schemes/hermite-series.ts';
import { PeriodicTransport } from '../../src/schemes/hermite-transport.ts';
import { lagrange, radauIIA } from '../../src/schemes/imex-radau.ts';

/** n-th coefficient of a series stored even ones first. */
const coefficient = (c: Float64Array, n: number): number => c[(n % 2) * (c.length / 2) + (n >> 1)];
const gaussian = (z: number, mean: number, deviation: number): number =>
  Math.exp(-0.5 * ((z - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));

describe('HermiteBasis', () => {
  it('finds the Gauss–Hermite nodes', () => {
    // He_4 = z⁴ − 6z² + 3.
    const { nodes } = new HermiteBasis(2, 4);
    const expected = [-Math.sqrt(3 + Math.sqrt(6)), -Math.sqrt(3 - Math.sqrt(6))];
    expected.push(-expected[0], -expected[1]);
    expected.forEach((node, i) => {
      expect(Math.abs(nodes[i] - node)).toBeLessThan(1e-14);
    });
  });

  it.each([
    [8, 10],
    [96, 120],
    [192, 240],
  ])('has orthonormal rows: %d modes return from %d nodes', (modes, nodes) => {
    const basis = new HermiteBasis(modes, nodes);
    const c = Float64Array.from({ length: 3 * modes }, (_, i) => Math.sin(3 * i + 1));
    const values = new Float64Array(3 * nodes);
    const back = new Float64Array(3 * modes);
    basis.toNodes(c, values, 3);
    basis.toModes(values, back, 3);
    for (let i = 0; i < c.length; i++) expect(Math.abs(back[i] - c[i])).toBeLessThan(1e-12);
  });

  it('multiplies by z as √(n+1) c_{n+1} + √n c_{n−1} prescribes', () => {
    const modes = 40;
    const basis = new HermiteBasis(modes, 50);
    const c = new Float64Array(modes);
    addGaussian(1, 0.7, 0.9, c);
    const values = new Float64Array(50);
    const product = new Float64Array(modes);
    basis.toNodes(c, values, 1);
    for (let j = 0; j < 50; j++) values[j] *= basis.nodes[j];
    basis.toModes(values, product, 1);
    // z h_n = √(n+1) h_{n+1} + √n h_{n−1}; the last mode lacks its upper neighbour.
    for (let n = 0; n + 1 < modes; n++) {
      const below = n === 0 ? 0 : Math.sqrt(n) * coefficient(c, n - 1);
      const expected = below + Math.sqrt(n + 1) * coefficient(c, n + 1);
      expect(Math.abs(coefficient(product, n) - expected)).toBeLessThan(1e-13);
    }
  });
});

describe('Hermite series', () => {
  it.each([
    [0, 1],
    [0.8, 1],
    [-1, 0.8],
    [0.4, 1.2],
    [2.5, 1],
  ])('sums to the Gaussian of mean %d and deviation %d', (mean, deviation) => {
    const modes = modesFor(1e-13, Math.abs(mean), deviation, 192);
    if (modes === undefined) throw new Error('too many modes');
    const c = new Float64Array(modes);
    addGaussian(1, mean, deviation, c);
    const out = new Float64Array(81);
    new SeriesEvaluator(modes).evaluate(c, -8, 0.2, out);
    // ‖h_n𝓜‖_∞ ≤ 0.4: the truncated tail is far below round-off of the largest coefficients.
    out.forEach((value, j) => {
      expect(Math.abs(value - gaussian(-8 + 0.2 * j, mean, deviation))).toBeLessThan(1e-12);
    });
  });

  it('refuses a Gaussian whose coefficients do not decay', () => {
    expect(modesFor(1e-10, 0, Math.SQRT2, 192)).toBeUndefined();
    expect(modesFor(1e-10, 0, 0.1, 192)).toBeUndefined();
  });

  it('evaluates h_n by its recursion', () => {
    const h = new Float64Array(4);
    hermiteValues(1.5, h);
    expect(h[2]).toBeCloseTo((1.5 ** 2 - 1) / Math.sqrt(2), 14);
    expect(h[3]).toBeCloseTo((1.5 ** 3 - 3 * 1.5) / Math.sqrt(6), 14);
  });
});

describe('Radau IIA', () => {
  // Simplifying assumptions B(2s − 1) and C(s), from which order 2s − 1 and stage order s follow.
  it.each([1, 2, 3, 4, 5])('with %d nodes has order 2s − 1 and stage order s', (s) => {
    const { nodes, matrix } = radauIIA(s);
    expect(nodes).toHaveLength(s);
    expect(nodes[s - 1]).toBe(1);
    const moment = (row: readonly number[], k: number): number =>
      row.reduce((sum, a, j) => sum + a * nodes[j] ** (k - 1), 0);
    for (let k = 1; k <= 2 * s - 1; k++) expect(Math.abs(moment(matrix[s - 1], k) - 1 / k)).toBeLessThan(1e-14);
    expect(Math.abs(moment(matrix[s - 1], 2 * s) - 1 / (2 * s))).toBeGreaterThan(1e-6);
    for (let k = 1; k <= s; k++) {
      nodes.forEach((c, i) => {
        expect(Math.abs(moment(matrix[i], k) - c ** k / k)).toBeLessThan(1e-14);
      });
    }
  });

  it('reproduces the tableau of order 3 and interpolates', () => {
    const { nodes, matrix } = radauIIA(2);
    expect(nodes[0]).toBeCloseTo(1 / 3, 14);
    expect(matrix[0][0]).toBeCloseTo(5 / 12, 14);
    expect(matrix[0][1]).toBeCloseTo(-1 / 12, 14);
    expect(lagrange(nodes, 0, 1 / 3) + lagrange(nodes, 1, 1 / 3)).toBeCloseTo(1, 14);
  });
});

describe('PeriodicTransport', () => {
  it('shifts resolved functions exactly and drops the others', () => {
    const nx = 16;
    const x = Float64Array.from({ length: nx }, (_, i) => (2 * i) / nx);
    const first = (at: number): number => 1 + Math.sin(3 * Math.PI * at);
    const second = (at: number): number => Math.cos(2 * Math.PI * at);
    const f = new Float64Array(2 * nx);
    for (let i = 0; i < nx; i++) {
      f[2 * i] = first(x[i]) + Math.cos(7 * Math.PI * x[i]);
      f[2 * i + 1] = second(x[i]);
    }
    new PeriodicTransport(nx, 2, 6).shift(f, 0, 2, 2, 0.3);
    for (let i = 0; i < nx; i++) {
      expect(Math.abs(f[2 * i] - first(x[i] - 0.3))).toBeLessThan(1e-14);
      expect(Math.abs(f[2 * i + 1] - second(x[i] - 0.3))).toBeLessThan(1e-14);
    }
  });
});
