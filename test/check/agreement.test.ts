import { beforeAll, describe, expect, it } from 'vitest';
import { agree, allAgree } from '../../src/check/agreement.ts';
import type { CaseResult } from '../../src/check/case.ts';
import type { CaseRequest, CrashedCase } from '../../src/check/pool.ts';
import { loadScenario } from '../../src/model/load-scenario.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { agreementText } from '../../src/reporters/agreement.ts';
import { schemes } from '../../src/schemes/registry.ts';
import { caseFixture } from '../fixtures/case.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await loadScenario('scenarios/travelling-wave.yaml');
});

/** Every scheme gives the fixture; the Hermite solver's E is off by `shift`, its bar being 1e-8 as that of the others. */
const solveWith = (shift: number) => async (requests: readonly CaseRequest[]) =>
  requests.map((request): CaseResult | CrashedCase => {
    const fixture = caseFixture(request);
    const E = fixture.series.E ?? { values: [], error: {} };
    return request.scheme === 'hermite'
      ? { ...fixture, series: { ...fixture.series, E: { ...E, values: E.values.map((value) => value + shift) } } }
      : fixture;
  });

describe('agree', () => {
  it('compares every pair that supports the case, at the largest and the smallest ε', async () => {
    const cases = await agree([scenario], undefined, solveWith(0));
    expect(cases.map(({ epsilon }) => epsilon)).toEqual([0.1, 0.0001]);
    for (const { epsilon, pairs, absent } of cases) {
      const running = Object.values(schemes).filter((scheme) => scheme.supports(scenario, epsilon) === true).length;
      expect(pairs).toHaveLength((running * (running - 1)) / 2);
      expect(running + absent.length).toBe(Object.keys(schemes).length);
    }
    expect(allAgree(cases)).toBe(true);
  });

  it('sees a difference of more than three joint bars, NaN, a crash and an empty comparison', async () => {
    expect(allAgree(await agree([scenario], [0.1], solveWith(5e-8)))).toBe(true);
    expect(allAgree(await agree([scenario], [0.1], solveWith(7e-8)))).toBe(false);
    expect(allAgree(await agree([scenario], [0.1], solveWith(Number.NaN)))).toBe(false);
    const crash = async (requests: readonly CaseRequest[]) =>
      requests.map((request, i) => (i === 0 ? { crashed: 'out of memory' } : caseFixture(request)));
    expect(allAgree(await agree([scenario], [0.1], crash))).toBe(false);
    expect(allAgree([])).toBe(false);
  });

  it('writes the matrix with the worst diagnostic and the reasons of those that did not run', async () => {
    const text = agreementText(await agree([scenario], [1e-4], solveWith(7e-8)), '0.0.0');
    expect(text).toContain('Some pairs disagree.');
    expect(text).toMatch(/\| travelling-wave \| 0\.0001 \|.*3\.50 E \*\*beyond\*\*/);
    expect(text).toContain('methylation unsupported: ');
  });
});
