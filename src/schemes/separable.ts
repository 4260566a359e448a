/** Round-off of a sum of products that reproduces an entry, as a multiple of the largest entry at that z: a declared 32 units. */
const ROUND_OFF = 32 * Number.EPSILON;

/** Λ(z, v, v') = Σ_r α_r(z, v) β_r(z, v'): factors [(r·nv + iv)·n + j], the weight ν(v') in β. */
export interface Separable {
  readonly rank: number;
  readonly post: Float64Array;
  readonly pre: Float64Array;
}

/**
 * A table [(post·nv + pre)·n + j] as a sum of few products, as it is for rates that depend on one of the velocities, or on
 * both by a polynomial of low degree. Cross approximation with the same rows and columns at every z: the pivot is the entry
 * where the remainder is largest, and every remainder at a z is divided by its own. The sum of products is compared with the
 * table at the end; `undefined` when it misses round-off anywhere or saves no work.
 */
export function separate(table: Float64Array, n: number, nv: number): Separable | undefined {
  const scale = largestOf(table, n);
  const rest = table.slice();
  const post: Float64Array[] = [];
  const pre: Float64Array[] = [];
  for (;;) {
    const pivot = largestEntry(rest, scale, n);
    if (pivot === undefined) break;
    if (2 * (post.length + 1) > nv) return undefined;
    const [row, column] = [Math.floor(pivot / nv), pivot % nv];
    const [alpha, beta] = [new Float64Array(nv * n), new Float64Array(nv * n)];
    for (let iv = 0; iv < nv; iv++) {
      for (let j = 0; j < n; j++) {
        const divisor = rest[pivot * n + j];
        const negligible = Math.abs(divisor) <= ROUND_OFF * scale[j];
        alpha[iv * n + j] = negligible ? 0 : rest[(iv * nv + column) * n + j] / divisor;
        beta[iv * n + j] = rest[(row * nv + iv) * n + j];
      }
    }
    subtract(rest, alpha, beta, n, nv);
    post.push(alpha);
    pre.push(beta);
  }
  const left = table.slice();
  post.forEach((alpha, r) => {
    subtract(left, alpha, pre[r], n, nv);
  });
  if (largestEntry(left, scale, n) !== undefined) return undefined;
  return { rank: post.length, post: joined(post), pre: joined(pre) };
}

/** max over the velocities of |table| at every z. */
function largestOf(table: Float64Array, n: number): Float64Array {
  const largest = new Float64Array(n);
  for (let i = 0; i < table.length; i++) largest[i % n] = Math.max(largest[i % n], Math.abs(table[i]));
  return largest;
}

/** The entry post·nv + pre that is largest against its scale, summed over z; undefined where all are round-off. */
function largestEntry(rest: Float64Array, scale: Float64Array, n: number): number | undefined {
  let found: number | undefined;
  let most = 0;
  for (let entry = 0; entry * n < rest.length; entry++) {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      const size = Math.abs(rest[entry * n + j]);
      // Written so that NaN is no round-off.
      if (!(size <= ROUND_OFF * scale[j])) sum += size / scale[j];
    }
    if (!(sum <= most)) {
      most = sum;
      found = entry;
    }
  }
  return found;
}

function subtract(rest: Float64Array, alpha: Float64Array, beta: Float64Array, n: number, nv: number): void {
  for (let a = 0; a < nv; a++) {
    for (let b = 0; b < nv; b++) {
      const at = (a * nv + b) * n;
      for (let j = 0; j < n; j++) rest[at + j] -= alpha[a * n + j] * beta[b * n + j];
    }
  }
}

function joined(factors: readonly Float64Array[]): Float64Array {
  const size = factors[0]?.length ?? 0;
  const all = new Float64Array(factors.length * size);
  factors.forEach((factor, r) => {
    all.set(factor, r * size);
  });
  return all;
}
