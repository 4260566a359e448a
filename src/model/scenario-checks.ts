import type { Scenario } from './scenario.ts';
import type { Refuse } from './shape-error.ts';
export function checkScenario(_scenario: Scenario, _refuse: Refuse): void {}
