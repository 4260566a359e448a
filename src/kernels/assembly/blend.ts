/** Rows g_i = Σ_m weights_m values[i·stride + m], m < 14, two or four nodes at a time. Addresses in bytes. */

function product(weight: v128, table: usize): v128 {
  return f64x2.mul(weight, v128.load(table));
}

/** Sums over even and over odd m: m = 0, 4, 8, 12 in one chain, m = 2, 6, 10 in another. */
function halves(weights: usize, table: usize): v128 {
  let first = product(v128.load(weights), table);
  let second = product(v128.load(weights, 16), table + 16);
  first = f64x2.add(first, product(v128.load(weights, 32), table + 32));
  second = f64x2.add(second, product(v128.load(weights, 48), table + 48));
  first = f64x2.add(first, product(v128.load(weights, 64), table + 64));
  second = f64x2.add(second, product(v128.load(weights, 80), table + 80));
  first = f64x2.add(first, product(v128.load(weights, 96), table + 96));
  return f64x2.add(first, second);
}

export function column(weights: usize, table: usize): f64 {
  const sum = halves(weights, table);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** The columns of a node and the next. */
export function columns(weights: usize, table: usize, step: usize): v128 {
  const left = halves(weights, table);
  const right = halves(weights, table + step);
  return f64x2.add(v128.shuffle<f64>(left, right, 0, 2), v128.shuffle<f64>(left, right, 1, 3));
}

/**
 * Writes the row, four nodes at a time, so that a weight is loaded once for four; the row has room for three more than its
 * n + 1. Returns the largest |g|.
 */
export function blend(values: usize, weights: usize, row: usize, step: usize, n: i32): f64 {
  const last = values + step * n;
  let top = f64x2.splat(0);
  let t0 = values;
  while (t0 <= last) {
    // Beyond the last node, that one again.
    const t1 = min(t0 + step, last);
    const t2 = min(t1 + step, last);
    const t3 = min(t2 + step, last);
    let w = v128.load(weights);
    let e0 = f64x2.mul(w, v128.load(t0));
    let e1 = f64x2.mul(w, v128.load(t1));
    let e2 = f64x2.mul(w, v128.load(t2));
    let e3 = f64x2.mul(w, v128.load(t3));
    w = v128.load(weights, 16);
    let o0 = f64x2.mul(w, v128.load(t0, 16));
    let o1 = f64x2.mul(w, v128.load(t1, 16));
    let o2 = f64x2.mul(w, v128.load(t2, 16));
    let o3 = f64x2.mul(w, v128.load(t3, 16));
    w = v128.load(weights, 32);
    e0 = f64x2.add(e0, f64x2.mul(w, v128.load(t0, 32)));
    e1 = f64x2.add(e1, f64x2.mul(w, v128.load(t1, 32)));
    e2 = f64x2.add(e2, f64x2.mul(w, v128.load(t2, 32)));
    e3 = f64x2.add(e3, f64x2.mul(w, v128.load(t3, 32)));
    w = v128.load(weights, 48);
    o0 = f64x2.add(o0, f64x2.mul(w, v128.load(t0, 48)));
    o1 = f64x2.add(o1, f64x2.mul(w, v128.load(t1, 48)));
    o2 = f64x2.add(o2, f64x2.mul(w, v128.load(t2, 48)));
    o3 = f64x2.add(o3, f64x2.mul(w, v128.load(t3, 48)));
    w = v128.load(weights, 64);
    e0 = f64x2.add(e0, f64x2.mul(w, v128.load(t0, 64)));
    e1 = f64x2.add(e1, f64x2.mul(w, v128.load(t1, 64)));
    e2 = f64x2.add(e2, f64x2.mul(w, v128.load(t2, 64)));
    e3 = f64x2.add(e3, f64x2.mul(w, v128.load(t3, 64)));
    w = v128.load(weights, 80);
    o0 = f64x2.add(o0, f64x2.mul(w, v128.load(t0, 80)));
    o1 = f64x2.add(o1, f64x2.mul(w, v128.load(t1, 80)));
    o2 = f64x2.add(o2, f64x2.mul(w, v128.load(t2, 80)));
    o3 = f64x2.add(o3, f64x2.mul(w, v128.load(t3, 80)));
    w = v128.load(weights, 96);
    e0 = f64x2.add(e0, f64x2.mul(w, v128.load(t0, 96)));
    e1 = f64x2.add(e1, f64x2.mul(w, v128.load(t1, 96)));
    e2 = f64x2.add(e2, f64x2.mul(w, v128.load(t2, 96)));
    e3 = f64x2.add(e3, f64x2.mul(w, v128.load(t3, 96)));
    e0 = f64x2.add(e0, o0);
    e1 = f64x2.add(e1, o1);
    e2 = f64x2.add(e2, o2);
    e3 = f64x2.add(e3, o3);
    const one = f64x2.add(v128.shuffle<f64>(e0, e1, 0, 2), v128.shuffle<f64>(e0, e1, 1, 3));
    const two = f64x2.add(v128.shuffle<f64>(e2, e3, 0, 2), v128.shuffle<f64>(e2, e3, 1, 3));
    v128.store(row, one);
    v128.store(row, two, 16);
    top = f64x2.pmax(top, f64x2.pmax(f64x2.abs(one), f64x2.abs(two)));
    row += 32;
    t0 += step << 2;
  }
  return max(f64x2.extract_lane(top, 0), f64x2.extract_lane(top, 1));
}
