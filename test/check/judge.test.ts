import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../../src/check/case.ts';
import { judge } from '../../src/check/judge.ts';
import type { CrashedCase } from '../../src/check/pool.ts';
import type { BoundSample, Claim, Statement } from '../../src/check/statement.ts';
import type { World } from '../../src/check/world.ts';
import { exactly } from '../../src/model/measured.ts';
import type { Model } from '../../src/model/model.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { Constants } from '../../src/theory/constants.ts';

const EPSILONS = [0.1, 0.03, 0.01, 0.003, 0.001];

/** A world that only the synthetic claims below look at. */
function world(
  patch: Partial<Scenario> = {},
  change: (epsilon: number) => Partial<CaseResult> | CrashedCase = () => ({}),
): World {
  const scenario = {
    name: 'synthetic',
    file: 'synthetic.yaml',
    epsilons: EPSILONS,
    violates: [],
    ...patch,
  } as unknown as Scenario;
  const cases = scenario.epsilons.map((epsilon) => {
    const changed = change(epsilon);
    if ('crashed' in changed) return changed;
    const base = {
      key: '',
      scenario: scenario.name,
      scheme: 'reference',
      epsilon,
      resolution: {},
      steps: 1,
      series: {},
    };
    return { ...base, resolved: true, times: [0, 1], ...changed };
  });
  return { scenario, model: {} as Model, constants: {} as Constants, cases };
}

const text = { title: '', latex: '', source: '(0)', scale: 1 };
const bound = (samples: (epsilon: number) => readonly BoundSample[], more: Partial<Claim> = {}): Claim =>
  ({
    ...text,
    id: 'lemma/bound',
    kind: 'bound',
    needs: 'case',
    samples: ({ epsilon }) => samples(epsilon),
    ...more,
  }) as Claim;
const at = (time: number, measured: number, limit: number, bar = 0): BoundSample => ({
  time,
  measured: { value: measured, error: { y: bar } },
  bound: exactly(limit),
});
const rate = (quantity: (epsilon: number) => number, proved = 0.5): Claim => ({
  ...text,
  id: 'lemma/rate',
  kind: 'rate',
  needs: 'case',
  proved,
  quantity: ({ epsilon }) => exactly(quantity(epsilon)),
});
const supremum = (quantity: (epsilon: number) => number): Claim => ({
  ...text,
  id: 'lemma/sup',
  kind: 'hypothesis',
  needs: 'model',
  quantity: ({ epsilon }) => exactly(quantity(epsilon)),
});
const statement = (claims: readonly Claim[], more: Partial<Statement> = {}): Statement => ({
  id: 'lemma',
  title: '',
  latex: '',
  source: '',
  hypotheses: [],
  dependsOn: [],
  claims,
  ...more,
});
const only = (claim: Claim, where: World = world()) => judge([statement([claim])], [where])[0].claims[0];

describe('a bound over ε and t', () => {
  it('shows the worst (ε, t) and how to reproduce it', () => {
    const entry = only(bound((epsilon) => [at(0.5, epsilon, 1), at(1, epsilon === 0.01 ? 0.9 : 0.2, 1, 0.01)]));
    expect(entry).toMatchObject({
      verdict: 'pass',
      epsilon: 0.01,
      time: 1,
      measured: 0.9,
      uncertainty: 0.01,
      ratio: 0.9,
    });
    expect(entry).toMatchObject({ scheme: 'reference', uncertaintyBySource: { y: 0.01 } });
    expect(entry).not.toHaveProperty('load');
    expect(entry.rerun).toBe('npx lemmata verify lemma/bound --scenario synthetic.yaml --epsilon 0.01');
  });

  it('puts a failure before a heavier load that is merely open', () => {
    const entry = only(bound((epsilon) => [epsilon === 0.03 ? at(1, 1.1, 1) : at(1, 5, 1, 10)]));
    expect(entry).toMatchObject({ verdict: 'fail', epsilon: 0.03 });
  });

  it('cannot pass with NaN, nor when nothing was measured', () => {
    expect(only(bound((epsilon) => [at(1, epsilon === 0.01 ? Number.NaN : 0, 1)])).verdict).toBe('inconclusive');
    expect(only(bound(() => []))).toMatchObject({
      verdict: 'inconclusive',
      note: expect.stringMatching(/measures nothing/),
    });
  });

  it('is inconclusive at an unresolved case, with its reason', () => {
    const where = world({}, (epsilon) => (epsilon === 0.001 ? { resolved: false, reason: 'needs 512 points' } : {}));
    expect(
      only(
        bound(() => [at(1, 0.5, 1)]),
        where,
      ),
    ).toMatchObject({
      verdict: 'inconclusive',
      epsilon: 0.001,
      note: 'needs 512 points',
    });
    expect(
      only(
        bound(() => [at(1, 2, 1)]),
        where,
      ).verdict,
    ).toBe('fail');
  });

  it('crashes with the case or with the claim, and only there', () => {
    const where = world({}, (epsilon): Partial<CaseResult> | CrashedCase =>
      epsilon === 0.1 ? { crashed: 'out of memory' } : {},
    );
    expect(
      only(
        bound(() => [at(1, 0.5, 1)]),
        where,
      ),
    ).toMatchObject({ verdict: 'crashed', note: 'out of memory' });
    const throws = bound(() => {
      throw new Error('boom');
    });
    const [first, second] = judge([statement([throws, rate(Math.sqrt)])], [world()])[0].claims;
    expect(first).toMatchObject({ verdict: 'crashed', note: 'boom' });
    expect(second.verdict).toBe('pass');
  });

  it('is vacuous only where no ε satisfies its condition', () => {
    const applies = (limit: number) => ({
      applies: ({ epsilon }: { epsilon: number }) => epsilon <= limit || `ε > ${limit}`,
    });
    const failsAtLarge = (epsilon: number) => [at(1, epsilon > 0.05 ? 2 : 0.5, 1)];
    expect(only(bound(failsAtLarge, applies(0.05))).verdict).toBe('pass');
    expect(only(bound(failsAtLarge, applies(1e-9)))).toMatchObject({ verdict: 'vacuous', note: 'ε > 1e-9' });
  });
});

