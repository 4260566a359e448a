/** Twin of `jumps` in ../jumps.ts, nodes with even and with odd number in the two lanes. Addresses in bytes. */
export function jumps(
  flux: usize,
  zetas: usize,
  n: i32,
  jump: f64,
  sum: f64,
  logs: usize,
  logsAfter: usize,
  doubts: usize,
  doubtsAfter: usize,
  out: usize,
): void {
  const height = f64x2.splat(jump);
  const offset = f64x2.splat(sum);
  let square = f64x2.splat(0);
  let squareSize = f64x2.splat(0);
  let log = f64x2.splat(0);
  let logSize = f64x2.splat(0);
  let doubt = f64x2.splat(0);
  for (let at: usize = 0, end = (<usize>n) << 3; at < end; at += 16) {
    const w = v128.load(flux + at);
    const zeta = v128.load(zetas + at);
    const j = f64x2.mul(f64x2.mul(w, height), f64x2.add(f64x2.add(zeta, zeta), offset));
    square = f64x2.add(square, j);
    squareSize = f64x2.add(squareSize, f64x2.abs(j));
    const k = f64x2.mul(w, f64x2.sub(v128.load(logsAfter + at), v128.load(logs + at)));
    log = f64x2.add(log, k);
    logSize = f64x2.add(logSize, f64x2.abs(k));
    const both = f64x2.add(v128.load(doubtsAfter + at), v128.load(doubts + at));
    doubt = f64x2.add(doubt, f64x2.mul(f64x2.abs(w), both));
  }
  v128.store(out, square);
  v128.store(out, squareSize, 16);
  v128.store(out, log, 32);
  v128.store(out, logSize, 48);
  v128.store(out, doubt, 64);
}
