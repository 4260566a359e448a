import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../../src/check/case.ts';
import { FINE, ROUGH, scenarioOf, scoreOf, scoreScenarios } from '../../src/check/falsify-score.ts';
import { FALSIFY_TARGETS, targetOf } from '../../src/check/falsify-targets.ts';
import type { CaseRequest, CrashedCase } from '../../src/check/pool.ts';
import { randomSketches } from '../../src/check/random-scenario.ts';
import type { BoundClaim, BoundSample, Claim, ModelBoundClaim, ModelContext } from '../../src/check/statement.ts';
import { InputError } from '../../src/model/input-error.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { modelOf } from '../theory/scenarios.ts';

const sample = (value: number, bound: number, bar = 0, doubt = 0): BoundSample => ({
  time: 1,
  measured: { value, error: { y: bar } },
  bound: { value: bound, error: { sampling: doubt } },
});
const common = { title: '', latex: '', source: '', scale: 1, kind: 'bound' } as const;
const ofModel = (more: Partial<ModelBoundClaim>): ModelBoundClaim => ({
  ...common,
  id: 'fake/model',
  needs: 'model',
  samples: () => [sample(1, 2)],
  ...more,
});
const ofCase = (more: Partial<BoundClaim>): BoundClaim => ({
  ...common,
  id: 'fake/case',
  needs: 'case',
  samples: () => [sample(1, 2)],
  ...more,
});

describe('the score of samples', () => {
  it('is (measured − u)/(bound + b + r) at its largest, with the place', () => {
    const worst = sample(1, 1, 0.25, 0.5);
    // r = 1e-6 of the scale 5e5.
    expect(scoreOf([sample(0.1, 1), worst, sample(0.3, 1)], 5e5)).toEqual({ value: 0.75 / 2, sample: worst });
    expect(scoreOf([sample(1, 1), sample(2, 2)], 0).sample).toEqual(sample(1, 1));
  });

  it('takes a bound of 0 or less for what it is', () => {
    expect(scoreOf([sample(1, 0)], 0).value).toBe(Number.POSITIVE_INFINITY);
    expect(scoreOf([sample(-1, -2)], 0).value).toBe(Number.POSITIVE_INFINITY);
    for (const [value, bound] of [
      [0, 0],
      [-2, -1],
      [-1, -1],
    ])
      expect(scoreOf([sample(value, bound)], 0)).toEqual({
        value: Number.NEGATIVE_INFINITY,
        reason: 'the scheme measures nothing that the claim compares',
      });
  });

  it('counts NaN as nothing compared', () => {
    for (const one of [sample(Number.NaN, 1), sample(1, Number.NaN), sample(1, 1, Number.NaN)]) {
      expect(scoreOf([one], 1).value).toBe(Number.NEGATIVE_INFINITY);
    }
    expect(scoreOf([sample(Number.NaN, 1), sample(0.5, 1)], 0).value).toBe(0.5);
  });
});

