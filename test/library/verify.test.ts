import { expect, test } from 'vitest';
import { hermiteScheme } from '../../examples/typescript/scheme.ts';
import { defineScenario, InputError, type VerifyOptions, verify } from '../../src/library/index.ts';
import { telegraph } from './schemes.ts';

const input = {
  name: 'mine',
  space: { dimension: 1, domain: 'torus', length: 1 },
  velocities: { set: 'two-speed', speed: 1 },
  signal: '0.1*sin(2*pi*x - t)',
  kernel: { rate: 1.5 },
  initial: { density: '1 + 0.5*cos(2*pi*x)', profile: 'equilibrium' },
  time: 0.5,
  epsilons: [0.1],
} as const;

test('a scenario in memory has the checks of a file, and names the field', async () => {
  const scenario = await defineScenario(input);
  const { statements, scenarios } = await verify({
    scheme: telegraph(),
    statements: ['theorem-2.1/second'],
    scenarios: [scenario],
  });
  expect(scenarios.map(({ name, epsilons }) => ({ name, epsilons }))).toEqual([{ name: 'mine', epsilons: [0.1] }]);
  expect(statements[0].claims[0]).toMatchObject({
    verdict: 'pass',
    scheme: 'telegraph',
    rerun: "await verify({ scheme, statements: ['theorem-2.1/second'], scenarios: [/* mine */], epsilon: [0.1] })",
  });
  const negative = defineScenario({
    ...input,
    initial: { density: '1 + 2*cos(2*pi*x)', profile: { type: 'equilibrium' } },
  });
  await expect(negative).rejects.toThrow(InputError);
  await expect(negative).rejects.toThrow(/^initial\.density: /);
});

test('the example: every claim on the marginal passes', async () => {
  const seen: number[] = [];
  const { summary, statements } = await verify({
    scheme: hermiteScheme({ dt: 0.02, points: 32, modes: 16 }),
    scenarios: ['travelling-wave'],
    epsilon: [0.1],
    profile: 'quick',
    onProgress: ({ done }) => seen.push(done),
  });
  expect(summary).toMatchObject({ fail: 0, crashed: 0 });
  expect(seen).toEqual([1]);
  const verdicts = new Map(statements.flatMap(({ claims }) => claims.map(({ id, verdict }) => [id, verdict])));
  expect(verdicts.get('definitions/1.9-mass')).toBe('pass');
  expect(verdicts.get('theorem-2.1/second')).toBe('pass');
  expect(verdicts.get('theorem-2.1/first')).toBe('vacuous');
});

test('without a scheme the paper is judged, on its data too', async () => {
  const { statements } = await verify({ statements: ['lemma-3.1/3.1'], scenarios: ['telegraph'], epsilon: [0.1] });
  const [claim] = statements[0].claims;
  expect(claim.verdict).toBe('pass');
  expect(claim.rerun).toMatch(/^npx lemmata verify lemma-3\.1\/3\.1 --scenario telegraph/);
});

test('a signal ends a run', async () => {
  const stop = new AbortController();
  const run = verify({
    scheme: telegraph(),
    scenarios: ['telegraph'],
    epsilon: [0.1, 0.03],
    profile: 'quick',
    signal: stop.signal,
    onProgress: () => stop.abort(new Error('enough')),
  });
  await expect(run).rejects.toThrow('enough');
});

test.each<[string, VerifyOptions, string]>([
  ['an unknown statement', { statements: ['theorm-2.1'] }, 'no statement "theorm-2.1"; nearest: theorem-2.1'],
  ['an unknown scenario', { scenarios: ['traveling-wave'] }, 'no scenario "traveling-wave"; nearest: travelling-wave'],
  ['no scenario', { scenarios: [] }, 'scenarios: names none'],
  ['a scenario twice', { scenarios: ['telegraph', 'telegraph'] }, 'scenarios: two have the name "telegraph"'],
  ['a scenario as it is written', { scenarios: [input as never] }, 'scenarios: expected names, files, or what'],
  ['a negative ε', { epsilon: [-1] }, 'epsilon: expected positive numbers, found -1'],
  ['no ε', { epsilon: [] }, 'epsilon: expected positive numbers, found none'],
  [
    'an unknown option',
    { scenario: 'telegraph' } as VerifyOptions,
    'no option of verify "scenario"; nearest: scenarios',
  ],
  ['half a worker', { jobs: 0.5 }, '"0.5" is not an integer ≥ 1'],
  ['a scheme by name', { scheme: 'reference' as never }, 'scheme: expected what defineScheme returns'],
  ['a program that is nowhere', { scheme: { command: 'no-such-program' } }, 'no-such-program'],
  [
    'a statement about data',
    { scheme: telegraph(), statements: ['lemma-3.1'] },
    'statements: nothing that is selected',
  ],
])('%s is bad input', async (_, options, message) => {
  const run = verify({ profile: 'quick', ...options });
  await expect(run).rejects.toThrow(InputError);
  await expect(run).rejects.toThrow(message);
});
