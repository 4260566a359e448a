import { formatNumber } from '../check/round-to-bar.ts';
import type { Claim, ClaimOutcome, ObservedOrder } from '../check/statement.ts';
import { worstVerdict } from '../check/verdict.ts';
import { boundText, dominantSource, measuredText, orderText, placeText, verdictText } from './claim-text.ts';
import { compactTable, details, escapeHtml, mathBlock } from './markdown-blocks.ts';
import { pointsTable } from './markdown-orders.ts';
import { plotPath } from './markdown-paths.ts';

/** One claim on a statement's page: all its entries, one per scenario. */
export interface ClaimGroup {
  readonly id: string;
  readonly outcomes: readonly ClaimOutcome[];
  /** Its formula and title; absent for a report without its statements. */
  readonly claim: Claim | undefined;
}

export type RateOutcome = ClaimOutcome & { readonly order: ObservedOrder };

/** The entries that a plot can show: of a rate, with a positive value somewhere. */
export function plottedOutcomes(outcomes: readonly ClaimOutcome[]): readonly RateOutcome[] {
  return outcomes
    .filter((outcome): outcome is RateOutcome => outcome.kind === 'rate' && outcome.order !== undefined)
    .filter(({ order }) => order.points.some(({ measured }) => measured > 0));
}

/** A claim under its own heading. */
export function claimSection(group: ClaimGroup): readonly string[] {
  const { id, claim } = group;
  return [`### ${id}`, `${claim ? `${claim.title}. ` : ''}${origin(group)}`, ...body(group)];
}

/** A step of a proof, folded under its verdict; open when it wants attention. */
export function foldedClaim(group: ClaimGroup): string {
  const { id, claim, outcomes } = group;
  const verdict = worstVerdict(outcomes.map((outcome) => outcome.verdict));
  const passed = outcomes.filter((outcome) => outcome.verdict === 'pass').length;
  const title = claim ? `: ${escapeHtml(claim.title)}` : '';
  return details(
    `${verdictText(verdict)} — <b>${escapeHtml(id)}</b>${title} (${passed} of ${outcomes.length})`,
    [origin(group), ...body(group)].join('\n\n'),
    verdict !== 'pass' && verdict !== 'vacuous',
  );
}

const origin = ({ outcomes }: ClaimGroup): string => `Kind: ${outcomes[0].kind}; source: ${outcomes[0].source}.`;

function body({ id, claim, outcomes }: ClaimGroup): readonly string[] {
  const rates = outcomes.filter((outcome): outcome is RateOutcome => outcome.order !== undefined);
  const drawn = plottedOutcomes(outcomes).length > 0;
  return [
    ...(claim ? [mathBlock(claim.latex)] : []),
    rates.length > 0 ? rateRows(outcomes) : caseRows(outcomes),
    ...(drawn ? [`![${id}: measured value against ε](../${plotPath(id)})`] : []),
    ...(rates.length > 0 ? [details('All points', pointsTable(rates))] : []),
  ];
}

function caseRows(outcomes: readonly ClaimOutcome[]): string {
  return compactTable(
    ['scenario', 'verdict', 'measured', 'bound', 'measured/bound', 'worst at', 'largest error source', 'note'],
    outcomes.map((claim) => [
      claim.scenario,
      observed(claim),
      measuredText(claim),
      boundText(claim),
      claim.ratio === undefined ? '–' : formatNumber(claim.ratio, 3),
      placeText(claim),
      dominantSource(claim),
      claim.note ?? '',
    ]),
  );
}

function rateRows(outcomes: readonly ClaimOutcome[]): string {
  return compactTable(
    ['scenario', 'verdict', 'required', 'observed order', 'pairwise orders', 'dropped ε', 'note'],
    outcomes.map((claim) => [
      claim.scenario,
      observed(claim),
      claim.order ? `≥ ${claim.order.proved}` : '–',
      claim.order ? orderText(claim.order) : '–',
      claim.order?.pairwise.map((order) => order.toFixed(3)).join(', ') ?? '–',
      claim.order?.dropped.map(({ epsilon, reason }) => `${formatNumber(epsilon)} (${reason})`).join(', ') ?? '',
      claim.note ?? '',
    ]),
  );
}

function observed({ verdict, observedVerdict }: ClaimOutcome): string {
  const raw = observedVerdict === undefined || observedVerdict === verdict ? '' : ` (raw: ${observedVerdict})`;
  return `${verdictText(verdict)}${raw}`;
}
