import { agreementSamples, agreementTolerance, COMPARED, type Statement, type VariantClaim } from '../src/index.ts';

/**
 * A second solver against the case of the run. `resolution` is three joint bars at the error that the solver is asked for,
 * with room for the largest of its diagnostics: wider bars would say nothing.
 */
const agreement = (scheme: string, title: string, resolution: number): VariantClaim => ({
  id: `agreement/${scheme}`,
  kind: 'identity',
  needs: 'variants',
  title,
  latex: String.raw`\frac{|a_{\mathrm{reference}}-a_{\mathrm{${scheme}}}|}{\max(1,|a|)} \le 3\,(u_{\mathrm{reference}}+u_{\mathrm{${scheme}}})`,
  source: 'not in the paper',
  scale: 1,
  hypotheses: [],
  resolution,
  variants: [{ label: scheme, scheme, tolerance: agreementTolerance(scheme) }],
  sample: ['travelling-wave'],
  applies: ({ model, epsilon }) => epsilon === Math.max(...model.scenario.epsilons) || 'compared at the largest ε only',
  samples: (context) => agreementSamples(context, scheme, COMPARED),
});

const statement: Statement = {
  id: 'agreement',
  title: 'Independent solvers agree',
  latex: String.raw`|a_1-a_2| \le 3\,(u_1+u_2)`,
  source: 'not in the paper',
  hypotheses: [],
  dependsOn: [],
  note: 'Every diagnostic at every output time. `lemmata agree` compares every pair of solvers on every scenario.',
  claims: [
    agreement('hermite', 'Hermite functions around M, Radau IIA', 1e-3),
    agreement('lattice', 'Markov chains on a lattice', 1e-2),
    agreement('methylation', 'The equation in m, without rescaling', 1e-3),
    agreement('particles', 'Particles, event by event', 5e-2),
  ],
};

export default statement;
