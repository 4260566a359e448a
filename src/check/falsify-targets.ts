import { compile } from '../model/compile-expression.ts';
import { scaled } from '../model/measured-arithmetic.ts';
import type { BoundData } from '../theory/bound-data.ts';
import { mixtureEntropy } from '../theory/log-sobolev.ts';
import { tumblingMoment } from '../theory/proposition-3.2.ts';
import { belowThreshold, compareSeries } from './samples.ts';
import type { Statement } from './statement.ts';

/**
 * (3.6) with the constants of the printed proof: its differential inequality has 1/ε where 2/ε is due. Otherwise as
 * `internalMoment`.
 */
export function printedInternalMoment(data: BoundData, epsilon: number, t: number): number {
  const kappa = 2 / epsilon - data.lambda0;
  if (!(kappa > 0)) return Number.NaN;
  const source = 1 / epsilon + 2 * data.G * data.G * tumblingMoment(data, t);
  return data.Y * Math.exp(-kappa * t) + (source / kappa) * -Math.expm1(-kappa * t);
}

/** Bounds that only `falsify` knows: known defects and equality cases, on which the search itself is tested. */
export const FALSIFY_TARGETS: Statement = {
  id: 'falsify-targets',
  title: 'Bounds on which the search for counterexamples is tested',
  latex: '',
  source: 'not in the paper',
  hypotheses: [],
  dependsOn: [],
  claims: [
    {
      id: 'falsify-targets/printed-3.6',
      kind: 'bound',
      needs: 'case',
      title: 'Second moment in y from the differential inequality as printed, with 1/ε for 2/ε',
      latex: String.raw`Y(t) \le Y(0)e^{-\kappa t}+\frac{1/\varepsilon+2G^2D(t)}{\kappa}\left(1-e^{-\kappa t}\right)`,
      source: '(3.6), proof as printed',
      scale: 1,
      applies: belowThreshold,
      samples: (context) => compareSeries(context, 'Y', (data, t) => printedInternalMoment(data, context.epsilon, t)),
    },
    {
      id: 'falsify-targets/log-sobolev',
      kind: 'bound',
      needs: 'model',
      title: 'Gaussian logarithmic Sobolev inequality for the law of y at t = 0',
      latex: String.raw`\int f\log\frac{f}{\mathcal{M}}\,dy \le \tfrac12\int\left|\partial_y\log\frac{f}{\mathcal{M}}\right|^2f\,dy`,
      source: 'Proposition 4.1, proof',
      scale: 1,
      applies: ({ model }) =>
        model.scenario.initial.profile.type === 'mixture' || 'the law of y is no Gaussian mixture',
      samples: ({ model, epsilon }) => {
        const { profile } = model.scenario.initial;
        if (profile.type !== 'mixture') return [];
        const at = (formula: (typeof profile.components)[number]['mean']) =>
          compile(formula.expr, ['epsilon']).at(epsilon);
        const { H, I } = mixtureEntropy(
          profile.components.map(({ weight, mean, deviation }) => ({
            weight,
            mean: at(mean),
            deviation: at(deviation),
          })),
        );
        return [{ time: 0, measured: H, bound: scaled(I, 0.5) }];
      },
    },
  ],
};
