import { formatMeasured, formatNumber } from '../check/round-to-bar.ts';
import { type ClaimOutcome, isExpectation, type Report, type Statement } from '../check/statement.ts';
import { orderText, verdictText } from './claim-text.ts';
import { table } from './markdown-blocks.ts';

/** Constants of `scenario facts` by the claim that asks for them; the other hypotheses are about initial data. */
const CONSTANT_OF: { readonly [claim: string]: string } = {
  'assumption-2.1/signal': 'W',
  'assumption-2.2a/outflow': 'λ₀',
  'assumption-2.2a/second-moment': 'λ₂',
  'assumption-2.2b/inflow': 'λ_in',
};

/**
 * The chapter "Hypotheses" of the Markdown report: every assumption on every scenario of the run, with its constant at the
 * worst ε, how it was obtained, its order in ε, and the statements that rest on it where it does not hold. Empty when the
 * run judged no assumption.
 */
export function ledgerSection(report: Report, statements: readonly Statement[]): readonly string[] {
  const literal = literalForms(statements);
  const claims = report.statements.flatMap((statement) => statement.claims);
  const outcomes = claims.filter(({ kind }) => kind === 'hypothesis');
  if (outcomes.length === 0) return [];
  const printed = claims.filter(({ id }) => literal.has(id));
  return [
    '## Hypotheses',
    'Each assumption on the data of the run. Its supremum over ε is looked for on nine ε from the largest of the scenario down to 10⁻⁴ of it, and counts as bounded when the lower end of the fitted order is at least −0.05. The printed (2.3) contradicts (2.4) as ε → 0; (2.3′) is its repair, on which the statements rest. The rows of (2.3) as printed, on the scenarios named there, show the verdict on the hypothesis itself: under (2.4) the entropy grows like |log ε|, and no statement rests on it. Where a scenario breaks a hypothesis on purpose, its figure is shown and the verdict is vacuous.',
    table(
      [
        'assumption',
        'quantity',
        'scenario',
        'constant',
        'at ε',
        'obtained',
        'order in ε',
        'verdict',
        'vacuous without it',
      ],
      [
        ...outcomes.map((outcome) => ledgerRow(outcome, report, statements)),
        // Judged as it stands; that its failure is expected is the matter of the findings.
        ...printed.map((outcome) =>
          ledgerRow({ ...outcome, verdict: outcome.observedVerdict ?? outcome.verdict }, report, statements),
        ),
      ],
    ),
  ];
}

function ledgerRow(outcome: ClaimOutcome, report: Report, statements: readonly Statement[]): readonly string[] {
  const { id, scenario, measured, epsilon, order, verdict, note, source } = outcome;
  const title = statements.flatMap(({ claims }) => claims).find((claim) => claim.id === id)?.title ?? id;
  const held = verdict === 'pass' || verdict === 'inconclusive';
  return [
    source,
    title,
    scenario,
    measured === undefined ? (note ?? '–') : figure(outcome),
    epsilon === undefined || CONSTANT_OF[id] !== undefined ? '–' : formatNumber(epsilon),
    provenance(outcome, report),
    // An order of 0 has no sign.
    order === undefined ? '–' : orderText(order).replaceAll(/-(?=0\.000\b)/g, ''),
    /violates/.test(note ?? '') ? `${verdictText(verdict)}, broken on purpose` : verdictText(verdict),
    held || outcome.kind !== 'hypothesis' ? '–' : vacuousOn(scenario, report).join(', ') || '–',
  ];
}

/** Suprema of the printed text that a claim about a claim judges on a scenario: (2.3) to the letter. */
function literalForms(statements: readonly Statement[]): ReadonlySet<string> {
  const claims = statements.flatMap((statement) => statement.claims);
  return new Set(
    claims.flatMap((claim) =>
      isExpectation(claim) &&
      claim.needs !== 'nothing' &&
      claim.form.kind === 'hypothesis' &&
      /^\(2\./.test(claim.source)
        ? [claim.id]
        : [],
    ),
  );
}

/** Digits of a constant in a table; report.json has all of them. */
const DIGITS = 6;

/** The constant at its worst ε, and for one that is not bounded its values from the largest ε to the smallest. */
function figure({ measured = Number.NaN, uncertainty, order, verdict }: ClaimOutcome): string {
  const digits = Math.min(DIGITS, formatMeasured(measured, uncertainty).replace(/ ±.*/, '').length);
  const worst = formatNumber(measured, digits);
  const points = order?.points ?? [];
  const [first, last] = [points[0], points[points.length - 1]];
  // What is bounded although the verdict is vacuous has nothing to show.
  if (verdict === 'pass' || points.length < 2 || !(last.measured > 1.01 * first.measured)) return worst;
  return `${formatNumber(first.measured, 3)} at ε = ${formatNumber(first.epsilon)}, ${worst} at ${formatNumber(last.epsilon)}`;
}

/** Constants say themselves how they were obtained; figures of the initial data come from quadratures. */
function provenance({ id, scenario, measured }: ClaimOutcome, report: Report): string {
  const symbol = CONSTANT_OF[id];
  if (symbol === undefined) return measured === undefined ? '–' : 'quadrature';
  const facts = report.scenarios.find(({ name }) => name === scenario);
  return facts?.constants.find((constant) => constant.symbol === symbol)?.provenance ?? '–';
}

/** Statements with claims that are vacuous on a scenario because a hypothesis does not hold there. */
function vacuousOn(scenario: string, report: Report): readonly string[] {
  return report.statements
    .filter(({ id, claims }) =>
      claims.some(
        (claim) =>
          claim.kind !== 'hypothesis' &&
          claim.scenario === scenario &&
          claim.verdict === 'vacuous' &&
          /violates|fails on this scenario/.test(claim.note ?? '') &&
          !id.startsWith('assumption-'),
      ),
    )
    .map(({ id }) => id);
}
