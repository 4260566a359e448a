import { initialFigures, type Statement } from '../src/index.ts';

const statement: Statement = {
  id: 'assumption-2.6',
  title: 'The limit data have a second moment in v',
  latex: String.raw`\int|v|^2\,\bar p_0 < \infty`,
  source: '(2.6)',
  hypotheses: [],
  dependsOn: [],
  note: 'Redundant in Theorem 2.1, where it follows from (2.3′) and (2.5).',
  claims: [
    {
      id: 'assumption-2.6/second-moment',
      kind: 'hypothesis',
      needs: 'model',
      title: 'Second moment in v',
      latex: String.raw`\int|v|^2\,\bar p_0 < \infty`,
      source: '(2.6)',
      scale: 1,
      hypotheses: ['2.6'],
      quantity: ({ model, epsilon }) => initialFigures(model, epsilon).limitV2,
    },
  ],
};

export default statement;
