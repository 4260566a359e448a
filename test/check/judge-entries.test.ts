import { describe, expect, it } from 'vitest';
import { judge } from '../../src/check/judge.ts';
import type { Claim } from '../../src/check/statement.ts';
import { at, bound, EPSILONS, only, rate, statement, supremum, text, world } from '../fixtures/synthetic-claims.ts';

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
