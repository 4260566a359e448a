import { adaptationLagSamples, gapSamples, type Statement, spreadSamples, uniformGapSamples } from '../src/index.ts';

const statement: Statement = {
  id: 'lemma-3.1',
  title: 'The adapted signal N is Lipschitz in v and converges to M',
  latex: String.raw`|N(v)-N(v')| \le \|\nabla_x M\|_\infty\,\varepsilon\,|v-v'|, \qquad |D_tM-D_tN| \le 2\,\|M\|_{W^{2,\infty}}\left(\varepsilon+e^{-t/\varepsilon}\right)(1+|v|^2)`,
  source: 'Lemma 3.1',
  hypotheses: ['assumption-2.1'],
  dependsOn: [],
  note: 'W = ‖M‖_{W^{2,∞}} is the largest of the suprema of M, ∂ₜM, ∇M, ∂ₜₜM, ∂ₜ∇M, ∇²M in Euclidean or spectral norm. Checked on samples of (t, x) and all pairs of velocities, with a local search for the worst.',
  claims: [
    {
      id: 'lemma-3.1/3.1',
      kind: 'bound',
      needs: 'model',
      title: 'N is Lipschitz in v',
      latex: String.raw`\tfrac{1}{\varepsilon}|N(v)-N(v')| \le G\,(1-e^{-t/\varepsilon})\,|v-v'|`,
      source: '(3.1)',
      scale: 1,
      samples: spreadSamples,
    },
    {
      id: 'lemma-3.1/3.2-by-velocity',
      kind: 'bound',
      needs: 'model',
      title: 'D_tN converges to D_tM, with the suprema of each velocity',
      latex: String.raw`\frac{|D_tM-D_tN|}{\varepsilon+e^{-t/\varepsilon}} \le \frac{\|D_tM(0,\cdot,v)\|_\infty e^{-t/\varepsilon}+\varepsilon\,\|D_t^2M(\cdot,\cdot,v)\|_\infty(1-e^{-t/\varepsilon})}{\varepsilon+e^{-t/\varepsilon}}`,
      source: '(3.2), proof',
      scale: 1,
      samples: gapSamples,
    },
    {
      id: 'lemma-3.1/3.2',
      kind: 'bound',
      needs: 'model',
      title: 'D_tN converges to D_tM',
      latex: String.raw`\frac{|D_tM-D_tN|}{\varepsilon+e^{-t/\varepsilon}} \le 2\,W\,(1+|v|^2)`,
      source: '(3.2)',
      scale: 1,
      samples: uniformGapSamples,
    },
    {
      id: 'lemma-3.1/adaptation',
      kind: 'bound',
      needs: 'model',
      title: 'N converges to M',
      latex: String.raw`\tfrac{1}{\varepsilon}|M-N| \le \|D_tM(\cdot,\cdot,v)\|_\infty\,(1-e^{-t/\varepsilon})`,
      source: '(3.3)',
      scale: 1,
      samples: adaptationLagSamples,
    },
  ],
};

export default statement;
