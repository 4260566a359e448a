/** A square real matrix, layout [row·n + column]. */
export type Matrix = Float64Array;

const order = (a: Matrix): number => Math.sqrt(a.length);

export function identity(n: number): Matrix {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  const n = order(a);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) out[i * n + j] += factor * b[k * n + j];
    }
  }
  return out;
}

export function apply(a: Matrix, x: Float64Array): Float64Array {
  const n = x.length;
  return x.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a[i * n + j] * x[j];
    return sum;
  });
}

/** The first `size` rows and columns. */
export function leadingBlock(a: Matrix, size: number): Matrix {
  const n = order(a);
  return Float64Array.from({ length: size * size }, (_, index) => a[Math.floor(index / size) * n + (index % size)]);
}

/** Terms of the Taylor polynomial: for a norm of at most ½ the remainder is below 2^{−18}/18! ≈ 6e-22. */
const TERMS = 17;

/** e^A by scaling and squaring of the Taylor polynomial. */
export function exponential(a: Matrix): Matrix {
  const n = order(a);
  let norm = 0;
  for (let i = 0; i < n; i++)
    norm = Math.max(
      norm,
      a.subarray(i * n, (i + 1) * n).reduce((s, v) => s + Math.abs(v), 0),
    );
  const doublings = Math.max(0, Math.ceil(Math.log2(norm)) + 1);
  const scaled = a.map((value) => value / 2 ** doublings);
  // Horner: I + A(I + A/2 (I + A/3 (…))).
  let result = identity(n);
  for (let k = TERMS; k >= 1; k--) {
    result = multiply(scaled, result).map((value) => value / k);
    for (let i = 0; i < n; i++) result[i * n + i] += 1;
  }
  for (let k = 0; k < doublings; k++) result = multiply(result, result);
  return result;
}

/** x(t) for x′ = Ax, x(0) = start, at increasing times from 0; one exponential for each distinct length of an interval. */
export function evolve(a: Matrix, start: Float64Array, times: readonly number[]): Float64Array[] {
  const propagators = new Map<string, Matrix>();
  const states = [start];
  for (let i = 1; i < times.length; i++) {
    const length = times[i] - times[i - 1];
    const key = length.toPrecision(11);
    const propagator = propagators.get(key) ?? exponential(a.map((value) => value * length));
    propagators.set(key, propagator);
    states.push(apply(propagator, states[i - 1]));
  }
  return states;
}

/** x with Ax = b, by Gaussian elimination with partial pivoting. */
export function solveLinear(a: Matrix, b: Float64Array): Float64Array {
  const n = b.length;
  const m = a.slice();
  const x = b.slice();
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) if (Math.abs(m[i * n + column]) > Math.abs(m[pivot * n + column])) pivot = i;
    for (let j = 0; j < n; j++) {
      [m[pivot * n + j], m[column * n + j]] = [m[column * n + j], m[pivot * n + j]];
    }
    [x[pivot], x[column]] = [x[column], x[pivot]];
    for (let i = column + 1; i < n; i++) {
      const factor = m[i * n + column] / m[column * n + column];
      for (let j = column; j < n; j++) m[i * n + j] -= factor * m[column * n + j];
      x[i] -= factor * x[column];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) x[i] -= m[i * n + j] * x[j];
    x[i] /= m[i * n + i];
  }
  return x;
}
