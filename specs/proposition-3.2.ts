import {
  belowThreshold,
  between,
  compareSeries,
  compareWith,
  difference,
  initialFigures,
  internalMoment,
  onTheLine,
  positionGrowth,
  residuals,
  type Statement,
  sample,
  tumblingFlux,
  tumblingFluxOf,
  uncertainty,
} from '../src/index.ts';
import { steps } from './steps/proposition-3.2.ts';

const statement: Statement = {
  id: 'proposition-3.2',
  title: 'Moments in v, x and y',
  latex: String.raw`V_2(t) \le V_2(0)+\lambda_2 t, \quad X_1(t) \le C(t^{3/2}+1), \quad Y(t) \le C(\varepsilon^{-2}e^{-t/\varepsilon}+\varepsilon t+1), \quad J \le C\left((t^{1/2}+1)\,\varepsilon^{-1}e^{-t/2\varepsilon}+t+1\right)`,
  source: 'Proposition 3.2',
  hypotheses: ['assumption-2.1', 'assumption-2.2a', 'assumption-2.3-prime', 'assumption-2.6'],
  dependsOn: ['lemma-3.1'],
  note: 'D(t) = 2λ₀(V₂(0)+λ₂t)+2λ₂ and κ = 2/ε − λ₀. Moments in v and x are compared by their growth since t = 0, because at t = 0 their bounds are equalities.',
  claims: [
    {
      id: 'proposition-3.2/3.4',
      kind: 'bound',
      needs: 'case',
      title: 'Second moment in v',
      latex: String.raw`V_2(t)-V_2(0) \le \lambda_2 t`,
      source: '(3.4)',
      scale: 1,
      hypotheses: ['2.2a'],
      samples: (context) =>
        compareSeries(
          context,
          'V2',
          ({ lambda2 }, t) => lambda2 * t,
          (V2) => difference(V2, initialFigures(context.model, context.epsilon).V2),
        ),
    },
    {
      id: 'proposition-3.2/3.5',
      kind: 'bound',
      needs: 'case',
      title: 'First moment in x',
      latex: String.raw`X_1(t)-X_1(0) \le \frac{2}{3\lambda_2}\left[(V_2(0)+\lambda_2 t)^{3/2}-V_2(0)^{3/2}\right]`,
      source: '(3.5)',
      scale: 1,
      hypotheses: ['2.2a'],
      applies: onTheLine,
      samples: (context) => {
        const { X1 } = initialFigures(context.model, context.epsilon);
        return X1 === undefined
          ? []
          : compareSeries(
              context,
              'X1',
              ({ V2, lambda2 }, t) => positionGrowth(V2, lambda2, t),
              (moment) => difference(moment, X1),
            );
      },
    },
    {
      id: 'proposition-3.2/3.6',
      kind: 'bound',
      needs: 'case',
      title: 'Second moment in y',
      latex: String.raw`Y(t) \le Y(0)e^{-\kappa t}+\frac{2/\varepsilon+2G^2D(t)}{\kappa}\left(1-e^{-\kappa t}\right) =: Y^+(t)`,
      source: '(3.6)',
      scale: 1,
      hypotheses: ['2.1', '2.2a'],
      applies: belowThreshold,
      samples: (context) => compareSeries(context, 'Y', (data, t) => internalMoment(data, context.epsilon, t)),
    },
    {
      id: 'proposition-3.2/3.10',
      kind: 'bound',
      needs: 'case',
      title: 'Second moment that tumbling produces, by the moment in y',
      latex: String.raw`J \le 2G\sqrt{\lambda_0 D\,Y}+G^2D`,
      source: '(3.10)',
      scale: 1,
      hypotheses: ['2.1', '2.2a'],
      samples: (context) => {
        const { Y } = context.result.series;
        if (!Y) return [];
        return compareWith(context, 'J', (time, i, range) => {
          const { value, error } = sample(Y, i);
          const bar = uncertainty(error);
          const { lower, upper } = range;
          return between(
            tumblingFluxOf(lower, time, Math.max(0, value - bar)),
            tumblingFluxOf(upper, time, value + bar),
          );
        });
      },
    },
    {
      id: 'proposition-3.2/3.7',
      kind: 'bound',
      needs: 'case',
      title: 'Second moment that tumbling produces',
      latex: String.raw`J \le 2G\sqrt{\lambda_0 D\,Y^+}+G^2D =: J^+`,
      source: '(3.7)',
      scale: 1,
      hypotheses: ['2.1', '2.2a'],
      applies: belowThreshold,
      samples: (context) => compareSeries(context, 'J', (data, t) => tumblingFlux(data, context.epsilon, t)),
    },
    {
      id: 'proposition-3.2/3.8',
      kind: 'bound',
      needs: 'case',
      title: 'Second moment in v of the limit',
      latex: String.raw`\int|v|^2\bar p(t)-\int|v|^2\bar p_0 \le \lambda_2 t`,
      source: '(3.8)',
      scale: 1,
      hypotheses: ['2.2a', '2.6'],
      samples: (context) =>
        compareSeries(
          context,
          'limitV2',
          ({ lambda2 }, t) => lambda2 * t,
          (V2) => difference(V2, initialFigures(context.model, context.epsilon).limitV2),
        ),
    },
    {
      id: 'proposition-3.2/internal-moment-identity',
      kind: 'identity',
      needs: 'case',
      title: 'Balance of the second moment in y',
      latex: String.raw`Y(t)-Y(0) = \int_0^t\left(\tfrac{2}{\varepsilon}(1-Y)+J\right)ds`,
      source: 'Proposition 3.2, proof of (3.6)',
      scale: 1,
      hypotheses: ['2.1', '2.2a'],
      resolution: 1e-3,
      samples: (context) => residuals(context, 'internalMomentIdentity'),
    },
    ...steps,
  ],
};

export default statement;
