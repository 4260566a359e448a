import { describe, expect, it } from 'vitest';
import type { ClaimOutcome } from '../src/check/statement.ts';
import { sharpness, sharpnessSection } from '../src/reporters/sharpness.ts';
import { claimFixture, orderFixture, rateFixture, reportFixture, statementFixture } from './fixtures/report.ts';

/** A bound that is zero, or was not checked: no ratio. */
function withoutRatio(claim: Parameters<typeof claimFixture>[0]): ClaimOutcome {
  const { ratio: _ratio, ...rest } = claimFixture(claim);
  return rest;
}

const report = reportFixture([
  statementFixture('lemma-3.1', [
    claimFixture({ id: 'lemma-3.1/3.1', ratio: 0.5, scenario: 'equilibrium' }),
    claimFixture({
      id: 'lemma-3.1/3.1',
      ratio: 0.9994,
      scenario: 'whole-line',
      epsilon: 0.03,
      time: 0.125,
      where: 'x = 0.5',
    }),
  ]),
  statementFixture('proposition-3.2', [
    withoutRatio({ id: 'proposition-3.2/3.5', verdict: 'vacuous', note: 'no moment on a torus' }),
    claimFixture({ id: 'proposition-3.2/3.6', verdict: 'fail', ratio: 1.4 }),
    withoutRatio({ id: 'proposition-3.2/3.7' }),
    claimFixture({ id: 'proposition-3.2/3.8', ratio: 0 }),
  ]),
  statementFixture('theorem-2.1', [rateFixture('theorem-2.1/first-rate', 'x', orderFixture(0.5, 0.5, 1))]),
]);

describe('sharpness', () => {
  it('lists every bound once, tightest first, those without a ratio last', () => {
    expect(sharpness(report).map(({ id, tightest }) => [id, tightest?.ratio])).toEqual([
      ['proposition-3.2/3.6', 1.4],
      ['lemma-3.1/3.1', 0.9994],
      ['proposition-3.2/3.8', 0],
      ['proposition-3.2/3.5', undefined],
      ['proposition-3.2/3.7', undefined],
    ]);
  });

  it('names the scenario, ε, t and place, the headroom, or the reason', () => {
    const text = sharpnessSection(report).join('\n');
    expect(text).toContain('| lemma-3.1/3.1 | 0.999 | × 1 | whole-line | 0.03 | 0.125 | x = 0.5 |');
    expect(text).toContain('| proposition-3.2/3.5 | – | – | no moment on a torus |');
    expect(text).toContain('| proposition-3.2/3.7 | – | – | the bound is zero |');
    expect(text).toContain('| proposition-3.2/3.8 | 0 | all of it |');
    expect(text).not.toContain('first-rate');
  });

  it('says nothing about a report without bounds', () => {
    expect(sharpnessSection(reportFixture([]))).toEqual([]);
  });
});
