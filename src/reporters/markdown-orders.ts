import { formatMeasured, formatNumber } from '../check/round-to-bar.ts';
import type { ClaimOutcome, ObservedOrder, Report, Statement } from '../check/statement.ts';
import { orderText, verdictText } from './claim-text.ts';
import { table } from './markdown-blocks.ts';
import { anchor, claimPath } from './markdown-paths.ts';

/** Summary of all rates; empty when there is none. */
export function ordersTable(report: Report, statements: readonly Statement[]): readonly string[] {
  const titles = new Map(statements.flatMap(({ claims }) => claims.map(({ id, title }) => [id, title] as const)));
  const rows = report.statements
    .flatMap(({ claims }) => claims)
    .filter(({ kind }) => kind === 'rate')
    .map((claim) => [
      `[${claim.id}](${claimPath(claim.id)}#${anchor(claim.id)})`,
      titles.get(claim.id) ?? '–',
      claim.source,
      claim.scenario,
      claim.order === undefined ? '–' : String(claim.order.proved),
      claim.order === undefined ? '–' : orderText(claim.order),
      verdictText(claim.verdict),
    ]);
  if (rows.length === 0) return [];
  return [
    '## Observed orders',
    table(['claim', 'quantity', 'source', 'scenario', 'proved', 'observed', 'verdict'], rows),
  ];
}

/** Every point of the fits: value with bar, order to the next smaller ε, dropped or not. */
export function pointsTable(outcomes: readonly (ClaimOutcome & { readonly order: ObservedOrder })[]): string {
  const rows = outcomes.flatMap(({ scenario, order }) =>
    order.points.map(({ epsilon, measured, uncertainty }) => {
      const dropped = order.dropped.find((drop) => drop.epsilon === epsilon);
      return [
        scenario,
        formatNumber(epsilon),
        formatMeasured(measured, uncertainty),
        dropped ? `dropped: ${dropped.reason}` : 'kept',
      ];
    }),
  );
  return table(['scenario', 'ε', 'measured', 'in the fit'], rows);
}
