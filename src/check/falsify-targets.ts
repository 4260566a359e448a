import { compile } from '../model/compile-expression.ts';
import { scaled } from '../model/measured-arithmetic.ts';
import { mixtureEntropy } from '../theory/log-sobolev.ts';
import type { Target } from './falsify-score.ts';
import { type Claim, isExpectation, type Statement } from './statement.ts';

/** A bound that only `falsify` knows: log-Sobolev for the law at t = 0, which needs no solver and is searched in a second. */
export const FALSIFY_TARGETS: Statement = {
  id: 'falsify-targets',
  title: 'Equality case on which the search for counterexamples is tested',
  latex: '',
  source: 'not in the paper',
  hypotheses: [],
  dependsOn: [],
  claims: [
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

/**
 * The bound of a claim as something to search: its own, or the form that a claim about a claim expects to hold or to fail.
 * Undefined where there is no ratio of measured to bound in random scenarios: rates, identities, suprema, closed forms.
 */
export function targetOf(claim: Claim): Target | undefined {
  if (!isExpectation(claim)) return claim.kind === 'bound' && claim.needs !== 'variants' ? claim : undefined;
  if (claim.needs === 'nothing' || claim.form.kind !== 'bound') return undefined;
  const { id, title, latex, source, scale, applies, form } = claim;
  return { id, title, latex, source, scale, ...(applies ? { applies } : {}), ...form } as Target;
}
