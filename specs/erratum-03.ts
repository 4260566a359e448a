import { type Statement, worstRatio } from '../src/index.ts';

const fields = { kind: 'erratum', needs: 'case', source: 'Proposition 4.2, proof', scale: 1 } as const;

const statement: Statement = {
  id: 'erratum-03',
  title: 'The bound of L₁₁ − L₁₂ in the proof of Proposition 4.2 fails as t → 0',
  latex: String.raw`\mathcal{L}_{11}-\mathcal{L}_{12} \le C\min\left(1,(\varepsilon+e^{-t/\varepsilon})(t+1)\right)`,
  source: 'Proposition 4.2, proof',
  hypotheses: [],
  dependsOn: [],
  note: 'As printed the last factor is t, and the right side vanishes at t = 0 where the left side does not. Integrated: min(t, ε(1+t)²) up to a constant for min(t, εt² + ε²). The conclusion survives because min(t, ε(1+t)²) ≤ √(εt)(1+t); the ε² in Proposition 4.2 is then superfluous.',
  claims: [
    {
      ...fields,
      id: 'erratum-03/printed',
      expected: 'fail',
      title: 'Integrated bound, as printed, with a constant that does not depend on ε',
      latex: String.raw`\sup_\varepsilon\sup_t\frac{\|\bar p-\bar q^\varepsilon\|(t)}{\int_0^t\|q^\varepsilon-\bar q^\varepsilon\mathcal{M}\|ds+\min(t,\varepsilon t^2+\varepsilon^2)} < \infty`,
      scenario: 'short-times-equilibrium',
      form: {
        kind: 'rate',
        needs: 'case',
        proved: 0,
        quantity: (context) =>
          worstRatio(
            context,
            'limitDistance',
            ({ time, epsilon, at }) =>
              at('∫equilibriumDistance') + Math.min(time, epsilon * time * time + epsilon * epsilon),
          ),
      },
    },
    {
      ...fields,
      id: 'erratum-03/corrected',
      expected: 'pass',
      title: 'Integrated bound, corrected',
      latex: String.raw`\sup_\varepsilon\sup_t\frac{\|\bar p-\bar q^\varepsilon\|(t)}{\int_0^t\|q^\varepsilon-\bar q^\varepsilon\mathcal{M}\|ds+\min(t,\varepsilon(1+t)^2)} < \infty`,
      scenario: 'short-times-equilibrium',
      form: {
        kind: 'rate',
        needs: 'case',
        proved: 0,
        quantity: (context) =>
          worstRatio(
            context,
            'limitDistance',
            ({ time, epsilon, at }) => at('∫equilibriumDistance') + Math.min(time, epsilon * (1 + time) ** 2),
          ),
      },
    },
  ],
};

export default statement;
