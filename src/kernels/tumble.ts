/** `tumbleFactors` of `Kernels`, in plain TypeScript. */
export function tumbleFactors(
  memory: Float64Array,
  values: number,
  n: number,
  nv: number,
  rank: number,
  lanes: number,
  tables: number,
): void {
  const block = nv * n;
  const [post, pre] = [tables + block, tables + (1 + rank) * block];
  const sums = new Float64Array(rank);
  for (let j = 0; j < n; j++) {
    for (let part = 0; part < 2; part++) {
      const row = values + (part * n + j) * lanes;
      for (let at = row; at < row + lanes; at++) {
        for (let r = 0; r < rank; r++) {
          const factors = pre + r * block + j;
          sums[r] = 0;
          for (let iv = 0; iv < nv; iv++) sums[r] += memory[factors + iv * n] * memory[at + 2 * iv * n * lanes];
        }
        for (let iv = 0; iv < nv; iv++) {
          const to = at + 2 * iv * n * lanes;
          let arriving = 0;
          for (let r = 0; r < rank; r++) arriving += memory[post + r * block + iv * n + j] * sums[r];
          memory[to] = arriving - memory[tables + iv * n + j] * memory[to];
        }
      }
    }
  }
}

/** `tumbleTable` of `Kernels`, in plain TypeScript. */
export function tumbleTable(
  memory: Float64Array,
  values: number,
  n: number,
  nv: number,
  lanes: number,
  tables: number,
): void {
  const gain = tables + nv * n;
  const row = new Float64Array(nv);
  for (let j = 0; j < n; j++) {
    for (let part = 0; part < 2; part++) {
      const from = values + (part * n + j) * lanes;
      for (let at = from; at < from + lanes; at++) {
        for (let post = 0; post < nv; post++) {
          let sum = 0;
          for (let pre = 0; pre < nv; pre++)
            sum += memory[gain + (post * nv + pre) * n + j] * memory[at + 2 * pre * n * lanes];
          row[post] = sum - memory[tables + post * n + j] * memory[at + 2 * post * n * lanes];
        }
        for (let iv = 0; iv < nv; iv++) memory[at + 2 * iv * n * lanes] = row[iv];
      }
    }
  }
}
