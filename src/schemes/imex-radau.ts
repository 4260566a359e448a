import { gaussLegendre } from '../model/quadrature.ts';

/** Butcher tableau of a collocation method; the last node is 1, so the last row of A holds the weights. */
export interface CollocationTableau {
  readonly nodes: readonly number[];
  /** A, row-major: a_ij = ∫₀^{c_i} ℓ_j with the Lagrange polynomials ℓ_j of the nodes. */
  readonly matrix: readonly (readonly number[])[];
}

/**
 * Radau IIA with s nodes: order 2s − 1, stage order s, stiffly accurate. The nodes are the roots of P_s − P_{s−1} on
 * [0, 1]. E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, section IV.5.
 */
export function radauIIA(s: number): CollocationTableau {
  const nodes = radauNodes(s);
  const rule = gaussLegendre(s);
  return {
    nodes,
    matrix: nodes.map((c) =>
      nodes.map((_, j) => {
        let sum = 0;
        for (let g = 0; g < s; g++)
          sum += (c / 2) * rule.weights[g] * lagrange(nodes, j, (c / 2) * (1 + rule.nodes[g]));
        return sum;
      }),
    ),
  };
}

/** ℓ_j(at). */
export function lagrange(nodes: readonly number[], j: number, at: number): number {
  let product = 1;
  for (let i = 0; i < nodes.length; i++) if (i !== j) product *= (at - nodes[i]) / (nodes[j] - nodes[i]);
  return product;
}

function radauNodes(s: number): number[] {
  // P_s − P_{s−1} changes sign once in each cell between the roots of P_{s−1}… a fine scan is simpler and as sure.
  const f = (x: number): number => {
    let previous = 1;
    let current = x;
    if (s === 1) return x - 1;
    for (let k = 2; k <= s; k++) [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k];
    return current - previous;
  };
  const cells = 64 * s;
  const nodes: number[] = [];
  for (let i = 0; i < cells && nodes.length < s - 1; i++) {
    let low = -1 + (2 * i) / cells;
    let high = -1 + (2 * (i + 1)) / cells;
    if (f(low) * f(high) > 0) continue;
    for (;;) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) break;
      if (f(low) * f(middle) <= 0) high = middle;
      else low = middle;
    }
    nodes.push((1 + low) / 2);
  }
  return [...nodes, 1];
}
