import { between, kernelSumSamples, type Statement } from '../src/index.ts';

const statement: Statement = {
  id: 'assumption-2.2b',
  title: 'Inflow by tumbling is bounded',
  latex: String.raw`\sup_{z,v}\int\Lambda(z,v,v')\,dv' < \infty`,
  source: '(2.2b)',
  hypotheses: [],
  dependsOn: [],
  claims: [
    {
      id: 'assumption-2.2b/inflow',
      kind: 'hypothesis',
      needs: 'model',
      title: 'Inflow rate',
      latex: String.raw`\lambda_{\mathrm{in}} = \sup_{z,v}\int\Lambda(z,v,v')\,dv' < \infty`,
      source: '(2.2b)',
      scale: 1,
      hypotheses: ['2.2b'],
      quantity: ({ constants: { lambdaIn } }) => between(lambdaIn.value - lambdaIn.uncertainty, lambdaIn.value),
    },
    {
      id: 'assumption-2.2b/sampled-inflow',
      kind: 'bound',
      needs: 'model',
      title: 'Inflow rate at sampled z',
      latex: String.raw`\int\Lambda(z,v,v')\,dv' \le \lambda_{\mathrm{in}}`,
      source: '(2.2b)',
      scale: 1,
      hypotheses: ['2.2b'],
      samples: (context) => kernelSumSamples(context, 'inflow'),
    },
  ],
};

export default statement;
