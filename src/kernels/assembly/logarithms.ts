/** Twin of `logarithms` in ../logarithms.ts, two at a time. Addresses in bytes. */
export function logarithms(from: usize, count: i32, to: usize): void {
  const end = from + ((<usize>count) << 3);
  const shift = i64x2.splat(0x0009_5f62_0000_0000);
  const root = i64x2.splat(0x3fe6_a09e_0000_0000);
  const mantissa = i64x2.splat(0x000f_ffff_ffff_ffff);
  // An integer below 2^52 in the last bits of 2^52 is that plus the integer.
  const magic = f64x2.splat(4503599627370496);
  const bias = f64x2.splat(4503599627370496 + 1023);
  for (; from < end; from += 16) {
    const bits = i64x2.add(v128.load(from), shift);
    const k = f64x2.sub(v128.or(i64x2.shr_u(bits, 52), magic), bias);
    const f = f64x2.sub(i64x2.add(v128.and(bits, mantissa), root), f64x2.splat(1));
    const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
    const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
    const z = f64x2.mul(s, s);
    const w = f64x2.mul(z, z);
    let even = f64x2.add(f64x2.splat(0.22222198432149784), f64x2.mul(w, f64x2.splat(0.15313837699209373)));
    even = f64x2.mul(w, f64x2.add(f64x2.splat(0.3999999999940942), f64x2.mul(w, even)));
    let odd = f64x2.add(f64x2.splat(0.1818357216161805), f64x2.mul(w, f64x2.splat(0.14798198605116586)));
    odd = f64x2.add(f64x2.splat(0.2857142874366239), f64x2.mul(w, odd));
    odd = f64x2.mul(z, f64x2.add(f64x2.splat(0.6666666666666735), f64x2.mul(w, odd)));
    let log = f64x2.mul(s, f64x2.add(half, f64x2.add(odd, even)));
    log = f64x2.add(log, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
    log = f64x2.add(f64x2.sub(log, half), f);
    v128.store(to, f64x2.add(log, f64x2.mul(k, f64x2.splat(0.6931471803691238))));
    to += 16;
  }
}
