import { parseFormula } from '../../model/parse-expression.ts';
import type { Formula, Scenario, Signal } from '../../model/scenario.ts';
import { boxOf } from '../../model/space-box.ts';

/** Variants of a scenario in which a structure shows by itself. */
export interface StructureScenarios {
  /** M = 0 and Λ = 1: relative entropy decreases. */
  readonly withoutSignal: Scenario;
  /** Λ = 0: the mean of m follows N along every path. */
  readonly withoutTumbling: Scenario;
  /** The same equation from another density: the distance of both solutions does not grow. */
  readonly otherDensity: Scenario;
}

/** Builds the variants; expressions are parsed as those of a scenario file. */
export async function structureScenarios(scenario: Scenario): Promise<StructureScenarios> {
  const kernel = async (rate: string) => ({
    rate: await parseFormula(rate, { variables: ['z', 'v', 'w'], functions: 'kernel' }),
  });
  const zero = await parseFormula('0', { variables: ['t', 'x'], functions: 'signal' });
  const signal: Signal = { value: zero, dt: zero, dx: [zero], dtt: zero, dtx: [zero], dxx: [[zero]] };
  const { initial } = scenario;
  const other = (density: Formula): Promise<Formula> =>
    parseFormula(`(${density.text})*(2 + cos(2*pi*x/${boxOf(scenario.space).length}))`, {
      variables: ['x', 'v', 'epsilon'],
      functions: 'density',
    });
  const [density, limitDensity] = await Promise.all([other(initial.density), other(initial.limitDensity)]);
  const variant = (label: string, changes: Partial<Scenario>): Scenario => ({
    ...scenario,
    ...changes,
    name: `${scenario.name} ${label}`,
    hash: `${scenario.hash} ${label}`,
  });
  return {
    withoutSignal: variant('without signal', { signal, kernel: await kernel('1') }),
    withoutTumbling: variant('without tumbling', { kernel: await kernel('0') }),
    otherDensity: variant('from another density', { initial: { ...initial, density, limitDensity } }),
  };
}
