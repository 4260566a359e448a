import type { Model } from '../model/model.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Constants } from '../theory/constants.ts';
import type { CaseResult } from './case.ts';
import type { CrashedCase } from './pool.ts';
import type { Profile } from './profiles.ts';
import type { Claim, ModelContext } from './statement.ts';
import { isVariantClaim, type VariantCases, variantsApply } from './variants.ts';

/** One scenario with all that was computed for it; `cases[i]` belongs to `scenario.epsilons[i]`. */
export interface World {
  readonly scenario: Scenario;
  readonly model: Model;
  readonly constants: Constants;
  readonly cases: readonly (CaseResult | CrashedCase)[];
  /** How many ε the scenario itself states, whatever ε the run was asked for. */
  readonly stated?: number;
  /** Further solutions by their addresses. */
  readonly variants?: VariantCases;
  /** Which claims about several solutions are judged; none when absent. */
  readonly extent?: Profile['variants'];
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
    const applies = isVariantClaim(claim) ? variantsApply(claim, context) : (claim.applies?.(context) ?? true);
    if (applies === true) at.push({ context, outcome: cases[i] });
    else if (!reasons.includes(applies)) reasons.push(applies);
  });
  return { at, reasons };
}
