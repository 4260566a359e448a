import type { Mutant } from '../src/check/mutation.ts';

/** Faults of what is known of the data at t = 0, which the assumptions judge as ε → 0. */
export const hypotheses: readonly Mutant[] = [
  {
    name: 'preparedness-scaled-twice',
    file: 'src/theory/initial-figures.ts',
    find: 'Y: exactly(model.profileFacts(epsilon).secondMoment),',
    replace: 'Y: exactly(model.profileFacts(epsilon).secondMoment / (epsilon * epsilon)),',
    expectedKillers: ['assumption-2.4/preparedness'],
    why: 'The second moment in y is divided by ε², as that in m has to be: it grows as ε → 0.',
  },
  {
    name: 'energy-of-p',
    file: 'src/theory/initial-figures.ts',
    find: 'value: entropy.value + internal.value,',
    replace: 'value: entropy.value + internal.value - Math.log(epsilon),',
    expectedKillers: ['assumption-2.3-prime/energy'],
    why: 'The entropy of p stands where that of q is due: E(0) grows like |log ε|.',
  },
  {
    name: 'height-of-p',
    file: 'src/model/initial-data.ts',
    find: 'const mass = massAt(epsilon);',
    replace: 'const mass = massAt(epsilon) * (epsilon || 1);',
    expectedKillers: ['assumption-2.3-prime/moments', 'assumption-2.5/marginals'],
    why: 'The data carry the 1/ε of p = q/ε: their moments and their distance to p̄₀ grow as ε → 0.',
  },
  {
    name: 'outflow-of-kinetic-energy',
    file: 'src/theory/kernel-constants.ts',
    find: 'const square = (v: readonly number[]) => v.reduce((sum, component) => sum + component * component, 0);',
    replace:
      'const square = (v: readonly number[]) => v.reduce((sum, component) => sum + component * component, 0) / 2;',
    expectedKillers: ['assumption-2.2a/sampled-second-moment'],
    why: 'λ₂ is the supremum of ∫½|v′|²Λ.',
  },
  {
    name: 'data-of-diffusive-scaling',
    file: 'src/model/initial-data.ts',
    find: 'compiled.evaluate([...columns, ...v, epsilon], out, out.length);',
    replace: 'compiled.evaluate([...columns, ...v, Math.sqrt(epsilon)], out, out.length);',
    expectedKillers: ['controls/marginals-of-order-one'],
    why: 'The ε of the density is that of a diffusive scaling, √ε here: the marginals converge with half the order.',
  },
  {
    name: 'derivative-of-modulus',
    file: 'src/model/differentiate-expression.ts',
    find: "return call('sign', f);",
    replace: 'return number(1);',
    expectedKillers: ['controls/kinked-signal'],
    why: '|f| is differentiated as if it were f: a kink in the signal leaves no jump in D_tM.',
  },
];
