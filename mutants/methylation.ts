import type { Mutant } from '../src/check/mutation.ts';

/** Faults of the solver in m, which no claim on the reference can see: it must disagree with the others. */
export const methylation: readonly Mutant[] = [
  {
    name: 'methylation-diffusion-small',
    file: 'src/schemes/methylation-flows.ts',
    find: 'const size = ((k === 0 ? 1 : 2) / n) * Math.exp(-xi * xi * spread);',
    replace: 'const size = ((k === 0 ? 1 : 2) / n) * Math.exp(-0.9 * xi * xi * spread);',
    expectedKillers: ['agreement'],
    why: 'The diffusion in m is a tenth too small.',
    runsIn: 'standard',
  },
  {
    name: 'methylation-rate-unscaled',
    file: 'src/schemes/methylation-step.ts',
    find: '(halfWidth / this.#epsilon) * ((2 * j) / nm - 1));',
    replace: 'halfWidth * ((2 * j) / nm - 1));',
    expectedKillers: ['agreement'],
    why: 'Λ is taken at m − M in place of (m − M)/ε: a factor 1/ε is missing.',
    runsIn: 'standard',
  },
  {
    name: 'methylation-signal-frozen',
    file: 'src/schemes/methylation-step.ts',
    find: 'this.#model.signal(t, this.#x, this.#signal);',
    replace: 'this.#model.signal(0, this.#x, this.#signal);',
    expectedKillers: ['agreement'],
    why: 'The cells adapt to M(0) for ever.',
    runsIn: 'standard',
  },
  {
    name: 'methylation-starts-from-zero',
    file: 'src/schemes/methylation.ts',
    find: 'model.signal(0, positions, M);',
    replace: 'M.fill(0);',
    expectedKillers: ['agreement'],
    why: 'The data are centred at 0 in place of M(0): N starts wrong.',
    runsIn: 'standard',
  },
  {
    name: 'methylation-gain-without-loss',
    file: 'src/schemes/methylation-flows.ts',
    find: 'generator[pre * nv + pre] -= model.weights[post] * rate;',
    replace: 'generator[pre * nv + pre] -= 0;',
    expectedKillers: ['agreement'],
    why: 'Cells arrive that have not left.',
    runsIn: 'standard',
  },
];
