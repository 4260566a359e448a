import { scaled } from '../../model/measured-arithmetic.ts';
import { REFINABLE, type Refinable } from '../../schemes/external/declaration.ts';
import type { OrderFit, OrderPoint } from '../order.ts';
import { apart, barOf } from './compare-runs.ts';
import type { RunRequest } from './observation.ts';
import type { RunTable } from './run-table.ts';
import { judgeSampled, judgeStepOrder, SAMPLED_RESOLUTION, type SchemeFinding } from './scheme-finding.ts';
import { stepOrder } from './step-order.ts';
import {
  allSteps,
  type Cell,
  gridOf,
  observed,
  oneStep,
  pointsAt,
  programRun,
  referenceRun,
  type StudySetup,
  unlessMissing,
} from './study-setup.ts';

/** What a convergent scheme has at least; half of the lowest usual order. */
export const LEAST_ORDER = 0.5;
/**
 * Steps that are reported may miss their number by this part when Δt is refined, because intervals between output times hold
 * whole steps; when another step is refined they must not change at all.
 */
const STEP_SLACK = 0.1;
/** Round-off of densities of size 1: spectral programs reach it. Measured in the reference, as in `measure`. */
const ROUND_OFF = 5e-12;

/** How the error shrinks when the steps do. */
export interface Ladder {
  /** The step that is refined; `all` together. */
  readonly step: Refinable | 'all';
  /** `error`: against the reference; `difference`: of consecutive runs, so that other errors cancel. */
  readonly quantity: 'error' | 'difference';
  readonly announced?: number;
  /** Its `epsilon` are the factors. */
  readonly points: readonly OrderPoint[];
  /** Why runs were left out. */
  readonly leftOut: readonly string[];
  readonly fit: OrderFit;
}

export interface Consistency {
  readonly epsilon: number;
  readonly ladders: readonly Ladder[];
  readonly findings: readonly SchemeFinding[];
}

/** The order that all steps together are announced to have: the smallest. */
export function announcedTogether({ declaration }: Pick<StudySetup, 'declaration'>): number | undefined {
  const orders = Object.values(declaration.orders);
  return orders.length === 0 ? undefined : Math.min(...orders);
}

/** Consistency is judged at the largest ε, where no layer is thinner than the steps. */
const fixedEpsilon = ({ epsilons }: StudySetup): number => epsilons[0];

/**
 * Factors of one step that is refined alone, decreasing. Programs bound their time step by the spacing in x, so that a ladder in
 * time needs finer steps than the grid has, and a ladder in x coarser ones.
 */
function ladderFactors({ factors }: StudySetup, step: Refinable): readonly number[] {
  const finest = factors[factors.length - 1];
  if (step === 'x') return [2 * factors[0], ...factors];
  const coarsest = step === 'time' ? 2 * finest : 4 * finest;
  return [1, 1 / 2, 1 / 4, 1 / 8].map((part) => part * coarsest);
}

const ladderRun = (setup: StudySetup, step: Refinable, factor: number): RunRequest =>
  programRun(setup, fixedEpsilon(setup), oneStep(step, factor));

/** Runs beyond the grid ε × factor. */
export function consistencyRuns(setup: StudySetup): readonly RunRequest[] {
  return setup.declaration.refines.flatMap((step) =>
    [1, ...ladderFactors(setup, step)].map((factor) => ladderRun(setup, step, factor)),
  );
}

const CONVERGES = {
  chapter: 'consistency',
  id: 'consistency/converges',
  title: 'the error against the reference vanishes when all steps are refined',
} as const;
const ACCURATE = {
  chapter: 'consistency',
  id: 'consistency/accurate',
  title: 'the error against the reference is of the size of the discretisation error, or below 0.02',
} as const;

