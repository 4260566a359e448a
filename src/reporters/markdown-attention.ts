import type { ClaimOutcome, Report } from '../check/statement.ts';
import { claimSummary, VERDICT_ORDER, verdictText } from './claim-text.ts';
import { bullets } from './markdown-blocks.ts';
import { claimPath } from './markdown-paths.ts';

/**
 * Every entry that neither passed nor was vacuous, worst first, with the command that reproduces it alone. Entries of one
 * scenario that are open for the same reason share an item; empty when there is none.
 */
export function attentionSection(report: Report): readonly string[] {
  const entries = report.statements
    .flatMap(({ claims }) => claims)
    .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'vacuous')
    .sort((a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict));
  const groups = new Map<string, ClaimOutcome[]>();
  for (const claim of entries) {
    const shared = claim.measured === undefined && claim.order === undefined;
    const key = shared ? `${claim.verdict} ${claim.scenario} ${claimSummary(claim)}` : `${claim.id} ${claim.scenario}`;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  if (groups.size === 0) return [];
  return ['## What needs attention', bullets([...groups.values()].map(groupItem))];
}

function groupItem(claims: readonly ClaimOutcome[]): string {
  const [{ verdict, scenario, id, rerun }] = claims;
  const head = verdictText(verdict);
  const summary = claimSummary(claims[0]);
  if (claims.length === 1) return `${head} **[${id}](${claimPath(id)})** on ${scenario}: ${summary}\n  \`${rerun}\``;
  const commands = claims.map((claim) => `  * \`${claim.rerun}\``).join('\n');
  return `${head}, ${claims.length} entries on ${scenario}: ${summary}\n${commands}`;
}
