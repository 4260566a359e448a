import { formatMeasured } from '../check/round-to-bar.ts';
import type { Report } from '../check/statement.ts';
import { verdictText } from './claim-text.ts';
import { table } from './markdown-blocks.ts';

const AGREEMENT = 'agreement';

/** How far apart independent solvers were where the run compared them; empty when it did not. */
export function agreementSection(report: Report): readonly string[] {
  const claims = report.statements.find(({ id }) => id === AGREEMENT)?.claims ?? [];
  if (claims.length === 0) return [];
  return [
    '## Agreement of the solvers',
    'The largest difference of any diagnostic at any time, relative to max(1, |value|), with three joint error bars. `lemmata agree` compares every pair of solvers on every scenario and writes [agreement.md](agreement.md).',
    table(
      ['solvers', 'scenario', 'ε', 'diagnostic', 'difference', 'verdict'],
      claims.map(({ scheme, scenario, epsilon, where, measured, uncertainty, verdict }) => [
        scheme ?? '–',
        scenario,
        epsilon === undefined ? '–' : String(epsilon),
        where ?? '–',
        measured === undefined ? '–' : formatMeasured(measured, uncertainty ?? 0),
        verdictText(verdict),
      ]),
    ),
  ];
}
