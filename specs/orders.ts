import { type ModelContext, type Statement, shrinks, type VariantClaim } from '../src/index.ts';

/** Differences between neighbouring steps of one scheme, for the diagnostic `name`. */
const order = (
  label: string,
  name: Parameters<typeof shrinks>[0],
  regime: Parameters<typeof shrinks>[1] & { readonly title: string },
): VariantClaim => {
  const { step: _step, ...claim } = shrinks(name, regime);
  return {
    ...claim,
    id: `orders/${label}`,
    title: regime.title,
    latex: String.raw`\frac{\max_t|a_{h/2}-a_{h/8}|}{\max_t|a_h-a_{h/8}|} \le 2^{-${regime.order}}`,
    source: 'not in the paper',
  };
};

const stiff = ({ epsilon }: ModelContext): true | string =>
  (epsilon >= 5e-4 && epsilon <= 2e-3) || 'observed for ε far below the time step';

const statement: Statement = {
  id: 'orders',
  title: 'Solvers converge with the orders that they announce',
  latex: '|a_h-a| = O(h^p)',
  source: 'not in the paper',
  hypotheses: [],
  dependsOn: [],
  note: 'In the time step h, at fixed ε. Half an order is granted to terms that have not died out. Where ε ≪ h, what is slaved to the marginals (Y and the distance to the local equilibrium) has order three, the marginals themselves keep order four.',
  claims: [
    order('reference', 'K', { order: 3.5, title: 'Reference: production of entropy' }),
    order('reference-marginal', 'cosineMode', { order: 3.5, title: 'Reference: first Fourier mode' }),
    order('reference-stiff-marginal', 'cosineMode', {
      order: 3.5,
      title: 'Reference: first Fourier mode, ε far below the step',
      applies: stiff,
    }),
    order('reference-stiff-energy', 'E', {
      order: 3.5,
      title: 'Reference: relative energy, ε far below the step',
      applies: stiff,
    }),
    order('reference-stiff-slaved', 'Y', {
      order: 2.5,
      title: 'Reference: second moment in y, ε far below the step',
      applies: stiff,
    }),
    order('hermite', 'Y', { order: 3.5, scheme: 'hermite', title: 'Hermite functions: second moment in y' }),
  ],
};

export default statement;
