import { describe, expect, test } from 'vitest';
import { type MadeUpScheme, studyMadeUp } from '../../fixtures/scheme-study.ts';

/** Claims that do not pass, with their verdicts. */
async function notPassing(scheme: MadeUpScheme): Promise<{ readonly [id: string]: string }> {
  const { findings } = await studyMadeUp(scheme);
  return Object.fromEntries(
    findings.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => [id, verdict]),
  );
}

describe('a study of a scheme', () => {
  test('passes a good one', async () => {
    expect(await notPassing({})).toEqual({});
  });

  const faults: readonly (readonly [string, MadeUpScheme, { readonly [id: string]: string }])[] = [
    [
      'consistent, not asymptotic preserving',
      { error: (epsilon, { time }) => 0.01 * time + (0.05 * time) / (time + 1000 * epsilon) },
      { 'asymptotics/limit': 'fail', 'asymptotics/shrinks': 'fail' },
    ],
    [
      'another limit at every ε',
      { error: (_, { time }) => 0.05 + 0.01 * time },
      {
        'consistency/converges': 'fail',
        'consistency/announced-all': 'fail',
        'asymptotics/limit': 'fail',
        'asymptotics/shrinks': 'fail',
      },
    ],
    [
      'first order announced as second',
      { declaration: { orders: { time: 2 } } },
      { 'consistency/announced-all': 'fail' },
    ],
    ['no order announced', { declaration: { orders: {} } }, { 'consistency/announced-all': 'vacuous' }],
    [
      'steps that shrink with ε',
      { steps: (time, epsilon) => 100 / time / Math.cbrt(epsilon) },
      { 'asymptotics/fixed-steps': 'fail' },
    ],
    [
      'steps that are as short as ε',
      { steps: () => 1e6 },
      {
        'asymptotics/limit': 'inconclusive',
        'asymptotics/shrinks': 'inconclusive',
        'asymptotics/relaxation': 'inconclusive',
      },
    ],
    ['no steps reported', { steps: () => 0 }, { 'asymptotics/fixed-steps': 'vacuous' }],
    ['∫y²q lost', { moment: 0.01 }, { 'asymptotics/relaxation': 'fail' }],
    ['a mass that leaks', { mass: 1 - 1e-5 }, { 'structure/mass': 'fail' }],
    ['negative values', { negativePart: () => 1e-3 }, { 'structure/sign': 'fail' }],
    [
      'negative values of the size of the error',
      { negativePart: (factor) => 1e-4 * factor ** 3 },
      { 'structure/sign': 'inconclusive' },
    ],
    ['entropy that grows', { energy: (k) => (k === 3 ? 1 : -k) }, { 'structure/entropy': 'fail' }],
    ['solutions that part', { distance: (k) => 0.5 + 0.01 * k }, { 'structure/contraction': 'fail' }],
    ['an N of its own', { internalMean: (factor) => 0.3 + 0.01 * factor }, { 'structure/adaptation': 'fail' }],
    [
      'NaN',
      { error: () => Number.NaN },
      { 'asymptotics/limit': 'inconclusive', 'consistency/converges': 'inconclusive' },
    ],
  ];
  test.each(faults)('notices: %s', async (name, scheme, expected) => {
    const found = await notPassing(scheme);
    if (name === 'NaN') expect(found).toMatchObject(expected);
    else expect(found).toEqual(expected);
  });

  test('says where the order degenerates, without a verdict', async () => {
    const { uniformity, findings } = await studyMadeUp({
      error: (epsilon, { time }) => 0.01 * (epsilon === 0.01 ? time ** 0.3 : time),
    });
    expect(uniformity?.orders.map(({ degenerate }) => degenerate)).toEqual([false, true, false]);
    expect(findings.every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  test('tells steps that are refined alone apart', async () => {
    const { consistency } = await studyMadeUp({
      error: (_, { time, x, y }) => 0.01 * time + 0.002 * x ** 2 + 0.001 * y ** 3,
      declaration: { refines: ['time', 'x', 'y'], orders: { time: 1, x: 2, y: 4 } },
      steps: (time) => 100 / time,
    });
    const observed = consistency?.ladders.map(({ step, fit }) => [step, fit.fitted && fit.order.observed.toFixed(3)]);
    expect(observed?.slice(1)).toEqual([
      ['time', '1.000'],
      ['x', '2.000'],
      ['y', '3.000'],
    ]);
    expect(consistency?.findings.map(({ id, verdict }) => [id, verdict]).slice(1)).toEqual([
      ['consistency/announced-time', 'pass'],
      ['consistency/announced-x', 'pass'],
      ['consistency/announced-y', 'fail'],
    ]);
  });

  test('leaves out runs whose time step did not follow', async () => {
    const { consistency } = await studyMadeUp(
      { declaration: { refines: ['time'], orders: { time: 1 } }, steps: (time) => Math.max(100 / time, 90) },
      [1, 1e-6],
      [4, 2, 1],
    );
    const ladder = consistency?.ladders.find(({ step }) => step === 'time');
    expect(ladder?.leftOut).toEqual(['factor 2: 90 steps in time where 50 were due']);
    expect(ladder?.fit.fitted).toBe(false);
  });

  test('finds all that it needs when ε of the structure is the first of the grid', async () => {
    const { findings } = await studyMadeUp({}, [0.1, 1e-6], [2, 1, 0.5]);
    expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  test('gives a marginal scheme the claims that it can have', async () => {
    expect(await notPassing({ level: 'marginal' })).toEqual({
      'structure/entropy': 'vacuous',
      'structure/adaptation': 'vacuous',
    });
  });

  test('goes on when a run crashes, and says which claim lacks it', async () => {
    const study = await studyMadeUp({
      crash: (epsilon, factor) => (epsilon === 1e-6 && factor === 4 ? 'no memory' : undefined),
    });
    expect(study.crashes).toEqual([{ where: 'travelling-wave, ε = 0.000001, time 4, x 4, y 4', reason: 'no memory' }]);
    expect(study.summary).toMatchObject({ fail: 0, crashed: 1 });
    expect(study.findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    const all = await studyMadeUp({ crash: (epsilon) => (epsilon === 1e-6 ? 'no memory' : undefined) });
    expect(all.findings.find(({ id }) => id === 'asymptotics/limit')).toMatchObject({
      verdict: 'crashed',
      note: 'no memory',
    });
  });
});
