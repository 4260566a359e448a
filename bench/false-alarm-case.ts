import { randomSketches } from '../src/check/random-scenario.ts';
import { verify } from '../src/check/run.ts';
import { scenarioInput } from '../src/check/sketch.ts';
import { isExpectation, type Verdict } from '../src/check/statement.ts';
import { loadStatements } from '../src/commands/statements.ts';
import { defineScenario } from '../src/model/load-scenario.ts';

/** Verdicts of one random scenario. */
export interface FalseAlarmCase {
  readonly index: number;
  readonly verdicts: { readonly [verdict in Verdict]: number };
  /** Entries that failed or crashed on a scenario that is valid: bugs. */
  readonly alarms: readonly object[];
  readonly scenario: object;
}

/** Every so many scenarios is on the line; every so many is solved at the four ε that a rate needs. */
const LINE = 7;
const FAMILY = 10;
const FOUR = [0.003, 0.001, 0.0003, 0.0001];
const PROFILE = {
  name: 'quick',
  scenarios: [],
  epsilons: 'own',
  tolerance: 2e-5,
  maxEffort: 0,
  variants: 'none',
} as const;

/** Judges every claim of every statement on one random scenario that breaks no hypothesis. */
export default async function judgeRandom({ seed, index }: { seed: number; index: number }): Promise<FalseAlarmCase> {
  const domain = index % LINE === LINE - 1 ? 'line' : 'torus';
  const sketch = randomSketches(seed + index, 1, domain)[0];
  const input = scenarioInput(sketch, `random-${index}`);
  const scenario = await defineScenario(index % FAMILY === 0 ? { ...input, epsilons: FOUR } : input);
  const all = await loadStatements();
  // Claims about claims bring their own scenarios.
  const statements = all.map((statement) => ({
    ...statement,
    claims: statement.claims.filter((claim) => !isExpectation(claim)),
  }));
  const { summary, statements: outcomes } = await verify({
    statements: statements.filter(({ claims }) => claims.length > 0),
    scenarios: [scenario],
    assumptions: all.filter(({ id }) => id.startsWith('assumption-')),
    profile: PROFILE,
    jobs: 1,
    seed: 0,
    versions: { lemmata: '', node: '' },
  });
  const alarms = outcomes
    .flatMap(({ claims }) => claims)
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'crashed');
  return { index, verdicts: summary, alarms, scenario: input };
}
