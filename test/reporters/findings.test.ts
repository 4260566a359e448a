import { describe, expect, test } from 'vitest';
import { judge } from '../../src/check/judge.ts';
import type { ClaimOutcome, Report, Statement } from '../../src/check/statement.ts';
import { exactly } from '../../src/model/measured.ts';
import { findingsSection, findingsText } from '../../src/reporters/findings.ts';
import { ledgerSection } from '../../src/reporters/ledger.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { claimFixture, orderFixture } from '../fixtures/report.ts';
import { modelOf } from '../theory/scenarios.ts';

const statement: Statement = {
  id: 'erratum-99',
  title: 'Two is one',
  latex: '1 \\ne 2',
  source: 'Section 9',
  hypotheses: [],
  dependsOn: [],
  note: 'Read 2.',
  claims: (['fail', 'pass'] as const).map((expected) => ({
    id: `erratum-99/${expected}`,
    kind: 'erratum',
    needs: 'nothing',
    expected,
    title: `Form that should ${expected}`,
    latex: '2 \\le 1',
    source: 'Section 9',
    scale: 1,
    setting: 'numbers',
    form: { shape: 'bound', samples: () => [{ measured: exactly(2), bound: exactly(1) }] },
  })),
};

const reportOf = (statements: Report['statements']): Report => ({
  schema: 'lemmata/report/1',
  versions: {},
  profile: 'quick',
  summary: { pass: 0, fail: 0, inconclusive: 0, vacuous: 0, crashed: 0 },
  statements,
  scenarios: [],
});

const outcome = (claim: Partial<ClaimOutcome> & Pick<ClaimOutcome, 'id'>): ClaimOutcome =>
  claimFixture({ kind: 'erratum', scenario: 'numbers', measured: 2, bound: 1, uncertainty: 0, ...claim });

describe('findings', () => {
  const found = reportOf([
    {
      id: 'erratum-99',
      title: 'Two is one',
      verdict: 'fail',
      suspects: [],
      claims: [
        outcome({ id: 'erratum-99/fail', verdict: 'pass', observedVerdict: 'fail' }),
        outcome({ id: 'erratum-99/pass', verdict: 'fail', observedVerdict: 'fail' }),
      ],
    },
  ]);

  test('show the numbers, what was expected, what was observed, and the verdict as computed', () => {
    const text = findingsSection(found, [statement]).join('\n\n');
    expect(text).toMatch(/^## Findings/);
    expect(text).toContain('| Form that should fail | fail | fail | ✓ pass | 2 | 1 |');
    expect(text).toContain('| Form that should pass | pass | fail | ✗ fail | 2 | 1 |');
    expect(text).toContain('Read 2.');
  });

  test('count in the terminal only what is witnessed and corrected', () => {
    expect(findingsText(found, [statement])).toContain('0 of 1 defects witnessed and corrected');
    const good = reportOf([{ ...found.statements[0], verdict: 'pass' }]);
    expect(findingsText(good, [statement])).toContain('1 of 1 defects witnessed and corrected');
  });

  test('are no chapter without errata', () => {
    expect(findingsSection(reportOf([]), [statement])).toEqual([]);
    const other = { ...found.statements[0], id: 'lemma-3.1' };
    expect(findingsSection(reportOf([other]), [statement])).toEqual([]);
  });

  test('say so when the witness was not solved', () => {
    const empty = reportOf([{ ...found.statements[0], verdict: 'vacuous', claims: [] }]);
    expect(findingsSection(empty, [statement]).join('\n')).toContain('not part of this run');
  });
});

describe('the ledger', () => {
  const hypothesis = (claim: Partial<ClaimOutcome>): ClaimOutcome =>
    claimFixture({ id: 'assumption-2.4/preparedness', kind: 'hypothesis', source: '(2.4)', ...claim });
  const report: Report = {
    ...reportOf([
      {
        id: 'assumption-2.4',
        title: 'prepared',
        verdict: 'fail',
        suspects: [],
        claims: [
          hypothesis({ scenario: 'good', order: orderFixture(0, 0, 1) }),
          hypothesis({ scenario: 'wide', verdict: 'fail', order: orderFixture(0, -2, 1) }),
          hypothesis({ id: 'assumption-2.1/signal', source: '(2.1)', scenario: 'good' }),
        ],
      },
      {
        id: 'theorem-2.1',
        title: 'main',
        verdict: 'vacuous',
        suspects: [],
        claims: [
          claimFixture({
            id: 'theorem-2.1/first-rate',
            scenario: 'wide',
            verdict: 'vacuous',
            note: 'assumption-2.4 fails on this scenario',
          }),
        ],
      },
    ]),
    scenarios: [
      {
        name: 'good',
        hash: '0',
        constants: [{ symbol: 'W', value: 1, uncertainty: 0, provenance: 'interval' }],
        formulas: [],
        epsilons: [0.1],
        time: 1,
      },
    ],
  };
  const lines = ledgerSection(report, []).join('\n').split('\n');

  test('has a row for each assumption and scenario, with constant, provenance and order', () => {
    expect(lines.filter((line) => /^\| \(2\./.test(line))).toHaveLength(3);
    expect(lines.find((line) => line.startsWith('| (2.1)'))).toContain('interval');
    expect(lines.find((line) => line.includes('| good |') && line.startsWith('| (2.4)'))).toContain('quadrature');
  });

  test('names what is vacuous where an assumption fails, and nothing where it holds', () => {
    expect(lines.find((line) => line.includes('| wide |'))).toMatch(/✗ fail \| theorem-2\.1 \|$/);
    expect(lines.find((line) => line.includes('| good |'))).toMatch(/✓ pass \| – \|$/);
  });

  test('shows the figures of a hypothesis that is broken on purpose, and of (2.3) to the letter', async () => {
    const specs = [
      (await import('../../specs/assumption-2.4.ts')).default,
      (await import('../../specs/erratum-01.ts')).default,
    ];
    const wide = await modelOf({
      initial: { density: '1', profile: { type: 'gaussian', mean: 0, deviation: 'epsilon^(-1/6)' } },
      violates: ['2.4'],
    });
    const near = await modelOf({ name: 'travelling-wave' });
    const worlds = [wide, near].map((model) => ({
      scenario: model.scenario,
      model,
      constants: computeConstants(model),
      cases: [],
      witness: model === near,
    }));
    const rows = ledgerSection(reportOf(judge(specs, worlds)), specs)
      .join('\n')
      .split('\n');
    const broken = rows.find((row) => row.startsWith('| (2.4) |'));
    // Y(0) = ε^{−1/3}, from ε = 0.1 to 1e-5.
    expect(broken).toContain('2.15 at ε = 0.1, 46.4159 at 1e-5');
    expect(broken).toContain('vacuous, broken on purpose');
    const literal = rows.find((row) => row.startsWith('| (2.3) as printed |'));
    expect(literal).toMatch(/\| travelling-wave \| 1\.96 at ε = 0\.1, 11\.\d+ at 1e-5 \|.*✗ fail/);
  });

  test('is no chapter without assumptions', () => expect(ledgerSection(reportOf([]), [])).toEqual([]));
});
