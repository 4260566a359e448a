import {
  difference,
  entropyDensity,
  exactly,
  gaussian,
  integral,
  panels,
  type Statement,
  scaled,
  sum,
} from '../src/index.ts';

const EPSILONS = [0.1, 0.01, 0.001];
const fields = { kind: 'erratum', needs: 'nothing', source: 'Section 5', scale: 1 } as const;
const SETTING = 'm − M₀ Gaussian with mean 0.8ε and deviation 1.2ε';

/** |E(0) − (∫p₀ log p₀ + ½ε⁻²∫|m − M₀|²p₀ + constant)| by quadrature in m. */
function gap(epsilon: number, constant: number) {
  const law = (m: number): number => gaussian(m, 0.8 * epsilon, 1.2 * epsilon);
  const edges = panels(-14 * epsilon, 14 * epsilon, 56);
  const relative = integral((m) => {
    const p = law(m);
    return p > 0 ? p * (Math.log(p) - Math.log(gaussian(m, 0, epsilon))) : 0;
  }, edges);
  const entropy = integral((m) => entropyDensity(law(m)), edges);
  const width = scaled(
    integral((m) => m * m * law(m), edges),
    1 / (2 * epsilon * epsilon),
  );
  const residual = difference(relative, sum(sum(entropy, width), exactly(constant)));
  return { epsilon, measured: { ...residual, value: Math.abs(residual.value) }, bound: exactly(0) };
}

const statement: Statement = {
  id: 'erratum-05',
  title: 'Section 5 has the wrong constants in the relative energy',
  latex: String.raw`E[q_0^\varepsilon] = \int p_0\log p_0+\tfrac12\int\left|\tfrac{m-M_0}{\varepsilon}\right|^2p_0+\tfrac12\log(2\pi)+\log\varepsilon`,
  source: 'Section 5',
  hypotheses: [],
  dependsOn: [],
  note: 'Printed −log(2π) + |log ε| for ½log(2π) + log ε: both signs and a factor. The logarithm lowers E(0).',
  claims: [
    {
      ...fields,
      id: 'erratum-05/printed',
      expected: 'fail',
      title: 'Relative energy in terms of p₀, as printed',
      latex: String.raw`\Bigl|E-\int p_0\log p_0-\tfrac12\varepsilon^{-2}\int|m-M_0|^2p_0+\log(2\pi)-|\log\varepsilon|\Bigr| \le 0`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () => EPSILONS.map((epsilon) => gap(epsilon, -Math.log(2 * Math.PI) + Math.abs(Math.log(epsilon)))),
      },
    },
    {
      ...fields,
      id: 'erratum-05/corrected',
      expected: 'pass',
      title: 'Relative energy in terms of p₀, corrected',
      latex: String.raw`\Bigl|E-\int p_0\log p_0-\tfrac12\varepsilon^{-2}\int|m-M_0|^2p_0-\tfrac12\log(2\pi)-\log\varepsilon\Bigr| \le 0`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () => EPSILONS.map((epsilon) => gap(epsilon, Math.log(2 * Math.PI) / 2 + Math.log(epsilon))),
      },
    },
  ],
};

export default statement;
