import { expect, test } from 'vitest';
import {
  defineScheme,
  InputError,
  type MarginalOutput,
  type SchemeDefinition,
  verify,
} from '../../src/library/index.ts';
import { initial, telegraph } from './schemes.ts';

const solve = (): Iterable<MarginalOutput> => [];

test.each<[string, object, string]>([
  ['no name', { level: 'marginal', solve }, 'name: is missing, a text of 1 to 80 characters is expected'],
  [
    'a level of its own',
    { name: 'a', level: 'half', solve },
    'level: is "half", expected one of marginal, full, particles',
  ],
  [
    'a misspelt field',
    { name: 'a', level: 'full', solve, refine: ['x'] },
    'refine: is no field of a scheme; known are',
  ],
  [
    'a wrong source',
    { name: 'a', level: 'full', solve, refines: ['dt'] },
    'refines: is ["dt"], expected a list of some of time',
  ],
  [
    'no order',
    { name: 'a', level: 'full', solve, orders: { x: 0 } },
    'orders: is {"x":0}, expected positive numbers by',
  ],
  ['no function', { name: 'a', level: 'full', solve: 1 }, 'solve: is 1, expected a function of the problem'],
])('%s is bad input', (_, definition, message) => {
  const define = () => defineScheme(definition as SchemeDefinition);
  expect(define).toThrow(InputError);
  expect(define).toThrow(message);
});

test('types: an output of another level does not compile', () => {
  // @ts-expect-error pbar is missing
  defineScheme({ name: 'a', level: 'marginal', solve: () => [{ x: [0], q: [1], y: [0] }] });
  const wide: SchemeDefinition = telegraph();
  expect(wide.level).toBe('marginal');
});

/** What the claim on the mass says about a scheme that solves badly. */
async function note(patch: Partial<SchemeDefinition<'marginal'>>): Promise<string | undefined> {
  const { statements } = await verify({
    scheme: telegraph(patch),
    statements: ['definitions/1.9-mass'],
    scenarios: ['telegraph'],
    epsilon: [0.1],
    profile: 'quick',
  });
  const [{ verdict, note: found }] = statements[0].claims;
  expect(verdict).toBe('crashed');
  return found;
}

const x = [0.125, 0.375, 0.625, 0.875];
test.each<[string, SchemeDefinition<'marginal'>['solve'], string]>([
  [
    'throws',
    () => {
      throw new Error('the step is too long');
    },
    'telegraph: solve threw Error: the step is too long',
  ],
  ['stops early', () => [{ x, pbar: new Array(8).fill(1) }], 'telegraph: gives 1 outputs, expected '],
  [
    'does not stop',
    function* () {
      for (;;) yield { x, pbar: new Array(8).fill(1) };
    },
    'telegraph: gives more outputs than times',
  ],
  [
    'forgets the velocities',
    ({ times }) => times.map(() => ({ x, pbar: x })),
    'telegraph: pbar: has 4 numbers at t = 0, expected 4 (x) · 2 (v)',
  ],
  [
    'moves its grid',
    ({ times }) => times.map((t) => ({ x: x.map((at) => at + 0.1 * t), pbar: new Array(8).fill(1) })),
    'telegraph: x: changes at t = ',
  ],
  [
    'gives NaN',
    ({ times }) => times.map((t) => ({ x, pbar: new Array(8).fill(t > 0.5 ? Number.NaN : 1) })),
    'telegraph: pbar: holds NaN at t = ',
  ],
  [
    'gives another level',
    ({ times }) => times.map(() => ({ x, q: x })) as never,
    'telegraph: pbar: is missing; a scheme of the level marginal gives one of pbar, found x, q',
  ],
])('a scheme that %s is crashed, with one sentence', async (_, solve, expected) => {
  expect(await note({ solve })).toContain(expected);
});

test('a buffer may be used again, and a generator returns its steps', async () => {
  const seen: number[] = [];
  const report = await verify({
    scheme: telegraph({
      values: 'cell-averages',
      *solve(problem) {
        const { x } = problem.cells(16);
        const pbar = initial(problem, x);
        for (const time of problem.times) {
          seen.push(time);
          yield { x, pbar };
        }
        pbar.fill(Number.NaN);
        return { steps: problem.times.length };
      },
    }),
    statements: ['definitions/1.9-mass'],
    scenarios: ['telegraph'],
    epsilon: [0.1],
    profile: 'quick',
  });
  expect(report.summary).toEqual({ pass: 1, fail: 0, inconclusive: 0, vacuous: 0, crashed: 0 });
  expect(seen.filter((time) => time === 0).length).toBeGreaterThanOrEqual(2);
});

/** Data at t = 0, kept for all times: right in mass and in the moments of v alone. */
const still = [
  defineScheme({
    name: 'still',
    level: 'full',
    solve(problem) {
      const { x } = problem.cells(8);
      const { start, spacing, count } = problem.suggested.z;
      const z = Float64Array.from({ length: count }, (_, j) => start + j * spacing);
      const r = Array.from(initial(problem, x), (pbar) => Array.from(z, (at) => pbar * problem.profile(at))).flat();
      return problem.times.map(() => ({ x, z, r }));
    },
  }),
  defineScheme({
    name: 'still',
    level: 'particles',
    solve({ times, velocities, cells, signal }) {
      const { x } = cells(1000);
      const v = x.map((_, i) => velocities[i % velocities.length]);
      return times.map(() => ({ x, v, m: x.map((at) => signal(0, at)), w: x.map(() => 1 / x.length) }));
    },
  }),
];

test.each(still)('level $level', async (scheme) => {
  const statements = ['definitions/1.9-mass', 'proposition-3.2/internal-moment-identity'];
  const options = { scenarios: ['homogeneous'], epsilon: [0.1], profile: 'quick' } as const;
  const { statements: found } = await verify({ scheme, statements, ...options });
  const [mass, relaxation] = found.map(({ claims }) => claims[0]);
  expect(mass).toMatchObject({ verdict: 'pass', scheme: 'still' });
  // Nothing relaxes.
  expect(relaxation).toMatchObject({ verdict: 'fail', scheme: 'still' });
});
