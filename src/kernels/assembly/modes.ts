/** Twins of the functions in ../modes.ts, two at a time. Addresses in bytes. */

export function unfoldMode(
  half: i32,
  cosine: f64,
  sine: f64,
  even: usize,
  odd: usize,
  plus: usize,
  minus: usize,
  imaginary: usize,
): void {
  const c = f64x2.splat(cosine);
  const s = f64x2.splat(sine);
  const column = (<usize>half) << 3;
  for (let j: usize = 0; j < column; j += 16) {
    const er = v128.load(even + j);
    const ei = v128.load(even + j + column);
    const or = v128.load(odd + j);
    const oi = v128.load(odd + j + column);
    const ar = f64x2.sub(f64x2.mul(er, c), f64x2.mul(ei, s));
    const ai = f64x2.add(f64x2.mul(er, s), f64x2.mul(ei, c));
    const br = f64x2.sub(f64x2.mul(or, c), f64x2.mul(oi, s));
    const bi = f64x2.add(f64x2.mul(or, s), f64x2.mul(oi, c));
    v128.store(plus + j, f64x2.sub(ar, bi));
    v128.store(plus + j + imaginary, f64x2.add(ai, br));
    v128.store(minus + j, f64x2.add(ar, bi));
    v128.store(minus + j + imaginary, f64x2.sub(br, ai));
  }
}

export function foldMode(
  half: i32,
  cosine: f64,
  sine: f64,
  even: usize,
  odd: usize,
  plus: usize,
  minus: usize,
  imaginary: usize,
): void {
  const c = f64x2.splat(cosine);
  const s = f64x2.splat(sine);
  const column = (<usize>half) << 3;
  for (let j: usize = 0; j < column; j += 16) {
    const pr = v128.load(plus + j);
    const pi = v128.load(plus + j + imaginary);
    const mr = v128.load(minus + j);
    const mi = v128.load(minus + j + imaginary);
    const ar = f64x2.add(pr, mr);
    const ai = f64x2.sub(pi, mi);
    const br = f64x2.add(pi, mi);
    const bi = f64x2.sub(mr, pr);
    v128.store(even + j, f64x2.sub(f64x2.mul(ar, c), f64x2.mul(ai, s)));
    v128.store(even + j + column, f64x2.add(f64x2.mul(ar, s), f64x2.mul(ai, c)));
    v128.store(odd + j, f64x2.sub(f64x2.mul(br, c), f64x2.mul(bi, s)));
    v128.store(odd + j + column, f64x2.add(f64x2.mul(br, s), f64x2.mul(bi, c)));
  }
}
