import type { Model } from '../model/model.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Constants } from '../theory/constants.ts';
import type { CaseResult } from './case.ts';
import type { Finding } from './finding.ts';
import type { CrashedCase } from './pool.ts';
import type { Claim, ModelContext } from './statement.ts';

/** One scenario with all that was computed for it; `cases[i]` belongs to `scenario.epsilons[i]`. */
export interface World {
  readonly scenario: Scenario;
  readonly model: Model;
  readonly constants: Constants;
  readonly cases: readonly (CaseResult | CrashedCase)[];
  /** Judged only by the claims that name it. */
  readonly witness?: boolean;
}

/** One ε at which a claim applies, with its case when the claim needs one. */
export interface Applicable {
  readonly context: ModelContext;
  readonly outcome: CaseResult | CrashedCase | undefined;
}

/** The ε at which the claim applies, or why it applies at none. */
export interface Applicability {
  readonly at: readonly Applicable[];
  readonly reasons: readonly string[];
}

/** Splits the ε of a scenario by whether the claim applies. */
export function applicable(claim: Claim, { scenario, model, constants, cases }: World): Applicability {
  const at: Applicable[] = [];
  const reasons: string[] = [];
  scenario.epsilons.forEach((epsilon, i) => {
    const context = { model, constants, epsilon };
    const applies = claim.applies?.(context) ?? true;
    if (applies === true) at.push({ context, outcome: cases[i] });
    else if (!reasons.includes(applies)) reasons.push(applies);
  });
  return { at, reasons };
}

/** The case, or the finding that replaces it: crashed, or inconclusive because it is not resolved. */
export function usableCase(outcome: CaseResult | CrashedCase | undefined): CaseResult | Finding {
  if (outcome === undefined) return { verdict: 'inconclusive', note: 'the case was not solved' };
  if ('crashed' in outcome) return { verdict: 'crashed', note: outcome.crashed };
  if (outcome.resolved) return outcome;
  return { verdict: 'inconclusive', scheme: outcome.scheme, note: outcome.reason ?? 'the case is not resolved' };
}
