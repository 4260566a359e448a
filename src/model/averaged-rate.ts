import { gaussLegendre } from './quadrature.ts';

/** Λ(z, post, pre) at an array of z. */
type RateTable = (z: Float64Array, post: number, pre: number, out: Float64Array) => void;

const NODES = 16;
/** Beyond this many deviations the Maxwellian is below 1e-18. */
const REACH = 9;
/** Narrowest panel: a jump of Λ inside it contributes less than 1e-12 of the jump. */
const NARROWEST = 1e-12;

interface Panels {
  readonly from: number;
  readonly to: number;
  readonly z: Float64Array;
  readonly weightedRate: Float64Array;
}

/**
 * Gauss panels of width ≤ 1 (on which 𝓜 is exact to round-off with 16 nodes), halved until Λ is, too: kinks and
 * jumps of Λ end up in panels too narrow to matter.
 */
function buildPanels(rate: RateTable, post: number, pre: number, from: number, to: number): Panels {
  const base = gaussLegendre(NODES);
  const z: number[] = [];
  const weighted: number[] = [];
  const points = new Float64Array(NODES);
  const values = new Float64Array(NODES);
  const integrate = (a: number, b: number): number => {
    const half = (b - a) / 2;
    for (let i = 0; i < NODES; i++) points[i] = a + half * (1 + base.nodes[i]);
    rate(points, post, pre, values);
    let sum = 0;
    for (let i = 0; i < NODES; i++) sum += half * base.weights[i] * values[i];
    return sum;
  };
  const visit = (a: number, b: number, whole: number): void => {
    const middle = (a + b) / 2;
    const left = integrate(a, middle);
    const right = integrate(middle, b);
    const agreed = Math.abs(left + right - whole) <= 1e-14 * (Math.abs(whole) + (b - a));
    if (agreed || b - a < NARROWEST) {
      integrate(a, b);
      for (let i = 0; i < NODES; i++) {
        z.push(points[i]);
        weighted.push(((b - a) / 2) * base.weights[i] * values[i]);
      }
      return;
    }
    visit(a, middle, left);
    visit(middle, b, right);
  };
  for (let a = from; a < to; a++) visit(a, a + 1, integrate(a, a + 1));
  return { from, to, z: Float64Array.from(z), weightedRate: Float64Array.from(weighted) };
}

/**
 * Λ̄(a, v, w) = ∫Λ(y−a, v, w)𝓜(y)dy = ∫Λ(z, v, w)𝓜(z+a)dz, (1.12); as a convolution (Λ∗𝓜)(−a).
 * Panels belong to z, so that kinks of Λ stay at panel edges whatever a is.
 *
 * @param law number of the function Λ(·, post, pre)
 */
export function averageOverMaxwellian(rate: RateTable, law: (post: number, pre: number) => number): RateTable {
  const known = new Map<number, Panels>();
  return (a, post, pre, out) => {
    let largest = 0;
    for (const value of a) largest = Math.max(largest, Math.abs(value));
    const reach = Math.ceil(largest) + REACH;
    const key = law(post, pre);
    let panels = known.get(key);
    if (!panels || panels.to < reach) {
      panels = buildPanels(rate, post, pre, -reach, reach);
      known.set(key, panels);
    }
    const { z, weightedRate } = panels;
    for (let i = 0; i < a.length; i++) {
      let sum = 0;
      for (let j = 0; j < z.length; j++) {
        const y = z[j] + a[i];
        sum += weightedRate[j] * Math.exp(-0.5 * y * y);
      }
      out[i] = sum / Math.sqrt(2 * Math.PI);
    }
  };
}
