import { bullets, inlineMath } from './markdown-blocks.ts';

/** How to read the numbers of a report. */
export function legend(): string {
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
