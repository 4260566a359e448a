import { formatMeasured, formatNumber } from '../check/round-to-bar.ts';
import type { ClaimOutcome, ObservedOrder, Verdict } from '../check/statement.ts';

/** Marks readable without colour. */
export const MARKS: { readonly [verdict in Verdict]: string } = {
  pass: '✓',
  fail: '✗',
  inconclusive: '?',
  vacuous: '–',
  crashed: '!',
};

export const verdictText = (verdict: Verdict): string => `${MARKS[verdict]} ${verdict}`;

/** Order in which verdicts are listed: what wants attention first. */
export const VERDICT_ORDER: readonly Verdict[] = ['crashed', 'fail', 'inconclusive', 'pass', 'vacuous'];

/** `0.0446481 ± 2.3e-6`, or a dash when nothing was measured. */
export function measuredText({ measured, uncertainty }: ClaimOutcome): string {
  return measured === undefined ? '–' : formatMeasured(measured, uncertainty);
}

export function boundText({ bound, boundUncertainty }: ClaimOutcome): string {
  return bound === undefined ? '–' : formatMeasured(bound, boundUncertainty);
}

/** `ε = 0.01, t = 1, x = 0.25`: where the worst case is. */
export function placeText({ epsilon, time, where }: ClaimOutcome): string {
  const parts = [
    ...(epsilon === undefined ? [] : [`ε = ${formatNumber(epsilon)}`]),
    ...(time === undefined ? [] : [`t = ${formatNumber(time)}`]),
    ...(where === undefined ? [] : [where]),
  ];
  return parts.join(', ') || '–';
}

/** `0.500 [0.498, 0.503]` */
export function orderText(order: ObservedOrder): string {
  return `${order.observed.toFixed(3)} [${order.low.toFixed(3)}, ${order.high.toFixed(3)}]`;
}

/** The source that contributes most to the error bar, with its share of it; a dash when there is no bar. */
export function dominantSource({ uncertaintyBySource }: ClaimOutcome): string {
  const entries = Object.entries(uncertaintyBySource ?? {}).filter(([, bar]) => bar > 0);
  if (entries.length === 0) return '–';
  const total = entries.reduce((sum, [, bar]) => sum + bar, 0);
  const [source, largest] = entries.reduce((worst, entry) => (entry[1] > worst[1] ? entry : worst));
  return `${source} (${Math.round((100 * largest) / total)} %)`;
}

/** One line that says why an entry has its verdict: numbers first, then the note. */
export function claimSummary(claim: ClaimOutcome): string {
  const numbers =
    claim.order !== undefined
      ? `order ${orderText(claim.order)}, proved ${claim.order.proved}`
      : claim.measured === undefined
        ? ''
        : `${measuredText(claim)}${claim.bound === undefined ? '' : ` against ${boundText(claim)}`} at ${placeText(claim)}`;
  return [numbers, claim.note].filter(Boolean).join('; ');
}
