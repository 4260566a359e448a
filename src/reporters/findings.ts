import { formatNumber } from '../check/round-to-bar.ts';
import { type Claim, type ClaimOutcome, isExpectation, type Report, type Statement } from '../check/statement.ts';
import { boundText, claimSummary, MARKS, measuredText, orderText, placeText, verdictText } from './claim-text.ts';
import { mathBlock, table } from './markdown-blocks.ts';

/** A defect of the printed text with what its claims found. */
interface Defect {
  readonly id: string;
  readonly statement: Statement;
  readonly verdict: Report['statements'][number]['verdict'];
  readonly entries: readonly { readonly outcome: ClaimOutcome; readonly claim: Claim | undefined }[];
}

/** Statements made of errata only; one whose witness was not part of the run shows what it has. */
function defects(report: Report, statements: readonly Statement[]): readonly Defect[] {
  return report.statements.flatMap(({ id, verdict, claims }) => {
    const statement = statements.find((candidate) => candidate.id === id);
    if (!statement || statement.claims.length === 0 || !statement.claims.every(({ kind }) => kind === 'erratum'))
      return [];
    const entries = claims.map((outcome) => ({
      outcome,
      claim: statement.claims.find((candidate) => candidate.id === outcome.id),
    }));
    return [{ id, statement, verdict, entries }];
  });
}

/**
 * The chapter "Findings" of the Markdown report: what is wrong in the printed text, with the witness of every printed form
 * that fails and of every corrected form that holds. Empty when the run has no errata.
 */
export function findingsSection(report: Report, statements: readonly Statement[]): readonly string[] {
  const found = defects(report, statements);
  if (found.length === 0) return [];
  return [
    '## Findings',
    'Defects of the printed text. A form that is expected to fail passes as a finding when its failure is witnessed; the column *observed* is the verdict of the form itself.',
    ...found.flatMap(({ id, statement, verdict, entries }) => [
      `### ${id}: ${statement.title}`,
      `${verdictText(verdict)}. Place: ${statement.source}. ${statement.note ?? ''}`.trim(),
      mathBlock(statement.latex),
      entries.length === 0
        ? 'Its witness scenario was not part of this run.'
        : table(
            ['form', 'expected', 'observed', 'verdict', 'measured', 'bound or order', 'worst at', 'witness'],
            entries.map(({ outcome, claim }) => [
              claim?.title ?? outcome.id,
              claim && isExpectation(claim) ? claim.expected : '–',
              outcome.observedVerdict ?? '–',
              verdictText(outcome.verdict),
              pointsText(outcome),
              outcome.order ? `order ${orderText(outcome.order)}` : boundText(outcome),
              placeText(outcome),
              outcome.scenario,
            ]),
          ),
    ]),
  ];
}

/** All values behind an order, largest ε first, or the one measured value. */
function pointsText(outcome: ClaimOutcome): string {
  if (!outcome.order) return measuredText(outcome);
  const values = outcome.order.points.map(({ measured }) => formatNumber(measured, 4)).join(', ');
  const epsilons = outcome.order.points.map(({ epsilon }) => epsilon);
  return `${values} for ε = ${formatNumber(epsilons[0])} … ${formatNumber(epsilons[epsilons.length - 1])}`;
}

/** The same list for the terminal: one line per defect, one per form with its witnessing numbers. */
export function findingsText(report: Report, statements: readonly Statement[]): string {
  const found = defects(report, statements);
  const lines = found.flatMap(({ id, statement, verdict, entries }) => [
    `${MARKS[verdict]} ${id}  ${statement.title}`,
    `    place: ${statement.source}`,
    ...entries.map(({ outcome, claim }) => {
      const expected = claim && isExpectation(claim) ? claim.expected : 'pass';
      const numbers = outcome.order
        ? `${pointsText(outcome)}; order ${orderText(outcome.order)}`
        : claimSummary(outcome);
      return `  ${MARKS[outcome.verdict]} expected ${expected}, observed ${outcome.observedVerdict ?? '–'}: ${claim?.title ?? outcome.id}\n      ${numbers} (${outcome.scenario})`;
    }),
    '',
  ]);
  const shown = found.filter(({ verdict }) => verdict === 'pass').length;
  return `${lines.join('\n')}\n${shown} of ${found.length} defects witnessed and corrected\n`;
}
