import { compositeGauss } from '../model/quadrature.ts';

/** Panels shrink by halves from t down to ε·2^−24: below it even √s leaves less than round-off. */
const LAYER_DEPTH = 24;
const NODES = 12;

/**
 * ∫₀^t f(s) ds of a right-hand side with an initial layer s ~ ε: 12-point Gauss–Legendre on panels that double from
 * ε·2^−24 to t. Relative error below 1e-11 for functions of s/ε and s that are smooth for s > 0. `kinks` of f inside (0,t)
 * become panel edges.
 */
export function integrateLayer(
  f: (s: number) => number,
  t: number,
  epsilon: number,
  kinks: readonly number[] = [],
): number {
  const { nodes, weights } = compositeGauss(layerEdges(t, epsilon, kinks), NODES);
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) sum += weights[i] * f(nodes[i]);
  return sum;
}

/** Edges of the panels: 0, ε·2^−24, …, doubling up to t, and the kinks. */
export function layerEdges(t: number, epsilon: number, kinks: readonly number[] = []): number[] {
  const edges = [0];
  for (let edge = Math.min(epsilon, t) * 2 ** -LAYER_DEPTH; edge < t; edge *= 2) edges.push(edge);
  edges.push(t, ...kinks.filter((kink) => kink > 0 && kink < t));
  return edges.sort((a, b) => a - b);
}

/** Roots of a continuous g on [0, t], one for each change of sign between panel edges, by bisection. */
export function layerRoots(g: (s: number) => number, t: number, epsilon: number): number[] {
  const edges = layerEdges(t, epsilon);
  const roots: number[] = [];
  for (let i = 1; i < edges.length; i++) {
    let [left, right] = [edges[i - 1], edges[i]];
    const sign = g(left) > 0;
    if (g(right) > 0 === sign) continue;
    for (let step = 0; step < 60; step++) {
      const middle = (left + right) / 2;
      if (g(middle) > 0 === sign) left = middle;
      else right = middle;
    }
    roots.push(right);
  }
  return roots;
}
