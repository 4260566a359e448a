/** Twin of `entropySums` in ../entropy-sums.ts, two lanes in every instruction. Addresses in bytes. */
export function entropySums(
  values: usize,
  slopes: usize,
  logs: usize,
  n: i32,
  lanes: i32,
  nodes: usize,
  rows: usize,
  floor: f64,
  out: usize,
): void {
  const width = (<usize>lanes) << 3;
  const level = f64x2.splat(floor);
  const band = f64x2.splat(100 * floor);
  const decade = f64x2.splat(10 * floor);
  const none = f64x2.splat(0);
  for (let lane: usize = 0; lane < width; lane += 16) {
    const density = v128.load(rows + lane);
    const logDensity = v128.load(rows + width + lane);
    let eEven = none;
    let eOdd = none;
    let eSize = none;
    let eFloor = none;
    let fisherEven = none;
    let fisherOdd = none;
    let fisherFloor = none;
    let hEven = none;
    let hOdd = none;
    let hSize = none;
    let hFloor = none;
    let at = lane;
    let node = nodes;
    for (let i = 0; i < n; i++) {
      const q = v128.load(values + at);
      const trusted = f64x2.gt(q, level);
      const missing = f64x2.sub(f64x2.mul(density, v128.load64_splat(node, 8)), q);
      const log = f64x2.add(v128.load(logs + at), v128.load64_splat(node, 16));
      const e = v128.and(trusted, f64x2.mul(q, log));
      const drift = f64x2.add(v128.load(slopes + at), f64x2.mul(v128.load64_splat(node), q));
      const fisher = v128.and(trusted, f64x2.div(f64x2.mul(drift, drift), q));
      const h = f64x2.add(v128.and(trusted, f64x2.mul(q, f64x2.sub(log, logDensity))), missing);
      const size = f64x2.abs(e);
      const hTrusted = v128.and(trusted, f64x2.abs(h));
      if (i & 1) {
        eOdd = f64x2.add(eOdd, e);
        fisherOdd = f64x2.add(fisherOdd, fisher);
        hOdd = f64x2.add(hOdd, h);
      } else {
        eEven = f64x2.add(eEven, e);
        fisherEven = f64x2.add(fisherEven, fisher);
        hEven = f64x2.add(hEven, h);
      }
      eSize = f64x2.add(eSize, size);
      hSize = f64x2.add(hSize, hTrusted);
      const low = f64x2.lt(q, band);
      eFloor = f64x2.add(eFloor, v128.and(low, size));
      hFloor = f64x2.add(hFloor, v128.and(low, hTrusted));
      fisherFloor = f64x2.add(fisherFloor, v128.and(f64x2.lt(q, decade), fisher));
      at += width;
      node += 24;
    }
    const to = out + lane;
    v128.store(to, eEven);
    v128.store(to + width, eOdd);
    v128.store(to + 2 * width, eSize);
    v128.store(to + 3 * width, eFloor);
    v128.store(to + 4 * width, fisherEven);
    v128.store(to + 5 * width, fisherOdd);
    v128.store(to + 6 * width, fisherFloor);
    v128.store(to + 7 * width, hEven);
    v128.store(to + 8 * width, hOdd);
    v128.store(to + 9 * width, hSize);
    v128.store(to + 10 * width, hFloor);
  }
}
