import type { Scenario } from '../model/scenario.ts';

/** How much work a run of `verify` does. */
export interface Profile {
  readonly name: string;
  /** Names of shipped scenarios; `all` takes every file in scenarios/, `all and large` also those in scenarios/large/. */
  readonly scenarios: 'all' | 'all and large' | readonly string[];
  /** ε to solve; `own` takes those of each scenario. */
  readonly epsilons: 'own' | readonly number[];
  /** Absolute error that the diagnostics should reach. */
  readonly tolerance: number;
  /** Refinements that a case may spend on it. */
  readonly maxEffort: number;
  /** Where claims about several solutions are judged when no statement is named: nowhere, on their sample, everywhere. */
  readonly variants: 'none' | 'sample' | 'all';
}

/**
 * What a profile asks of a scenario. In more than one dimension every digit and every refinement multiply the cost: a case is
 * solved once, on the grid that the scenario states, for its own ε, with one digit less for each further dimension.
 */
export function askedOf(
  { epsilons, tolerance, maxEffort }: Profile,
  { space: { dimension }, epsilons: own }: Scenario,
): { readonly epsilons: readonly number[]; readonly tolerance: number; readonly maxEffort: number } {
  if (dimension === 1) return { epsilons: epsilons === 'own' ? own : epsilons, tolerance, maxEffort };
  return { epsilons: own, tolerance: tolerance * 10 ** (dimension - 1), maxEffort: 0 };
}

/**
 * Time on two cores: quick ≤ 20 s, standard ≤ 150 s; thorough has no limit.
 * quick uses four small ε, where the orders have settled, because a fit keeps at least four points; its two scenarios
 * together exercise every claim.
 */
export const PROFILES: readonly Profile[] = [
  {
    name: 'quick',
    scenarios: ['travelling-wave', 'whole-line'],
    epsilons: [0.003, 0.001, 0.0003, 0.0001],
    tolerance: 2e-5,
    maxEffort: 0,
    variants: 'none',
  },
  {
    name: 'standard',
    scenarios: 'all',
    epsilons: 'own',
    tolerance: 1e-6,
    maxEffort: 1,
    variants: 'sample',
  },
  {
    name: 'thorough',
    scenarios: 'all and large',
    epsilons: [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6],
    tolerance: 1e-8,
    maxEffort: 3,
    variants: 'all',
  },
];
