import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PROFILES } from '../../../src/check/profiles.ts';
import { verify } from '../../../src/check/run.ts';
import { aboutSchemes } from '../../../src/check/scheme-claims.ts';
import { solveCase } from '../../../src/check/solve-case.ts';
import type { ClaimOutcome, Statement } from '../../../src/check/statement.ts';
import work from '../../../src/check/worker.ts';
import { loadStatements } from '../../../src/commands/statements.ts';
import { loadScenario } from '../../../src/model/load-scenario.ts';
import { sample, uncertainty } from '../../../src/model/measured.ts';
import type { ExternalSchemeDescription } from '../../../src/schemes/external/description.ts';
import { describeScheme, openDirectory } from './run-scheme.ts';

vi.setConfig({ testTimeout: 120_000 });

const { alive, close } = openDirectory();
afterAll(() => {
  expect(close()).toEqual([]);
});
const program = (...words: string[]): ExternalSchemeDescription =>
  describeScheme(alive, words, { bytes: 100_000_000, seconds: 60 });

let statements: readonly Statement[];
beforeAll(async () => {
  statements = await loadStatements();
});

/** Entries of a report by claim and scenario. */
async function judged(
  scheme: ExternalSchemeDescription,
  epsilons: readonly number[],
  ids: readonly string[],
  scenarios: readonly string[] = ['travelling-wave'],
): Promise<(claim: string, scenario?: string) => ClaimOutcome | undefined> {
  const report = await verify({
    statements: aboutSchemes(statements.filter(({ id }) => ids.includes(id))),
    scenarios: await Promise.all(scenarios.map((name) => loadScenario(`scenarios/${name}.yaml`))),
    assumptions: [],
    profile: PROFILES[0],
    scheme,
    epsilons,
    jobs: 1,
    // Threads are tested by the command line; here they would only load everything once more.
    solve: async (requests) => requests.map(work),
    seed: 0,
    versions: {},
  });
  const entries = report.statements.flatMap(({ claims }) => claims);
  return (claim, scenario = scenarios[0]) => entries.find((entry) => entry.id === claim && entry.scenario === scenario);
}

describe('the claims on a program', () => {
  test('pass a good one on the marginal, and say nothing about what the marginal does not give', async () => {
    const found = await judged(
      program('upwind.js', 'pbar'),
      [0.1, 0.003],
      ['definitions', 'proposition-3.2', 'proposition-4.1', 'proposition-4.2', 'theorem-2.1'],
    );
    for (const id of [
      'definitions/1.9-mass',
      'definitions/1.9-sign',
      'proposition-3.2/3.4',
      'proposition-4.2/estimate',
    ])
      expect(found(id)).toMatchObject({ verdict: 'pass' });
    expect(found('proposition-4.2/estimate')).toMatchObject({ scheme: 'upwind' });
    expect(found('proposition-4.1/estimate')).toMatchObject({
      verdict: 'vacuous',
      note: 'the scheme’s level “marginal” does not give ∫equilibriumDistance²',
    });
    // A rate, a bound whose right-hand side is missing, and one that is evaluated at few times.
    for (const id of ['theorem-2.1/first-rate', 'proposition-4.2/gathered', 'proposition-4.1/transport-term'])
      expect(found(id)).toMatchObject({ verdict: 'vacuous' });
  });

  test('fail one without relaxation', async () => {
    const found = await judged(program('upwind.js', 'r', 'frozen'), [0.03], ['proposition-4.1', 'definitions']);
    expect(found('proposition-4.1/estimate')).toMatchObject({ verdict: 'fail' });
    expect(found('definitions/1.9-mass')).toMatchObject({ verdict: 'pass' });
  });

  test('fail wrong mass and wrong sign, each alone', async () => {
    const heavy = await judged(program('hostile.js', 'wrong-mass'), [0.1], ['definitions']);
    expect(heavy('definitions/1.9-mass')).toMatchObject({ verdict: 'fail' });
    expect(heavy('definitions/1.9-mass')?.measured).toBeCloseTo(1, 12);
    expect(heavy('definitions/1.9-sign')).toMatchObject({ verdict: 'pass' });
    const negative = await judged(program('hostile.js', 'negative'), [0.1], ['definitions']);
    expect(negative('definitions/1.9-sign')).toMatchObject({ verdict: 'fail' });
    expect(negative('definitions/1.9-sign')?.measured).toBeCloseTo(0.5 / 8, 12);
    expect(negative('definitions/1.9-mass')).toMatchObject({ verdict: 'pass' });
  });

  test('are crashed where it fails, and judged where it does not', async () => {
    const found = await judged(
      program('hostile.js', 'not-on-the-telegraph'),
      [0.1],
      ['definitions'],
      ['telegraph', 'travelling-wave'],
    );
    expect(found('definitions/1.9-mass', 'telegraph')).toMatchObject({ verdict: 'crashed' });
    expect(found('definitions/1.9-mass', 'telegraph')?.note).toMatch(/^the program ended with exit code 1; it wrote: /);
    expect(found('definitions/1.9-mass', 'travelling-wave')).toMatchObject({ verdict: 'pass' });
    expect(found('definitions/1.9-mass', 'telegraph')?.rerun).toContain(`--scheme '${process.execPath} `);
  });
});

test('the bars of a program hold the reference', async () => {
  const scenario = await loadScenario('scenarios/travelling-wave.yaml');
  const request = { scenario, epsilon: 0.1, tolerance: 2e-5, maxEffort: 0 };
  const own = solveCase({ ...request, scheme: program('upwind.js', 'r') });
  // One run: it is right to 1e-4 by far, as its own tests show.
  const reference = solveCase({ ...request, scheme: 'reference', times: [0.25, 0.5], resolution: {} });
  expect(own).toMatchObject({ resolved: true, level: 'full', scheme: 'upwind' });
  const widest = { Y: 0.2, cosineMode: 0.3, sineMode: 0.3, limitDistance: 0.3, equilibriumDistance: 0.3, K: 0.3 };
  for (const [name, most] of Object.entries(widest) as ['Y', number][]) {
    for (const time of [0.25, 0.5, 1]) {
      const [mine, exact] = [own, reference].map(({ series, times }) => sample(series[name]!, times.indexOf(time)));
      const bar = uncertainty(mine.error);
      expect(Math.abs(mine.value - exact.value), `${name} at ${time}`).toBeLessThanOrEqual(bar + 1e-4);
      expect(bar, `${name} at ${time}`).toBeLessThanOrEqual(most);
      expect(mine.error.grid).toBeGreaterThan(0);
    }
  }
});
