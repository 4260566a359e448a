/** Cubic Hermite value at s ∈ [0,1] on a cell of width h. */
function cubic(f0: number, f1: number, d0: number, d1: number, h: number, s: number): number {
  const t = 1 - s;
  return f0 * t * t * (1 + 2 * s) + f1 * s * s * (1 + 2 * t) + h * (d0 * s * t * t - d1 * s * s * t);
}

/** Quintic Hermite value at s of a function with values F, slopes f and second derivatives d at both ends. */
function quintic(F0: number, F1: number, f0: number, f1: number, d0: number, d1: number, h: number, s: number): number {
  const t = 1 - s;
  const half = (F: number, f: number, d: number, a: number, b: number): number =>
    b * b * b * (F * (1 + 3 * a + 6 * a * a) + h * f * a * (1 + 3 * a) + 0.5 * h * h * d * a * a);
  return half(F0, f0, d0, s, t) + half(F1, -f1, d1, t, s);
}

/** Position of a root inside its cell where nothing else is said: the integral feels only the square of this error. */
const ROOT_TOLERANCE = 1e-7;
/** An error of a root's position at which the search ends costs at most the square of this part of h·max|g|. */
const ROOT_WORTH = 1e-6;
/** Where |g| is small against its maximum this error is small enough. */
const COARSEST_ROOT = 0.03;

/**
 * A sign change of the cubic on [a, b]: the chord, then Newton steps, by halves where they would leave the bracket. What is
 * left after a step δ is |c″/2c′|δ², and the search ends when that is below the tolerance.
 */
function root(
  g0: number,
  g1: number,
  d0: number,
  d1: number,
  h: number,
  a: number,
  b: number,
  tolerance: number,
): number {
  const c1 = h * d0;
  const c2 = 3 * (g1 - g0) - h * (2 * d0 + d1);
  const c3 = 2 * (g0 - g1) + h * (d0 + d1);
  let lo = a;
  let hi = b;
  const fl = g0 + lo * (c1 + lo * (c2 + lo * c3));
  const fh = g0 + hi * (c1 + hi * (c2 + hi * c3));
  let s = (fl * hi - fh * lo) / (fl - fh);
  for (let i = 0; i < 50; i++) {
    const fs = g0 + s * (c1 + s * (c2 + s * c3));
    if (fs === 0) break;
    if (fs * fh > 0) hi = s;
    else lo = s;
    const slope = c1 + s * (2 * c2 + 3 * s * c3);
    const step = fs / slope;
    const next = s - step;
    if (next >= lo && next <= hi) {
      const error = Math.abs(c2 + 3 * s * c3) * step * step;
      s = next;
      if (error < tolerance * Math.abs(slope)) break;
    } else {
      s = (lo + hi) / 2;
      if (hi - lo < tolerance) break;
    }
  }
  return s;
}

/** Sign changes where |g| is below this part of its maximum are not located: where they are is worth less than 1e-10 of the integral. */
const NEGLIGIBLE = 1e-11;

/** G′ = g at equally spaced nodes; its slope and G itself are asked for only beside roots. */
export interface Antiderivative {
  /** Nodes 0 … n, h apart. */
  readonly n: number;
  readonly h: number;
  readonly g: Float64Array;
  /** Round-off of g: sign changes below it are noise. */
  readonly noise: number;
  slope(node: number): number;
  value(node: number): number;
}

/**
 * ∫|g| over n cells from an antiderivative G. |g| is integrated exactly between the roots of g: the sum of |ΔG|. An error δ
 * of a root costs only O(δ²). Two roots inside one cell are looked for where |g| falls towards both sides: at its two least
 * nodes, and then by its slopes. Where g is small on a whole stretch, as between two far bumps of opposite sign, the last of
 * its sign changes there is taken at a node.
 */
