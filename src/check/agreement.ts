import type { Scenario } from '../model/scenario.ts';
import { schemes } from '../schemes/registry.ts';
import { disagreements, inJointBars, JOINT_BARS, jointBar } from './agreement-samples.ts';
import type { CaseResult, SeriesName } from './case.ts';
import type { CaseRequest, CrashedCase } from './pool.ts';

/** What the solvers give themselves and its integrals over time; nothing of the limit solver alone. */
export const COMPARED: readonly SeriesName[] = [
  'mass',
  'V2',
  'X1',
  'Y',
  'E',
  'I',
  'J',
  'K',
  'cosineMode',
  'sineMode',
  'cosineFlux',
  'sineFlux',
  'equilibriumDistance',
  'limitDistance',
  '∫I',
  '∫J',
  '∫K',
  '∫equilibriumDistance',
];

const USUAL_TOLERANCE = 1e-6;

/** Error asked of a scheme when solvers are compared. */
export const agreementTolerance = (scheme: string): number => schemes[scheme].tolerance ?? USUAL_TOLERANCE;

/** One diagnostic of two solutions where they differ most in units of the joint bar. */
export interface DiagnosticAgreement {
  readonly name: SeriesName;
  readonly time: number;
  readonly difference: number;
  readonly jointBar: number;
  /** difference/jointBar. */
  readonly ratio: number;
}

/** Two schemes on one case. */
export interface PairAgreement {
  readonly first: string;
  readonly second: string;
  readonly diagnostics: readonly DiagnosticAgreement[];
}

/** All schemes on one (scenario, ε). */
export interface CaseAgreement {
  readonly scenario: string;
  readonly epsilon: number;
  /** Schemes that do not run it, with their reasons; `crashed` when they should have. */
  readonly absent: readonly { readonly scheme: string; readonly reason: string; readonly crashed?: true }[];
  readonly pairs: readonly PairAgreement[];
}

/** ε at which a scenario is compared by default: its largest and its smallest. */
const extremes = ({ epsilons }: Scenario): readonly number[] => [
  ...new Set([Math.max(...epsilons), Math.min(...epsilons)]),
];

/**
 * Runs every scheme on every scenario that it supports and compares each pair.
 *
 * @param epsilons instead of the largest and the smallest of each scenario
 * @param solve solves requests, results in their order
 */
export async function agree(
  scenarios: readonly Scenario[],
  epsilons: readonly number[] | undefined,
  solve: (requests: readonly CaseRequest[]) => Promise<readonly (CaseResult | CrashedCase)[]>,
): Promise<readonly CaseAgreement[]> {
  const names = Object.keys(schemes);
  const cases = scenarios.flatMap((scenario) =>
    (epsilons ?? extremes(scenario)).map((epsilon) => {
      const answers = names.map((scheme) => ({ scheme, answer: schemes[scheme].supports(scenario, epsilon) }));
      const requests = answers
        .filter(({ answer }) => answer === true)
        .map(({ scheme }) => ({ scenario, scheme, epsilon, tolerance: agreementTolerance(scheme), maxEffort: 0 }));
      const absent = answers.flatMap(({ scheme, answer }) => (answer === true ? [] : [{ scheme, reason: answer }]));
      return { scenario, epsilon, requests, absent };
    }),
  );
  const solved = await solve(cases.flatMap(({ requests }) => requests));
  let next = 0;
  return cases.map(({ scenario, epsilon, requests, absent }) => {
    const results = requests.map(({ scheme }) => ({ scheme, result: solved[next++] }));
    const crashed = results.flatMap(({ scheme, result }) =>
      'crashed' in result ? [{ scheme, reason: result.crashed, crashed: true as const }] : [],
    );
    const usable = results.flatMap(({ result }) => ('crashed' in result ? [] : [result]));
    const pairs = usable.flatMap((first, i) => usable.slice(i + 1).map((second) => comparePair(first, second)));
    return { scenario: scenario.name, epsilon, absent: [...absent, ...crashed], pairs };
  });
}

/** Every compared diagnostic that both give, at its worst time. NaN is worse than any number. */
export function comparePair(first: CaseResult, second: CaseResult): PairAgreement {
  const diagnostics = COMPARED.flatMap((name): DiagnosticAgreement[] => {
    const found = disagreements(first, second, [name]).map((each) => ({
      name,
      time: each.time,
      difference: Math.abs(each.first.value - each.second.value),
      jointBar: jointBar(each),
      ratio: inJointBars(each),
    }));
    return found.length === 0 ? [] : [found.reduce((worst, next) => (next.ratio <= worst.ratio ? worst : next))];
  });
  return { first: first.scheme, second: second.scheme, diagnostics };
}

/** No diagnostic of any pair differs by more than three joint bars, nothing crashed, and something was compared. */
export function allAgree(cases: readonly CaseAgreement[]): boolean {
  const compared = cases.flatMap(({ pairs }) => pairs).flatMap(({ diagnostics }) => diagnostics);
  return (
    compared.length > 0 &&
    compared.every(({ ratio }) => ratio <= JOINT_BARS) &&
    !cases.some(({ absent }) => absent.some(({ crashed }) => crashed))
  );
}
