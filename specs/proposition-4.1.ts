import { belowThreshold, compareSeries, dissipation, residuals, type Statement } from '../src/index.ts';
import { steps } from './steps/proposition-4.1.ts';

const statement: Statement = {
  id: 'proposition-4.1',
  title: 'Convergence to the local equilibrium',
  latex: String.raw`\int_0^t\|q-\bar q\mathcal{M}\|_{L^1}^2\,ds \le \varepsilon\left[E(0)+\lambda_{\mathrm{in}}t+\tfrac12\int_0^tJ^+ds+B(t)\right]`,
  source: 'Proposition 4.1',
  hypotheses: ['assumption-2.1', 'assumption-2.2a', 'assumption-2.2b', 'assumption-2.3-prime'],
  dependsOn: ['lemma-3.1', 'proposition-3.2'],
  note: 'B(t) ≥ −E(t): log|T| on a torus, log∫e^{−|x|/2}dx + ½X₁⁺(t) on ℝ^d, with ν of mass 1. The statement rests on (2.3′), not on the printed (2.3).',
  claims: [
    {
      id: 'proposition-4.1/estimate',
      kind: 'bound',
      needs: 'case',
      title: 'Squared distance to the local equilibrium',
      latex: String.raw`\int_0^t\|q-\bar q\mathcal{M}\|_{L^1}^2\,ds \le \varepsilon\left[E(0)+\lambda_{\mathrm{in}}t+\tfrac12\int_0^tJ^+ds+B(t)\right]`,
      source: 'Proposition 4.1',
      scale: 1,
      hypotheses: ['2.1', '2.2a', '2.2b'],
      applies: belowThreshold,
      samples: (context) =>
        compareSeries(context, '∫equilibriumDistance²', (data, t) => dissipation(data, context.epsilon, t)),
    },
    {
      id: 'proposition-4.1/dissipation',
      kind: 'bound',
      needs: 'case',
      title: 'Fisher information',
      latex: String.raw`\int_0^tI\,ds \le \varepsilon\left[E(0)+\lambda_{\mathrm{in}}t+\tfrac12\int_0^tJ^+ds+B(t)\right]`,
      source: 'Proposition 4.1, proof',
      scale: 1,
      hypotheses: ['2.1', '2.2a', '2.2b'],
      applies: belowThreshold,
      samples: (context) => compareSeries(context, '∫I', (data, t) => dissipation(data, context.epsilon, t)),
    },
    {
      id: 'proposition-4.1/K',
      kind: 'bound',
      needs: 'case',
      title: 'Entropy that tumbling produces',
      latex: String.raw`K = \int\log(q)\,\tilde Q[q] \le \lambda_{\mathrm{in}}`,
      source: 'Proposition 4.1, proof',
      scale: 1,
      hypotheses: ['2.2b'],
      samples: (context) => compareSeries(context, 'K', ({ lambdaIn }) => lambdaIn),
    },
    {
      id: 'proposition-4.1/entropy-identity',
      kind: 'identity',
      needs: 'case',
      title: 'Balance of the relative energy',
      latex: String.raw`E(t)-E(0)+\tfrac1\varepsilon\int_0^tI\,ds = \int_0^t\left(\tfrac12J+K\right)ds`,
      source: 'Proposition 4.1, proof',
      scale: 1,
      hypotheses: ['2.1', '2.2a', '2.2b'],
      resolution: 1e-3,
      samples: (context) => residuals(context, 'energyIdentity'),
    },
    ...steps,
  ],
};

export default statement;
