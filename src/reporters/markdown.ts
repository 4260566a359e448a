import type { Report, Statement } from '../check/statement.ts';
import { VERDICT_ORDER, verdictText } from './claim-text.ts';
import { findingsSection } from './findings.ts';
import { ledgerSection } from './ledger.ts';
import { agreementSection } from './markdown-agreement.ts';
import { attentionSection } from './markdown-attention.ts';
import { table } from './markdown-blocks.ts';
import { plottedOutcomes } from './markdown-claim.ts';
import { graphSection } from './markdown-graph.ts';
import { legend } from './markdown-legend.ts';
import { ordersTable } from './markdown-orders.ts';
import { plotPath, SUMMARY_PATH, statementPath } from './markdown-paths.ts';
import { scenarioSection } from './markdown-scenario.ts';
import { claimGroups, statementPage, tightestText } from './markdown-statement.ts';
import { orderPlot } from './plot.ts';
import type { Rendered, ReporterInput, ReportFile } from './rendered.ts';
import { sharpnessSection } from './sharpness.ts';

/**
 * verification.md with the summary, a page for every statement and an SVG plot for every rate, in GitHub's Markdown.
 * Nothing in it depends on clock, machine or --jobs.
 */
export async function markdownReporter({ report, statements }: ReporterInput): Promise<Rendered> {
  const known = new Set(report.statements.map(({ id }) => id));
  const pages = report.statements.map((outcome) => ({
    outcome,
    statement: statements.find(({ id }) => id === outcome.id),
  }));
  const plots = pages.flatMap(({ outcome, statement }) =>
    claimGroups(outcome, statement).flatMap(({ id, claim, outcomes }) => {
      const series = plottedOutcomes(outcomes).map(({ scenario, order }) => ({ scenario, order }));
      return series.length === 0 ? [] : [plotFile(plotPath(id), orderPlot(claim?.title ?? id, 'measured', series))];
    }),
  );
  return {
    terminal: '',
    files: [
      { path: SUMMARY_PATH, text: verificationText(report, statements) },
      ...pages.map(({ outcome, statement }) => ({
        path: statementPath(outcome.id),
        text: statementPage(outcome, statement, known),
      })),
      ...(await Promise.all(plots)),
    ],
  };
}

const plotFile = async (path: string, text: Promise<string>): Promise<ReportFile> => ({ path, text: await text });

/** The summary: what all statements have in common. What one claim measured is on its statement's page. */
export function verificationText(report: Report, statements: readonly Statement[]): string {
  const blocks = [
    '# Verification report',
    `Written by \`lemmata verify --profile ${report.profile}\` (lemmata ${report.versions.lemmata}). Every verdict below is computed; the [legend](#legend) says how to read the numbers.`,
    '## Summary',
    table(VERDICT_ORDER.map(verdictText), [VERDICT_ORDER.map((verdict) => String(report.summary[verdict]))]),
    'The counts are entries: one per claim and scenario. Each statement has a page of its own.',
    statementTable(report, statements),
    ...attentionSection(report),
    ...graphSection(report, statements),
    ...ordersTable(report, statements),
    ...sharpnessSection(report),
    ...agreementSection(report),
    ...findingsSection(report, statements),
    ...ledgerSection(report, statements),
    '## Scenarios',
    ...report.scenarios.map(scenarioSection),
    legend(),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function statementTable(report: Report, statements: readonly Statement[]): string {
  // A step of a proof may be attained without saying anything about the statement.
  const steps = new Set(statements.flatMap(({ claims }) => claims.filter(({ step }) => step).map(({ id }) => id)));
  const rows = report.statements.map(({ id, title, verdict, claims, suspects }) => [
    `[${id}](${statementPath(id)})`,
    title,
    verdictText(verdict),
    `${claims.filter((claim) => claim.verdict === 'pass').length}/${claims.length}`,
    tightestText(claims.filter(({ id }) => !steps.has(id))),
    suspects.join(', ') || '–',
  ]);
  return table(['statement', 'title', 'verdict', 'pass', 'largest measured/bound', 'suspects'], rows);
}
