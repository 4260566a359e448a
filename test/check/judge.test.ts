import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../../src/check/case.ts';
import { judge } from '../../src/check/judge.ts';
import type { CrashedCase } from '../../src/check/pool.ts';
import type { Claim } from '../../src/check/statement.ts';
import { at, bound, only, rate, statement, supremum, world } from '../fixtures/synthetic-claims.ts';

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
