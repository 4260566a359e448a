/** Twins of the functions in ../absolute-integral.ts. Addresses in bytes. */
import { blend, column, columns } from './blend';

const ROOT_WORTH: f64 = 1e-6;
const COARSEST_ROOT: f64 = 0.03;
const NEGLIGIBLE: f64 = 1e-11;

/**
 * Whether g changes sign on the cell at `at` and on the next, or |g| falls towards them from both sides. Zero at an end of a
 * cell makes no difference: such a cell is passed over, whatever is beside it.
 */
function suspects(at: usize): v128 {
  const g0 = v128.load(at);
  const g1 = v128.load(at, 8);
  const before = f64x2.ge(f64x2.abs(v128.load(at - 8)), f64x2.abs(g0));
  const after = f64x2.ge(f64x2.abs(v128.load(at, 16)), f64x2.abs(g1));
  return v128.or(f64x2.lt(f64x2.mul(g0, g1), f64x2.splat(0)), v128.and(before, after));
}

export function blendedAbsoluteIntegral(
  values: usize,
  slopes: usize,
  integrals: usize,
  weights: usize,
  row: usize,
  stride: i32,
  n: i32,
  h: f64,
  noise: f64,
): f64 {
  const step = (<usize>stride) << 3;
  const largest = blend(values, weights, row, step, n);
  const least = max(noise, NEGLIGIBLE * largest);
  let sum: f64 = 0;
  let last = column(weights, integrals);
  // Only the last sign change before, and the last after, all that is not small can count.
  const first = smallUpTo(row, n, least);
  const large = smallFrom(row, n, least);
  const end = min(large, n);
  let passed = lastCrossing(row, 0, first - 1);
  for (let i = max(first - 1, 0); i < end; i += 4) {
    // The cells at both ends of the row have only one neighbour, and are looked at in any case.
    let mask = i64x2.bitmask(suspects(row + 8 * i)) | (i64x2.bitmask(suspects(row + 8 * i + 16)) << 2);
    if (i === 0) mask |= 1;
    if (i + 4 >= n) mask |= 1 << (n - 1 - i);
    while (mask !== 0) {
      const cell = i + ctz(mask);
      mask &= mask - 1;
      if (cell >= end) break;
      const at = row + 8 * cell;
      const g0 = load<f64>(at);
      const g1 = load<f64>(at, 8);
      const crossing = g0 * g1 < 0;
      if (!crossing && !isLowest(at, cell, n)) continue;
      if (abs(g0) < least && abs(g1) < least) {
        if (!crossing) continue;
        if (passed >= 0 && !isBelow(row, passed + 1, cell, least)) {
          const value = column(weights, integrals + step * passed);
          sum += abs(value - last);
          last = value;
        }
        passed = cell;
        continue;
      }
      const d = columns(weights, slopes + step * cell, step);
      const d0 = f64x2.extract_lane(d, 0);
      const d1 = f64x2.extract_lane(d, 1);
      if (!crossing && !(g0 * d0 < 0 && g1 * d1 > 0)) continue;
      const G = columns(weights, integrals + step * cell, step);
      const G0 = f64x2.extract_lane(G, 0);
      const G1 = f64x2.extract_lane(G, 1);
      const tolerance = min(COARSEST_ROOT, ROOT_WORTH * sqrt(largest / max(abs(g0), abs(g1))));
      let middle: f64 = 1;
      if (!crossing) {
        middle = extremum(g0, g1, d0, d1, h);
        if ((g0 < 0 ? -1.0 : 1.0) * cubic(g0, g1, d0, d1, h, middle) >= 0) continue;
      }
      if (passed >= 0) {
        const before = column(weights, integrals + step * passed);
        sum += abs(before - last);
        last = before;
        passed = -1;
      }
      let value = quintic(G0, G1, g0, g1, d0, d1, h, root(g0, g1, d0, d1, h, 0, middle, tolerance));
      sum += abs(value - last);
      last = value;
      if (crossing) continue;
      value = quintic(G0, G1, g0, g1, d0, d1, h, root(g0, g1, d0, d1, h, middle, 1, tolerance));
      sum += abs(value - last);
      last = value;
    }
  }
  const after = lastCrossing(row, large, n);
  if (after >= 0) {
    if (passed >= 0 && !isBelow(row, passed + 1, after, least)) {
      const before = column(weights, integrals + step * passed);
      sum += abs(before - last);
      last = before;
    }
    passed = after;
  }
  if (passed >= 0) {
    const before = column(weights, integrals + step * passed);
    sum += abs(before - last);
    last = before;
  }
  return sum + abs(column(weights, integrals + step * n) - last);
}