describe('hypotheses', () => {
  it('makes a claim vacuous, by name, where the scenario breaks one on purpose', () => {
    const claim = bound(() => [at(1, 2, 1)]);
    const of = (hypotheses: string[], violates: string[]) =>
      judge([statement([claim], { hypotheses })], [world({ violates })])[0].claims[0];
    expect(of(['assumption-2.2a'], ['2.2a'])).toMatchObject({
      verdict: 'vacuous',
      note: expect.stringContaining('(2.2a)'),
    });
    expect(of(['assumption-2.3-prime'], ['2.4']).verdict).toBe('vacuous');
    expect(of(['assumption-2.1'], ['2.2a']).verdict).toBe('fail');
  });

  it('prefers the hypotheses of the claim to those of its statement', () => {
    const claim = bound(() => [at(1, 0.5, 1)], { hypotheses: ['2.2a'] });
    const [outcome] = judge([statement([claim], { hypotheses: ['assumption-2.5'] })], [world({ violates: ['2.5'] })]);
    expect(outcome.verdict).toBe('pass');
  });

  it('judges a supremum without solved cases, on ε that do not depend on their number', () => {
    const single = world({ epsilons: [0.1] }, () => ({ crashed: 'no' }));
    expect(
      only(
        supremum(() => 3),
        single,
      ),
    ).toMatchObject({ verdict: 'pass', measured: 3 });
    expect(
      only(
        supremum((epsilon) => 3 + epsilon),
        single,
      ).verdict,
    ).toBe('pass');
    expect(
      only(
        supremum(() => 0),
        single,
      ).verdict,
    ).toBe('pass');
    expect(
      only(
        supremum((epsilon) => 1 / epsilon),
        single,
      ),
    ).toMatchObject({ verdict: 'fail', order: { proved: 0 } });
    expect(
      only(
        supremum((epsilon) => 1 - Math.log(epsilon)),
        single,
      ).verdict,
    ).toBe('fail');
    expect(
      only(
        supremum(() => Number.POSITIVE_INFINITY),
        single,
      ).verdict,
    ).toBe('inconclusive');
    expect(
      only(
        supremum(() => Number.NaN),
        single,
      ).verdict,
    ).toBe('inconclusive');
  });
});

