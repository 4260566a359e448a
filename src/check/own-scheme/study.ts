import { createModel } from '../../model/create-model.ts';
import { InputError } from '../../model/input-error.ts';
import { withEpsilons } from '../../model/load-scenario.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { ExternalSchemeDescription } from '../../schemes/external/description.ts';
import type { OrderFit } from '../order.ts';
import type { Verdict } from '../statement.ts';
import { type Summary, VERDICTS_WORST_FIRST } from '../verdict.ts';
import { type Asymptotics, judgeAsymptotics } from './asymptotics.ts';
import { normOf } from './compare-runs.ts';
import { announcedTogether, type Consistency, consistencyRuns, judgeConsistency, LEAST_ORDER } from './consistency.ts';
import { isCrashed, type Observation } from './observation.ts';
import type { RunSolver } from './run-pool.ts';
import { RunTable, type StudyProgress } from './run-table.ts';
import { ORDER_RESOLUTION, type SchemeFinding } from './scheme-finding.ts';
import { stepOrder } from './step-order.ts';
import { judgeStructure, STRUCTURE_EPSILON, structureRuns } from './structure.ts';
import { structureScenarios } from './structure-scenarios.ts';
import {
  allSteps,
  type Cell,
  gridOf,
  limitRun,
  pointsAt,
  programRun,
  referenceRun,
  type StudySetup,
} from './study-setup.ts';

export interface StudyOptions {
  readonly scheme: ExternalSchemeDescription;
  readonly scenario: Scenario;
  readonly epsilons: readonly number[];
  /** Factors on the program's steps, each half of the one before. */
  readonly factors: readonly number[];
  readonly solve: RunSolver;
  readonly onProgress?: (progress: StudyProgress) => void;
}

/** Errors over ε and steps together. */
export interface Uniformity {
  readonly cells: readonly Cell[];
  readonly orders: readonly { readonly epsilon: number; readonly fit: OrderFit; readonly degenerate: boolean }[];
  /** What orders are compared with: announced, or that of any convergent scheme. */
  readonly claimed: number;
}

/** What a run at the program's own resolution costs. */
export interface Cost {
  readonly epsilon: number;
  /** As reported; 0 when it is not. */
  readonly steps: number;
  /** Median wall time in seconds; depends on the machine. */
  readonly seconds: number;
  readonly runs: number;
}

/** A study of a user's scheme; absent chapters could not be begun. */
export interface SchemeStudy {
  readonly name: string;
  readonly command: string;
  readonly level?: Observation['level'];
  readonly setup?: StudySetup;
  readonly scenario: Scenario;
  readonly epsilons: readonly number[];
  readonly factors: readonly number[];
  readonly consistency?: Consistency;
  readonly asymptotics?: Asymptotics;
  readonly uniformity?: Uniformity;
  readonly structure: readonly SchemeFinding[];
  readonly crashes: readonly { readonly where: string; readonly reason: string }[];
  readonly costs: readonly Cost[];
  readonly findings: readonly SchemeFinding[];
  readonly summary: Summary;
}

/** Parts of the final time at which solutions are compared. */
const OUTPUTS = [0, 1 / 4, 1 / 2, 3 / 4, 1];

/**
 * Runs a user's program over a grid ε × steps, beside the reference and the limit solver, and judges consistency, asymptotic
 * preservation and structure.
 * @throws InputError when the scenario does not allow an ε or has more than one dimension
 */
