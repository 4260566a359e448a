import { erf } from '../../src/model/erf.ts';
import type { ExactCase } from './exact-case.ts';

/** Φ of a Gaussian with the given mean and deviation. */
const cumulative = (y: number, mean: number, deviation: number): number =>
  (1 + erf((y - mean) / (deviation * Math.SQRT2))) / 2;

/**
 * ∫|g − 𝓜|dy for a Gaussian g: between two crossings of the densities the sign is one, and the integral a difference of
 * values of Φ. For unit deviation it is 2 erf(|mean|/(2√2)).
 */
export function distanceToMaxwellian(mean: number, deviation: number): number {
  // −(y−μ)²/(2s²) − log s = −y²/2, that is (1 − 1/s²)y² + 2μ/s² y − μ²/s² − 2 log s = 0; roots without cancellation.
  const s2 = deviation * deviation;
  const [a, b, c] = [1 - 1 / s2, mean / s2, -(mean * mean) / s2 - Math.log(s2)];
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(Math.max(0, b * b - a * c)));
  const crossings = [q / a, c / q].filter(Number.isFinite).sort((x, y) => x - y);
  const difference = [...crossings, Number.POSITIVE_INFINITY].map((y) =>
    y === Number.POSITIVE_INFINITY ? 0 : cumulative(y, mean, deviation) - cumulative(y, 0, 1),
  );
  return difference.reduce((sum, value, i) => sum + Math.abs(value - (i === 0 ? 0 : difference[i - 1])), 0);
}

/**
 * M ≡ 0, Λ constant, data uniform in x and v: q is a Gaussian of mean μ = a s and variance w = 1 + (d²−1)s², s = e^{−t/ε}.
 * Y = w + μ², E = (w + μ² − 1 − log w)/2, I = μ² + (w−1)²/w, and ∫I = ε(E(0) − E(t)) because J = K = 0.
 */
function pureCase(name: string, epsilon: number, a: number, d: number): ExactCase {
  return {
    name,
    input: {
      name: 'exact-case',
      space: { dimension: 1, domain: 'torus', length: 1 },
      velocities: { set: 'two-speed', speed: 1 },
      signal: '0',
      kernel: { rate: '1.3' },
      initial: { density: '1', profile: { type: 'gaussian', mean: a, deviation: d } },
      time: 3 * epsilon,
      epsilons: [epsilon],
    },
    exact: (times) => {
      const laws = times.map((t) => {
        const s = Math.exp(-t / epsilon);
        const excess = (d * d - 1) * s * s;
        return { mean: a * s, excess };
      });
      const E = laws.map(({ mean, excess }) => (excess + mean * mean - Math.log1p(excess)) / 2);
      return {
        mass: times.map(() => 1),
        V2: times.map(() => 1),
        Y: laws.map(({ mean, excess }) => 1 + excess + mean * mean),
        E,
        I: laws.map(({ mean, excess }) => mean * mean + excess ** 2 / (1 + excess)),
        J: times.map(() => 0),
        K: times.map(() => 0),
        '∫I': E.map((value) => epsilon * (E[0] - value)),
        equilibriumDistance: laws.map(({ mean, excess }) => distanceToMaxwellian(mean, Math.sqrt(1 + excess))),
      };
    },
    // erf to 1e-15; next to unit deviation the crossings lose digits where the densities differ little.
    accuracy: 1e-12,
    // What y leaves is seen better where tumbling mixes it.
    excites: {},
  };
}

export const pureOrnsteinUhlenbeck: readonly ExactCase[] = [
  pureCase('Ornstein–Uhlenbeck, shifted unit Gaussian', 0.05, 0.8, 1),
  pureCase('Ornstein–Uhlenbeck, narrow Gaussian', 0.1, 0.7, 0.8),
];
