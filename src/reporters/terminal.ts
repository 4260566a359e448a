import { Chalk, type ChalkInstance } from 'chalk';
import type { ClaimOutcome, StatementOutcome, Verdict } from '../check/statement.ts';
import { claimSummary, MARKS, VERDICT_ORDER } from './claim-text.ts';
import type { Rendered, ReporterInput } from './rendered.ts';

/** One line per statement, one per claim that did not pass, each red line with its rerun command, the counts last. */
export function terminalReporter(input: ReporterInput): Rendered {
  return { terminal: terminalText(input, ownChalk()), files: [] };
}

/** How much colour the terminal gets, 0 to 3: the one thing that this text takes from its surroundings. */
export const colourLevel = (): number => ownChalk().level;

const ownChalk = (): ChalkInstance => new Chalk(process.env.NO_COLOR ? { level: 0 } : {});

/** The text; `chalk` decides about colour, which carries no information of its own. */
export function terminalText({ report }: ReporterInput, chalk: ChalkInstance): string {
  const paint: { readonly [verdict in Verdict]: (text: string) => string } = {
    pass: chalk.green,
    fail: chalk.red,
    inconclusive: chalk.yellow,
    vacuous: chalk.gray,
    crashed: chalk.magenta,
  };
  const width = Math.max(...report.statements.map(({ id }) => id.length));
  const statementLine = ({ id, title, verdict, claims }: StatementOutcome): string => {
    const passed = claims.filter((claim) => claim.verdict === 'pass').length;
    const name = `${MARKS[verdict]} ${id.padEnd(width)}  ${verdict}`;
    return `${paint[verdict](name)}  ${title} (${passed} of ${claims.length} claims pass)`;
  };
  // One unresolved case leaves many claims open for one reason, which is told once.
  const told = new Set<string>();
  const reason = (claim: ClaimOutcome): string => {
    const summary = claimSummary(claim);
    const key = `${claim.scenario}: ${summary}`;
    if (claim.measured === undefined && claim.order === undefined && told.has(key)) return 'same reason as above';
    told.add(key);
    return summary;
  };
  const openLines = (claim: ClaimOutcome): string[] => {
    const head = `  ${MARKS[claim.verdict]} ${claim.verdict} ${claim.id} on ${claim.scenario}`;
    return [`${paint[claim.verdict](head)}  ${reason(claim)}`, `    rerun: ${claim.rerun}`];
  };
  // Vacuous entries need no attention: one line for all scenarios of a claim with the same reason.
  const vacuousLine = (claim: ClaimOutcome, claims: readonly ClaimOutcome[]): string[] => {
    const same = claims.filter(
      ({ id, verdict, note }) => id === claim.id && verdict === 'vacuous' && note === claim.note,
    );
    if (same[0] !== claim) return [];
    const head = `  ${MARKS.vacuous} vacuous ${claim.id} on ${same.map(({ scenario }) => scenario).join(', ')}`;
    return [`${paint.vacuous(head)}  ${claimSummary(claim)}`];
  };
  const entryLines = (claim: ClaimOutcome, claims: readonly ClaimOutcome[]): string[] => {
    if (claim.verdict === 'pass') return [];
    return claim.verdict === 'vacuous' ? vacuousLine(claim, claims) : openLines(claim);
  };
  const lines = report.statements.flatMap((statement) => [
    statementLine(statement),
    ...statement.claims.flatMap((claim) => entryLines(claim, statement.claims)),
    ...(statement.suspects.length > 0 ? [`  suspect: ${statement.suspects.join(', ')}`] : []),
  ]);
  const counts = VERDICT_ORDER.filter((verdict) => verdict === 'pass' || report.summary[verdict] > 0).map((verdict) =>
    paint[verdict](`${report.summary[verdict]} ${verdict}`),
  );
  return `${[...lines, '', `Summary: ${counts.join(', ')} (profile ${report.profile})`].join('\n')}\n`;
}
