import { roundBar, roundToBar } from '../check/round-to-bar.ts';
import type { ClaimOutcome, ObservedOrder, Report } from '../check/statement.ts';
import { jsonText } from '../json-text.ts';
import type { Rendered, ReporterInput } from './rendered.ts';

/** Digits of an order and of a ratio: both are read to a few percent. */
const ORDER_DIGITS = 4;

/** report.json (contract, `lemmata/report/1`): numbers rounded to two digits of their error bar, after the verdict. */
export function jsonReporter({ report }: ReporterInput): Rendered {
  return { terminal: '', files: [{ path: 'report.json', text: jsonText(rounded(report)) }] };
}

/** The report as it is written. */
export function rounded(report: Report): Report {
  return {
    ...report,
    statements: report.statements.map((statement) => ({ ...statement, claims: statement.claims.map(roundedClaim) })),
    scenarios: report.scenarios.map((scenario) => ({
      ...scenario,
      constants: scenario.constants.map((constant) => ({
        ...constant,
        value: roundToBar(constant.value, constant.uncertainty),
        uncertainty: roundBar(constant.uncertainty),
      })),
    })),
  };
}

function roundedClaim(claim: ClaimOutcome): ClaimOutcome {
  const { measured, uncertainty, uncertaintyBySource, bound, boundUncertainty, ratio, order } = claim;
  return {
    ...claim,
    ...(measured === undefined ? {} : { measured: roundToBar(measured, uncertainty ?? 0) }),
    ...(uncertainty === undefined ? {} : { uncertainty: roundBar(uncertainty) }),
    ...(uncertaintyBySource && {
      uncertaintyBySource: Object.fromEntries(
        Object.entries(uncertaintyBySource).map(([source, bar]) => [source, roundBar(bar)]),
      ),
    }),
    ...(bound === undefined ? {} : { bound: roundToBar(bound, boundUncertainty ?? 0) }),
    ...(boundUncertainty === undefined ? {} : { boundUncertainty: roundBar(boundUncertainty) }),
    ...(ratio === undefined ? {} : { ratio: significant(ratio) }),
    ...(order && { order: roundedOrder(order) }),
  };
}

function roundedOrder(order: ObservedOrder): ObservedOrder {
  return {
    ...order,
    observed: significant(order.observed),
    low: significant(order.low),
    high: significant(order.high),
    pairwise: order.pairwise.map(significant),
    points: order.points.map((point) => ({
      epsilon: point.epsilon,
      measured: roundToBar(point.measured, point.uncertainty),
      uncertainty: roundBar(point.uncertainty),
    })),
  };
}

const significant = (value: number): number => Number(value.toPrecision(ORDER_DIGITS));
