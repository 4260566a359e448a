import { between, type Statement } from '../src/index.ts';

const statement: Statement = {
  id: 'assumption-2.1',
  title: 'The signal has bounded derivatives up to order two',
  latex: String.raw`M \in W^{2,\infty}`,
  source: '(2.1)',
  hypotheses: [],
  dependsOn: [],
  note: 'W is the largest of the suprema of M, ∂ₜM, ∇M, ∂ₜₜM, ∂ₜ∇M, ∇²M in Euclidean or spectral norm, for t in [0,T] and all x that characteristics reach.',
  claims: [
    {
      id: 'assumption-2.1/signal',
      kind: 'hypothesis',
      needs: 'model',
      title: 'The signal has bounded derivatives up to order two',
      latex: String.raw`W = \|M\|_{W^{2,\infty}} < \infty`,
      source: '(2.1)',
      scale: 1,
      hypotheses: ['2.1'],
      quantity: ({
        constants: {
          W: { value, uncertainty },
        },
      }) => between(value - uncertainty, value),
    },
  ],
};

export default statement;
