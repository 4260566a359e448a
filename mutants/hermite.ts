import type { Mutant } from '../src/check/mutation.ts';

/** Faults of the Hermite scheme, which no claim on the reference can see: it must disagree with the others. */
export const hermite: readonly Mutant[] = [
  {
    name: 'hermite-drift-reflected',
    file: 'src/schemes/hermite-step.ts',
    find: 'force[j] = h * this.#sources[j][at] - drift * this.#gradients[j][row] * below[j];',
    replace: 'force[j] = h * this.#sources[j][at] + drift * this.#gradients[j][row] * below[j];',
    expectedKillers: ['agreement'],
    why: 'The Maxwellian sits at +D_tM in place of −D_tM.',
    runsIn: 'standard',
  },
  {
    name: 'hermite-root-of-mode',
    file: 'src/schemes/hermite-step.ts',
    find: 'const drift = tau * Math.sqrt(n);',
    replace: 'const drift = tau * Math.sqrt(n + 1);',
    expectedKillers: ['agreement'],
    why: '√(n+1) for √n in ∂_z(h_n𝓜).',
    runsIn: 'standard',
  },
  {
    name: 'hermite-snapshot-unshifted',
    file: 'src/schemes/hermite.ts',
    find: 'y.start - u[ix], y.spacing, out);',
    replace: 'y.start, y.spacing, out);',
    expectedKillers: ['agreement'],
    why: 'Snapshots are written in z and labelled y.',
    runsIn: 'standard',
  },
  {
    name: 'hermite-gradient-at-start',
    file: 'src/schemes/hermite-step.ts',
    find: 'this.#shifted[ix] = this.#x[ix] + v[0] * node * h;',
    replace: 'this.#shifted[ix] = this.#x[ix];',
    expectedKillers: ['orders/hermite', 'agreement'],
    why: 'D_tM is not followed along the characteristic.',
    runsIn: 'standard',
  },
];
