import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/check/judge.ts';
import { loadStatements } from '../../src/commands/statements.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { modelOf } from '../theory/scenarios.ts';

const statements = await loadStatements();
const claims = statements.flatMap((statement) => statement.claims.map((claim) => ({ statement, claim })));

describe('the statements', () => {
  it('cover the numbered list', () => {
    expect(statements.map(({ id }) => id)).toEqual([
      'agreement',
      'assumption-2.1',
      'assumption-2.2a',
      'assumption-2.2b',
      'assumption-2.3-prime',
      'assumption-2.4',
      'assumption-2.5',
      'assumption-2.6',
      'controls',
      'definitions',
      'erratum-01',
      'erratum-02',
      'erratum-03',
      'erratum-04',
      'erratum-05',
      'erratum-06',
      'erratum-07',
      'erratum-08',
      'erratum-09',
      'erratum-10',
      'erratum-11',
      'lemma-3.1',
      'orders',
      'proposition-3.2',
      'proposition-4.1',
      'proposition-4.2',
      'remark-theta',
      'theorem-2.1',
    ]);
  });

  it('have unique claims under their own id, with a formula, a source and a scale', () => {
    const ids = claims.map(({ claim }) => claim.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { statement, claim } of claims) {
      expect(claim.id.startsWith(`${statement.id}/`)).toBe(true);
      expect(claim.latex.length).toBeGreaterThan(5);
      expect(claim.title).not.toBe('');
      expect(claim.source).not.toBe('');
      expect(claim.scale).toBeGreaterThan(0);
    }
  });

  it('refer to statements that exist, without cycles', () => {
    const known = new Map(statements.map((statement) => [statement.id, statement]));
    const visit = (id: string, path: readonly string[]): void => {
      expect(path).not.toContain(id);
      const statement = known.get(id);
      expect(statement, id).toBeDefined();
      for (const next of [...(statement?.dependsOn ?? []), ...(statement?.hypotheses ?? [])])
        visit(next, [...path, id]);
    };
    for (const { id } of statements) visit(id, []);
  });

  it('name hypotheses of claims by label', () => {
    const labels = new Set(statements.map(({ id }) => id.replace('assumption-', '')));
    for (const { claim } of claims) for (const label of claim.hypotheses ?? []) expect(labels).toContain(label);
  });

  it('import from src/index.ts alone', async () => {
    for (const file of (await readdir('specs')).filter((name) => name.endsWith('.ts'))) {
      const text = await readFile(`specs/${file}`, 'utf8');
      const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
      const steps = `./steps/${file}`;
      expect(new Set(imports.filter((from) => from !== steps))).toEqual(new Set(['../src/index.ts']));
    }
  });
});

describe('claims that need no solver', () => {
  const alone = statements.map((statement) => ({
    ...statement,
    claims: statement.claims.filter(({ needs }) => needs === 'model'),
  }));
  const entries = async (patch: Parameters<typeof modelOf>[0]) => {
    const model = await modelOf(patch);
    const world = { scenario: model.scenario, model, constants: computeConstants(model), cases: [] };
    const outcomes = judge(alone, [world]).flatMap((outcome) => outcome.claims);
    return new Map(outcomes.map((entry) => [entry.id, entry]));
  };

  it('pass on good data', async () => {
    for (const { id, verdict, note } of (await entries({ epsilons: [1e-3] })).values())
      expect([id, verdict, note]).toEqual([id, 'pass', undefined]);
  });

  it('see data that are not prepared', async () => {
    const wide = await entries({
      initial: { density: '1', profile: { type: 'gaussian', mean: 0, deviation: '1/epsilon' } },
    });
    expect(wide.get('assumption-2.4/preparedness')).toMatchObject({ verdict: 'fail' });
    expect(wide.get('assumption-2.3-prime/energy')).toMatchObject({ verdict: 'fail' });
  });

  it('see marginals that converge too slowly', async () => {
    const slow = await entries({
      initial: { density: '1 + epsilon*cos(2*pi*x)', limitDensity: '1', profile: { type: 'equilibrium' } },
    });
    expect(slow.get('assumption-2.5/marginals')).toMatchObject({ verdict: 'fail' });
    const fast = await entries({
      initial: { density: '1 + epsilon^2*cos(2*pi*x)', limitDensity: '1', profile: { type: 'equilibrium' } },
    });
    expect(fast.get('assumption-2.5/marginals')).toMatchObject({ verdict: 'pass' });
  });

  it('are vacuous where the scenario says so', async () => {
    const wide = await entries({
      initial: { density: '1', profile: { type: 'gaussian', mean: 0, deviation: '1/epsilon' } },
      violates: ['2.4'],
    });
    expect(wide.get('assumption-2.4/preparedness')?.verdict).toBe('vacuous');
    expect(wide.get('lemma-3.1/3.1')?.verdict).toBe('pass');
  });
});
