import { formatNumber } from '../check/round-to-bar.ts';
import type { ClaimOutcome, ObservedOrder, Report, Statement, StatementOutcome } from '../check/statement.ts';
import { boundText, dominantSource, MARKS, measuredText, orderText, placeText, VERDICT_ORDER } from './claim-text.ts';
import { attentionSection } from './markdown-attention.ts';
import { bullets, details, inlineMath, mathBlock, table } from './markdown-blocks.ts';
import { ordersTable, pointsTable } from './markdown-orders.ts';
import { scenarioSection } from './markdown-scenario.ts';
import { orderPlot } from './plot.ts';
import type { Rendered, ReporterInput, ReportFile } from './reporter.ts';

/** verification.md and one SVG plot per rate, in GitHub's Markdown. Nothing in it depends on clock, machine or --jobs. */
export async function markdownReporter({ report, statements }: ReporterInput): Promise<Rendered> {
  const plots = await Promise.all(
    report.statements.flatMap((statement) =>
      rateGroups(statement).map(async ([id, claims]): Promise<ReportFile> => {
        const series = claims.map(({ scenario, order }) => ({ scenario, order }));
        return { path: plotPath(id), text: await orderPlot(claimTitle(statements, id), 'measured', series) };
      }),
    ),
  );
  return { terminal: '', files: [{ path: 'verification.md', text: verificationText(report, statements) }, ...plots] };
}

/** The page, without its plots. */
export function verificationText(report: Report, statements: readonly Statement[]): string {
  const blocks = [
    '# Verification report',
    `Written by \`lemmata verify --profile ${report.profile}\` (lemmata ${report.versions.lemmata}). Every verdict below is computed; the [legend](#legend) says how to read the numbers.`,
    '## Summary',
    table(VERDICT_ORDER.map(verdictText), [VERDICT_ORDER.map((verdict) => String(report.summary[verdict]))]),
    'The counts are entries: one per claim and scenario.',
    statementTable(report),
    ...attentionSection(report),
    ...ordersTable(report, statements),
    '## Scenarios',
    ...report.scenarios.map(scenarioSection),
    '## Statements',
    ...report.statements.flatMap((outcome) => statementSection(outcome, statements)),
    legend(),
  ];
  return `${blocks.join('\n\n')}\n`;
}

type RateOutcome = ClaimOutcome & { readonly order: ObservedOrder };

/** Entries with an order, by claim id. */
function rateGroups(statement: StatementOutcome): readonly (readonly [string, readonly RateOutcome[]])[] {
  const groups = new Map<string, RateOutcome[]>();
  for (const claim of statement.claims) {
    if (
      claim.kind !== 'rate' ||
      claim.order === undefined ||
      claim.order.points.every(({ measured }) => !(measured > 0))
    )
      continue;
    const entry = { ...claim, order: claim.order };
    groups.set(claim.id, [...(groups.get(claim.id) ?? []), entry]);
  }
  return [...groups];
}

const plotPath = (claimId: string): string => `plots/${claimId.replaceAll('/', '-')}.svg`;

const verdictText = (verdict: keyof typeof MARKS): string => `${MARKS[verdict]} ${verdict}`;

function claimTitle(statements: readonly Statement[], id: string): string {
  return statements.flatMap(({ claims }) => claims).find((claim) => claim.id === id)?.title ?? id;
}

function statementTable(report: Report): string {
  const rows = report.statements.map(({ id, title, verdict, claims, suspects }) => {
    const tightest = tightestClaim(claims);
    return [
      `[${id}](#${id.replace(/[^\w-]/g, '')})`,
      title,
      verdictText(verdict),
      `${claims.filter((claim) => claim.verdict === 'pass').length} / ${claims.length}`,
      tightest?.ratio === undefined
        ? '–'
        : `${formatNumber(tightest.ratio, 3)} (${tightest.id.split('/').at(-1)}, ${tightest.scenario})`,
      suspects.join(', ') || '–',
    ];
  });
  return table(['statement', 'title', 'verdict', 'pass', 'largest measured/bound', 'suspects'], rows);
}

function tightestClaim(claims: readonly ClaimOutcome[]): ClaimOutcome | undefined {
  return claims
    .filter(({ kind, ratio }) => kind === 'bound' && ratio !== undefined)
    .sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0))[0];
}

