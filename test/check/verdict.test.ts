import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/check/statement.ts';
import {
  exitCode,
  judgeBound,
  judgeIdentity,
  judgeOrder,
  SLACK,
  summarise,
  worstVerdict,
} from '../../src/check/verdict.ts';
import type { Measured } from '../../src/model/measured.ts';

const value = (v: number, bar = 0): Measured => ({ value: v, error: { time: bar } });
const bars = { min: 0, max: 1e3, noNaN: true } as const;
const numbers = { min: -1e3, max: 1e3, noNaN: true } as const;

describe('a bound', () => {
  it('passes, fails or stays open as the bars say', () => {
    expect(judgeBound(value(1, 0.1), value(2, 0.1), 1).verdict).toBe('pass');
    expect(judgeBound(value(2, 0.1), value(1, 0.1), 1).verdict).toBe('fail');
    expect(judgeBound(value(1, 0.3), value(1.1, 0.1), 1).verdict).toBe('inconclusive');
    expect(judgeBound(value(1.2, 0.3), value(1.1, 0.1), 1).verdict).toBe('inconclusive');
  });

  it('adds the bars of all sources', () => {
    const measured = { value: 1, error: { x: 0.05, v: 0.05, y: 0.05, time: 0.05, floor: 0.05, sampling: 0.05 } };
    expect(judgeBound(measured, value(1.29), 1).verdict).toBe('inconclusive');
    expect(judgeBound(measured, value(1.31), 1).verdict).toBe('pass');
  });

  it('forgives round-off of the declared scale and no more', () => {
    expect(judgeBound(value(1 + 0.9e-6), value(1), 1).verdict).toBe('pass');
    expect(judgeBound(value(1 + 1.1e-6), value(1), 1).verdict).toBe('fail');
    expect(judgeBound(value(1 + 0.9e-3), value(1), 1000).verdict).toBe('pass');
  });

  it('is exactly the inequality of the contract', () => {
    fc.assert(
      fc.property(fc.double(numbers), fc.double(bars), fc.double(numbers), fc.double(bars), (m, u, bound, b) => {
        const { verdict } = judgeBound(value(m, u), value(bound, b), 1);
        if (m + u <= bound - b + SLACK) expect(verdict).toBe('pass');
        else if (m - u > bound + b + SLACK) expect(verdict).toBe('fail');
        else expect(verdict).toBe('inconclusive');
      }),
    );
  });

  it('never passes with NaN or an infinite bar', () => {
    const broken: [Measured, Measured][] = [
      [value(Number.NaN), value(1)],
      [value(0), value(Number.NaN)],
      [value(0, Number.NaN), value(1)],
      [value(0), value(1, Number.NaN)],
      [value(0, Number.POSITIVE_INFINITY), value(1)],
      [value(0), value(1, Number.POSITIVE_INFINITY)],
      [value(0), value(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)],
    ];
    for (const [measured, bound] of broken) {
      expect(judgeBound(measured, bound, 1).verdict).toBe('inconclusive');
    }
  });

  it('has a ratio only where the bound exceeds the slack', () => {
    expect(judgeBound(value(1), value(4), 1).ratio).toBe(0.25);
    expect(judgeBound(value(0), value(1e-7), 1)).not.toHaveProperty('ratio');
    expect(judgeBound(value(-1), value(-0.5), 1)).not.toHaveProperty('ratio');
  });

  it('ranks by how much of the bound is used', () => {
    const loads = [0.1, 0.5, 0.9, 2].map((m) => judgeBound(value(m), value(1), 1).load);
    expect(loads).toEqual([...loads].sort((a, b) => a - b));
    expect(judgeBound(value(1), value(0), 1).load).toBeGreaterThan(1e5);
    expect(judgeBound(value(1), value(-1), 1).load).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a bound, at the edges of its inequality', () => {
  // With the scale 1e6 the slack is 1, and every number below is exact.
  it.each([
    ['equality passes', value(1), value(1), 0, 'pass'],
    ['a bar that touches the bound from above does not fail', value(2, 1), value(1), 0, 'inconclusive'],
    ['the slack is added once', value(3), value(2), 1e6, 'pass'],
    ['the slack is not added twice', value(3.5), value(2), 1e6, 'fail'],
  ] as const)('%s', (_, measured, bound, scale, verdict) => {
    expect(judgeBound(measured, bound, scale).verdict).toBe(verdict);
  });

  it('has the load (measured + u)/(bound − b + r)', () => {
    expect(judgeBound(value(1, 0.5), value(4, 1), 1e6).load).toBe(1.5 / 4);
    expect(judgeBound(value(-2), value(-1), 0).load).toBe(0);
    expect(judgeBound(value(-1), value(-1), 0).load).toBe(0);
    expect(judgeBound(value(0), value(0), 0).load).toBe(0);
    expect(judgeBound(value(0.5), value(0), 0).load).toBe(Number.POSITIVE_INFINITY);
  });

  it('has no ratio where the bound is the slack', () => {
    expect(judgeBound(value(1), value(1), 1e6)).not.toHaveProperty('ratio');
    expect(judgeBound(value(1), value(2), 1e6).ratio).toBe(0.5);
  });
});

describe('an identity, at the edges of its inequality', () => {
  it.each([
    ['equality with the slack passes', value(1), 1e6, 1, 'pass', 1],
    ['beyond it fails', value(1.5), 1e6, 1, 'fail', 1.5],
    ['equality with the bar passes', value(0.5, 0.5), 0, 1, 'pass', 1],
    ['a bar of the resolution says something', value(0, 0.5), 0, 0.5, 'pass', 0],
    ['bar and slack are added', value(1, 3), 1e6, 5, 'pass', 0.25],
    ['a wider bar than the resolution says nothing', value(0.5, 2), 0, 1, 'inconclusive', 0.25],
  ] as const)('%s', (_, residual, scale, resolution, verdict, load) => {
    expect(judgeIdentity(residual, scale, resolution)).toMatchObject({ verdict, load });
  });
});

describe('an order, at the edges of its inequality', () => {
  it('passes and stays open at proved − 0.05 itself', () => {
    expect(judgeOrder(0.05, 0, 1)).toBe('pass');
    expect(judgeOrder(0.05, -1, 0)).toBe('inconclusive');
  });
});

describe('an identity', () => {
  it('closes within its own bar', () => {
    expect(judgeIdentity(value(-0.9e-4, 1e-4), 1, 1e-3).verdict).toBe('pass');
    expect(judgeIdentity(value(-1.2e-4, 1e-4), 1, 1e-3).verdict).toBe('fail');
    expect(judgeIdentity(value(5e-7), 1, 1e-3).verdict).toBe('pass');
  });

  it('is open when its bar exceeds its resolution, and fails beyond even that', () => {
    expect(judgeIdentity(value(1e-5, 1e-2), 1, 1e-3).verdict).toBe('inconclusive');
    expect(judgeIdentity(value(1, 1e-2), 1, 1e-3).verdict).toBe('fail');
  });

  it('never passes with NaN', () => {
    expect(judgeIdentity(value(Number.NaN), 1, 1).verdict).toBe('inconclusive');
    expect(judgeIdentity(value(0, Number.NaN), 1, 1).verdict).toBe('inconclusive');
  });
});

describe('a rate', () => {
  it('is one-sided with resolution 0.05', () => {
    expect(judgeOrder(0.5, 0.497, 0.503)).toBe('pass');
    expect(judgeOrder(0.5, 0.46, 0.47)).toBe('pass');
    expect(judgeOrder(0.5, 0.99, 1.01)).toBe('pass');
    expect(judgeOrder(1, 0.93, 0.96)).toBe('inconclusive');
    expect(judgeOrder(1, 0.49, 0.51)).toBe('fail');
    expect(judgeOrder(0, -0.2, -0.1)).toBe('fail');
    expect(judgeOrder(0.5, Number.NaN, Number.NaN)).toBe('inconclusive');
  });
});

describe('statements and runs', () => {
  it('takes the worst verdict in the order of the contract', () => {
    expect(worstVerdict([])).toBe('vacuous');
    expect(worstVerdict(['vacuous', 'pass'])).toBe('pass');
    expect(worstVerdict(['pass', 'inconclusive', 'vacuous'])).toBe('inconclusive');
    expect(worstVerdict(['inconclusive', 'fail'])).toBe('fail');
    expect(worstVerdict(['fail', 'crashed'])).toBe('crashed');
  });

  it('counts entries and turns them into an exit code', () => {
    const run = (...verdicts: Verdict[]) =>
      exitCode(
        summarise([
          {
            claims: verdicts.map((verdict) => ({
              id: 'a/b',
              kind: 'bound',
              verdict,
              scenario: 's',
              source: '',
              rerun: '',
            })),
          },
        ]),
      );
    expect(run('pass', 'vacuous')).toBe(0);
    expect(run('pass', 'fail')).toBe(1);
    expect(run('pass', 'crashed', 'inconclusive')).toBe(1);
    expect(run('pass', 'inconclusive')).toBe(3);
    expect(run('vacuous')).toBe(3);
    expect(run()).toBe(3);
  });
});
