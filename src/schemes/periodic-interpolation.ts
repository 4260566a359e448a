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
  const at = (a: number, b: number): number => kernel[(a * ratio - b + n) % n];
  const input = from.values;
  const output = to.values;
  for (let a = 0; a < to.count; a++) {
    const target = to.row(a);
    for (let j = 0; j < points; j++) output[target + j] = 0;
    // Four rows at a time: the target is read and written a quarter as often.
    let b = 0;
    for (; b + 3 < n; b += 4) {
      const [k0, k1, k2, k3] = [at(a, b), at(a, b + 1), at(a, b + 2), at(a, b + 3)];
      const [s0, s1, s2, s3] = [from.row(b), from.row(b + 1), from.row(b + 2), from.row(b + 3)];
      for (let j = 0; j < points; j++) {
        const i = j * stride;
        output[target + j] += k0 * input[s0 + i] + k1 * input[s1 + i] + k2 * input[s2 + i] + k3 * input[s3 + i];
      }
    }
    for (; b < n; b++) {
      const factor = at(a, b);
      const source = from.row(b);
      for (let j = 0; j < points; j++) output[target + j] += factor * input[source + j * stride];
    }
  }
}
