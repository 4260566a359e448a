import { type Statement, worstRatio } from '../src/index.ts';

const fields = {
  kind: 'erratum',
  needs: 'case',
  source: 'Theorem 2.1, second estimate',
  scale: 1,
  scenario: 'short-times',
} as const;

/** t + 1 + |log ε|^{1/2}. */
const growth = (epsilon: number, t: number): number => t + 1 + Math.sqrt(Math.abs(Math.log(epsilon)));

const statement: Statement = {
  id: 'erratum-04',
  title: 'The second estimate of Theorem 2.1 is stated with √ε·t, and proved with √(εt)',
  latex: String.raw`\|\bar p^\varepsilon-\bar p\|(t) \le C\left(\sqrt{\varepsilon t}\,\left(t+1+|\log\varepsilon|^{1/2}\right)+\varepsilon^2\right)`,
  source: 'Theorem 2.1, second estimate; Proposition 4.2',
  hypotheses: [],
  dependsOn: [],
  note: 'Read as √ε·t, the estimate is false for ε² ≪ t ≪ √ε. For t ≥ √ε it holds, by the rate 1 that is not in the paper.',
  claims: [
    {
      ...fields,
      id: 'erratum-04/printed',
      expected: 'fail',
      title: 'Second estimate read as √ε·t, with a constant that does not depend on ε',
      latex: String.raw`\sup_\varepsilon\sup_t\frac{\|\bar p^\varepsilon-\bar p\|(t)}{\sqrt\varepsilon\,t\left(t+1+|\log\varepsilon|^{1/2}\right)+\varepsilon^2} < \infty`,
      form: {
        kind: 'rate',
        needs: 'case',
        proved: 0,
        quantity: (context) =>
          worstRatio(
            context,
            'limitDistance',
            ({ time, epsilon }) => Math.sqrt(epsilon) * time * growth(epsilon, time) + epsilon * epsilon,
          ),
      },
    },
    {
      ...fields,
      id: 'erratum-04/corrected',
      expected: 'pass',
      title: 'Second estimate read as √(εt)',
      latex: String.raw`\sup_\varepsilon\sup_t\frac{\|\bar p^\varepsilon-\bar p\|(t)}{\sqrt{\varepsilon t}\left(t+1+|\log\varepsilon|^{1/2}\right)+\varepsilon^2} < \infty`,
      form: {
        kind: 'rate',
        needs: 'case',
        proved: 0,
        quantity: (context) =>
          worstRatio(
            context,
            'limitDistance',
            ({ time, epsilon }) => Math.sqrt(epsilon * time) * growth(epsilon, time) + epsilon * epsilon,
          ),
      },
    },
  ],
};

export default statement;
