import { erf } from '../model/erf.ts';
import { compositeGauss } from '../model/quadrature.ts';

/** ∫|𝓜(y + a) − 𝓜(y)|dy = 2 erf(|a|/(2√2)): the two densities cross once, at y = −a/2. */
export function totalVariation(a: number): number {
  return 2 * erf(Math.abs(a) / (2 * Math.SQRT2));
}

/** Beyond this many deviations the Maxwellian is below 1e-17. */
const REACH = 9;
/** Panels on either side of the crossing, and nodes in each: exact to round-off for |a| ≤ 10. */
const PANELS = 12;
const NODES = 16;

/** The same integral by Gauss quadrature on both sides of the crossing; absolute error below 1e-13. */
export function totalVariationByQuadrature(a: number): number {
  const middle = -a / 2;
  const reach = REACH + Math.abs(a);
  const edges = Array.from({ length: 2 * PANELS + 1 }, (_, i) => middle + ((i - PANELS) * reach) / PANELS);
  const { nodes, weights } = compositeGauss(edges, NODES);
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    const y = nodes[i];
    sum += weights[i] * Math.abs(Math.exp(-0.5 * (y + a) * (y + a)) - Math.exp(-0.5 * y * y));
  }
  return sum / Math.sqrt(2 * Math.PI);
}

/** The bound min(2, √(2/π)|a|): the slope of 2 erf(|a|/(2√2)) at 0 is its largest. */
export function totalVariationBound(a: number): number {
  return Math.min(2, Math.sqrt(2 / Math.PI) * Math.abs(a));
}