function statementSection(outcome: StatementOutcome, statements: readonly Statement[]): readonly string[] {
  const statement = statements.find(({ id }) => id === outcome.id);
  const facts = statement
    ? [
        mathBlock(statement.latex),
        bullets([
          `Source: ${statement.source}`,
          `Assumptions: ${statement.hypotheses.map((id) => `\`${id}\``).join(', ') || 'none'} (their constants are listed with each [scenario](#scenarios))`,
          `Its proof uses: ${statement.dependsOn.map((id) => `\`${id}\``).join(', ') || 'no other statement'}`,
          ...(statement.note ? [statement.note] : []),
        ]),
      ]
    : [];
  const suspects = outcome.suspects.length > 0 ? [`Depends on it, hence suspect: ${outcome.suspects.join(', ')}.`] : [];
  const ids = [...new Set(outcome.claims.map(({ id }) => id))];
  return [
    `### ${outcome.id}`,
    `**${outcome.title}** — ${verdictText(outcome.verdict)}`,
    ...facts,
    ...suspects,
    ...ids.flatMap((id) =>
      claimSection(
        id,
        outcome.claims.filter((claim) => claim.id === id),
        statements,
      ),
    ),
  ];
}

function claimSection(
  id: string,
  outcomes: readonly ClaimOutcome[],
  statements: readonly Statement[],
): readonly string[] {
  const claim = statements.flatMap(({ claims }) => claims).find((candidate) => candidate.id === id);
  const rates = outcomes.filter((outcome): outcome is RateOutcome => outcome.order !== undefined);
  const drawn = rates.some(({ kind, order }) => kind === 'rate' && order.points.some(({ measured }) => measured > 0));
  return [
    `#### ${id}`,
    `${claim ? `${claim.title}. ` : ''}Kind: ${outcomes[0].kind}; source: ${outcomes[0].source}.`,
    ...(claim ? [mathBlock(claim.latex)] : []),
    rates.length > 0 ? rateRows(outcomes) : caseRows(outcomes),
    ...(drawn ? [`![${id}: measured value against ε](${plotPath(id)})`] : []),
    ...(rates.length > 0 ? [details('All points', pointsTable(rates))] : []),
  ];
}

function caseRows(outcomes: readonly ClaimOutcome[]): string {
  return table(
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
  return table(
    ['scenario', 'verdict', 'required', 'observed order', 'pairwise orders', 'dropped ε', 'note'],
    outcomes.map((claim) => [
      claim.scenario,
      observed(claim),
      claim.order ? `≥ ${claim.order.proved}` : '–',
      claim.order ? orderText(claim.order) : '–',
      claim.order?.pairwise.map((order) => order.toFixed(3)).join(', ') ?? '–',
      claim.order?.dropped.map(({ epsilon, reason }) => `${formatNumber(epsilon)} (${reason})`).join(', ') || '–',
      claim.note ?? '',
    ]),
  );
}

function observed({ verdict, observedVerdict }: ClaimOutcome): string {
  const raw = observedVerdict === undefined || observedVerdict === verdict ? '' : ` (raw: ${observedVerdict})`;
  return `${verdictText(verdict)}${raw}`;
}

function legend(): string {
  return [
    '## Legend',
    '',
    bullets([
      '`a ± u`: measured value and error bar, the half-width meant to hold the exact value in at least 95 % of cases; both are rounded to two digits of the bar. [What an error bar means](../docs/error-bars.md) explains how it is obtained and what it does not cover.',
      `A bound ${inlineMath('a \\le b')} passes when the whole bar lies below it, fails when the whole bar lies above it, and is inconclusive otherwise; round-off slack is ${inlineMath('10^{-6}')} of the scale of the claim.`,
      'measured/bound is the headroom: 1 means that the bound is attained. It is left out where the bound is zero.',
      'An observed order is `fit [low, high]` over the ε kept. A rate passes when low is at least the proved order minus 0.05: a faster decay is no contradiction.',
      `Constants: ${inlineMath('G = \\|\\nabla_x M\\|_\\infty')}; W is the largest of the suprema of M, ∂ₜM, ∇M, ∂ₜₜM, ∂ₜ∇M, ∇²M, each in the Euclidean or spectral norm; λ₀ bounds the outflow ${inlineMath("\\int\\Lambda(z,v',v)dv'")}, λ₂ its second moment ${inlineMath("\\int|v'|^2\\Lambda(z,v',v)dv'")}, λ_in the inflow ${inlineMath("\\int\\Lambda(z,v,v')dv'")}. Each is exact, enclosed by intervals, or sampled.`,
      'vacuous: no ε of the scenario satisfies the hypotheses, so nothing was checked.',
      'suspects: statements whose proof uses one that failed.',
    ]),
  ].join('\n');
}