export function absoluteIntegral(G: Antiderivative): number {
  const { n, h, g, noise } = G;
  let sum = 0;
  let last = G.value(0);
  let largest = 0;
  /** The node before the last sign change that was not located; −1 for none. */
  let passed = -1;
  const advance = (value: number): void => {
    sum += Math.abs(value - last);
    last = value;
  };
  for (let i = 0; i <= n; i++) largest = Math.max(largest, Math.abs(g[i]));
  const least = Math.max(noise, NEGLIGIBLE * largest);
  for (let i = 0; i < n; i++) {
    const g0 = g[i];
    const g1 = g[i + 1];
    const crossing = g0 * g1 < 0;
    if (!crossing && !isLowest(g, i, n)) continue;
    if (Math.abs(g0) < least && Math.abs(g1) < least) {
      if (!crossing) continue;
      if (passed >= 0 && !isBelow(g, passed + 1, i, least)) advance(G.value(passed));
      passed = i;
      continue;
    }
    const d0 = G.slope(i);
    const d1 = G.slope(i + 1);
    if (!crossing && !(g0 * d0 < 0 && g1 * d1 > 0)) continue;
    const G0 = G.value(i);
    const G1 = G.value(i + 1);
    const size = Math.max(Math.abs(g0), Math.abs(g1));
    const tolerance = Math.min(COARSEST_ROOT, ROOT_WORTH * Math.sqrt(largest / size));
    for (const s of rootsInCell(g0, g1, d0, d1, h, crossing, tolerance)) {
      if (passed >= 0) advance(G.value(passed));
      passed = -1;
      advance(quintic(G0, G1, g0, g1, d0, d1, h, s));
    }
  }
  if (passed >= 0) advance(G.value(passed));
  return sum + Math.abs(G.value(n) - last);
}

/** Whether |g| < least at the nodes from … to. */
function isBelow(g: Float64Array, from: number, to: number, least: number): boolean {
  for (let i = from; i <= to; i++) if (!(Math.abs(g[i]) < least)) return false;
  return true;
}

/** Whether |g|, of one sign on the cell i, is at least as large at the nodes on both sides of the cell, as beside a dip. */
function isLowest(g: Float64Array, i: number, n: number): boolean {
  const up = g[i] > 0;
  return (
    (i === 0 || (up ? g[i - 1] >= g[i] : g[i - 1] <= g[i])) &&
    (i + 2 > n || (up ? g[i + 2] >= g[i + 1] : g[i + 2] <= g[i + 1]))
  );
}

/** The same from tables: `nodes` holds (g, g′, G) at the n + 1 nodes. */
export function absoluteIntegralOfNodes(n: number, h: number, nodes: Float64Array): number {
  const g = new Float64Array(n + 1);
  for (let i = 0; i <= n; i++) g[i] = nodes[3 * i];
  return absoluteIntegral({ n, h, g, noise: 0, slope: (i) => nodes[3 * i + 1], value: (i) => nodes[3 * i + 2] });
}

/** Roots s ∈ (0,1) of the cubic Hermite interpolant: the one of a sign change, or the two of a dip below zero. */
export function rootsInCell(
  g0: number,
  g1: number,
  d0: number,
  d1: number,
  h: number,
  crossing: boolean,
  tolerance = ROOT_TOLERANCE,
): number[] {
  if (crossing) return [root(g0, g1, d0, d1, h, 0, 1, tolerance)];
  const bottom = extremum(g0, g1, d0, d1, h);
  if (Math.sign(g0) * cubic(g0, g1, d0, d1, h, bottom) >= 0) return [];
  return [root(g0, g1, d0, d1, h, 0, bottom, tolerance), root(g0, g1, d0, d1, h, bottom, 1, tolerance)];
}

/** Where |cubic| is least, for one that falls at 0 and rises at 1: the root of its derivative 3as² + 2bs + c. */
function extremum(g0: number, g1: number, d0: number, d1: number, h: number): number {
  const sign = g0 < 0 ? -1 : 1;
  const a = sign * (2 * (g0 - g1) + h * (d0 + d1));
  const b = sign * (3 * (g1 - g0) - h * (2 * d0 + d1));
  const c = sign * h * d0;
  const s = Math.sqrt(Math.max(0, b * b - 3 * a * c));
  return b >= 0 ? -c / (b + s) : (s - b) / (3 * a);
}
