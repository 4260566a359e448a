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

/** Position of a root inside its cell: the integral feels only the square of this error. */
const ROOT_TOLERANCE = 1e-7;

/** A sign change on [a, b] by regula falsi in the Illinois variant. */
function root(value: (s: number) => number, a: number, b: number): number {
  let lo = a;
  let hi = b;
  let fl = value(lo);
  let fh = value(hi);
  let s = lo;
  for (let i = 0, side = 0; i < 50; i++) {
    const previous = s;
    s = (fl * hi - fh * lo) / (fl - fh);
    const fs = value(s);
    if (fs === 0 || Math.abs(s - previous) < ROOT_TOLERANCE) break;
    if (fs * fh > 0) {
      hi = s;
      fh = fs;
      if (side === -1) fl /= 2;
      side = -1;
    } else {
      lo = s;
      fl = fs;
      if (side === 1) fh /= 2;
      side = 1;
    }
  }
  return s;
}

/** Sign changes where |g| is below this part of its maximum are left alone: they are worth less than 1e-10 of the integral. */
const NEGLIGIBLE = 1e-11;

/**
 * ∫|g| over n cells of width h from the slopes G′ = g, G″ = d of an antiderivative: `nodes` holds (g, d, G) at the n + 1
 * nodes. |g| is integrated exactly between the roots of g: the sum of |ΔG|. An error δ of a root costs only O(δ²).
 * Two roots inside one cell are looked for where |g| falls towards both sides.
 */
export function absoluteIntegral(n: number, h: number, nodes: Float64Array): number {
  let sum = 0;
  let last = nodes[2];
  let largest = 0;
  for (let i = 0; i <= n; i++) largest = Math.max(largest, Math.abs(nodes[3 * i]));
  const least = NEGLIGIBLE * largest;
  for (let i = 0; i < n; i++) {
    const g0 = nodes[3 * i];
    const g1 = nodes[3 * i + 3];
    const d0 = nodes[3 * i + 1];
    const d1 = nodes[3 * i + 4];
    const crossing = g0 * g1 < 0;
    if (Math.abs(g0) < least && Math.abs(g1) < least) continue;
    if (!crossing && !(g0 * d0 < 0 && g1 * d1 > 0)) continue;
    const G0 = nodes[3 * i + 2];
    const G1 = nodes[3 * i + 5];
    for (const s of rootsInCell(g0, g1, d0, d1, h, crossing)) {
      const value = quintic(G0, G1, g0, g1, d0, d1, h, s);
      sum += Math.abs(value - last);
      last = value;
    }
  }
  return sum + Math.abs(nodes[3 * n + 2] - last);
}

/** Roots s ∈ (0,1) of the cubic Hermite interpolant: the one of a sign change, or the two of a dip below zero. */
export function rootsInCell(g0: number, g1: number, d0: number, d1: number, h: number, crossing: boolean): number[] {
  const at = (s: number): number => cubic(g0, g1, d0, d1, h, s);
  if (crossing) return [root(at, 0, 1)];
  const sign = Math.sign(g0);
  // The extremum of the cubic: a few golden-section steps are enough to see whether it crosses zero.
  let a = 0;
  let b = 1;
  for (let k = 0; k < 20; k++) {
    const p = a + 0.381966 * (b - a);
    const q = a + 0.618034 * (b - a);
    if (sign * at(p) < sign * at(q)) b = q;
    else a = p;
  }
  const bottom = (a + b) / 2;
  return sign * at(bottom) < 0 ? [root(at, 0, bottom), root(at, bottom, 1)] : [];
}
