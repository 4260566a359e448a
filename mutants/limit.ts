import type { Mutant } from '../src/check/mutation.ts';

/** Faults of the limit solver. */
export const limit: readonly Mutant[] = [
  {
    name: 'limit-gradient-reflected',
    file: 'src/schemes/limit.ts',
    find: 'flux[ix] = rate(this.#gradient[ix]) * p[pre * points + ix];',
    replace: 'flux[ix] = rate(-this.#gradient[ix]) * p[pre * points + ix];',
    expectedKillers: ['proposition-4.2/decomposition', 'theorem-2.1/second-rate'],
    why: 'The limit tumbles with Λ̄(−D_tM).',
  },
  {
    name: 'limit-gain-without-loss',
    file: 'src/schemes/limit.ts',
    find: 'out[pre * points + ix] -= weight * flux[ix];',
    replace: 'out[pre * points + ix] -= 0;',
    expectedKillers: ['definitions/1.1-mass'],
    why: 'In the limit, cells arrive that have not left.',
  },
  {
    name: 'limit-weights-swapped',
    file: 'src/schemes/limit.ts',
    find: 'out[post * points + ix] += model.weights[pre] * flux[ix];',
    replace: 'out[post * points + ix] += model.weights[post] * flux[ix];',
    expectedKillers: ['definitions/1.1-mass'],
    why: 'The gain of the limit carries the wrong weight; seen where weights differ.',
  },
  {
    name: 'limit-transposed',
    file: 'src/schemes/limit.ts',
    find: 'model.averagedRate(a, posts[0], pre, out)',
    replace: 'model.averagedRate(a, pre, posts[0], out)',
    expectedKillers: ['proposition-4.2/decomposition', 'theorem-2.1/second-rate'],
    why: 'The limit swaps pre- and post-tumble velocity; seen where Λ is not symmetric.',
  },
  {
    name: 'limit-weights-of-runge-kutta',
    file: 'src/schemes/limit.ts',
    find: '125 / 192, -2187 / 6784, 11 / 84] as const;',
    replace: '125 / 192, -2187 / 6784, 11 / 48] as const;',
    expectedKillers: ['proposition-4.2/decomposition', 'theorem-2.1/second-rate'],
    why: 'The weights of the method no longer add up to 1.',
  },
  {
    name: 'limit-tableau',
    file: 'src/schemes/limit.ts',
    find: '[44 / 45, -56 / 15, 32 / 9],',
    replace: '[44 / 45, -56 / 15, 9 / 32],',
    expectedKillers: ['proposition-4.2/decomposition', 'agreement'],
    why: 'One stage of the method is wrong.',
  },
  {
    name: 'limit-gradient-of-step-start',
    file: 'src/schemes/limit.ts',
    find: 'tumbling.apply(t + STAGE_TIMES[s] * h, stage, slopes[s]);',
    replace: 'tumbling.apply(t, stage, slopes[s]);',
    expectedKillers: ['proposition-4.2/decomposition-order', 'proposition-4.2/decomposition'],
    why: 'The signal is frozen during each step of the limit: first order, in a residual whose bar counts on more.',
  },
  {
    name: 'limit-transport-backwards',
    file: 'src/schemes/limit.ts',
    find: 'transport(p, h);',
    replace: 'transport(p, -h);',
    expectedKillers: ['proposition-4.2/decomposition', 'theorem-2.1/second-rate'],
    why: 'The limit moves against its velocities.',
  },
];
