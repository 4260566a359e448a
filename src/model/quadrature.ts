/** Nodes and weights of a quadrature rule: ∫f ≈ Σ weights[i] f(nodes[i]). */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const legendreRules = new Map<number, Rule>();

/** n-point Gauss–Legendre rule on [−1, 1]; Newton's method on P_n, exact to round-off. */
export function gaussLegendre(n: number): Rule {
  const known = legendreRules.get(n);
  if (known) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < 100; iteration++) {
      let previous = 1;
      let current = x;
      for (let k = 2; k <= n; k++)
        [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k];
      slope = (n * (x * current - previous)) / (x * x - 1);
      const step = current / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    nodes[n - 1 - i] = x;
    weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  legendreRules.set(n, rule);
  return rule;
}

/** Composite n-point Gauss–Legendre rule on the panels between consecutive `edges`. */
export function compositeGauss(edges: readonly number[], n: number): Rule {
  const base = gaussLegendre(n);
  const panels = edges.length - 1;
  const nodes = new Float64Array(panels * n);
  const weights = new Float64Array(panels * n);
  for (let p = 0; p < panels; p++) {
    const half = (edges[p + 1] - edges[p]) / 2;
    for (let i = 0; i < n; i++) {
      nodes[p * n + i] = edges[p] + half * (1 + base.nodes[i]);
      weights[p * n + i] = half * base.weights[i];
    }
  }
  return { nodes, weights };
}
