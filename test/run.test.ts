import { beforeAll, describe, expect, test } from 'vitest';
import type { CaseRequest } from '../src/check/pool.ts';
import { PROFILES, type Profile } from '../src/check/profiles.ts';
import { type VerifyOptions, verify } from '../src/check/run.ts';
import type { BoundClaim, RateClaim, Statement } from '../src/check/statement.ts';
import { loadScenario } from '../src/model/load-scenario.ts';
import { exactly, sample } from '../src/model/measured.ts';
import { markdownReporter } from '../src/reporters/markdown.ts';
import { type FakeCase, fakeSolve } from './fixtures/case.ts';

const bound: BoundClaim = {
  id: 'example/bound',
  title: 'The distance is at most 0.2',
  latex: 'd \\le 0.2',
  source: 'not in the paper',
  scale: 1,
  kind: 'bound',
  needs: 'case',
  samples: ({ result }) => [{ time: 1, measured: sample(result.series.limitDistance!, 1), bound: exactly(0.001) }],
};
const rate: RateClaim = {
  id: 'example/rate',
  title: 'The distance is of order ε',
  latex: 'd = O(\\varepsilon)',
  source: 'not in the paper',
  scale: 1,
  kind: 'rate',
  needs: 'case',
  proved: 1,
  quantity: ({ result }) => sample(result.series.limitDistance!, 1),
};
const statement = (claims: Statement['claims']): Statement => ({
  id: 'example',
  title: 'Example',
  latex: 'd \\le C\\varepsilon',
  source: 'not in the paper',
  hypotheses: [],
  dependsOn: [],
  claims,
});

/** Its largest ε makes the bound above fail. */
const PROFILE: Profile = { ...PROFILES[0], epsilons: [0.01, 0.003, 0.001, 0.0003] };

let options: VerifyOptions;
beforeAll(async () => {
  options = {
    statements: [statement([bound, rate])],
    scenarios: [await loadScenario('scenarios/travelling-wave.yaml')],
    profile: PROFILE,
    jobs: 1,
    seed: 0,
    versions: { lemmata: '0.0.0' },
    solve: fakeSolve(),
  };
});

describe('verify', () => {
  test('judges every claim on every scenario with the ε of the profile', async () => {
    const report = await verify(options);
    expect(report.summary).toMatchObject({ pass: 1, fail: 1 });
    expect(report.scenarios[0].epsilons).toEqual(PROFILE.epsilons);
    expect(report.scenarios[0].constants.map(({ symbol }) => symbol)).toContain('G');
  });

  test('the rerun command names the claim alone, at its worst ε, with the same tolerance', async () => {
    const [failed, fitted] = (await verify(options)).statements[0].claims;
    expect(failed.rerun).toBe(
      'npx lemmata verify example/bound --scenario scenarios/travelling-wave.yaml --profile quick --epsilon 0.01 --reporter terminal',
    );
    // A rate needs all its points.
    expect(fitted.rerun).not.toContain('--epsilon');
    const again = await verify({ ...options, statements: [statement([bound])], epsilons: [0.01] });
    expect(again.statements[0].claims).toEqual([failed]);
  });

  test('a scenario file with a space is quoted', async () => {
    const report = await verify({ ...options, scenarioArgument: () => "my file's.yaml" });
    expect(report.statements[0].claims[0].rerun).toContain(`--scenario 'my file'\\''s.yaml'`);
  });

  test('solves nothing when no claim needs a case', async () => {
    const requests: CaseRequest[] = [];
    const model = { ...bound, needs: 'model' as const, samples: () => [] };
    await verify({
      ...options,
      statements: [statement([model])],
      solve: async (wanted) => {
        requests.push(...wanted);
        return [];
      },
    });
    expect(requests).toEqual([]);
  });

  test('a crashed case makes its claim crashed and leaves the report complete', async () => {
    const report = await verify({
      ...options,
      solve: fakeSolve(({ epsilon }): ReturnType<FakeCase> => (epsilon === 0.001 ? { crashed: 'boom' } : {})),
    });
    expect(report.statements[0].verdict).toBe('crashed');
    expect(report.statements[0].claims).toHaveLength(2);
  });

  test('the reports do not depend on the number of jobs', async () => {
    const texts = await Promise.all(
      [1, 4].map(async (jobs) => {
        const report = await verify({ ...options, jobs });
        return markdownReporter({ report, statements: options.statements });
      }),
    );
    expect(texts[0]).toEqual(texts[1]);
  });

  test('an aborted run throws and reports nothing', async () => {
    const signal = AbortSignal.abort();
    await expect(verify({ ...options, signal })).rejects.toThrow(/abort/);
  });
});
