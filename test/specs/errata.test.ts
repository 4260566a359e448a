import { describe, expect, test } from 'vitest';
import { judge } from '../../src/check/judge.ts';
import { PROFILES } from '../../src/check/profiles.ts';
import { verify } from '../../src/check/run.ts';
import { type ExpectationClaim, isExpectation, type Statement } from '../../src/check/statement.ts';
import { loadScenarios } from '../../src/commands/scenarios.ts';
import { loadStatements } from '../../src/commands/statements.ts';
import { decades, gaussianDistance, unpreparedSquare, unscaledVariance } from '../../src/theory/closed-forms.ts';

const errata = (await loadStatements()).filter(({ id }) => id.startsWith('erratum-'));
const claims = errata.flatMap((statement) => statement.claims.filter(isExpectation));
const closed = (claim: ExpectationClaim): Statement => ({ ...errata[0], claims: [claim] });

describe('the errata', () => {
  test('are eleven, each with a form that fails and one that holds', () => {
    expect(errata).toHaveLength(11);
    for (const { id, claims: own } of errata) {
      const expected = own.filter(isExpectation).map((claim) => claim.expected);
      expect(own.every(({ kind }) => kind === 'erratum')).toBe(true);
      expect([id, expected.includes('fail'), expected.includes('pass')]).toEqual([id, true, true]);
    }
  });

  test('name witness scenarios that exist', async () => {
    const names = claims.flatMap((claim) => (claim.needs === 'nothing' ? [] : [claim.scenario]));
    expect((await loadScenarios([...new Set(names)])).map(({ name }) => name)).toEqual([...new Set(names)]);
  });

  const swapped = { pass: 'fail', fail: 'pass' } as const;
  test.each(claims.filter(({ needs }) => needs === 'nothing').map((claim) => [claim.id, claim] as const))(
    '%s is witnessed, and the opposite expectation fails',
    (_, claim) => {
      expect(judge([closed(claim)], [])[0].claims[0]).toMatchObject({
        verdict: 'pass',
        observedVerdict: claim.expected,
      });
      const opposite = { ...claim, expected: swapped[claim.expected] };
      expect(judge([closed(opposite)], [])[0].claims[0].verdict).toBe('fail');
    },
  );
});

describe('errata with a solved witness', () => {
  const names = ['erratum-01', 'erratum-03', 'erratum-04'];
  const swapped = { pass: 'fail', fail: 'pass' } as const;

  test('are witnessed, and the opposite expectation fails', async () => {
    const wanted = errata.filter(({ id }) => names.includes(id));
    const both = wanted.flatMap((statement): Statement[] => {
      const own = statement.claims.filter(isExpectation).filter(({ needs }) => needs !== 'nothing');
      return [
        { ...statement, claims: own },
        { ...statement, claims: own.map((claim) => ({ ...claim, expected: swapped[claim.expected] })) },
      ];
    });
    const witnesses = [
      ...new Set(both.flatMap((one) => one.claims.map((claim) => String(Reflect.get(claim, 'scenario'))))),
    ];
    const { statements } = await verify({
      statements: both,
      scenarios: [],
      witnesses: await loadScenarios(witnesses),
      profile: PROFILES[0],
      jobs: 2,
      seed: 0,
      versions: {},
    });
    expect(statements).toHaveLength(2 * names.length);
    statements.forEach(({ claims: found }, i) => {
      expect(found.length).toBeGreaterThanOrEqual(2);
      for (const { id, verdict } of found) expect([id, verdict]).toEqual([id, i % 2 === 0 ? 'pass' : 'fail']);
    });
  }, 120_000);
});

describe('closed forms', () => {
  test('distance of two centred Gaussians against a sum', () => {
    for (const r of [1.01, 1.5, 4, 50]) {
      const h = 1e-3;
      let sum = 0;
      for (let y = -10 * r + h / 2; y < 10 * r; y += h) {
        sum += Math.abs(Math.exp(-0.5 * (y / r) ** 2) / r - Math.exp(-0.5 * y * y)) * h;
      }
      expect(gaussianDistance(r)).toBeCloseTo(sum / Math.sqrt(2 * Math.PI), 6);
    }
    expect(gaussianDistance(1)).toBe(0);
    expect(gaussianDistance(0.5)).toBeNaN();
  });

  test('the norm of unprepared data approaches 2√(ε|log ε|) from below', () => {
    const ratios = [1e-2, 1e-3, 1e-4, 1e-6, 1e-12].map((epsilon) =>
      Math.sqrt(unpreparedSquare(epsilon).value / Math.abs(Math.log(epsilon))),
    );
    expect(ratios.map((ratio) => ratio.toFixed(2))).toEqual(['1.50', '1.68', '1.76', '1.85', '1.92']);
  });

  test('the variance starts at 1 and ends at ε²', () => {
    expect(unscaledVariance(0.1, 0)).toBeCloseTo(1, 14);
    expect(unscaledVariance(0.1, 10)).toBeCloseTo(0.01, 14);
  });

  test('decades fall by ten', () => expect(decades(0.1, 3)).toEqual([0.1, 0.01, 0.001]));
});
