/** Twin of `polynomials` in ../plain.ts, four polynomials at a time. Addresses in bytes. */
export function polynomials(x: f64, table: usize, degree: i32, count: i32, to: usize): void {
  const at = f64x2.splat(x);
  const row = (<usize>count) << 3;
  const last = table + row * degree;
  for (let m: usize = 0; m < row; m += 32) {
    let from = last + m;
    let one = v128.load(from);
    let two = v128.load(from, 16);
    while (from > table + m) {
      from -= row;
      one = f64x2.add(f64x2.mul(one, at), v128.load(from));
      two = f64x2.add(f64x2.mul(two, at), v128.load(from, 16));
    }
    v128.store(to + m, one);
    v128.store(to + m, two, 16);
  }
}
