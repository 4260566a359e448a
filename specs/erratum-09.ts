import { exactly, gaussian, integral, panels, type Statement, scaled } from '../src/index.ts';

const EPSILONS = [1e-2, 1e-3, 1e-4];
const fields = { kind: 'erratum', needs: 'nothing', source: 'Proposition 4.1', scale: 1 } as const;

/** εE(0) on a torus of length 1 for a Gaussian in m of the given deviation, by quadrature. */
const energy = (epsilon: number, deviation: number) =>
  scaled(
    integral(
      (m) => {
        const p = gaussian(m, 0, deviation);
        // log of the Maxwellian is written out: it underflows far from 0.
        const log = -0.5 * (m / epsilon) ** 2 - Math.log(epsilon) - Math.log(2 * Math.PI) / 2;
        return p > 0 ? p * (Math.log(p) - log) : 0;
      },
      panels(-12 * deviation, 12 * deviation, 48),
    ),
    epsilon,
  );

const samples = (deviation: (epsilon: number) => number) => () =>
  EPSILONS.map((epsilon) => ({ epsilon, time: 1, measured: energy(epsilon, deviation(epsilon)), bound: exactly(4) }));

const statement: Statement = {
  id: 'erratum-09',
  title: 'Propositions 4.1 and 4.2 are empty under their stated (2.3)',
  latex: String.raw`\varepsilon E[q_0^\varepsilon] \le \int_0^t2^2ds = 4t`,
  source: 'Propositions 4.1 and 4.2',
  hypotheses: [],
  dependsOn: [],
  note: 'Bounded entropy keeps ∫|m−M₀|²p₀ ≥ c > 0, so that εE(0) ≥ c/ε exceeds the trivial bound 4t of ∫₀ᵗ‖q−q̄𝓜‖² for all t ≤ c/ε. Under (2.3′) they say something.',
  claims: [
    {
      ...fields,
      id: 'erratum-09/printed',
      expected: 'fail',
      title: 'Under (2.3) the bound of Proposition 4.1 is below the trivial one at t = 1',
      latex: String.raw`\varepsilon E[q_0^\varepsilon] \le 4t, \quad t = 1`,
      setting: 'unit Gaussian in m, M₀ = 0',
      form: { shape: 'bound', samples: samples(() => 1) },
    },
    {
      ...fields,
      id: 'erratum-09/corrected',
      expected: 'pass',
      title: 'Under (2.3′) the bound of Proposition 4.1 is below the trivial one at t = 1',
      latex: String.raw`\varepsilon E[q_0^\varepsilon] \le 4t, \quad t = 1`,
      setting: 'Gaussian in m of deviation 2ε, M₀ = 0',
      form: { shape: 'bound', samples: samples((epsilon) => 2 * epsilon) },
    },
  ],
};

export default statement;