describe('a supremum', () => {
  const asked = new Set<number>();
  const watched: Claim = {
    ...text,
    id: 'lemma/sup',
    kind: 'hypothesis',
    needs: 'model',
    quantity: ({ epsilon }) => {
      asked.add(epsilon);
      return { value: 2 + epsilon, error: { y: 0.01 } };
    },
  };

  it('is taken over ε_max·10^{−k/2}, k = 0 … 8, and shows its largest value', () => {
    const entry = only(watched, world({ epsilons: [0.03, 0.2, 0.1] }));
    expect(asked.size).toBe(9);
    [...asked].forEach((epsilon, k) => {
      expect(epsilon).toBeCloseTo(0.2 * 10 ** (-k / 2), 12);
    });
    expect(entry).toMatchObject({ verdict: 'pass', epsilon: 0.2, measured: 2.2, uncertainty: 0.01 });
  });

  it('shows its largest value wherever that is', () => {
    const peak = supremum((epsilon) => 1 + (Math.abs(epsilon - 0.001) < 1e-9 ? 0.01 : 0));
    expect(only(peak).measured).toBe(1.01);
    expect(only(peak).epsilon).toBeCloseTo(0.001, 12);
  });

  it('is no exact zero where one value, or one bar, is not', () => {
    const one = supremum((epsilon) => (epsilon === 0.1 ? 1 : 0));
    expect(only(one).verdict).toBe('inconclusive');
    const bars = { ...watched, quantity: () => ({ value: 0, error: { y: 1e-9 } }) } as Claim;
    expect(only(bars).verdict).toBe('inconclusive');
  });

  it('is vacuous, with the reason, where it applies to no ε, and is taken where it does', () => {
    const limited = (limit: number): Claim =>
      ({
        ...supremum((epsilon) => (epsilon > limit ? Number.NaN : 1)),
        applies: ({ epsilon }: { epsilon: number }) => epsilon <= limit || `ε > ${limit}`,
      }) as Claim;
    expect(only(limited(1e-9))).toMatchObject({ verdict: 'vacuous', note: 'ε > 1e-9' });
    expect(only(limited(0.05)).verdict).toBe('pass');
  });
});

describe('what an entry shows', () => {
  it('the place and the ratio, where there are any', () => {
    const placed = bound(() => [{ ...at(1, 0.5, 2), where: 'x = 0.1' }]);
    expect(only(placed)).toMatchObject({ where: 'x = 0.1', ratio: 0.25, slack: 1e-6 });
    const bare = only(bound(() => [at(1, 0, 0)]));
    expect(bare).not.toHaveProperty('where');
    expect(bare).not.toHaveProperty('ratio');
  });

  const identity = (residual: number, bar: number, where?: string): Claim =>
    ({
      ...text,
      id: 'lemma/identity',
      kind: 'identity',
      needs: 'case',
      resolution: 1e-3,
      samples: () => [{ time: 1, residual: { value: residual, error: { time: bar } }, where }],
    }) as Claim;

  it('of an identity: its residual, its place, and why it says nothing', () => {
    expect(only(identity(1e-4, 2e-4, 'v = 1'))).toMatchObject({ verdict: 'pass', measured: 1e-4, where: 'v = 1' });
    const passed = only(identity(1e-4, 2e-4));
    expect(passed).not.toHaveProperty('where');
    expect(passed).not.toHaveProperty('note');
    expect(only(identity(0, 2e-3))).toMatchObject({
      verdict: 'inconclusive',
      note: 'its truncation bar exceeds 0.001, where it says nothing',
    });
    expect(only(identity(1, 1e-4))).toMatchObject({ verdict: 'fail' });
  });

  it('of a rate: the scheme, and a command with every ε', () => {
    expect(only(rate(Math.sqrt))).toMatchObject({
      scheme: 'reference',
      rerun: `npx lemmata verify lemma/rate --scenario synthetic.yaml --epsilon ${EPSILONS.join(',')}`,
    });
    expect(only(rate(() => 0))).toMatchObject({ verdict: 'vacuous', scheme: 'reference' });
    expect(only(rate((epsilon) => (epsilon === 0.01 ? Number.NaN : epsilon)))).toMatchObject({
      verdict: 'inconclusive',
      scheme: 'reference',
      note: expect.stringContaining('not a finite number'),
    });
  });

  it('of a rate that applies nowhere: the reason', () => {
    const nowhere = { ...rate(Math.sqrt), applies: () => 'ε is too large' } as Claim;
    expect(only(nowhere)).toMatchObject({ verdict: 'vacuous', note: 'ε is too large' });
  });

  it('of a hypothesis that is broken on purpose: how far', () => {
    const claim = supremum((epsilon) => 1 / epsilon);
    const [outcome] = judge([statement([claim], { hypotheses: ['2.4'] })], [world({ violates: ['2.4'] })]);
    expect(outcome.claims[0]).toMatchObject({ verdict: 'vacuous', order: { proved: 0 } });
    const other = bound(() => [at(1, 2, 1)]);
    const [empty] = judge([statement([other], { hypotheses: ['2.4'] })], [world({ violates: ['2.4'] })]);
    expect(empty.claims[0]).not.toHaveProperty('measured');
  });

  it('of a claim whose assumption fails here: the assumption; of the assumption itself: its failure', () => {
    const assumption = statement([supremum((epsilon) => 1 / epsilon)], { id: 'assumption-2.4' });
    const resting = statement([bound(() => [at(1, 0.5, 1)])], { id: 'a', hypotheses: ['assumption-2.4'] });
    const free = statement([bound(() => [at(1, 0.5, 1)])], { id: 'b', hypotheses: ['assumption-2.5'] });
    const verdicts = judge([assumption, resting, free], [world()]).map(({ claims }) => claims[0]);
    expect(verdicts[0].verdict).toBe('fail');
    expect(verdicts[1]).toMatchObject({ verdict: 'vacuous', note: 'assumption-2.4 fails on this scenario' });
    expect(verdicts[2].verdict).toBe('pass');
    // Declared, it is no surprise, and excuses nothing but what rests on it.
    const declared = judge([assumption, free], [world({ violates: ['2.4'] })]).map(({ claims }) => claims[0].verdict);
    expect(declared).toEqual(['fail', 'pass']);
  });
});