/** The first node with |g| ≥ least, or n + 1. */
function smallUpTo(row: usize, n: i32, least: f64): i32 {
  const bar = f64x2.splat(least);
  let i: i32 = 0;
  while (i + 1 <= n && v128.any_true(f64x2.ge(f64x2.abs(v128.load(row + 8 * i)), bar)) === false) i += 2;
  while (i <= n && abs(load<f64>(row + 8 * i)) < least) i++;
  return i;
}

/** The node after the last with |g| ≥ least, or 0. */
function smallFrom(row: usize, n: i32, least: f64): i32 {
  const bar = f64x2.splat(least);
  let i = n + 1;
  while (i >= 2 && v128.any_true(f64x2.ge(f64x2.abs(v128.load(row + 8 * (i - 2))), bar)) === false) i -= 2;
  while (i >= 1 && abs(load<f64>(row + 8 * (i - 1))) < least) i--;
  return i;
}

/** The last cell from ≤ i < to on which g changes sign, or −1. */
function lastCrossing(row: usize, from: i32, to: i32): i32 {
  for (let i = to - 1; i >= from; i--) if (load<f64>(row + 8 * i) * load<f64>(row + 8 * i, 8) < 0) return i;
  return -1;
}

function isBelow(row: usize, from: i32, to: i32, least: f64): bool {
  for (let i = from; i <= to; i++) if (!(abs(load<f64>(row + 8 * i)) < least)) return false;
  return true;
}

function isLowest(at: usize, i: i32, n: i32): bool {
  const g0 = load<f64>(at);
  const g1 = load<f64>(at, 8);
  const up = g0 > 0;
  if (i !== 0) {
    const before = load<f64>(at - 8);
    if (!(up ? before >= g0 : before <= g0)) return false;
  }
  if (i + 2 > n) return true;
  const after = load<f64>(at, 16);
  return up ? after >= g1 : after <= g1;
}

function cubic(f0: f64, f1: f64, d0: f64, d1: f64, h: f64, s: f64): f64 {
  const t = 1 - s;
  return f0 * t * t * (1 + 2 * s) + f1 * s * s * (1 + 2 * t) + h * (d0 * s * t * t - d1 * s * s * t);
}

function quinticHalf(F: f64, f: f64, d: f64, h: f64, a: f64, b: f64): f64 {
  return b * b * b * (F * (1 + 3 * a + 6 * a * a) + h * f * a * (1 + 3 * a) + 0.5 * h * h * d * a * a);
}

function quintic(F0: f64, F1: f64, f0: f64, f1: f64, d0: f64, d1: f64, h: f64, s: f64): f64 {
  const t = 1 - s;
  return quinticHalf(F0, f0, d0, h, s, t) + quinticHalf(F1, -f1, d1, h, t, s);
}

function root(g0: f64, g1: f64, d0: f64, d1: f64, h: f64, a: f64, b: f64, tolerance: f64): f64 {
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
      const error = abs(c2 + 3 * s * c3) * step * step;
      s = next;
      if (error < tolerance * abs(slope)) break;
    } else {
      s = (lo + hi) / 2;
      if (hi - lo < tolerance) break;
    }
  }
  return s;
}

function extremum(g0: f64, g1: f64, d0: f64, d1: f64, h: f64): f64 {
  const sign: f64 = g0 < 0 ? -1 : 1;
  const a = sign * (2 * (g0 - g1) + h * (d0 + d1));
  const b = sign * (3 * (g1 - g0) - h * (2 * d0 + d1));
  const c = sign * h * d0;
  const s = sqrt(max(0.0, b * b - 3 * a * c));
  return b >= 0 ? -c / (b + s) : (s - b) / (3 * a);
}
