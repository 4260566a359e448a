import { type Measured, uncertainty } from '../model/measured.ts';
import type { StatementOutcome, Verdict } from './statement.ts';

/** Round-off slack of a comparison, relative to the claim's declared scale (contract sheet). */
export const SLACK = 1e-6;

/** Worst first: a statement has the worst verdict of its claims. */
export const VERDICTS_WORST_FIRST = ['crashed', 'fail', 'inconclusive', 'pass', 'vacuous'] as const;

export interface BoundJudgement {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** r = 1e-6 × scale. */
  readonly slack: number;
  /** measured/bound; absent when bound ≤ r, where it says nothing. */
  readonly ratio?: number;
  /** (measured + u)/(bound − b + r): the larger, the worse; +∞ when nothing is left of the bound. */
  readonly load: number;
}

/**
 * measured ± u against bound ± b with slack r: pass iff measured + u ≤ bound − b + r, fail iff
 * measured − u > bound + b + r, else inconclusive. Both tests are false for NaN, so NaN never passes.
 */
export function judgeBound(measured: Measured, bound: Measured, scale: number): BoundJudgement {
  const slack = SLACK * scale;
  const high = measured.value + uncertainty(measured.error);
  const low = measured.value - uncertainty(measured.error);
  const bar = uncertainty(bound.error);
  const passes = high <= bound.value - bar + slack && Number.isFinite(bar);
  const fails = low > bound.value + bar + slack;
  const room = bound.value - bar + slack;
  return {
    verdict: passes ? 'pass' : fails ? 'fail' : 'inconclusive',
    slack,
    ...(bound.value > slack && Number.isFinite(measured.value) && Number.isFinite(bound.value)
      ? { ratio: measured.value / bound.value }
      : {}),
    load: room > 0 && Number.isFinite(high) ? high / room : high <= room ? 0 : Number.POSITIVE_INFINITY,
  };
}

export interface IdentityJudgement {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly slack: number;
  /** |residual|/(u + r). */
  readonly load: number;
}

/**
 * An identity in integrated form: |residual| ≤ u + r, where u is its own truncation bar. A bar above `resolution`
 * says nothing, so what passes only because of such a bar is inconclusive.
 */
export function judgeIdentity(residual: Measured, scale: number, resolution: number): IdentityJudgement {
  const slack = SLACK * scale;
  const bar = uncertainty(residual.error);
  const size = Math.abs(residual.value);
  const closes = size <= bar + slack;
  const fails = size > bar + slack;
  const load = size / (bar + slack);
  const verdict = fails ? 'fail' : closes && bar <= resolution ? 'pass' : 'inconclusive';
  return { verdict, slack, load: Number.isNaN(load) ? Number.POSITIVE_INFINITY : load };
}

/** Resolution of a rate: an order is told from another only beyond this difference (contract sheet). */
export const RATE_RESOLUTION = 0.05;

/**
 * A rate is one-sided: pass iff low ≥ proved − 0.05, fail iff high < proved − 0.05, else inconclusive. A supremum over
 * ε counts as bounded by the same rule with proved = 0.
 */
export function judgeOrder(proved: number, low: number, high: number): 'pass' | 'fail' | 'inconclusive' {
  if (low >= proved - RATE_RESOLUTION) return 'pass';
  return high < proved - RATE_RESOLUTION ? 'fail' : 'inconclusive';
}

/** The worst of the verdicts; of none, vacuous. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS_WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'vacuous';
}

export type Summary = { readonly [verdict in Verdict]: number };

/** Counts the (claim, scenario) entries by verdict. */
export function summarise(statements: readonly Pick<StatementOutcome, 'claims'>[]): Summary {
  const summary = { pass: 0, fail: 0, inconclusive: 0, vacuous: 0, crashed: 0 };
  for (const { claims } of statements) for (const { verdict } of claims) summary[verdict]++;
  return summary;
}

/** 1: something failed or crashed; else 3: something is inconclusive, or nothing passed; else 0 (contract sheet). */
export function exitCode(summary: Summary): 0 | 1 | 3 {
  if (summary.fail + summary.crashed > 0) return 1;
  return summary.inconclusive > 0 || summary.pass === 0 ? 3 : 0;
}
