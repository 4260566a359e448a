import { setImmediate } from 'node:timers/promises';
import { createModel } from '../model/create-model.ts';
import { InputError } from '../model/input-error.ts';
import { defineScenario } from '../model/load-scenario.ts';
import { uncertainty } from '../model/measured.ts';
import type { Model } from '../model/model.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Constants } from '../theory/constants.ts';
import { kernelConstants } from '../theory/kernel-constants.ts';
import { pathSuprema } from '../theory/path-suprema.ts';
import { gradientConstant, signalConstants } from '../theory/signal-constants.ts';
import { largest } from '../theory/supremum.ts';
import type { CaseRequest, CaseSolver } from './pool.ts';
import { type Sketch, scenarioInput } from './sketch.ts';
import type { BoundClaim, BoundSample, ModelBoundClaim } from './statement.ts';
import { SLACK } from './verdict.ts';

/** What can be falsified: a bound. */
export type Target = BoundClaim | ModelBoundClaim;

/** How near a claim comes to failing in one scenario at one ε. */
export interface Score {
  /** Largest (measured − u)/(bound + b + r): above 1 exactly where the verdict is `fail`; −∞ where nothing was compared. */
  readonly value: number;
  /** Where it is attained. */
  readonly sample?: BoundSample;
  /** Why nothing was compared. */
  readonly reason?: string;
}

/** How finely cases are solved. */
export interface Effort {
  readonly tolerance: number;
  readonly maxEffort: number;
}

/** A search needs to tell large from small ratios only. */
export const ROUGH: Effort = { tolerance: 1e-3, maxEffort: 0 };
/** That of `verify --profile standard`, so that it prints the same numbers. */
export const FINE: Effort = { tolerance: 1e-6, maxEffort: 1 };

const nothing = (reason: string): Score => ({ value: Number.NEGATIVE_INFINITY, reason });

/** The score of the samples of one claim; slack r as in `judgeBound`. NaN counts as nothing compared. */
export function scoreOf(samples: readonly BoundSample[], scale: number): Score {
  let best = nothing('the scheme measures nothing that the claim compares');
  for (const sample of samples) {
    const { measured, bound } = sample;
    const room = bound.value + uncertainty(bound.error) + SLACK * scale;
    const low = measured.value - uncertainty(measured.error);
    const value = room > 0 ? low / room : low > room ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    if (value > best.value) best = { value, sample };
  }
  return best;
}

/** A claim that cannot be evaluated in one scenario must not end the search. */
function scored(samples: () => readonly BoundSample[], scale: number): Score {
  try {
    return scoreOf(samples(), scale);
  } catch (error) {
    return nothing(`crashed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Scores of every claim for every scenario, in order. Scenarios that are no valid input, cases that crash or are not
 * resolved, and claims that do not apply score −∞ with the reason.
 */
export async function scoreScenarios(
  scenarios: readonly (Scenario | InputError)[],
  targets: readonly Target[],
  effort: Effort,
  { solve }: Pick<CaseSolver, 'solve'>,
  signal?: AbortSignal,
): Promise<readonly (readonly Score[])[]> {
  const contexts = scenarios.map((scenario) => {
    if (scenario instanceof InputError) return undefined;
    const model = createModel(scenario);
    return { model, constants: constantsOnDemand(model), epsilon: scenario.epsilons[0] };
  });
  const reasons = contexts.map((context) =>
    targets.map((target) => (context === undefined ? '' : (target.applies?.(context) ?? true))),
  );
  const requests: CaseRequest[] = [];
  const places = contexts.map((context, i) => {
    const needed = targets.some((target, k) => target.needs === 'case' && reasons[i][k] === true);
    if (context === undefined || !needed) return -1;
    const { scenario } = context.model;
    return requests.push({ scenario, scheme: 'reference', epsilon: context.epsilon, ...effort }) - 1;
  });
  const solved = await solve(requests);
  const scores: Score[][] = [];
  for (const [i, context] of contexts.entries()) {
    // Without a pause a Ctrl-C would wait for the whole search.
    await setImmediate();
    signal?.throwIfAborted();
    const scenario = scenarios[i];
    scores.push(
      targets.map((target, k): Score => {
        if (context === undefined) return nothing(scenario instanceof InputError ? scenario.message : '');
        const applies = reasons[i][k];
        if (applies !== true) return nothing(applies);
        if (target.needs === 'model') return scored(() => target.samples(context), target.scale);
        const result = solved[places[i]];
        if ('crashed' in result) return nothing(`crashed: ${result.crashed}`);
        if (!result.resolved) return nothing(result.reason ?? 'the case is not resolved');
        return scored(() => target.samples({ ...context, result }), target.scale);
      }),
    );
  }
  return scores;
}

/** The scenario of a sketch, or why it is none. */
export async function scenarioOf(sketch: Sketch, name?: string): Promise<Scenario | InputError> {
  try {
    return await defineScenario(scenarioInput(sketch, name));
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** The constants of a model, each computed when a claim asks for it: a search asks for few and often. */
function constantsOnDemand(model: Model): Constants {
  const { scenario } = model;
  const G = once(() => gradientConstant(scenario));
  const W = once(() => signalConstants(scenario).W);
  const pathGradient = once(() => largest('‖D_tM‖', pathSuprema(model, 'gradient')));
  const kernel = once(() => kernelConstants(scenario));
  return {
    get G() {
      return G();
    },
    get W() {
      return W();
    },
    get pathGradient() {
      return pathGradient();
    },
    get lambda0() {
      return kernel().lambda0;
    },
    get lambda2() {
      return kernel().lambda2;
    },
    get lambdaIn() {
      return kernel().lambdaIn;
    },
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
