import { formatMeasured, formatNumber } from '../check/round-to-bar.ts';
import type { ScenarioFacts } from '../check/statement.ts';
import { bullets, inlineMath, table } from './markdown-blocks.ts';

/** Formulas and constants of one scenario. */
export function scenarioSection(scenario: ScenarioFacts): string {
  const formulas = scenario.formulas.map(({ symbol, latex }) => inlineMath(`${symbol} ${latex}`));
  const rows = scenario.constants.map(({ symbol, value, uncertainty, provenance }) => [
    symbol,
    formatMeasured(value, uncertainty),
    provenance,
  ]);
  return [
    `### Scenario ${scenario.name}`,
    '',
    bullets([
      ...(scenario.file === undefined ? [] : [`File: \`${scenario.file}\`, hash \`${scenario.hash}\``]),
      ...formulas,
      inlineMath(`T = ${scenario.time}`),
      `ε: ${scenario.epsilons.map((epsilon) => formatNumber(epsilon)).join(', ')}`,
    ]),
    '',
    table(['constant', 'value', 'obtained'], rows),
  ].join('\n');
}
