import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { GOLDEN_CASES, goldenCheck } from '../src/golden.ts';
import { loadScenario } from '../src/model/load-scenario.ts';

test('the solvers give the golden numbers', { timeout: 120_000 }, async () => {
  const scenarios = await Promise.all(
    [...GOLDEN_CASES].map(async ([name, epsilons]) => ({
      ...(await loadScenario(`scenarios/${name}.yaml`)),
      epsilons,
    })),
  );
  const outcomes = await goldenCheck({ directory: 'golden', scenarios, jobs: availableParallelism() });
  expect(outcomes.map(({ scenario }) => scenario)).toEqual([...GOLDEN_CASES.keys()]);
  // A drift stays inside the joint error bars: another engine may differ in the last digits.
  for (const { differences } of outcomes) expect(differences.filter(({ kind }) => kind === 'change')).toEqual([]);
});
