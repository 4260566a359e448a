import { evolve, leadingBlock } from './dense-matrix.ts';
import type { ExactCase } from './exact-case.ts';
import { GRID, gaussianStart, hermiteFunctions, type ModeOperator, modeGenerator, SPACING } from './tumbling-modes.ts';

/** Beyond it f, whose centre moves from 1.2 towards 0, is below 1e-14, and the Hermite series may lose its sign. */
const REACH = { from: -8, to: 10 };
const COUNT = 36;

const DATA = { mean: 0.5, tilt: 0.25 };

export const homogeneousOperator = (count: number): ModeOperator => ({
  speeds: [-1, 2],
  weights: [0.5, 0.5],
  rate: (z, post) => (1 + 0.6 * Math.sin(z)) * (1 + 0.2 * [-1, 2][post]),
  slope: 0.7,
  epsilon: 0.1,
  waveNumber: 0,
  count,
});

/** Diagnostics of f = Σ c_{v,n}h_n𝓜 in w, where y = w − b with b = slope·e^{−t/ε}. */
function diagnosticsOf(operator: ModeOperator, basis: readonly Float64Array[], c: Float64Array, t: number) {
  const { speeds, weights, rate, slope, epsilon, count } = operator;
  const b = slope * Math.exp(-t / epsilon);
  const root = basis[0];
  // g = f/𝓜 and its derivative: h_n′ = √n h_{n−1}.
  const [g, slopes] = [0, 1].map((derivative) =>
    speeds.map((_, v) =>
      GRID.map((_w, j) => {
        let sum = 0;
        for (let n = derivative; n < count; n++) {
          sum += (derivative ? Math.sqrt(n) * basis[n - 1][j] : basis[n][j]) * c[v * count + n];
        }
        return sum / root[j];
      }),
    ),
  );
  let [V2, Y, E, I, K, drift] = [0, 0, 0, 0, 0, 0];
  speeds.forEach((speed, v) => {
    const [c0, c1, c2] = c.subarray(v * count);
    V2 += weights[v] * speed * speed * c0;
    drift += weights[v] * speed * c0;
    Y += weights[v] * (Math.SQRT2 * c2 + c0 - 2 * b * c1 + b * b * c0);
    GRID.forEach((w, j) => {
      if (w < REACH.from || w > REACH.to) return;
      const maxwellian = SPACING * root[j] * root[j];
      const density = weights[v] * maxwellian * g[v][j];
      E += density * (Math.log(g[v][j]) - b * w + (b * b) / 2);
      I += density * (slopes[v][j] / g[v][j] - b) ** 2;
      let gain = 0;
      speeds.forEach((_, u) => {
        gain += weights[u] * (rate(w - slope, v, u) * g[u][j] - rate(w - slope, u, v) * g[v][j]);
      });
      K += weights[v] * maxwellian * gain * (Math.log(g[v][j]) - (w * w) / 2 - Math.log(2 * Math.PI) / 2);
    });
  });
  return { V2, Y, E, I, K, drift };
}

/** Exact diagnostics with `count` Hermite functions. */
export function homogeneousDiagnostics(count: number, times: readonly number[]) {
  const operator = homogeneousOperator(count);
  const basis = hermiteFunctions(count);
  const densities = operator.speeds.map((v) => (1 + DATA.tilt * v) / (1 + DATA.tilt / 2));
  // At t = 0 w = y + slope, because D_tN = 0.
  const start = gaussianStart(densities, DATA.mean + operator.slope, count);
  // Without x-dependence nothing is imaginary.
  const half = start.length / 2;
  return evolve(leadingBlock(modeGenerator(operator), half), start.slice(0, half), times).map((c, i) =>
    diagnosticsOf(operator, basis, c, times[i]),
  );
}

/**
 * No dependence on x, rates that depend on z, M(t) = 0.7t: the equation is an ordinary one for the coefficients of Hermite
 * functions, solved by a dense matrix exponential. V₂, Y, E, I, K from the coefficients; J = 0.
 */
export const homogeneous: ExactCase = {
  name: 'spatially homogeneous, two velocities',
  input: {
    name: 'homogeneous-exact',
    space: { dimension: 1, domain: 'torus', length: 1 },
    velocities: { set: 'list', values: [-1, 2], weights: [1, 1] },
    signal: '0.7*t',
    kernel: { rate: '(1 + 0.6*sin(z))*(1 + 0.2*v)' },
    initial: { density: '1 + 0.25*v', profile: { type: 'gaussian', mean: 0.5, deviation: 1 } },
    time: 0.3,
    epsilons: [0.1],
  },
  exact: (times) => {
    const all = homogeneousDiagnostics(COUNT, times);
    const pick = (name: 'V2' | 'Y' | 'E' | 'I' | 'K'): number[] => all.map((at) => at[name]);
    return {
      mass: times.map(() => 1),
      V2: pick('V2'),
      Y: pick('Y'),
      E: pick('E'),
      I: pick('I'),
      K: pick('K'),
      J: times.map(() => 0),
    };
  },
  accuracy: 1e-12,
  excites: { time: ['V2', 'Y'], y: ['Y', 'I'] },
};
