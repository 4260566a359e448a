import { describe, expect, test } from 'vitest';
import {
  applyMutant,
  expectedKillers,
  fate,
  idleClaims,
  killers,
  type Mutant,
  type MutantOutcome,
  PROGRAM,
  type Sighting,
  sightings,
} from '../../src/check/mutation.ts';
import type { ClaimOutcome, Report, Verdict } from '../../src/check/statement.ts';

const mutant: Mutant = {
  name: 'sign',
  file: 'src/a.ts',
  find: 'a + b',
  replace: "a - b // $& $'",
  expectedKillers: ['lemma-3.1', 'theorem-2.1/first'],
  why: 'the sign is wrong',
};

describe('applyMutant', () => {
  test('changes the one place, and takes the replacement as it is', () => {
    expect(applyMutant('x = a + b;', mutant)).toBe("x = a - b // $& $';");
  });

  test.each([
    ['x = a - b;', 0],
    ['x = a + b; y = a + b;', 2],
  ])('refuses %j', (source, pieces) => {
    expect(() => applyMutant(source, mutant)).toThrow(`its text occurs ${pieces} times in src/a.ts, not once`);
  });
});

const report = (verdicts: { readonly [id: string]: Verdict }): Report => ({
  schema: 'lemmata/report/1',
  versions: {},
  profile: 'quick',
  summary: { pass: 0, fail: 0, inconclusive: 0, vacuous: 0, crashed: 0 },
  scenarios: [],
  statements: [
    {
      id: 'any',
      title: 'any',
      verdict: 'pass',
      suspects: [],
      claims: Object.entries(verdicts).map(
        ([id, verdict]): ClaimOutcome => ({ id, verdict, kind: 'bound', scenario: 's', source: '', rerun: '' }),
      ),
    },
  ],
});

test('sightings are entries that passed and no longer do', () => {
  const baseline = report({ a: 'pass', b: 'pass', c: 'pass', d: 'vacuous', e: 'pass', gone: 'pass' });
  const found = report({ a: 'pass', b: 'fail', c: 'inconclusive', d: 'fail', e: 'crashed' });
  expect(sightings(found, baseline)).toEqual([
    { claim: 'b', scenario: 's', sign: 'fail' },
    { claim: 'c', scenario: 's', sign: 'inconclusive' },
    { claim: 'e', scenario: 's', sign: 'crashed' },
    { claim: 'gone', scenario: 's', sign: 'vacuous' },
  ]);
});

const outcome = (signs: readonly [string, Sighting['sign']][], more: Partial<MutantOutcome> = {}): MutantOutcome => ({
  mutant,
  profile: 'quick',
  sightings: signs.map(([claim, sign]) => ({ claim, sign, scenario: 's' })),
  ...more,
});

describe('fate', () => {
  test.each<[string, MutantOutcome, string]>([
    ['a claim of an expected statement fails', outcome([['lemma-3.1/3.1', 'fail']]), 'expected'],
    ['an expected claim fails', outcome([['theorem-2.1/first', 'fail']]), 'expected'],
    ['a claim with a longer name fails', outcome([['theorem-2.1/first-rate', 'fail']]), 'killed'],
    ['an expected claim crashes', outcome([['lemma-3.1/3.1', 'crashed']]), 'killed'],
    ['an expected claim is open', outcome([['lemma-3.1/3.1', 'inconclusive']]), 'doubted'],
    ['there is no report', outcome([], { refusal: 'boom' }), 'killed'],
    ['nothing changes', outcome([]), 'survived'],
    [
      'no report, as expected',
      outcome([], { refusal: 'boom', mutant: { ...mutant, expectedKillers: [PROGRAM] } }),
      'expected',
    ],
    [
      'a solver throws, as expected',
      outcome(
        [
          ['any', 'inconclusive'],
          ['other', 'crashed'],
        ],
        { mutant: { ...mutant, expectedKillers: [PROGRAM] } },
      ),
      'expected',
    ],
    [
      'nothing throws where a crash is expected',
      outcome(
        [
          ['other', 'fail'],
          ['any', 'vacuous'],
        ],
        { mutant: { ...mutant, expectedKillers: [PROGRAM] } },
      ),
      'killed',
    ],
  ])('%s', (_, found, expected) => {
    expect(fate(found)).toBe(expected);
  });

  test('names each killer once', () => {
    const found = outcome([
      ['lemma-3.1/3.1', 'fail'],
      ['lemma-3.1/3.1', 'fail'],
      ['other/a', 'fail'],
      ['other/b', 'inconclusive'],
    ]);
    expect(killers(found)).toEqual(['lemma-3.1/3.1', 'other/a']);
    expect(expectedKillers(found)).toEqual(['lemma-3.1/3.1']);
    const crashed = outcome([['lemma-3.1/3.1', 'fail']], {
      refusal: 'boom',
      mutant: { ...mutant, expectedKillers: ['lemma-3.1', PROGRAM] },
    });
    expect(expectedKillers(crashed)).toEqual(['lemma-3.1/3.1', PROGRAM]);
  });
});

test('idle claims pass in a baseline and kill nothing', () => {
  const baselines = [report({ a: 'pass', b: 'vacuous', c: 'pass' }), report({ c: 'pass', d: 'pass' })];
  expect(idleClaims([outcome([['a', 'fail']]), outcome([['d', 'inconclusive']])], baselines)).toEqual(['c', 'd']);
});