describe('a rate', () => {
  it('passes, fails or cannot be stated', () => {
    expect(only(rate(Math.sqrt))).toMatchObject({ verdict: 'pass', order: { proved: 0.5 } });
    expect(only(rate((epsilon) => epsilon)).verdict).toBe('pass');
    expect(only(rate((epsilon) => epsilon ** 0.3)).verdict).toBe('fail');
    const few = world({ epsilons: [0.1, 0.01, 0.001] });
    expect(only(rate(Math.sqrt), few).verdict).toBe('inconclusive');
    expect(only(rate(Math.sqrt), { ...few, stated: 5 }).verdict).toBe('inconclusive');
    // A scenario that itself states too few says nothing about orders.
    expect(only(rate(Math.sqrt), { ...few, stated: 3 })).toMatchObject({
      verdict: 'vacuous',
      note: 'the scenario states 3 values of ε, an order needs 4',
    });
    expect(only(rate(Math.sqrt), { ...world(), stated: 3 }).verdict).toBe('pass');
  });

  it('is vacuous for an exact zero, but only where the bars are at round-off', () => {
    const zero = (bar: number): Claim =>
      ({ ...rate(() => 0), quantity: () => ({ value: bar / 2, error: { y: bar } }) }) as Claim;
    expect(only(zero(1e-9))).toMatchObject({
      verdict: 'vacuous',
      note: expect.stringContaining('zero within its error bar'),
    });
    expect(only(zero(1e-3)).verdict).toBe('inconclusive');
  });

  it('needs every case', () => {
    const unresolved = world({}, (epsilon) => (epsilon === 0.1 ? { resolved: false, reason: 'coarse' } : {}));
    expect(only(rate(Math.sqrt), unresolved)).toMatchObject({ verdict: 'inconclusive', note: 'coarse', epsilon: 0.1 });
    const crashed = world({}, (epsilon): Partial<CaseResult> | CrashedCase =>
      epsilon === 0.01 ? { crashed: 'x' } : { resolved: epsilon < 0.1 },
    );
    expect(only(rate(Math.sqrt), crashed)).toMatchObject({ verdict: 'crashed', note: 'x' });
  });
});

describe('statements', () => {
  it('names all that depend on a failed one', () => {
    const bad = bound(() => [at(1, 2, 1)]);
    const good = bound(() => [at(1, 0.5, 1)]);
    const outcomes = judge(
      [
        statement([bad], { id: 'assumption-a' }),
        statement([good], { id: 'b', hypotheses: ['assumption-a'] }),
        statement([good], { id: 'c', dependsOn: ['b'] }),
        statement([good], { id: 'd' }),
      ],
      [world()],
    );
    expect(outcomes.map(({ verdict, suspects }) => [verdict, suspects])).toEqual([
      ['fail', ['b', 'c']],
      ['pass', []],
      ['pass', []],
      ['pass', []],
    ]);
  });

  it('keeps the order of statements, claims and scenarios', () => {
    const claims = [bound(() => [at(1, 0.5, 1)]), rate(Math.sqrt)];
    const worlds = [world({ name: 'one' }), world({ name: 'two' })];
    const [outcome] = judge([statement(claims)], worlds);
    expect(outcome.claims.map(({ id, scenario }) => `${id} ${scenario}`)).toEqual([
      'lemma/bound one',
      'lemma/bound two',
      'lemma/rate one',
      'lemma/rate two',
    ]);
  });
});
