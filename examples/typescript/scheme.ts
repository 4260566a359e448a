// Hermite functions for r(t,x,v,z) = Σ c_k(t,x,v) h_k(z) 𝓜(z), z = (m−M)/ε, of which the marginal is c_0. Strang splitting:
// transport follows the paths backwards with cubic interpolation, Fokker–Planck is exact for every ε, tumbling is the
// midpoint rule. Gives p̄^ε alone.
import { defineScheme, type Problem } from 'lemmata';

/** Coefficients [x][v][k]. */
type State = readonly (readonly Float64Array[])[];

/** Points of the quadrature in z; the integrands are smooth and vanish at both ends. */
const DZ = 1 / 32;
const Z = Array.from({ length: 24 / DZ + 1 }, (_, j) => -12 + j * DZ);
const GAUSSIAN = Z.map((z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI));
const integral = (of: (j: number) => number): number => Z.reduce((sum, _, j) => sum + of(j) * DZ, 0);

/** h_0 … h_{modes−1} at the points: orthonormal for 𝓜. */
function hermite(modes: number): readonly (readonly number[])[] {
  const h = [Z.map(() => 1), Z];
  for (let k = 1; k + 1 < modes; k++)
    h.push(Z.map((z, j) => (z * h[k][j] - Math.sqrt(k) * h[k - 1][j]) / Math.sqrt(k + 1)));
  return h;
}

function transported(state: State, velocities: readonly number[], dt: number, dx: number): State {
  const nx = state.length;
  return state.map((_, i) =>
    velocities.map((v, iv) => {
      const shift = (v * dt) / dx;
      const low = Math.floor(i - shift);
      const s = i - shift - low;
      const at = [-1, 0, 1, 2].map((n) => state[(((low + n) % nx) + nx) % nx][iv]);
      const [a, d] = [(-s * (s - 1) * (s - 2)) / 6, (s * (s * s - 1)) / 6];
      const [b, c] = [((s * s - 1) * (s - 2)) / 2, (-s * (s + 1) * (s - 2)) / 2];
      return at[0].map((_, k) => a * at[0][k] + b * at[1][k] + c * at[2][k] + d * at[3][k]);
    }),
  );
}

/** Exact over dt = τε: Σ c_k s^k/√k! becomes the same sum at s e^{−τ}, times exp(−D_tM (1 − e^{−τ}) s). */
function relaxed(c: Float64Array, gradient: number, tau: number, factorials: readonly number[]): Float64Array {
  const decayed = c.map((value, k) => (value * Math.exp(-k * tau)) / Math.sqrt(factorials[k]));
  const powers = factorials.map((factorial, k) => (gradient * Math.expm1(-tau)) ** k / factorial);
  return c.map((_, k) => {
    let sum = 0;
    for (let j = 0; j <= k; j++) sum += decayed[j] * powers[k - j];
    return sum * Math.sqrt(factorials[k]);
  });
}

/** Gain less loss of every velocity at one x, in coefficients: Λ is a matrix in k for each pair of velocities. */
function tumblingOf({ velocities, weights, rate }: Problem, h: readonly (readonly number[])[]) {
  const rates = velocities.map((v) =>
    velocities.map((w) => {
      const weighted = Z.map((z, j) => rate(z, v, w) * GAUSSIAN[j]);
      return h.map((row) => Float64Array.from(h, (column) => integral((j) => weighted[j] * row[j] * column[j])));
    }),
  );
  const dot = (row: Float64Array, c: Float64Array): number => row.reduce((sum, value, l) => sum + value * c[l], 0);
  return (c: readonly Float64Array[]): readonly Float64Array[] =>
    velocities.map((_, v) =>
      Float64Array.from(h, (_, k) =>
        weights.reduce((sum, nu, w) => sum + nu * (dot(rates[v][w][k], c[w]) - dot(rates[w][v][k], c[v])), 0),
      ),
    );
}

/** @param steps of the scheme itself: dt, points in x, Hermite functions */
export const hermiteScheme = ({ dt = 0.01, points = 64, modes = 16 } = {}) =>
  defineScheme({
    name: 'hermite',
    level: 'marginal',
    orders: { time: 1, x: 3 },
    solve(problem) {
      const { velocities, epsilon } = problem;
      const { x, dx } = problem.cells(points);
      const h = hermite(Math.round(modes / problem.yFactor));
      const factorials = h.map((_, k) => Array.from({ length: k }, (_, j) => j + 1).reduce((a, b) => a * b, 1));
      const tumbling = tumblingOf(problem, h);
      const law = Z.map((z) => problem.profile(z)); // z = y at t = 0
      const mass = integral((j) => law[j]);
      const profile = h.map((row) => integral((j) => row[j] * law[j]) / mass);
      const start: State = Array.from(x, (at) =>
        velocities.map((v) => Float64Array.from(profile, (c) => c * problem.density(at, v))),
      );
      const plus = (c: Float64Array, change: Float64Array, factor: number) => c.map((v, k) => v + factor * change[k]);

      function step(state: State, now: number, dt: number): State {
        const tau = dt / (2 * epsilon);
        const tumbled = transported(state, velocities, dt / 2, dx).map((here, i) => {
          const gradients = velocities.map((v) => problem.pathGradient(now + dt / 2, x[i], v));
          const before = here.map((c, v) => relaxed(c, gradients[v], tau, factorials));
          const first = tumbling(before);
          const middle = tumbling(before.map((c, v) => plus(c, first[v], dt / 2)));
          return before.map((c, v) => relaxed(plus(c, middle[v], dt), gradients[v], tau, factorials));
        });
        return transported(tumbled, velocities, dt / 2, dx);
      }

      return problem.march(start, step, dt * problem.timeFactor, (state) => ({
        x,
        pbar: state.flatMap((here) => here.map(([mean]) => mean)),
      }));
    },
  });

export default hermiteScheme();
