/** `assumption-2.3-prime` → `2.3-prime`; a bare label stays as it is. */
export const labelOf = (hypothesis: string): string => hypothesis.replace(/^assumption-/, '');

/**
 * Labels whose declared violation also breaks the hypothesis: (2.3′) asks for the moments of (2.3) and implies (2.4).
 */
const BROKEN_BY: { readonly [label: string]: readonly string[] } = { '2.3-prime': ['2.3', '2.4'] };

/** Those of `hypotheses` (labels or statement ids) that a scenario's `violates` breaks, as labels. */
export function brokenHypotheses(hypotheses: readonly string[], violates: readonly string[]): string[] {
  return hypotheses
    .map(labelOf)
    .filter((label) => [label, ...(BROKEN_BY[label] ?? [])].some((name) => violates.includes(name)));
}
