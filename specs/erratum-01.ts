import {
  decades,
  entropyDensity,
  exactly,
  gaussian,
  integral,
  literalEntropyOf,
  onePlus,
  panels,
  type Statement,
  scaled,
  sum,
} from '../src/index.ts';

/** The laws of y that are tried against the least entropy: density on panels, second moment. */
const LAWS = [
  { name: 'Gaussian', density: (y: number) => gaussian(y), edges: panels(-12, 12, 48), square: 1 },
  {
    name: 'two Gaussians',
    density: (y: number) => (gaussian(y, -1.5, 0.7) + gaussian(y, 1.5, 0.7)) / 2,
    edges: panels(-12, 12, 48),
    square: 2.74,
  },
  { name: 'uniform', density: (y: number) => (Math.abs(y) <= 1 ? 0.5 : 0), edges: panels(-1, 1, 8), square: 1 / 3 },
  { name: 'Laplace', density: (y: number) => Math.exp(-Math.abs(y)) / 2, edges: panels(-60, 60, 240), square: 2 },
];

/** Least ∫p₀ log p₀ with second moment ε²Y about M₀, on a torus of length 1: −½ log(2πeY) − log ε. */
const leastEntropy = (Y: number, epsilon: number): number =>
  -Math.log(2 * Math.PI * Math.E * Y) / 2 - Math.log(epsilon);

const EPSILONS = decades(0.1, 8);

/** (2.3) to the letter, on the data of a scenario. */
const literal = {
  kind: 'erratum',
  needs: 'model',
  latex: String.raw`\sup_\varepsilon\left(1+\left(\int p_0^\varepsilon\log p_0^\varepsilon\right)_+\right) < \infty`,
  source: '(2.3) as printed',
  scale: 1,
  form: { kind: 'hypothesis', needs: 'model', quantity: (context) => onePlus(literalEntropyOf(context)) },
} as const satisfies Partial<Statement['claims'][number]>;

const statement: Statement = {
  id: 'erratum-01',
  title: '(2.3) and (2.4) exclude each other as ε → 0',
  latex: String.raw`\int|m-M_0|^2p_0^\varepsilon = \varepsilon^2Y \implies \int p_0^\varepsilon\log p_0^\varepsilon \ge |\log\varepsilon| - \tfrac12\log(2\pi eY)`,
  source: '(2.3), (2.4)',
  hypotheses: [],
  dependsOn: [],
  note: 'Repairs: (2.3′), a bound on E[q₀^ε] with the moments of (2.3), which gives Theorem 2.1 without |log ε|^{1/2}; or (2.4) with ∫p₀ log p₀ ≤ C(1 + |log ε|), which gives the printed logarithm. The entropies here are those of the law in m on a torus of length 1.',
  claims: [
    {
      id: 'erratum-01/printed',
      kind: 'erratum',
      needs: 'nothing',
      expected: 'fail',
      title: 'Data with (2.4) can have bounded entropy',
      latex: String.raw`\sup_\varepsilon\Bigl(1+\inf\Bigl\{\int p_0\log p_0 : \int|m-M_0|^2p_0\le\varepsilon^2\Bigr\}_+\Bigr) < \infty`,
      source: '(2.3), (2.4)',
      scale: 1,
      setting: 'all data with Y(0) ≤ 1',
      form: {
        shape: 'supremum',
        points: () =>
          EPSILONS.map((epsilon) => ({ epsilon, value: exactly(1 + Math.max(0, leastEntropy(1, epsilon))) })),
      },
    },
    {
      id: 'erratum-01/least-entropy',
      kind: 'erratum',
      needs: 'nothing',
      expected: 'pass',
      title: 'A Gaussian has the least entropy of all laws with its second moment',
      latex: String.raw`-\tfrac12\log(2\pi eY)-\log\varepsilon \le \int p_0\log p_0\,dm`,
      source: 'not in the paper',
      scale: 1,
      setting: 'Gaussian, two Gaussians, uniform, Laplace',
      form: {
        shape: 'bound',
        samples: () =>
          LAWS.flatMap(({ name, density, edges, square }) =>
            [0.1, 1e-3].map((epsilon) => ({
              epsilon,
              where: name,
              measured: exactly(leastEntropy(square, epsilon)),
              bound: sum(
                integral((y) => entropyDensity(density(y)), edges),
                exactly(-Math.log(epsilon)),
              ),
            })),
          ),
      },
    },
    {
      id: 'erratum-01/corrected',
      kind: 'erratum',
      needs: 'nothing',
      expected: 'pass',
      title: 'The relative energy of prepared data is bounded, (2.3′)',
      latex: String.raw`\sup_\varepsilon\left(1+E[q_0^\varepsilon]_+\right) < \infty`,
      source: '(2.3), repaired',
      scale: 1,
      setting: 'm − M₀ = ε y, y of mean 0.8 and variance 1',
      form: {
        shape: 'supremum',
        points: () =>
          EPSILONS.map((epsilon) => ({
            epsilon,
            value: sum(
              exactly(1),
              integral(
                (m) => {
                  const p = gaussian(m, 0.8 * epsilon, epsilon);
                  return p > 0 ? p * Math.log(p / gaussian(m, 0, epsilon)) : 0;
                },
                panels(-10 * epsilon, 10 * epsilon, 40),
              ),
            ),
          })),
      },
    },
    {
      ...literal,
      id: 'erratum-01/literal-prepared',
      expected: 'fail',
      title: 'Entropy of (2.3) as printed, for data with (2.4)',
      scenario: 'travelling-wave',
    },
    {
      ...literal,
      id: 'erratum-01/literal-unprepared',
      expected: 'pass',
      title: 'Entropy of (2.3) as printed, for data without (2.4)',
      scenario: 'unprepared',
    },
    {
      id: 'erratum-01/corrected-logarithm',
      kind: 'erratum',
      needs: 'nothing',
      expected: 'pass',
      title: 'The entropy of prepared data is O(1 + |log ε|)',
      latex: String.raw`\sup_\varepsilon\frac{\int p_0^\varepsilon\log p_0^\varepsilon}{1+|\log\varepsilon|} < \infty`,
      source: '(2.3), repaired',
      scale: 1,
      setting: 'm − M₀ = ε y, y of mean 0.8 and variance 1',
      form: {
        shape: 'supremum',
        // From small ε on, where the quotient has left its constant behind.
        points: () =>
          decades(1e-5, 8).map((epsilon) => ({
            epsilon,
            value: scaled(
              integral(
                (m) => entropyDensity(gaussian(m, 0.8 * epsilon, epsilon)),
                panels(-10 * epsilon, 10 * epsilon, 40),
              ),
              1 / (1 + Math.abs(Math.log(epsilon))),
            ),
          })),
      },
    },
  ],
};

export default statement;
