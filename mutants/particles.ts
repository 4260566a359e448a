import type { Mutant } from '../src/check/mutation.ts';

/** Faults of the particle scheme, which no claim on the reference can see: it must disagree with the others. */
export const particles: readonly Mutant[] = [
  {
    name: 'particles-share-their-random-numbers',
    file: 'src/schemes/particle-process.ts',
    find: 'this.#random.block(index, index / 2 ** 32, candidate[p]++, DRAW.candidate);',
    replace: 'this.#random.block(index % 16, 0, candidate[p]++, DRAW.candidate);',
    expectedKillers: ['agreement'],
    why: 'Sixteen streams serve all particles: what they measure scatters far more than its bar says.',
  },
  {
    name: 'particles-reuse-initial-numbers',
    file: 'src/schemes/particle-data.ts',
    find: 'random.block(index, index / 2 ** 32, 0, DRAW.internal);',
    replace: 'random.block(0, 0, 0, DRAW.internal);',
    expectedKillers: ['agreement'],
    why: 'All particles start from one and the same y and tumble together at first.',
  },
  {
    name: 'particles-noise-too-small',
    file: 'src/schemes/particle-laws.ts',
    find: 'Math.sqrt(loss * (2 - loss)) * gaussian(one, other);',
    replace: 'Math.sqrt(loss) * gaussian(one, other);',
    expectedKillers: ['agreement'],
    why: '√(1 − s) for √(1 − s²): the equilibrium is too narrow for short flights.',
  },
  {
    name: 'particles-diffusion-epsilon-squared',
    file: 'src/schemes/particle-laws.ts',
    find: 'Math.sqrt(loss * (2 - loss)) * gaussian(one, other);',
    replace: 'Math.sqrt(this.#epsilon * loss * (2 - loss)) * gaussian(one, other);',
    expectedKillers: ['agreement'],
    why: 'Diffusion ε² in m where ε is due: the equilibrium has variance ε.',
  },
  {
    name: 'particles-drift-outwards',
    file: 'src/schemes/particle-laws.ts',
    find: 'y[particle] = (1 - loss) * y[particle] + Math',
    replace: 'y[particle] = (1 + loss) * y[particle] + Math',
    expectedKillers: ['agreement'],
    why: 'The drift pushes y away from equilibrium.',
  },
  {
    name: 'particles-without-jump',
    file: 'src/schemes/particle-laws.ts',
    find: 'y[particle[accepted[k]]] += this.#uAfter[k] - this.#u[accepted[k]];',
    replace: 'y[particle[accepted[k]]] += 0;',
    expectedKillers: ['agreement'],
    why: 'A tumble leaves y where it is, in place of m.',
  },
  {
    name: 'particles-accept-everything',
    file: 'src/schemes/particle-process.ts',
    find: 'if (level[j] < flow) accepted[n++] = j;',
    replace: 'accepted[n++] = j;',
    expectedKillers: ['agreement'],
    why: 'Candidates are not thinned: all particles tumble at the majorant.',
  },
  {
    name: 'particles-wait-too-long',
    file: 'src/schemes/particle-process.ts',
    find: 'next[p] = at + exponential(words[0]) / total;',
    replace: 'next[p] = at + (2 * exponential(words[0])) / total;',
    expectedKillers: ['agreement'],
    why: 'Candidates come half as often as the majorant says.',
  },
];
