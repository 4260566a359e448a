import type { Measured } from '../../model/measured.ts';
import { scaled, sum } from '../../model/measured-arithmetic.ts';
import type { OrderFit } from '../order.ts';
import { apart, seriesApart } from './compare-runs.ts';
import { LEAST_ORDER } from './consistency.ts';
import type { RunTable } from './run-table.ts';
import { judgeSampled, judgeSize, judgeStepOrder, SAMPLED_RESOLUTION, type SchemeFinding } from './scheme-finding.ts';
import { stepOrder } from './step-order.ts';
import {
  allSteps,
  type Cell,
  gridOf,
  limitRun,
  observed,
  pointsAt,
  programRun,
  referenceRun,
  type StudySetup,
  unlessMissing,
} from './study-setup.ts';

/** As for bars of programs in `verify`: the difference to steps twice as long is the error at order 1, and twice that still is at order 0.6. */
const FACTOR = 2;
/** ∫y²q is lost or kept, a matter of size 1: what particles may miss it by. */
const MOMENT_RESOLUTION = 0.1;
/** Three digits of ∫y²q are what a verdict needs. */
const DIGITS: Measured = { value: 1e-3, error: {} };

export interface Asymptotics {
  /** The smallest ε. */
  readonly epsilon: number;
  /** Distance to the limit solution for every (ε, factor). */
  readonly toLimit: readonly Cell[];
  /** The same of the exact solution: what no scheme can go below. */
  readonly exact: readonly { readonly epsilon: number; readonly distance: Measured }[];
  /** Order in the steps of the distance to the limit at the smallest ε. */
  readonly fit: OrderFit;
  readonly findings: readonly SchemeFinding[];
}

const claim = (id: string, title: string) => ({ chapter: 'asymptotics', id: `asymptotics/${id}`, title }) as const;
const WITHIN = claim('limit', 'at the smallest ε the distance to the limit is of the size of the discretisation error');
const SHRINKS = claim('shrinks', 'at the smallest ε the distance to the limit vanishes when the steps are refined');
const RELAXES = claim('relaxation', 'at the smallest ε ∫y²q is that of the local equilibrium');

/**
 * Asymptotic preservation: with the steps fixed, ε → 0 leads to a consistent discretisation of (1.1)–(1.3) with Λ̄ of (1.12).
 * Judged at the smallest ε of the study, far below the steps.
 */
export function judgeAsymptotics(setup: StudySetup, table: RunTable): Asymptotics {
  const { model, norm, factors } = setup;
  const epsilon = setup.epsilons[setup.epsilons.length - 1];
  const toLimit = gridOf(setup, table, () => limitRun(setup));
  const fit = stepOrder(pointsAt(toLimit, epsilon), LEAST_ORDER);
  const exact = setup.epsilons.flatMap((each) => {
    try {
      const distance = apart(observed(table, referenceRun(setup, each)), observed(table, limitRun(setup)), norm, model);
      return [{ epsilon: each, distance }];
    } catch {
      return [];
    }
  });
  const findings = unlessMissing(WITHIN, () => {
    const finest = factors[factors.length - 1];
    const fine = observed(table, programRun(setup, epsilon, allSteps(finest)));
    const coarse = observed(table, programRun(setup, epsilon, allSteps(2 * finest)));
    const limit = observed(table, limitRun(setup));
    const reference = observed(table, referenceRun(setup, epsilon));
    const distance = apart(fine, limit, norm, model);
    const own = scaled(apart(fine, coarse, norm, model), FACTOR);
    const bound = sum(own, apart(reference, limit, norm, model));
    const moment = seriesApart(fine, reference, 'Y');
    const ownMoment = seriesApart(fine, coarse, 'Y');
    const relaxes =
      moment === undefined || ownMoment === undefined
        ? { ...RELAXES, verdict: 'vacuous' as const, note: 'the level gives no ∫y²q' }
        : judge(setup, RELAXES, moment, sum(scaled(ownMoment, FACTOR), DIGITS), MOMENT_RESOLUTION);
    return [
      judge(setup, WITHIN, distance, bound, SAMPLED_RESOLUTION),
      // Particles of every resolution have the same sampling error, which does not shrink.
      ...(norm === 'L1' ? [judgeStepOrder(SHRINKS, LEAST_ORDER, fit)] : []),
      relaxes,
    ];
  });
  return { epsilon, toLimit, exact, fit, findings };
}

/** A bound; what particles give is also good when it is exact up to `resolution`. */
const judge = (
  { norm }: StudySetup,
  which: Pick<SchemeFinding, 'chapter' | 'id' | 'title'>,
  measured: Measured,
  bound: Measured,
  resolution: number,
): SchemeFinding =>
  norm === 'L1' ? judgeSize(which, measured, bound) : judgeSampled(which, measured, bound, resolution);
