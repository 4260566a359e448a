import { gaussLegendre } from './quadrature.ts';

/** Points in ℝ^d with positive weights that sum to 1. */
export interface PointRule {
  readonly points: readonly (readonly number[])[];
  readonly weights: readonly number[];
}

/**
 * Nodes on the unit sphere S^{d−1} that integrate every polynomial of degree ≤ `degree` exactly against the uniform measure
 * of mass 1. d = 2: degree + 1 equidistant directions. d = 3: the octahedral rules with 6, 14 and 26 nodes for degrees up to
 * 3, 5 and 7 (V. I. Lebedev, USSR Comput. Math. Math. Phys. 16 (1976) 10–24), beyond that Gauss–Legendre in the third
 * coordinate times equidistant longitudes.
 */
export function sphereRule(dimension: 2 | 3, degree: number): PointRule {
  if (dimension === 2) return circle(degree + 1);
  if (degree <= 3) return octahedral([[[1, 0, 0], 1 / 6]]);
  if (degree <= 5)
    return octahedral([
      [[1, 0, 0], 1 / 15],
      [[1, 1, 1], 3 / 40],
    ]);
  if (degree <= 7)
    return octahedral([
      [[1, 0, 0], 1 / 21],
      [[1, 1, 0], 4 / 105],
      [[1, 1, 1], 9 / 280],
    ]);
  const { nodes, weights } = gaussLegendre(Math.ceil((degree + 1) / 2));
  const longitudes = circle(degree + 1);
  const rings = Array.from(nodes, (height, i) => ({ height: snapped(height), share: weights[i] / 2 }));
  return {
    points: rings.flatMap(({ height }) =>
      longitudes.points.map((p) => [...p.map((c) => c * Math.sqrt(1 - height * height)), height]),
    ),
    weights: rings.flatMap(({ share }) => longitudes.weights.map((weight) => share * weight)),
  };
}

/**
 * The uniform measure of mass 1 on the ball |v| ≤ 1, exact for polynomials of degree ≤ `degree`: Gauss–Legendre in |v|²
 * (d = 2) or |v| (d = 3) times the rule on the sphere. Odd powers of |v| never come alone.
 */
export function ballRule(dimension: 2 | 3, degree: number): PointRule {
  const sphere = sphereRule(dimension, degree);
  // The radial integrand is s^{k/2} in s = |v|², or r^{k+2}, k ≤ degree even; n nodes are exact up to 2n − 1.
  const radialDegree = dimension === 2 ? Math.floor(degree / 2) : 2 * Math.floor(degree / 2) + 2;
  const { nodes, weights } = gaussLegendre(Math.ceil((radialDegree + 1) / 2));
  const shells = Array.from(nodes, (node, i) => {
    const s = (1 + node) / 2;
    return dimension === 2
      ? { radius: Math.sqrt(s), share: weights[i] / 2 }
      : { radius: s, share: (3 * s * s * weights[i]) / 2 };
  });
  return {
    points: shells.flatMap(({ radius }) => sphere.points.map((p) => p.map((c) => radius * c))),
    weights: shells.flatMap(({ share }) => sphere.weights.map((weight) => share * weight)),
  };
}

/** Cosines and sines of multiples of a quarter turn are 0 up to round-off. */
const snapped = (c: number): number => (Math.abs(c) < 1e-15 ? 0 : c);

function circle(count: number): PointRule {
  const angles = Array.from({ length: count }, (_, j) => (2 * Math.PI * j) / count);
  return {
    points: angles.map((angle) => [snapped(Math.cos(angle)), snapped(Math.sin(angle))]),
    weights: angles.map(() => 1 / count),
  };
}

/** Every image of the generators under permutations of the coordinates and changes of their signs, each once. */
function octahedral(orbits: readonly (readonly [readonly [number, number, number], number])[]): PointRule {
  const points: number[][] = [];
  const weights: number[] = [];
  for (const [generator, weight] of orbits) {
    const length = Math.hypot(...generator);
    for (let code = 0; code < 27; code++) {
      const signs = [Math.floor(code / 9), Math.floor(code / 3) % 3, code % 3].map((digit) => digit - 1);
      if (signs.filter((sign) => sign !== 0).length !== generator.filter((c) => c !== 0).length) continue;
      points.push(signs.map((sign) => sign / length));
      weights.push(weight);
    }
  }
  return { points, weights };
}
