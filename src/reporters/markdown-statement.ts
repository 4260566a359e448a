import { formatNumber } from '../check/round-to-bar.ts';
import type { ClaimOutcome, Statement, StatementOutcome } from '../check/statement.ts';
import { worstVerdict } from '../check/verdict.ts';
import { verdictText } from './claim-text.ts';
import { bullets, mathBlock, table } from './markdown-blocks.ts';
import { type ClaimGroup, claimSection, foldedClaim } from './markdown-claim.ts';
import { anchor, SUMMARY_PATH } from './markdown-paths.ts';

/** The entries of a statement by claim, in their order. */
export function claimGroups(outcome: StatementOutcome, statement: Statement | undefined): readonly ClaimGroup[] {
  return [...new Set(outcome.claims.map(({ id }) => id))].map((id) => ({
    id,
    outcomes: outcome.claims.filter((claim) => claim.id === id),
    claim: statement?.claims.find((claim) => claim.id === id),
  }));
}

/**
 * The page of one statement: its formula, its claims with every entry, and the steps of its proof, folded.
 *
 * @param known ids of all statements that have a page
 */
export function statementPage(
  outcome: StatementOutcome,
  statement: Statement | undefined,
  known: ReadonlySet<string>,
): string {
  const groups = claimGroups(outcome, statement);
  const steps = groups.filter(({ claim }) => claim?.step);
  const own = groups.filter(({ claim }) => !claim?.step);
  const link = (id: string): string => (known.has(id) ? `[${id}](${id}.md)` : `\`${id}\``);
  const blocks = [
    `# ${outcome.title}`,
    `\`${outcome.id}\` — **${verdictText(outcome.verdict)}**, ${passText(outcome.claims)} entries pass. [Back to the report](../${SUMMARY_PATH}), [how to read the numbers](../${SUMMARY_PATH}#legend).`,
    ...(statement
      ? [
          mathBlock(statement.latex),
          bullets([
            `Source: ${statement.source}`,
            `Assumptions: ${statement.hypotheses.map(link).join(', ') || 'none'} (their constants are listed with each [scenario](../${SUMMARY_PATH}#scenarios))`,
            `Its proof uses: ${statement.dependsOn.map(link).join(', ') || 'no other statement'}`,
            ...(outcome.suspects.length > 0
              ? [`Depends on it, hence suspect: ${outcome.suspects.map(link).join(', ')}`]
              : []),
            ...(statement.note ? [statement.note] : []),
          ]),
        ]
      : []),
    ...(groups.length === 0 ? ['None of its claims was asked for or runs in this profile.'] : []),
    ...(own.length > 1 ? ['## Claims', claimTable(own)] : []),
    ...own.flatMap(claimSection),
    ...(steps.length > 0
      ? [
          '## Steps of the proof',
          'Each line opens. The count is that of the entries that pass, one per scenario; a step that failed or stayed open is unfolded.',
          ...steps.map(foldedClaim),
        ]
      : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** `12 of 14`: entries that pass. */
const passText = (claims: readonly ClaimOutcome[]): string =>
  `${claims.filter(({ verdict }) => verdict === 'pass').length} of ${claims.length}`;

function claimTable(groups: readonly ClaimGroup[]): string {
  const rows = groups.map(({ id, claim, outcomes }) => [
    `[${id.split('/').at(-1)}](#${anchor(id)})`,
    claim?.title ?? '–',
    outcomes[0].source,
    verdictText(worstVerdict(outcomes.map(({ verdict }) => verdict))),
    passText(outcomes),
    tightestText(outcomes, false),
  ]);
  return table(['claim', 'says', 'source', 'verdict', 'pass', 'largest measured/bound'], rows);
}

/** `0.93 (dissipation, travelling-wave)`: the bound with the least headroom, and where; a dash when there is none. */
export function tightestText(claims: readonly ClaimOutcome[], named = true): string {
  const [tightest] = claims
    .filter(({ kind, ratio }) => kind === 'bound' && ratio !== undefined)
    .sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0));
  if (tightest?.ratio === undefined) return '–';
  const place = [...(named ? [tightest.id.split('/').at(-1)] : []), tightest.scenario].join(', ');
  return `${formatNumber(tightest.ratio, 3)} (${place})`;
}
