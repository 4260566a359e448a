/** `tumbleFactors` of `Kernels`, in plain TypeScript. */
export function tumbleFactors(
  memory: Float64Array,
  values: number,
  n: number,
  nv: number,
  lanes: number,
  tables: number,
): void {
  const [post, pre] = [tables + nv * n, tables + 2 * nv * n];
  for (let j = 0; j < n; j++) {
    for (let part = 0; part < 2; part++) {
      const row = values + (part * n + j) * lanes;
      for (let at = row; at < row + lanes; at++) {
        let sum = 0;
        for (let iv = 0; iv < nv; iv++) sum += memory[pre + iv * n + j] * memory[at + 2 * iv * n * lanes];
        for (let iv = 0; iv < nv; iv++) {
          const to = at + 2 * iv * n * lanes;
          memory[to] = memory[post + iv * n + j] * sum - memory[tables + iv * n + j] * memory[to];
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
