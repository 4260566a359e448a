import { beforeAll, describe, expect, it } from 'vitest';
import definitions from '../../specs/definitions.ts';
import type { CaseResult } from '../../src/check/case.ts';
import { solveCase } from '../../src/check/solve-case.ts';
import type { Verdict } from '../../src/check/statement.ts';
import { judgeIdentity, worstVerdict } from '../../src/check/verdict.ts';
import type { Model } from '../../src/model/model.ts';
import type { ScenarioInput } from '../../src/model/scenario-schema.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { modelOf } from '../theory/scenarios.ts';

const EPSILON = 0.1;
const DATA: Partial<ScenarioInput> = {
  velocities: { set: 'list', values: [-1, 1.5], weights: [2, 1] },
  time: 0.05,
};

const solve = ({ scenario }: Model, scheme: string): CaseResult =>
  solveCase({ scenario, scheme, epsilon: EPSILON, tolerance: 1e-5, maxEffort: 0 });

describe('claims about the solution in m', () => {
  let model: Model;
  let q: CaseResult;
  beforeAll(async () => {
    model = await modelOf(DATA);
    q = solve(model, 'reference');
  });

  /** Verdicts with p in the place of the solution in m. */
  function verdicts(p: CaseResult): { readonly [id: string]: Verdict } {
    const context = { model, constants: computeConstants(model), epsilon: EPSILON, result: q, variants: { m: p } };
    return Object.fromEntries(
      definitions.claims.flatMap((claim) => {
        if (claim.kind !== 'identity' || claim.needs !== 'variants') return [];
        const found = claim
          .samples(context)
          .map(({ residual }) => judgeIdentity(residual, claim.scale, claim.resolution).verdict);
        return [[claim.id.replace('definitions/', ''), worstVerdict(found)]];
      }),
    );
  }

  it('pass on solutions of the same equation', () => {
    expect(verdicts(solve(model, 'methylation'))).toEqual({
      '1.4-mass': 'pass',
      '1.4-sign': 'pass',
      '1.4-balance': 'pass',
      '1.5-tumbling': 'pass',
      '1.4-to-1.9': 'pass',
      '1.6-norm': 'pass',
      '1.7-offset': 'pass',
      '1.11-moments': 'pass',
    });
  });

  it.each<[string, Partial<ScenarioInput>, readonly string[]]>([
    ['the signal is one part in a hundred larger', { signal: '0.101*sin(2*pi*x - t)' }, ['1.4-to-1.9', '1.5-tumbling']],
    [
      'the rate favours one turn by a hundredth',
      { kernel: { rate: '1 + 0.6*tanh(z) + 0.01*(w - v)' } },
      ['1.11-moments', '1.4-to-1.9', '1.5-tumbling'],
    ],
    [
      'data start elsewhere',
      {
        initial: {
          density: '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)',
          profile: { type: 'gaussian', mean: 0.801, deviation: 1 },
        },
      },
      ['1.7-offset', '1.6-norm', '1.4-to-1.9'],
    ],
  ])('fail when %s in m', async (_, fault, seenBy) => {
    const found = verdicts(solve(await modelOf({ ...DATA, ...fault }), 'methylation'));
    for (const id of seenBy) expect(found[id], id).toBe('fail');
    // Still a solution of an equation of the same form.
    for (const id of ['1.4-mass', '1.4-sign', '1.4-balance']) expect(found[id], id).toBe('pass');
  });
});
