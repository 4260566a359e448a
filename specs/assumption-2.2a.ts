import { between, kernelSumSamples, type Statement } from '../src/index.ts';

const statement: Statement = {
  id: 'assumption-2.2a',
  title: 'Outflow by tumbling and its second moment are bounded',
  latex: String.raw`\sup_{z,v}\int(1+|v'|^2)\,\Lambda(z,v',v)\,dv' < \infty`,
  source: '(2.2a)',
  hypotheses: [],
  dependsOn: [],
  claims: [
    {
      id: 'assumption-2.2a/outflow',
      kind: 'hypothesis',
      needs: 'model',
      title: 'Outflow rate',
      latex: String.raw`\lambda_0 = \sup_{z,v}\int\Lambda(z,v',v)\,dv' < \infty`,
      source: '(2.2a)',
      scale: 1,
      hypotheses: ['2.2a'],
      quantity: ({ constants: { lambda0 } }) => between(lambda0.value - lambda0.uncertainty, lambda0.value),
    },
    {
      id: 'assumption-2.2a/second-moment',
      kind: 'hypothesis',
      needs: 'model',
      title: 'Second moment per outflow',
      latex: String.raw`\lambda_2 = \sup_{z,v}\int|v'|^2\,\Lambda(z,v',v)\,dv' < \infty`,
      source: '(2.2a)',
      scale: 1,
      hypotheses: ['2.2a'],
      quantity: ({ constants: { lambda2 } }) => between(lambda2.value - lambda2.uncertainty, lambda2.value),
    },
    {
      id: 'assumption-2.2a/sampled-outflow',
      kind: 'bound',
      needs: 'model',
      title: 'Outflow rate at sampled z',
      latex: String.raw`\int\Lambda(z,v',v)\,dv' \le \lambda_0`,
      source: '(2.2a)',
      scale: 1,
      hypotheses: ['2.2a'],
      samples: (context) => kernelSumSamples(context, 'outflow'),
    },
    {
      id: 'assumption-2.2a/sampled-second-moment',
      kind: 'bound',
      needs: 'model',
      title: 'Second moment per outflow at sampled z',
      latex: String.raw`\int|v'|^2\,\Lambda(z,v',v)\,dv' \le \lambda_2`,
      source: '(2.2a)',
      scale: 1,
      hypotheses: ['2.2a'],
      samples: (context) => kernelSumSamples(context, 'secondMoment'),
    },
  ],
};

export default statement;