export async function studyScheme(options: StudyOptions): Promise<SchemeStudy> {
  const { scheme: description, epsilons, factors, solve, onProgress } = options;
  if (options.scenario.space.dimension !== 1)
    throw new InputError('programs are given one space dimension', { field: '--scenario' });
  const scenario = withEpsilons(options.scenario, [...new Set([...epsilons, STRUCTURE_EPSILON])]);
  const times = OUTPUTS.map((part) => part * scenario.time);
  const table = new RunTable();
  // What the program declares decides what is run.
  const first = programRun({ description, scenario, times }, epsilons[0], allSteps(1));
  table.plan(first);
  await table.solve(solve, onProgress);
  const begun = table.of(first);
  const shared = { command: description.command, scenario, epsilons, factors };
  if (isCrashed(begun)) {
    const crashes = crashesOf(table);
    return {
      ...shared,
      name: 'external',
      structure: [],
      crashes,
      costs: [],
      findings: [],
      summary: count([], crashes),
    };
  }
  const { level, declaration } = begun;
  if (declaration === undefined) throw new Error('a program gave no declaration');
  const setup: StudySetup = {
    description,
    declaration,
    level,
    norm: normOf(level),
    scenario,
    model: createModel(scenario),
    epsilons,
    factors,
    times,
  };
  const scenarios = await structureScenarios(scenario);
  for (const epsilon of epsilons) {
    table.plan(referenceRun(setup, epsilon));
    for (const factor of factors) table.plan(programRun(setup, epsilon, allSteps(factor)));
    table.plan(programRun(setup, epsilon, allSteps(1)));
  }
  table.plan(limitRun(setup));
  for (const request of [...consistencyRuns(setup), ...structureRuns(setup, scenarios)]) table.plan(request);
  await table.solve(solve, onProgress);

  const consistency = judgeConsistency(setup, table);
  const asymptotics = judgeAsymptotics(setup, table);
  const structure = judgeStructure(setup, table, scenarios);
  const findings = [...consistency.findings, ...asymptotics.findings, ...structure];
  const crashes = crashesOf(table);
  return {
    ...shared,
    name: declaration.name,
    level,
    setup,
    consistency,
    asymptotics,
    uniformity: uniformityOf(setup, table),
    structure,
    crashes,
    costs: costsOf(setup, table),
    findings,
    summary: count(findings, crashes),
  };
}

/** Orders in the steps at every ε. No verdict: no program announces that its order holds uniformly. */
function uniformityOf(setup: StudySetup, table: RunTable): Uniformity {
  const cells = gridOf(setup, table, (epsilon) => referenceRun(setup, epsilon));
  const claimed = announcedTogether(setup) ?? LEAST_ORDER;
  const orders = setup.epsilons.map((epsilon) => {
    const fit = stepOrder(pointsAt(cells, epsilon), claimed);
    return { epsilon, fit, degenerate: fit.fitted && fit.order.high < claimed - ORDER_RESOLUTION };
  });
  return { cells, orders, claimed };
}

function costsOf(setup: StudySetup, table: RunTable): readonly Cost[] {
  return setup.epsilons.flatMap((epsilon) => {
    const run = table.of(programRun(setup, epsilon, allSteps(1)));
    if (isCrashed(run)) return [];
    const sorted = [...run.seconds].sort((a, b) => a - b);
    return [{ epsilon, steps: run.steps, seconds: sorted[Math.floor(sorted.length / 2)], runs: sorted.length }];
  });
}

function crashesOf(table: RunTable): SchemeStudy['crashes'] {
  return table.crashes.map(({ request: { scenario, epsilon, resolution, scheme }, reason }) => {
    const steps = Object.entries(resolution).map(([step, factor]) => `${step} ${factor}`);
    const who = typeof scheme === 'string' ? `the ${scheme} solver, ` : '';
    return {
      where: `${who}${scenario.name}, ε = ${epsilon}${steps.length > 0 ? `, ${steps.join(', ')}` : ''}`,
      reason,
    };
  });
}

/** Claims by verdict; a crashed run counts even where no claim needs it. */
function count(findings: readonly SchemeFinding[], crashes: SchemeStudy['crashes']): Summary {
  const of = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  const summary = Object.fromEntries(VERDICTS_WORST_FIRST.map((verdict) => [verdict, of(verdict)])) as Summary;
  return crashes.length > 0 && summary.crashed === 0 ? { ...summary, crashed: crashes.length } : summary;
}
