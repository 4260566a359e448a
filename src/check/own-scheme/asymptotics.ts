import { exactly, type Measured } from '../../model/measured.ts';
import { scaled, sum } from '../../model/measured-arithmetic.ts';
import type { OrderFit } from '../order.ts';
import { apart, seriesApart } from './compare-runs.ts';
import { LEAST_ORDER } from './consistency.ts';
import type { Observation } from './observation.ts';
import type { RunTable } from './run-table.ts';
import { judgeSampled, judgeSize, judgeStepOrder, SAMPLED_RESOLUTION, type SchemeFinding } from './scheme-finding.ts';
import { stepOrder } from './step-order.ts';
import {
  allSteps,
  type Cell,
  distanceOf,
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
  readonly exact: readonly Omit<Cell, 'factor'>[];
  /** Order in the steps of the distance to the limit at the smallest ε. */
  readonly fit: OrderFit;
  readonly findings: readonly SchemeFinding[];
}

const claim = (id: string, title: string) => ({ chapter: 'asymptotics', id: `asymptotics/${id}`, title }) as const;
const FIXED = claim('fixed-steps', 'the number of steps does not grow as ε → 0');
const WITHIN = claim('limit', 'at the smallest ε the distance to the limit is of the size of the discretisation error');
const SHRINKS = claim('shrinks', 'at the smallest ε the distance to the limit vanishes when the steps are refined');
const RELAXES = claim('relaxation', 'at the smallest ε ∫y²q is that of the local equilibrium');

/** Steps that a program may add in the initial layer. */
const MORE_STEPS = 2;
/** ε is far below the time step when it is at most this part of it. */
const FAR_BELOW = 0.1;

/**
 * Asymptotic preservation: with the steps fixed, ε → 0 leads to a consistent discretisation of (1.1)–(1.3) with Λ̄ of (1.12).
 * Judged at the smallest ε of the study, far below the steps.
 */
export function judgeAsymptotics(setup: StudySetup, table: RunTable): Asymptotics {
  const { model, norm, factors, epsilons, scenario } = setup;
  const epsilon = epsilons[epsilons.length - 1];
  const toLimit = gridOf(setup, table, () => limitRun(setup));
  const fit = stepOrder(pointsAt(toLimit, epsilon), LEAST_ORDER);
  const exact = epsilons.map((each) => ({
    epsilon: each,
    distance: distanceOf(setup, table, referenceRun(setup, each), limitRun(setup)),
  }));
  const findings = unlessMissing(WITHIN, () => {
    const finest = factors[factors.length - 1];
    const fine = observed(table, programRun(setup, epsilon, allSteps(finest)));
    const coarse = observed(table, programRun(setup, epsilon, allSteps(2 * finest)));
    const limit = observed(table, limitRun(setup));
    const reference = observed(table, referenceRun(setup, epsilon));
    const own = scaled(apart(fine, coarse, norm, model), FACTOR);
    const found = [
      judge(
        setup,
        WITHIN,
        apart(fine, limit, norm, model),
        sum(own, apart(reference, limit, norm, model)),
        SAMPLED_RESOLUTION,
      ),
      // Particles of every resolution have the same sampling error, which does not shrink.
      ...(norm === 'L1' ? [judgeStepOrder(SHRINKS, LEAST_ORDER, fit)] : []),
      judgeRelaxation(setup, fine, coarse, reference),
    ];
    const step = scenario.time / fine.steps;
    const farBelow = fine.steps === 0 || epsilon <= FAR_BELOW * step;
    return [judgeSteps(setup, table), ...(farBelow ? found : found.map((finding) => undecided(finding, step)))];
  });
  return { epsilon, toLimit, exact, fit, findings };
}

/** A scheme that needs more steps for a smaller ε is not used at fixed steps. */
function judgeSteps(setup: StudySetup, table: RunTable): SchemeFinding {
  const { epsilons, factors } = setup;
  const finest = allSteps(factors[factors.length - 1]);
  const [few, many] = [epsilons[0], epsilons[epsilons.length - 1]].map(
    (epsilon) => observed(table, programRun(setup, epsilon, finest)).steps,
  );
  if (few === 0 || many === 0) return { ...FIXED, verdict: 'vacuous', note: 'the program does not report its steps' };
  return judgeSize(FIXED, exactly(many), exactly(MORE_STEPS * few));
}

function judgeRelaxation(
  setup: StudySetup,
  fine: Observation,
  coarse: Observation,
  reference: Observation,
): SchemeFinding {
  const moment = seriesApart(fine, reference, 'Y');
  const own = seriesApart(fine, coarse, 'Y');
  if (moment === undefined || own === undefined)
    return { ...RELAXES, verdict: 'vacuous', note: 'the level gives no ∫y²q' };
  return judge(setup, RELAXES, moment, sum(scaled(own, FACTOR), DIGITS), MOMENT_RESOLUTION);
}

/** Where ε is not far below the step, a pass says nothing about the limit. */
const undecided = (finding: SchemeFinding, step: number): SchemeFinding =>
  finding.verdict !== 'pass'
    ? finding
    : {
        ...finding,
        verdict: 'inconclusive',
        note: `the smallest ε is not far below the time step ${Number(step.toPrecision(2))}: smaller ones would tell (--epsilon)`,
      };

/** A bound; what particles give is also good when it is exact up to `resolution`. */
const judge = (
  { norm }: StudySetup,
  which: Pick<SchemeFinding, 'chapter' | 'id' | 'title'>,
  measured: Measured,
  bound: Measured,
  resolution: number,
): SchemeFinding =>
  norm === 'L1' ? judgeSize(which, measured, bound) : judgeSampled(which, measured, bound, resolution);
