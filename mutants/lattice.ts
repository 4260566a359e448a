import type { Mutant } from '../src/check/mutation.ts';

/** Faults of the lattice scheme, which no claim on the reference can see: it must disagree with the others. */
export const lattice: readonly Mutant[] = [
  {
    name: 'lattice-detailed-balance',
    file: 'src/schemes/lattice-relaxation.ts',
    find: 'this.#down[j + 1] = Math.exp(0.5 * (at + h) * h - 0.125 * h * h) / (h * h);',
    replace: 'this.#down[j + 1] = Math.exp(0.45 * (at + h) * h - 0.125 * h * h) / (h * h);',
    expectedKillers: ['agreement'],
    why: 'Births and deaths no longer balance on the Maxwellian: the equilibrium is another one.',
    runsIn: 'standard',
  },
  {
    name: 'lattice-interpolation-weights',
    file: 'src/schemes/lattice-tumbling.ts',
    find: 'const middle = 1 - left - right;',
    replace: 'const middle = 0.99 - left - right;',
    expectedKillers: ['agreement'],
    why: 'The weights that place a jump between grid points do not add up to 1: tumbling loses mass.',
    runsIn: 'standard',
  },
  {
    name: 'lattice-jump-reflected',
    file: 'src/schemes/lattice-tumbling.ts',
    find: 'const jump = (u[post] - u[pre]) / this.#y.spacing;',
    replace: 'const jump = (u[pre] - u[post]) / this.#y.spacing;',
    expectedKillers: ['agreement'],
    why: 'y jumps the wrong way at a tumble.',
    runsIn: 'standard',
  },
  {
    name: 'lattice-rows-displaced',
    file: 'src/schemes/lattice-step.ts',
    find: 'const from = x.start - (v * this.step) / 2;',
    replace: 'const from = x.start - (v * this.step) / 2 + 0.05;',
    expectedKillers: ['agreement'],
    why: 'All rows are a twentieth of a unit away from where they belong.',
    runsIn: 'standard',
  },
  {
    name: 'lattice-relaxation-halved',
    file: 'src/schemes/lattice-step.ts',
    find: 'this.relax(this.#waiting + h / 2);',
    replace: 'this.relax(this.#waiting);',
    expectedKillers: ['agreement'],
    why: 'One of the two half steps of relaxation is left out.',
    runsIn: 'standard',
  },
];
