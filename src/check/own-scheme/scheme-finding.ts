import { exactly, type Measured } from '../../model/measured.ts';
import type { OrderFit } from '../order.ts';
import type { ObservedOrder, Verdict } from '../statement.ts';
import { judgeBound } from '../verdict.ts';

/** The chapters whose claims have verdicts. */
export type Chapter = 'consistency' | 'asymptotics' | 'structure';

/** One claim about a user's scheme. Absent fields do not apply. */
export interface SchemeFinding {
  readonly chapter: Chapter;
  /** Unique, for example `consistency/announced-x`. */
  readonly id: string;
  /** The claim, in words. */
  readonly title: string;
  readonly verdict: Verdict;
  readonly measured?: Measured;
  readonly bound?: Measured;
  /** Its `epsilon` are factors on the steps. */
  readonly order?: ObservedOrder;
  readonly note?: string;
}

/**
 * Orders of schemes are multiples of one half: an order in h is told from another beyond half of that distance. A declared
 * heuristic; orders in ε keep the resolution of the contract.
 */
export const ORDER_RESOLUTION = 0.25;

type Claim = Pick<SchemeFinding, 'chapter' | 'id' | 'title'>;

/** An order in h is at least `claimed`: pass iff low ≥ claimed − ¼, fail iff high < claimed − ¼, else inconclusive. */
export function judgeStepOrder(claim: Claim, claimed: number, fit: OrderFit): SchemeFinding {
  if (!fit.fitted) return { ...claim, verdict: 'inconclusive', note: fit.reason };
  const { low, high } = fit.order;
  const least = claimed - ORDER_RESOLUTION;
  const verdict = low >= least ? 'pass' : high < least ? 'fail' : 'inconclusive';
  const pairwise = fit.order.pairwise.map((order) => order.toFixed(2)).join(', ');
  return {
    ...claim,
    verdict,
    order: { ...fit.order, proved: claimed },
    ...(verdict === 'inconclusive'
      ? {
          note: `the orders of consecutive pairs, ${pairwise}, have not settled: finer steps would tell (--refinements)`,
        }
      : {}),
  };
}

/** measured ≤ bound by the rule of the contract, at scale 1. */
export function judgeSize(claim: Claim, measured: Measured, bound: Measured): SchemeFinding {
  const { verdict } = judgeBound(measured, bound, 1);
  return { ...claim, verdict, measured, bound };
}

/** Distance of the first Fourier modes, of a mass 1, that particles may have to be called exact. */
export const SAMPLED_RESOLUTION = 0.02;

/**
 * As `judgeSize`, for what carries a sampling error: it passes, too, when it is below `resolution` with its whole bar, because the
 * bound, a difference of two runs, is then mostly their sampling error; and it fails only above both.
 */
export function judgeSampled(claim: Claim, measured: Measured, bound: Measured, resolution: number): SchemeFinding {
  const both = [exactly(resolution), bound].map((each) => judgeSize(claim, measured, each));
  return (
    both.find(({ verdict }) => verdict === 'pass') ?? both.find(({ verdict }) => verdict === 'inconclusive') ?? both[1]
  );
}
