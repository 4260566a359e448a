import { describe, expect, it } from 'vitest';
import { integrateLayer, layerEdges, layerRoots } from '../../src/theory/layer-quadrature.ts';

describe('the panels of the initial layer', () => {
  it('double from ε·2^−24 to t, between 0 and t', () => {
    const edges = layerEdges(1, 2 ** -3);
    expect(edges.slice(0, 3)).toEqual([0, 2 ** -27, 2 ** -26]);
    expect(edges.slice(-3)).toEqual([0.25, 0.5, 1]);
    expect(edges).toHaveLength(29);
  });

  it('start from t where that is the smaller', () => {
    expect(layerEdges(2 ** -5, 1).slice(0, 2)).toEqual([0, 2 ** -29]);
  });

  it('take up the kinks inside, in order', () => {
    const edges = layerEdges(1, 1, [0.3, 0, 1, -0.5, 1.5, 0.7]);
    expect(edges.filter((edge) => edge >= 0.25)).toEqual([0.25, 0.3, 0.5, 0.7, 1]);
    expect(edges.filter((edge) => edge === 0)).toHaveLength(1);
  });

  it('end with t where t is no edge by itself', () => {
    expect(layerEdges(0.7, 1).slice(-2)).toEqual([0.35, 0.7]);
  });
});

describe('the quadrature', () => {
  it('is exact for polynomials of degree 23, and for a kink that it is told', () => {
    expect(integrateLayer((s) => s ** 23, 2, 0.5) / (2 ** 24 / 24)).toBeCloseTo(1, 13);
    expect(integrateLayer((s) => Math.abs(s - 0.3), 1, 0.5, [0.3])).toBeCloseTo(0.29, 14);
    expect(Math.abs(integrateLayer((s) => Math.abs(s - 0.3), 1, 0.5) - 0.29)).toBeGreaterThan(1e-6);
  });
});

describe('roots', () => {
  it('are found one for each change of sign, to round-off', () => {
    const roots = layerRoots((s) => (s - 0.003) * (s - 0.3) * (0.8 - s), 1, 0.01);
    expect(roots).toHaveLength(3);
    for (const [i, root] of [0.003, 0.3, 0.8].entries()) expect(roots[i]).toBeCloseTo(root, 14);
    expect(layerRoots(() => 1, 1, 0.01)).toEqual([]);
    expect(layerRoots(() => -1, 1, 0.01)).toEqual([]);
    expect(layerRoots((s) => 0.4 - s, 1, 0.01)[0]).toBeCloseTo(0.4, 14);
  });

  it('are found in the first panel and in the last, and once on an edge', () => {
    expect(layerRoots((s) => s - 1e-10, 1, 0.01)[0]).toBeCloseTo(1e-10, 20);
    expect(layerRoots((s) => s - 0.9, 1, 0.01)).toEqual([expect.closeTo(0.9, 14)]);
    expect(layerRoots((s) => s - 0.5, 1, 1)).toEqual([expect.closeTo(0.5, 14)]);
    expect(layerRoots((s) => s, 1, 1)).toEqual([expect.closeTo(0, 20)]);
  });
});
