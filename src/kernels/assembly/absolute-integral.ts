/** Twins of the functions in ../plain/absolute-integral.ts; the row is blended two points at a time. Addresses in bytes. */

const ROOT_WORTH: f64 = 1e-6;
const COARSEST_ROOT: f64 = 0.03;
const NEGLIGIBLE: f64 = 1e-11;

function product(weight: v128, table: usize): v128 {
  return f64x2.mul(weight, v128.load(table));
}

/** Sums over even and over odd m: m = 0, 4, 8, 12 in one chain, m = 2, 6, 10, 14 in another. */
function halves(weights: usize, table: usize): v128 {
  let first = product(v128.load(weights), table);
  let second = product(v128.load(weights, 16), table + 16);
  first = f64x2.add(first, product(v128.load(weights, 32), table + 32));
  second = f64x2.add(second, product(v128.load(weights, 48), table + 48));
  first = f64x2.add(first, product(v128.load(weights, 64), table + 64));
  second = f64x2.add(second, product(v128.load(weights, 80), table + 80));
  first = f64x2.add(first, product(v128.load(weights, 96), table + 96));
  second = f64x2.add(second, product(v128.load(weights, 112), table + 112));
  return f64x2.add(first, second);
}

function column(weights: usize, table: usize): f64 {
  const sum = halves(weights, table);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
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
  // Two nodes at a time; the row has room for one more than its n + 1.
  let top = f64x2.splat(0);
  for (let i = 0; i <= n; i += 2) {
    const one = halves(weights, values + step * i);
    const two = halves(weights, values + step * (i < n ? i + 1 : i));
    const both = f64x2.add(v128.shuffle<f64>(one, two, 0, 2), v128.shuffle<f64>(one, two, 1, 3));
    v128.store(row + 8 * i, both);
    top = f64x2.pmax(top, f64x2.abs(both));
  }
  const largest = max(f64x2.extract_lane(top, 0), f64x2.extract_lane(top, 1));
  const least = max(noise, NEGLIGIBLE * largest);
  let sum: f64 = 0;
  let last = column(weights, integrals);
  let passed: i32 = -1;
  for (let i = 0; i < n; i++) {
    const at = row + 8 * i;
    const g0 = load<f64>(at);
    const g1 = load<f64>(at, 8);
    const crossing = g0 * g1 < 0;
    if (!crossing && !isLowest(at, i, n)) continue;
    if (abs(g0) < least && abs(g1) < least) {
      if (!crossing) continue;
      if (passed >= 0 && !isBelow(row, passed + 1, i, least)) {
        const value = column(weights, integrals + step * passed);
        sum += abs(value - last);
        last = value;
      }
      passed = i;
      continue;
    }
    const d0 = column(weights, slopes + step * i);
    const d1 = column(weights, slopes + step * (i + 1));
    if (!crossing && !(g0 * d0 < 0 && g1 * d1 > 0)) continue;
    const G0 = column(weights, integrals + step * i);
    const G1 = column(weights, integrals + step * (i + 1));
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
  if (passed >= 0) {
    const before = column(weights, integrals + step * passed);
    sum += abs(before - last);
    last = before;
  }
  return sum + abs(column(weights, integrals + step * n) - last);
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
  let lo = a;
  let hi = b;
  let fl = cubic(g0, g1, d0, d1, h, lo);
  let fh = cubic(g0, g1, d0, d1, h, hi);
  let s = lo;
  let side = 0;
  for (let i = 0; i < 50; i++) {
    const previous = s;
    s = (fl * hi - fh * lo) / (fl - fh);
    const fs = cubic(g0, g1, d0, d1, h, s);
    if (fs === 0 || abs(s - previous) < tolerance) break;
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

function extremum(g0: f64, g1: f64, d0: f64, d1: f64, h: f64): f64 {
  const sign: f64 = g0 < 0 ? -1 : 1;
  const a = sign * (2 * (g0 - g1) + h * (d0 + d1));
  const b = sign * (3 * (g1 - g0) - h * (2 * d0 + d1));
  const c = sign * h * d0;
  const s = sqrt(max(0.0, b * b - 3 * a * c));
  return b >= 0 ? -c / (b + s) : (s - b) / (3 * a);
}
