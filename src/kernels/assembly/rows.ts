/** Twins of the functions in ../rows.ts, two lanes in every instruction. Addresses in bytes. */

/** The numbers at `at` and `step` further on. */
function both(at: usize, step: usize): v128 {
  return v128.load64_lane(at + step, v128.load64_zero(at), 1);
}

function toBoth(at: usize, step: usize, values: v128): void {
  v128.store64_lane(at, values, 0);
  v128.store64_lane(at + step, values, 1);
}

export function packRows(
  half: i32,
  lanes: i32,
  cosines: usize,
  sines: usize,
  turns: usize,
  re: usize,
  im: usize,
): void {
  const width = (<usize>lanes) << 3;
  const row = (<usize>half) << 3;
  const far = row * lanes;
  const zero = f64x2.splat(0);
  for (let lane: usize = 0; lane < width; lane += 16) {
    const c1 = v128.load(turns + lane);
    const c2 = v128.load(turns + width + lane);
    const s1 = v128.load(turns + 2 * width + lane);
    const s2 = v128.load(turns + 3 * width + lane);
    let a = cosines + (lane >> 3) * row;
    let b = sines + (lane >> 3) * row;
    const end = a + row;
    let plus = lane;
    let minus = 2 * far + lane;
    v128.store(re + plus, both(a, row));
    v128.store(im + plus, both(a + far, row));
    v128.store(re + plus + far, zero);
    v128.store(im + plus + far, zero);
    let p1 = f64x2.splat(0.5);
    let r1 = zero;
    let p2 = p1;
    let r2 = zero;
    for (a += 8; a < end; a += 8) {
      b += 8;
      plus += width;
      minus -= width;
      const q1 = f64x2.sub(f64x2.mul(p1, c1), f64x2.mul(r1, s1));
      const q2 = f64x2.sub(f64x2.mul(p2, c2), f64x2.mul(r2, s2));
      r1 = f64x2.add(f64x2.mul(p1, s1), f64x2.mul(r1, c1));
      r2 = f64x2.add(f64x2.mul(p2, s2), f64x2.mul(r2, c2));
      p1 = q1;
      p2 = q2;
      const a1 = both(a, row);
      const b1 = both(b, row);
      const a2 = both(a + far, row);
      const b2 = both(b + far, row);
      const f1r = f64x2.add(f64x2.mul(a1, p1), f64x2.mul(b1, r1));
      const f1i = f64x2.sub(f64x2.mul(a1, r1), f64x2.mul(b1, p1));
      const f2r = f64x2.add(f64x2.mul(a2, p2), f64x2.mul(b2, r2));
      const f2i = f64x2.sub(f64x2.mul(a2, r2), f64x2.mul(b2, p2));
      v128.store(re + plus, f64x2.sub(f1r, f2i));
      v128.store(im + plus, f64x2.add(f1i, f2r));
      v128.store(re + minus, f64x2.add(f1r, f2i));
      v128.store(im + minus, f64x2.sub(f2r, f1i));
    }
  }
}

export function unpackRows(
  half: i32,
  lanes: i32,
  cosines: usize,
  sines: usize,
  turns: usize,
  re: usize,
  im: usize,
): void {
  const width = (<usize>lanes) << 3;
  const row = (<usize>half) << 3;
  const far = row * lanes;
  const zero = f64x2.splat(0);
  const scale = f64x2.splat(0.5 / <f64>half);
  for (let lane: usize = 0; lane < width; lane += 16) {
    const c1 = v128.load(turns + lane);
    const c2 = v128.load(turns + width + lane);
    const s1 = v128.load(turns + 2 * width + lane);
    const s2 = v128.load(turns + 3 * width + lane);
    let a = cosines + (lane >> 3) * row;
    let b = sines + (lane >> 3) * row;
    const end = a + row;
    let plus = lane;
    let minus = 2 * far + lane;
    toBoth(a, row, f64x2.mul(v128.load(re + plus), scale));
    toBoth(a + far, row, f64x2.mul(v128.load(im + plus), scale));
    toBoth(b, row, zero);
    toBoth(b + far, row, zero);
    let p1 = scale;
    let r1 = zero;
    let p2 = scale;
    let r2 = zero;
    for (a += 8; a < end; a += 8) {
      b += 8;
      plus += width;
      minus -= width;
      const q1 = f64x2.sub(f64x2.mul(p1, c1), f64x2.mul(r1, s1));
      const q2 = f64x2.sub(f64x2.mul(p2, c2), f64x2.mul(r2, s2));
      r1 = f64x2.add(f64x2.mul(p1, s1), f64x2.mul(r1, c1));
      r2 = f64x2.add(f64x2.mul(p2, s2), f64x2.mul(r2, c2));
      p1 = q1;
      p2 = q2;
      const pr = v128.load(re + plus);
      const pi = v128.load(im + plus);
      const mr = v128.load(re + minus);
      const mi = v128.load(im + minus);
      const f1r = f64x2.add(pr, mr);
      const f1i = f64x2.sub(pi, mi);
      const f2r = f64x2.add(pi, mi);
      const f2i = f64x2.sub(mr, pr);
      toBoth(a, row, f64x2.add(f64x2.mul(f1r, p1), f64x2.mul(f1i, r1)));
      toBoth(b, row, f64x2.sub(f64x2.mul(f1r, r1), f64x2.mul(f1i, p1)));
      toBoth(a + far, row, f64x2.add(f64x2.mul(f2r, p2), f64x2.mul(f2i, r2)));
      toBoth(b + far, row, f64x2.sub(f64x2.mul(f2r, r2), f64x2.mul(f2i, p2)));
    }
  }
}
