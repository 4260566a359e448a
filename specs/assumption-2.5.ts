import { initialFigures, type Statement, scaled } from '../src/index.ts';

const statement: Statement = {
  id: 'assumption-2.5',
  title: 'Marginals of the data converge',
  latex: String.raw`\sup_\varepsilon\varepsilon^{-2}\|\bar p_0-\bar p_0^\varepsilon\|_{L^1} < \infty`,
  source: '(2.5)',
  hypotheses: [],
  dependsOn: [],
  claims: [
    {
      id: 'assumption-2.5/marginals',
      kind: 'hypothesis',
      needs: 'model',
      title: 'Distance of the marginals',
      latex: String.raw`\sup_\varepsilon\varepsilon^{-2}\|\bar p_0-\bar p_0^\varepsilon\|_{L^1} < \infty`,
      source: '(2.5)',
      scale: 1,
      hypotheses: ['2.5'],
      quantity: ({ model, epsilon }) => scaled(initialFigures(model, epsilon).limitDistance, 1 / (epsilon * epsilon)),
    },
  ],
};

export default statement;
