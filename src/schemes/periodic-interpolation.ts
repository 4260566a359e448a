/** Rows at equally spaced positions first + ix·length/count; row ix begins at values[row(ix)]. */
export interface RowsInSpace {
  readonly values: Float64Array;
  readonly count: number;
  readonly first: number;
  readonly row: (ix: number) => number;
}

/**
 * Every column of rows is interpolated in x by the trigonometric polynomial of the modes |k| ≤ `modes`, which must be below
 * half the number of `from`: out(x) = Σ_b D(x − x_b) in(x_b), D(ξ) = (1 + 2Σ cos(2πkξ/length))/count. Columns do not mix, so
 * each keeps its own relative accuracy, far tails in y included. `to.count` divides `from.count`; `to` is overwritten.
 *
 * @param points length of a row of `to`; its entry j is entry j·stride of a row of `from`
 */
export function interpolateRows(
  from: RowsInSpace,
  to: RowsInSpace,
  { length, modes, points, stride }: { length: number; modes: number; points: number; stride: number },
): void {
  const n = from.count;
  const ratio = n / to.count;
  const kernel = new Float64Array(n);
  for (let d = 0; d < n; d++) {
    const angle = (2 * Math.PI * (to.first - from.first + (d * length) / n)) / length;
    let sum = 1;
    for (let k = 1; k <= modes; k++) sum += 2 * Math.cos(k * angle);
    kernel[d] = sum / n;
  }
  for (let a = 0; a < to.count; a++) {
    const target = to.row(a);
    for (let j = 0; j < points; j++) to.values[target + j] = 0;
    for (let b = 0; b < n; b++) {
      const factor = kernel[(a * ratio - b + n) % n];
      const source = from.row(b);
      for (let j = 0; j < points; j++) to.values[target + j] += factor * from.values[source + j * stride];
    }
  }
}
