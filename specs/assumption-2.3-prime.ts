import { initialFigures, onePlus, type Statement, sum } from '../src/index.ts';

const statement: Statement = {
  id: 'assumption-2.3-prime',
  title: 'Relative energy and moments of the data are bounded',
  latex: String.raw`\sup_\varepsilon E[q_0^\varepsilon] < \infty, \qquad \sup_\varepsilon\int(|x|+|v|^2)\,p_0^\varepsilon < \infty`,
  source: '(2.3), repaired',
  hypotheses: [],
  dependsOn: [],
  note: 'The printed (2.3) bounds ∫p₀|log p₀|, which (2.4) contradicts as ε → 0: a variance O(ε²) in m forces ∫p₀ log p₀ ≥ |log ε| − const. The relative energy E[q₀^ε] is what the proofs use; its bound implies (2.4). On a torus |x| is bounded.',
  claims: [
    {
      id: 'assumption-2.3-prime/energy',
      kind: 'hypothesis',
      needs: 'model',
      title: 'Relative energy',
      latex: String.raw`\sup_\varepsilon\left(1+E[q_0^\varepsilon]_+\right) < \infty`,
      source: '(2.3), repaired',
      scale: 1,
      hypotheses: ['2.3-prime'],
      quantity: ({ model, epsilon }) => onePlus(initialFigures(model, epsilon).E),
    },
    {
      id: 'assumption-2.3-prime/moments',
      kind: 'hypothesis',
      needs: 'model',
      title: 'Moments in x and v',
      latex: String.raw`\sup_\varepsilon\left(1+\int(|x|+|v|^2)\,p_0^\varepsilon\right) < \infty`,
      source: '(2.3)',
      scale: 1,
      hypotheses: ['2.3-prime'],
      quantity: ({ model, epsilon }) => {
        const { V2, X1 } = initialFigures(model, epsilon);
        return onePlus(X1 ? sum(V2, X1) : V2);
      },
    },
  ],
};

export default statement;
