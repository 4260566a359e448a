import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../../src/check/case.ts';
import { type Finding, worstFinding } from '../../src/check/finding.ts';
import { brokenHypotheses, labelOf } from '../../src/check/hypotheses.ts';
import { alongPath, pathPoints, placeOf, vectorText } from '../../src/check/path-points.ts';
import { usableCase } from '../../src/check/usable-case.ts';
import { unmeasured, watchSeries } from '../../src/check/watched-series.ts';
import { modelOf } from '../theory/scenarios.ts';

describe('hypotheses', () => {
  it('have labels', () => {
    expect(labelOf('assumption-2.3-prime')).toBe('2.3-prime');
    expect(labelOf('2.4')).toBe('2.4');
    expect(labelOf('no-assumption-2')).toBe('no-assumption-2');
  });

  it('are broken by what a scenario violates, and (2.3′) by (2.3) and (2.4)', () => {
    expect(brokenHypotheses(['assumption-2.1', '2.2a'], ['2.2a'])).toEqual(['2.2a']);
    expect(brokenHypotheses(['assumption-2.3-prime', '2.3', '2.4'], ['2.3'])).toEqual(['2.3-prime', '2.3']);
    expect(brokenHypotheses(['2.3-prime', '2.3'], ['2.4'])).toEqual(['2.3-prime']);
    expect(brokenHypotheses(['2.3-prime'], ['2.3-prime'])).toEqual(['2.3-prime']);
    expect(brokenHypotheses(['2.3', '2.4'], ['2.3-prime'])).toEqual([]);
    expect(brokenHypotheses([], ['2.1'])).toEqual([]);
  });
});

describe('a case', () => {
  const result = { resolved: true, scheme: 's', level: 'marginal', series: { V2: 1 } } as unknown as CaseResult;

  it('is usable when it is there, has not crashed, and is resolved', () => {
    expect(usableCase(result)).toBe(result);
    expect(usableCase(undefined)).toEqual({ verdict: 'inconclusive', note: 'the case was not solved' });
    expect(usableCase({ crashed: 'why' })).toEqual({ verdict: 'crashed', note: 'why' });
    const coarse = { ...result, resolved: false };
    expect(usableCase(coarse)).toEqual({ verdict: 'inconclusive', scheme: 's', note: 'the case is not resolved' });
    expect(usableCase({ ...coarse, reason: 'too coarse' })).toMatchObject({ note: 'too coarse' });
  });

  it('that is watched remembers what was read and is missing', () => {
    const { result: watched, missing } = watchSeries(result);
    expect([watched.series.V2, missing()]).toEqual([1, []]);
    expect([watched.series.Y, watched.series.I, watched.series.Y]).toEqual([undefined, undefined, undefined]);
    expect(watched.detail).toEqual({ times: [], series: {} });
    expect(watched.detail?.series.cancellation).toBeUndefined();
    expect(missing()).toEqual(['Y', 'I', 'cancellation']);
    const detail = { times: [0], series: { cancellation: { values: [1], error: {} } } };
    const other = watchSeries({ ...result, detail });
    expect(other.result.detail?.times).toEqual([0]);
    expect(other.result.detail?.series.cancellation?.values).toEqual([1]);
    expect(other.missing()).toEqual([]);
    expect(other.result.detail?.series.transportEnergy).toBeUndefined();
    expect(other.missing()).toEqual(['transportEnergy']);
  });

  it('without the series of a claim makes it vacuous', () => {
    expect(unmeasured(result, ['Y', 'I'])).toEqual({
      verdict: 'vacuous',
      scheme: 's',
      note: 'the scheme’s level “marginal” does not give Y, I',
    });
    const { level: _level, ...bare } = result;
    expect(unmeasured(bare, ['Y']).note).toMatch('“unknown”');
  });
});

describe('the worst finding', () => {
  it('has the worst verdict, then the largest load, then comes first', () => {
    const of = (verdict: Finding['verdict'], load: number | undefined, note: string): Finding => ({
      verdict,
      note,
      ...(load === undefined ? {} : { load }),
    });
    expect(worstFinding([])).toBeUndefined();
    expect(worstFinding([of('pass', 0.9, 'a'), of('fail', 0.1, 'b'), of('vacuous', 2, 'c')])).toEqual({
      verdict: 'fail',
      note: 'b',
    });
    expect(worstFinding([of('pass', 0.1, 'a'), of('pass', 0.9, 'b'), of('pass', 0.9, 'c')])?.note).toBe('b');
    expect(worstFinding([of('pass', undefined, 'a'), of('pass', 0.1, 'b')])?.note).toBe('b');
    expect(worstFinding([of('pass', -1, 'a'), of('pass', undefined, 'b')])?.note).toBe('b');
  });
});

describe('points of characteristics', async () => {
  const model = await modelOf({ space: { dimension: 1, domain: 'torus', length: 2 }, signal: '0.1*sin(pi*x - t)' });

  it('are at a few times of the layer before T and at T, four positions each, for every velocity', () => {
    const points = pathPoints(model, 0.1);
    expect([...new Set(points.map(({ time }) => time))]).toEqual([expect.closeTo(0.01, 14), 0.1, 0.4, 1]);
    expect(points).toHaveLength(4 * 4 * 2);
    expect(points.slice(0, 3)).toEqual([
      { time: expect.closeTo(0.01, 14), position: [0.274], iv: 0 },
      { time: expect.closeTo(0.01, 14), position: [0.274], iv: 1 },
      { time: expect.closeTo(0.01, 14), position: [0.828], iv: 0 },
    ]);
    expect(pathPoints(model, 1).map(({ time }) => time)).toEqual([...Array(8).fill(0.1), ...Array(8).fill(1)]);
  });

  it('in the plane have another share in every coordinate, modulo the period', async () => {
    const plane = await modelOf({
      space: { dimension: 2, domain: 'torus', length: 1 },
      velocities: { set: 'list', values: [[1, 0.5]], weights: [1] },
      signal: '0',
      initial: { density: '1', profile: { type: 'equilibrium' } },
    });
    const positions = pathPoints(plane, 1)
      .slice(0, 4)
      .map(({ position }) => position.map((c) => Number(c.toFixed(12))));
    expect(positions).toEqual([
      [0.137, 0.274],
      [0.414, 0.828],
      [0.618, 0.236],
      [0.866, 0.732],
    ]);
    expect(placeOf(pathPoints(plane, 1)[0], plane)).toBe('x = (0.137, 0.274), v = (1, 0.5)');
  });

  it('are named with four digits', () => {
    expect(vectorText([0.123456])).toBe('0.1235');
    expect(vectorText([-2, 1 / 3])).toBe('(-2, 0.3333)');
  });

  it('are followed back, not beyond t = 0', () => {
    const field = (t: number, [x]: Float64Array, [v]: readonly number[], out: Float64Array) => {
      out[0] = 100 * t + 10 * x + v;
    };
    const point = { time: 0.5, position: [0.3], iv: 1 };
    expect(alongPath(model, field, point, 0.2)).toBeCloseTo(30 + 1 + 1, 12);
    expect(alongPath(model, field, point, 0.7)).toBeCloseTo(0 - 4 + 1, 12);
    expect(alongPath(model, field, { ...point, iv: 0 }, 0.2)).toBeCloseTo(30 + 5 - 1, 12);
    const fast = { ...model, velocities: [[-1], [2]] } as unknown as typeof model;
    expect(alongPath(fast, field, point, 0.1)).toBeCloseTo(40 + 1 + 2, 12);
  });
});
