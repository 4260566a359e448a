import { beforeAll, describe, expect, test } from 'vitest';
import { PROFILES } from '../../src/check/profiles.ts';
import { verify } from '../../src/check/run.ts';
import { type ClaimOutcome, isExpectation, type Statement } from '../../src/check/statement.ts';
import { loadScenarios } from '../../src/commands/scenarios.ts';
import { loadStatements } from '../../src/commands/statements.ts';

const all = await loadStatements();
const controls = all.filter(({ id }) => id === 'controls');
const names = controls.flatMap((statement) =>
  statement.claims.filter(isExpectation).flatMap((claim) => (claim.needs === 'nothing' ? [] : [claim.scenario])),
);

describe('negative controls', () => {
  let outcomes: ReadonlyMap<string, ClaimOutcome>;
  beforeAll(async () => {
    const report = await verify({
      statements: controls,
      scenarios: [],
      witnesses: await loadScenarios([...new Set(names)]),
      profile: PROFILES[0],
      jobs: 2,
      seed: 0,
      versions: {},
    });
    outcomes = new Map(report.statements[0].claims.map((claim) => [claim.id, claim]));
  }, 120_000);
  const order = (name: string): number => outcomes.get(`controls/${name}`)?.order?.observed ?? Number.NaN;

  test('all show what they are to show', () => {
    expect([...outcomes.values()].map(({ id, verdict }) => [id, verdict])).toEqual(
      controls[0].claims.map(({ id }) => [id, 'pass']),
    );
  });

  test('(2.2a): outflow that grows with z costs half an order, a bounded one does not', () => {
    expect(order('growing-outflow')).toBeCloseTo(0.5, 1);
    expect(order('bounded-outflow')).toBeGreaterThan(0.75);
  });

  test('(2.4): growing width takes the first estimate below ½', () =>
    expect(order('growing-width')).toBeLessThan(0.35));

  test('(2.5): √ε leaves ½, ε leaves 1', () => {
    expect(order('slow-marginals')).toBeCloseTo(0.5, 2);
    expect(order('marginals-of-order-one')).toBeCloseTo(1, 2);
  });

  test('(2.1): a kink keeps D_tN away from D_tM', () => expect(order('kinked-signal')).toBeCloseTo(-1, 2));
});

test('each control scenario breaks its hypothesis visibly, and what rests on it is vacuous by name', async () => {
  const broken = (await loadScenarios(['growing-width', 'slow-marginals'])).map((scenario) => ({
    ...scenario,
    violates: [],
  }));
  const model = (statement: Statement): Statement => ({
    ...statement,
    claims: statement.claims.filter(({ needs }) => needs === 'model'),
  });
  const rate = all.filter(({ id }) => id === 'theorem-2.1');
  const report = await verify({
    statements: [...all.filter(({ id }) => id.startsWith('assumption-')).map(model), ...rate],
    scenarios: broken,
    profile: { ...PROFILES[0], epsilons: 'own' },
    jobs: 1,
    seed: 0,
    versions: {},
    // No case is needed: the claims that rest on a failing assumption are not judged.
    solve: async (requests) => requests.map(() => ({ crashed: 'not solved in this test' })),
  });
  const find = (id: string, scenario: string) =>
    report.statements.flatMap(({ claims }) => claims).find((claim) => claim.id === id && claim.scenario === scenario);
  expect(find('assumption-2.4/preparedness', 'growing-width')?.verdict).toBe('fail');
  expect(find('assumption-2.4/preparedness', 'slow-marginals')?.verdict).toBe('pass');
  expect(find('assumption-2.5/marginals', 'slow-marginals')?.verdict).toBe('fail');
  expect(find('theorem-2.1/first-rate', 'growing-width')).toMatchObject({
    verdict: 'vacuous',
    note: expect.stringContaining('assumption-2.4'),
  });
  expect(find('theorem-2.1/second-rate-improved', 'slow-marginals')).toMatchObject({
    verdict: 'vacuous',
    note: 'assumption-2.5 fails on this scenario',
  });
});