/** The observed orders at fixed ε, and whether they are what the program announces. */
export function judgeConsistency(setup: StudySetup, table: RunTable): Consistency {
  const epsilon = fixedEpsilon(setup);
  const { refines, orders } = setup.declaration;
  const ladders: Ladder[] = [];
  const findings: SchemeFinding[] = [];
  findings.push(
    ...unlessMissing(CONVERGES, () => {
      const cells = gridOf({ ...setup, epsilons: [epsilon] }, table, (each) => referenceRun(setup, each));
      refuseMissing(setup, table, cells);
      const points = pointsAt(cells, epsilon);
      const announced = announcedTogether(setup);
      const fit = stepOrder(points, announced ?? LEAST_ORDER);
      ladders.push({
        step: 'all',
        quantity: 'error',
        ...(announced === undefined ? {} : { announced }),
        points,
        leftOut: [],
        fit,
      });
      const together = announced === undefined || refines.length > 0 ? [] : [announcedClaim('all', announced, fit)];
      return [setup.norm === 'L1' ? judgeStepOrder(CONVERGES, LEAST_ORDER, fit) : accuracy(setup, table), ...together];
    }),
  );
  for (const step of REFINABLE.filter((name) => refines.includes(name))) {
    const announced = orders[step];
    findings.push(
      ...unlessMissing(claimOf(step), () => {
        const ladder = differences(setup, table, step);
        ladders.push(ladder);
        return announced === undefined ? [] : [announcedClaim(step, announced, ladder.fit)];
      }),
    );
  }
  if (Object.keys(orders).length === 0)
    findings.push({ ...claimOf('all'), verdict: 'vacuous', note: 'the program announces no order in result.json' });
  return { epsilon, ladders, findings };
}

/** Of particles, whose sampling error hides how their error shrinks. */
function accuracy(setup: StudySetup, table: RunTable): SchemeFinding {
  const { norm, model, factors } = setup;
  const epsilon = fixedEpsilon(setup);
  const finest = factors[factors.length - 1];
  const [fine, coarse] = [finest, 2 * finest].map((factor) =>
    observed(table, programRun(setup, epsilon, allSteps(factor))),
  );
  const error = apart(fine, observed(table, referenceRun(setup, epsilon)), norm, model);
  return judgeSampled(ACCURATE, error, scaled(apart(fine, coarse, norm, model), 2), SAMPLED_RESOLUTION);
}

const claimOf = (step: Ladder['step']) =>
  ({
    chapter: 'consistency',
    id: `consistency/announced-${step}`,
    title: step === 'all' ? 'the announced order of all steps together' : `the announced order in ${STEP_NAMES[step]}`,
  }) as const;

/** Names of steps in texts. */
export const STEP_NAMES = { time: 'Δt', x: 'Δx', y: 'Δy', all: 'all steps' } as const;

const announcedClaim = (step: Ladder['step'], announced: number, fit: OrderFit): SchemeFinding =>
  judgeStepOrder(claimOf(step), announced, fit);

/** The reason of the first cell that is missing is that of the claim. */
function refuseMissing(setup: StudySetup, table: RunTable, cells: readonly Cell[]): void {
  for (const { epsilon, factor } of cells) observed(table, programRun(setup, epsilon, allSteps(factor)));
  observed(table, referenceRun(setup, fixedEpsilon(setup)));
}

/**
 * ‖U(h) − U(h/2)‖ ~ h^p for one step with the others fixed. Left out are runs whose reported number of steps shows that another
 * step changed, too: a bound on Δt/Δx.
 */
function differences(setup: StudySetup, table: RunTable, step: Refinable): Ladder {
  const own = observed(table, ladderRun(setup, step, 1)).steps;
  const leftOut: string[] = [];
  const kept = ladderFactors(setup, step).flatMap((factor) => {
    const run = observed(table, ladderRun(setup, step, factor));
    const expected = step === 'time' ? own / factor : own;
    const scaled = own === 0 || Math.abs(run.steps - expected) <= (step === 'time' ? STEP_SLACK * expected : 0);
    if (!scaled) leftOut.push(`factor ${factor}: ${run.steps} steps in time where ${Math.round(expected)} were due`);
    return scaled ? [{ factor, run }] : [];
  });
  const points = kept.slice(1).flatMap(({ factor, run }, k): OrderPoint[] => {
    const coarser = kept[k];
    if (coarser.factor !== 2 * factor) return [];
    const distance = apart(coarser.run, run, setup.norm, setup.model);
    return [{ epsilon: coarser.factor, measured: distance.value, uncertainty: barOf(distance) + ROUND_OFF }];
  });
  const announced = setup.declaration.orders[step];
  return {
    step,
    quantity: 'difference',
    ...(announced === undefined ? {} : { announced }),
    points,
    leftOut,
    fit: stepOrder(points, announced ?? LEAST_ORDER),
  };
}
