import { checkInitial } from './check-initial.ts';
import { checkKernel } from './check-kernel.ts';
import { checkSignal } from './check-signal.ts';
import type { Scenario } from './scenario.ts';
import type { Refuse } from './shape-error.ts';

/** Everything that can be seen to be wrong from the scenario alone, beyond its shape (contract sheet). */
export function checkScenario(scenario: Scenario, refuse: Refuse): void {
  checkSignal(scenario, refuse);
  checkKernel(scenario, refuse);
  checkInitial(scenario, refuse);
}
