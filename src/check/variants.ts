import type { Scenario } from '../model/scenario.ts';
import { schemes } from '../schemes/registry.ts';
import type { CaseResult } from './case.ts';
import type { CaseRequest, CrashedCase } from './pool.ts';
import type { Profile } from './profiles.ts';
import type { ModelContext, Statement, Variant, VariantClaim } from './statement.ts';
import { usableCase } from './usable-case.ts';

/** Further solutions of one (scenario, ε), by the address of the variant. */
export type VariantCases = ReadonlyMap<string, CaseResult | CrashedCase>;

/** Address of a variant at one ε. */
const address = (epsilon: number, { scheme, resolution = {}, tolerance }: Variant): string =>
  JSON.stringify([epsilon, scheme, Object.entries(resolution).sort(), tolerance]);

/** Effort of a second solution: what disagreement shows is visible with the error that its bars state. */
const EFFORT = 0;

export const isVariantClaim = (claim: Statement['claims'][number]): claim is VariantClaim => claim.needs === 'variants';

/** Whether a run of that extent judges the claim on a scenario. */
export function isJudged(claim: VariantClaim, scenario: Scenario, extent: Profile['variants'] = 'none'): boolean {
  if (extent === 'none') return false;
  return claim.sample.includes(scenario.name) || (extent === 'all' && !claim.only);
}

/** `true`, or why a claim about several solutions says nothing at this ε: its own reason, or that of a scheme. */
export function variantsApply(claim: VariantClaim, context: ModelContext): true | string {
  const own = claim.applies?.(context) ?? true;
  if (own !== true) return own;
  for (const { scheme } of claim.variants) {
    const supported = schemes[scheme].supports(context.model.scenario, context.epsilon);
    if (supported !== true) return supported;
  }
  return true;
}

/** The further cases that the claims compare on one scenario, each once, with their addresses. */
export function variantRequests(
  statements: readonly Statement[],
  { model, constants }: Omit<ModelContext, 'epsilon'>,
  extent: Profile['variants'],
): readonly { readonly key: string; readonly request: CaseRequest }[] {
  const { scenario } = model;
  const wanted = new Map<string, CaseRequest>();
  for (const claim of statements.flatMap(({ claims }) => claims).filter(isVariantClaim)) {
    if (!isJudged(claim, scenario, extent)) continue;
    for (const epsilon of scenario.epsilons) {
      if (variantsApply(claim, { model, constants, epsilon }) !== true) continue;
      for (const variant of claim.variants) {
        const { scheme, tolerance, resolution } = variant;
        wanted.set(address(epsilon, variant), {
          scenario,
          scheme,
          epsilon,
          tolerance,
          maxEffort: EFFORT,
          ...(resolution === undefined ? {} : { resolution }),
        });
      }
    }
  }
  return Array.from(wanted, ([key, request]) => ({ key, request }));
}

/** The cases of a claim's variants by label; instead, the finding of the first that cannot be used. */
export function usableVariants(claim: VariantClaim, epsilon: number, cases: VariantCases | undefined) {
  const found: { [label: string]: CaseResult } = {};
  for (const variant of claim.variants) {
    const solved = usableCase(cases?.get(address(epsilon, variant)));
    if ('verdict' in solved) return solved;
    found[variant.label] = solved;
  }
  return { found };
}
