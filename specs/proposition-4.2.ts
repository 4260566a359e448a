import { adaptationGapIntegral, belowThreshold, compareSeries, limitDistance, type Statement } from '../src/index.ts';
import { steps } from './steps/proposition-4.2.ts';

const statement: Statement = {
  id: 'proposition-4.2',
  title: 'Convergence of the marginal to the run-and-tumble equation',
  latex: String.raw`\|\bar p-\bar q\|_{L^1}(t) \le \|\bar p_0-\bar q_0\|_{L^1}+2\lambda_0\sqrt{t}\,\Big(\varepsilon\big[E(0)+\lambda_{\mathrm{in}}t+\tfrac12\textstyle\int_0^tJ^+ds+B(t)\big]\Big)^{1/2}+2\lambda_0\displaystyle\int_0^t\min\left(2,\,2W(\varepsilon+e^{-s/\varepsilon})(1+V_2^+(s))\right)ds`,
  source: 'Proposition 4.2',
  hypotheses: ['assumption-2.1', 'assumption-2.2a', 'assumption-2.2b', 'assumption-2.3-prime', 'assumption-2.6'],
  dependsOn: ['lemma-3.1', 'proposition-3.2', 'proposition-4.1'],
  note: 'The bracket of Proposition 4.1 stands under the root as a whole: E(0) alone may be negative.',
  claims: [
    {
      id: 'proposition-4.2/estimate',
      kind: 'bound',
      needs: 'case',
      title: 'Distance of the marginals',
      latex: String.raw`\|\bar p-\bar q\|_{L^1}(t) \le \|\bar p_0-\bar q_0\|_{L^1}+2\lambda_0\sqrt{t}\,(\text{bound of 4.1})^{1/2}+2\lambda_0\int_0^t\min\left(2,\,2W(\varepsilon+e^{-s/\varepsilon})(1+V_2^+(s))\right)ds`,
      source: 'Proposition 4.2',
      scale: 1,
      hypotheses: ['2.1', '2.2a', '2.2b', '2.6'],
      applies: belowThreshold,
      samples: (context) =>
        compareSeries(context, 'limitDistance', (data, t) => limitDistance(data, context.epsilon, t)),
    },
    {
      id: 'proposition-4.2/adaptation-gap',
      kind: 'bound',
      needs: 'case',
      title: 'Error from N in place of M',
      latex: String.raw`\int_0^t\!\!\int\bar p\,\min(2,|D_tM-D_tN|)\,ds \le \int_0^t\min\left(2,\,2W(\varepsilon+e^{-s/\varepsilon})(1+V_2^+(s))\right)ds`,
      source: 'Proposition 4.2, proof',
      scale: 1,
      hypotheses: ['2.1', '2.2a', '2.6'],
      samples: (context) =>
        compareSeries(context, '∫adaptationGap', (data, t) => adaptationGapIntegral(data, context.epsilon, t)),
    },
    ...steps,
  ],
};

export default statement;