describe('the scores of scenarios', async () => {
  const { scenario } = await modelOf({ epsilons: [0.05, 0.2] });
  const resolved = { resolved: true, key: 'k' } as CaseResult;
  const asked: CaseRequest[] = [];
  const scores = async (
    targets: readonly (BoundClaim | ModelBoundClaim)[],
    answer: CaseResult | CrashedCase = resolved,
    scenarios: Parameters<typeof scoreScenarios>[0] = [scenario],
  ) => {
    asked.length = 0;
    const solve = async (requests: readonly CaseRequest[]) => {
      asked.push(...requests);
      return requests.map(() => answer);
    };
    return scoreScenarios(scenarios, targets, { tolerance: 1e-4, maxEffort: 2 }, { solve });
  };
  const reason = async (...args: Parameters<typeof scores>) => {
    const [[{ value, reason: text }]] = await scores(...args);
    expect(value).toBe(Number.NEGATIVE_INFINITY);
    return text;
  };

  it('solve a scenario once, at its first ε, and only where a claim needs it', async () => {
    const found = await scores([ofCase({}), ofModel({}), ofCase({})], resolved, [scenario, scenario]);
    expect(found.map((row) => row.map(({ value }) => value))).toEqual(
      Array.from({ length: 2 }, () => Array.from({ length: 3 }, () => 1 / (2 + 1e-6))),
    );
    expect(asked).toEqual(
      Array.from({ length: 2 }, () => ({
        scenario,
        scheme: 'reference',
        epsilon: 0.05,
        tolerance: 1e-4,
        maxEffort: 2,
      })),
    );
    await scores([ofModel({}), ofCase({ applies: () => 'no' })]);
    expect(asked).toEqual([]);
    expect([ROUGH, FINE]).toEqual([
      { tolerance: 1e-3, maxEffort: 0 },
      { tolerance: 1e-6, maxEffort: 1 },
    ]);
  });

  it('give each scenario its own case', async () => {
    let number = 0;
    const solve = async (requests: readonly CaseRequest[]) =>
      requests.map(() => ({ resolved: true, steps: ++number }) as CaseResult);
    const target = ofCase({ samples: ({ result }) => [sample(result.steps, 10)] });
    const bad = new InputError('broken');
    const found = await scoreScenarios([scenario, bad, scenario], [{ ...target, scale: 0 }], ROUGH, { solve });
    expect(found.map(([{ value }]) => value)).toEqual([0.1, Number.NEGATIVE_INFINITY, 0.2]);
  });

  it('say why nothing was compared', async () => {
    expect(await reason([ofModel({})], resolved, [new InputError('broken')])).toBe('broken');
    expect(await reason([ofModel({ applies: () => 'not here' })])).toBe('not here');
    expect(await reason([ofCase({})], { crashed: 'division' })).toBe('crashed: division');
    const unresolved = { ...resolved, resolved: false };
    expect(await reason([ofCase({})], unresolved)).toBe('the case is not resolved');
    expect(await reason([ofCase({})], { ...unresolved, reason: 'too coarse' })).toBe('too coarse');
    const throwing = (what: unknown) => () => {
      throw what;
    };
    expect(await reason([ofModel({ samples: throwing(new Error('no')) })])).toBe('crashed: no');
    expect(await reason([ofCase({ samples: throwing('odd') })])).toBe('crashed: odd');
  });

  it('compute the constants that a claim asks for', async () => {
    const model = await modelOf({ epsilons: [0.05, 0.2] });
    const exact = computeConstants(model);
    let seen: ModelContext['constants'] | undefined;
    await scores([
      ofModel({
        samples: ({ constants, epsilon }) => {
          expect(epsilon).toBe(0.05);
          seen = constants;
          return [sample(constants.G.value, 1)];
        },
      }),
    ]);
    for (const name of ['G', 'W', 'pathGradient', 'lambda0', 'lambda2', 'lambdaIn'] as const) {
      expect(seen?.[name]).toEqual(exact[name]);
      expect(seen?.[name]).toBe(seen?.[name]);
    }
  });

  it('stop when asked to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const solve = async () => [];
    await expect(scoreScenarios([scenario], [ofModel({})], ROUGH, { solve }, signal)).rejects.toThrow('enough');
  });
});

describe('a sketch', () => {
  it('is a scenario, or why it is none', async () => {
    const [sketch] = randomSketches(1, 1);
    expect(await scenarioOf(sketch, 'mine')).toMatchObject({ name: 'mine', time: sketch.time });
    const none = await scenarioOf({ ...sketch, time: -1 });
    expect(none).toBeInstanceOf(InputError);
    expect((none as InputError).message).toMatch('time');
  });
});

describe('what can be falsified', () => {
  const bound = ofCase({});

  it('is a bound, or the form of an expectation that is one', () => {
    expect(targetOf(bound)).toBe(bound);
    const form = { kind: 'bound', needs: 'case', samples: bound.samples };
    const expectation = { ...common, id: 'e', expected: 'fail', needs: 'case', applies: () => true, form };
    const target = targetOf(expectation as unknown as Claim);
    expect(target).toMatchObject({ id: 'e', kind: 'bound', needs: 'case', scale: 1 });
    expect(target?.samples).toBe(bound.samples);
    expect(target?.applies).toBe(expectation.applies);
  });

  it('is nothing else', () => {
    const samples = () => [];
    const forms = [
      { needs: 'case', form: { kind: 'identity', needs: 'case', samples } },
      { needs: 'nothing', form: { kind: 'bound', needs: 'nothing', samples } },
    ];
    for (const claim of [
      ...forms.map((one) => ({ ...common, id: 'e', expected: 'fail', ...one })),
      { ...common, id: 'i', kind: 'identity', needs: 'case' },
      { ...common, id: 'v', kind: 'bound', needs: 'variants' },
    ]) {
      expect(targetOf(claim as unknown as Claim)).toBeUndefined();
    }
  });

  it('has log-Sobolev for mixtures alone: 2H ≤ I, an equality for a shift', async () => {
    const [claim] = FALSIFY_TARGETS.claims;
    const target = targetOf(claim) as ModelBoundClaim;
    const at = async (initial: NonNullable<NonNullable<Parameters<typeof modelOf>[0]>['initial']>) => {
      const model = await modelOf({ initial });
      return { model, constants: computeConstants(model), epsilon: 0.1 };
    };
    const shifted = await at({ density: '1', profile: { type: 'gaussian', mean: 'epsilon*8', deviation: 1 } });
    const [{ measured, bound: half }] = target.samples(shifted);
    expect(measured.value).toBeCloseTo(0.32, 12);
    expect(half.value).toBeCloseTo(0.32, 12);
    expect(target.applies?.(shifted)).toBe(true);
    const given = await at({ density: '1', profile: { type: 'expression', value: 'exp(-y^4)' } });
    expect(target.applies?.(given)).toMatch('no Gaussian mixture');
    expect(target.samples(given)).toEqual([]);
  });
});
