import { initialFigures, type Statement } from '../src/index.ts';

const statement: Statement = {
  id: 'assumption-2.4',
  title: 'The data are well prepared',
  latex: String.raw`\sup_\varepsilon\varepsilon^{-2}\int|m-M_0|^2\,p_0^\varepsilon < \infty`,
  source: '(2.4)',
  hypotheses: [],
  dependsOn: [],
  claims: [
    {
      id: 'assumption-2.4/preparedness',
      kind: 'hypothesis',
      needs: 'model',
      title: 'Second moment about the signal',
      latex: String.raw`\sup_\varepsilon Y(0) = \sup_\varepsilon\varepsilon^{-2}\int|m-M_0|^2\,p_0^\varepsilon < \infty`,
      source: '(2.4)',
      scale: 1,
      hypotheses: ['2.4'],
      quantity: ({ model, epsilon }) => initialFigures(model, epsilon).Y,
    },
  ],
};

export default statement;
