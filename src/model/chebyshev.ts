/** Largest degree tried before the table is refused. */
const LARGEST_DEGREE = 512;

/**
 * Chebyshev interpolant of f on [from, to], with the degree raised until the last coefficients are at round-off
 * (relative to the largest). Evaluation by Clenshaw's recurrence.
 *
 * @returns evaluator, exact to about 1e-14 of max|f| for analytic f
 */
export function chebyshevInterpolant(
  f: (at: Float64Array, out: Float64Array) => void,
  from: number,
  to: number,
): (a: number) => number {
  const middle = (from + to) / 2;
  const radius = Math.max((to - from) / 2, 1e-12);
  for (let degree = 16; ; degree *= 2) {
    const nodes = Float64Array.from(
      { length: degree + 1 },
      (_, i) => middle + radius * Math.cos((Math.PI * (i + 0.5)) / (degree + 1)),
    );
    const values = new Float64Array(degree + 1);
    f(nodes, values);
    const coefficients = new Float64Array(degree + 1);
    for (let k = 0; k <= degree; k++) {
      let sum = 0;
      for (let i = 0; i <= degree; i++) sum += values[i] * Math.cos((Math.PI * k * (i + 0.5)) / (degree + 1));
      coefficients[k] = ((k === 0 ? 1 : 2) * sum) / (degree + 1);
    }
    const largest = Math.max(...coefficients.map(Math.abs));
    const tail = Math.max(...coefficients.slice(-3).map(Math.abs));
    if (tail > 1e-14 * largest && degree < LARGEST_DEGREE) continue;
    return (a) => {
      const s = (a - middle) / radius;
      let b1 = 0;
      let b2 = 0;
      for (let k = degree; k >= 1; k--) {
        const b0 = coefficients[k] + 2 * s * b1 - b2;
        b2 = b1;
        b1 = b0;
      }
      return coefficients[0] + s * b1 - b2;
    };
  }
}
