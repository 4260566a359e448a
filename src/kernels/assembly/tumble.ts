/** Twins of the functions in ../tumble.ts, two lanes in every instruction. Addresses in bytes. */

/** Behind the tables there is room for two lanes of every product. */
export function tumbleFactors(values: usize, n: i32, nv: i32, rank: i32, lanes: i32, tables: usize): void {
  const width = (<usize>lanes) << 3;
  const plane = width * n;
  const velocity = plane << 1;
  const column = (<usize>n) << 3;
  const post = tables + column * nv;
  const pre = post + column * nv * rank;
  const sums = pre + column * nv * rank;
  for (let j = 0; j < n; j++) {
    const entry = (<usize>j) << 3;
    for (let part = 0; part < 2; part++) {
      const row = values + plane * part + width * j;
      for (let at = row; at < row + width; at += 16) {
        let factor = pre + entry;
        for (let r = 0; r < rank; r++) {
          let sum = f64x2.splat(0);
          let from = at;
          for (let iv = 0; iv < nv; iv++) {
            sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(factor), v128.load(from)));
            from += velocity;
            factor += column;
          }
          v128.store(sums + 16 * r, sum);
        }
        let to = at;
        let first = post + entry;
        let loss = tables + entry;
        for (let iv = 0; iv < nv; iv++) {
          let arriving = f64x2.splat(0);
          let gain = first;
          for (let r = 0; r < rank; r++) {
            arriving = f64x2.add(arriving, f64x2.mul(v128.load64_splat(gain), v128.load(sums + 16 * r)));
            gain += column * nv;
          }
          v128.store(to, f64x2.sub(arriving, f64x2.mul(v128.load64_splat(loss), v128.load(to))));
          to += velocity;
          first += column;
          loss += column;
        }
      }
    }
  }
}

/** Behind the tables there is room for two lanes of every velocity. */
export function tumbleTable(values: usize, n: i32, nv: i32, lanes: i32, tables: usize): void {
  const width = (<usize>lanes) << 3;
  const plane = width * n;
  const velocity = plane << 1;
  const column = (<usize>n) << 3;
  const gains = tables + column * nv;
  const work = gains + column * nv * nv;
  for (let j = 0; j < n; j++) {
    const entry = (<usize>j) << 3;
    for (let part = 0; part < 2; part++) {
      const row = values + plane * part + width * j;
      for (let at = row; at < row + width; at += 16) {
        let gain = gains + entry;
        let loss = tables + entry;
        let own = at;
        for (let post = 0; post < nv; post++) {
          let sum = f64x2.splat(0);
          let from = at;
          for (let pre = 0; pre < nv; pre++) {
            sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(gain), v128.load(from)));
            from += velocity;
            gain += column;
          }
          v128.store(work + 16 * post, f64x2.sub(sum, f64x2.mul(v128.load64_splat(loss), v128.load(own))));
          loss += column;
          own += velocity;
        }
        let to = at;
        for (let iv = 0; iv < nv; iv++) {
          v128.store(to, v128.load(work + 16 * iv));
          to += velocity;
        }
      }
    }
  }
}
