import { beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../../src/check/judge.ts';
import { compared } from '../../src/check/judge-expected.ts';
import type { ClosedErratum, ClosedForm, Statement, WitnessClaim } from '../../src/check/statement.ts';
import type { World } from '../../src/check/world.ts';
import { exactly } from '../../src/model/measured.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { modelOf } from '../theory/scenarios.ts';

const fields = { title: 'x', latex: 'a \\le b', source: 'test', scale: 1 };
const statementOf = (claims: Statement['claims']): Statement => ({
  id: 'example',
  title: 'Example',
  latex: 'a \\le b',
  source: 'test',
  hypotheses: [],
  dependsOn: [],
  claims,
});

const closed = (expected: 'pass' | 'fail', measured: number): ClosedErratum => ({
  ...fields,
  id: 'example/closed',
  kind: 'erratum',
  needs: 'nothing',
  expected,
  setting: 'one number',
  form: { shape: 'bound', samples: () => [{ epsilon: 0.1, measured: exactly(measured), bound: exactly(1) }] },
});

const verdictOf = (claim: Statement['claims'][number], worlds: readonly World[] = []) =>
  judge([statementOf([claim])], worlds)[0].claims.map(({ verdict, observedVerdict }) => [verdict, observedVerdict]);

describe('a claim about a closed form', () => {
  test('passes when the expected failure shows', () =>
    expect(verdictOf(closed('fail', 2))).toEqual([['pass', 'fail']]));
  test('fails when it does not', () => expect(verdictOf(closed('fail', 0.5))).toEqual([['fail', 'pass']]));
  test('passes when the corrected form holds', () =>
    expect(verdictOf(closed('pass', 0.5))).toEqual([['pass', 'pass']]));
  test('fails when the corrected form fails', () => expect(verdictOf(closed('pass', 2))).toEqual([['fail', 'fail']]));
  test('passes nothing on NaN', () => {
    for (const expected of ['pass', 'fail'] as const) {
      expect(verdictOf(closed(expected, Number.NaN))).toEqual([['inconclusive', 'inconclusive']]);
    }
  });
  test('shows where it was judged, and how far it is from its bound', () => {
    const sample = { epsilon: 0.1, time: 2, where: 't = 2', measured: exactly(2), bound: exactly(4) };
    const shown = (samples: Extract<ClosedForm, { shape: 'bound' }>['samples']) =>
      judge([statementOf([{ ...closed('pass', 0), form: { shape: 'bound', samples } }])], [])[0].claims[0];
    expect(shown(() => [sample])).toMatchObject({ epsilon: 0.1, time: 2, where: 't = 2', ratio: 0.5, slack: 1e-6 });
    const bare = shown(() => [{ measured: exactly(0), bound: exactly(0) }]);
    for (const field of ['epsilon', 'time', 'where', 'ratio']) expect(bare).not.toHaveProperty(field);
    expect(shown(() => [])).toMatchObject({ verdict: 'inconclusive', note: 'nothing is compared' });
  });
  test('is crashed when it throws', () => {
    const broken: ClosedErratum = {
      ...closed('fail', 2),
      form: {
        shape: 'bound',
        samples: () => {
          throw new Error('boom');
        },
      },
    };
    expect(verdictOf(broken)).toEqual([['crashed', 'crashed']]);
  });
  test('needs a growing quantity to refute a supremum', () => {
    const supremum = (power: number): ClosedErratum => ({
      ...closed('fail', 0),
      form: {
        shape: 'supremum',
        points: () => [1e-1, 1e-2, 1e-3, 1e-4, 1e-5].map((epsilon) => ({ epsilon, value: exactly(epsilon ** power) })),
      },
    });
    expect(verdictOf(supremum(-0.5))).toEqual([['pass', 'fail']]);
    expect(verdictOf(supremum(0))).toEqual([['fail', 'pass']]);
    expect(verdictOf(supremum(1))).toEqual([['fail', 'pass']]);
  });
  test('names its setting, and reruns without a scenario', () => {
    const [entry] = judge([statementOf([closed('fail', 2)])], [])[0].claims;
    expect(entry).toMatchObject({ scenario: 'one number', rerun: 'npx lemmata verify example/closed' });
  });
});

test('what is open, vacuous or crashed is never an expected failure', () => {
  for (const verdict of ['inconclusive', 'vacuous', 'crashed'] as const) {
    expect(compared('fail', { verdict }).verdict).toBe(verdict);
    expect(compared('pass', { verdict }).verdict).toBe(verdict);
  }
});

describe('with worlds', () => {
  let worlds: readonly World[];
  beforeAll(async () => {
    const good = await modelOf({ name: 'good' });
    const wide = await modelOf({
      name: 'wide',
      initial: { density: '1', profile: { type: 'gaussian', mean: 0, deviation: '1/epsilon' } },
    });
    worlds = [good, wide].map((model) => ({
      scenario: model.scenario,
      model,
      constants: computeConstants(model),
      cases: [],
    }));
  });

  const width = (scenario: string): WitnessClaim => ({
    ...fields,
    id: 'example/width',
    kind: 'control',
    needs: 'model',
    expected: 'fail',
    scenario,
    form: {
      kind: 'hypothesis',
      needs: 'model',
      quantity: ({ model, epsilon }) => exactly(model.profileFacts(epsilon).secondMoment),
    },
  });

  test('a witness claim is judged on its own scenario alone', () => {
    expect(verdictOf(width('wide'), worlds)).toEqual([['pass', 'fail']]);
    expect(verdictOf(width('good'), worlds)).toEqual([['fail', 'pass']]);
    expect(verdictOf(width('absent'), worlds)).toEqual([]);
  });

  test('a witness world is judged by no other claim', () => {
    const plain = { ...fields, id: 'example/plain', kind: 'bound', needs: 'model' } as const;
    const bound = { ...plain, samples: () => [{ time: 1, measured: exactly(0), bound: exactly(1) }] };
    const marked = worlds.map((world) => ({ ...world, witness: world.scenario.name === 'wide' }));
    const entries = judge([statementOf([bound, width('wide')])], marked)[0].claims;
    expect(entries.map(({ id, scenario }) => [id, scenario])).toEqual([
      ['example/plain', 'good'],
      ['example/width', 'wide'],
    ]);
  });

  test('an assumption seen to fail makes what rests on it vacuous there, by name, and fails itself', () => {
    const { kind, needs, quantity } = width('wide').form as Extract<WitnessClaim['form'], { kind: 'hypothesis' }>;
    const assumption: Statement = {
      ...statementOf([{ ...fields, id: 'assumption-2.4/width', kind, needs, quantity }]),
      id: 'assumption-2.4',
    };
    const resting: Statement = {
      ...statementOf([
        {
          ...fields,
          id: 'example/bound',
          kind: 'bound',
          needs: 'model',
          samples: () => [{ time: 1, measured: exactly(0), bound: exactly(1) }],
        },
      ]),
      hypotheses: ['assumption-2.4'],
    };
    const [own, other] = judge([assumption, resting], worlds);
    expect(own.claims.map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
    expect(other.claims.map(({ verdict }) => verdict)).toEqual(['pass', 'vacuous']);
    expect(other.claims[1].note).toBe('assumption-2.4 fails on this scenario');
    // The assumption is held against the run even when it is not selected.
    expect(judge([resting], worlds, undefined, [assumption])[0].claims[1].verdict).toBe('vacuous');
  });
});
