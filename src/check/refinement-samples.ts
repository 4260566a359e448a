import type { CaseResult, SeriesName } from './case.ts';
import type { BoundSample, ModelContext, Variant, VariantBoundClaim, VariantContext } from './statement.ts';

/** Steps per output interval: one, and halved three times; the last is the one that the others are compared with. */
const ladder = (scheme: string): readonly Variant[] =>
  [1, 2, 4, 8].map((substeps) => ({
    label: `Δ/${substeps}`,
    scheme,
    tolerance: 1e-6,
    resolution: { substeps, longestStep: 1 },
  }));

/** The order of the reference is 4; half an order is granted to terms that have not died out at these steps. */
const ORDER = 3.5;

/** Where the layer and the steps beyond it both matter: output intervals from ε/16 to about ε. */
const inTheMiddle = ({ epsilon }: ModelContext): true | string =>
  (epsilon >= 0.02 && epsilon <= 0.05) || 'observed for 0.02 ≤ ε ≤ 0.05 only';

interface Regime {
  readonly scheme?: string;
  readonly order?: number;
  /** ε at which it is observed. */
  readonly applies?: (context: ModelContext) => true | string;
}

/** The fields of a claim that what the time step contributes to a series shrinks at an order when the step is halved. */
export function shrinks(
  name: SeriesName,
  { scheme = 'reference', order = ORDER, applies = inTheMiddle }: Regime = {},
): Omit<VariantBoundClaim, 'id' | 'title' | 'latex' | 'source'> {
  const variants = ladder(scheme);
  const labels = variants.map(({ label }) => label);
  return {
    kind: 'bound',
    needs: 'variants',
    step: true,
    scale: 1,
    hypotheses: [],
    variants,
    sample: ['travelling-wave'],
    only: true,
    applies,
    samples: (context) => shrinkingSamples(context, name, labels, order),
  };
}

/** Largest difference of a residual over all times: what the time step contributes, when the grids are the same. */
function distance(a: CaseResult, b: CaseResult, name: SeriesName) {
  const [one, other] = [a.series[name], b.series[name]];
  if (!one || !other) return undefined;
  return a.times
    .map((time, i) => ({ time, size: Math.abs(one.values[i] - other.values[i]) }))
    .reduce((worst, next) => (next.size <= worst.size ? worst : next));
}

/**
 * The part of an identity's residual that the time step makes shrinks at the announced order: its largest size over [0, T]
 * is divided by at least 2^order when the step is halved. That part is the difference to the last variant, whose step
 * is the smallest; grids and quadratures are those of every variant and drop out. As a ratio to the bound.
 *
 * @param labels variants by decreasing step, each half of the one before
 */
export function shrinkingSamples(
  { variants }: VariantContext,
  name: SeriesName,
  labels: readonly string[],
  order: number,
): BoundSample[] {
  const finest = variants[labels[labels.length - 1]];
  const parts = labels.slice(0, -1).map((label) => distance(variants[label], finest, name));
  return parts.slice(1).flatMap((fine, k) => {
    const coarse = parts[k];
    if (!fine || !coarse) return [];
    const observed = Math.log2(coarse.size / fine.size);
    return [
      {
        time: fine.time,
        where: `step ${labels[k]} halved, order ${observed.toFixed(2)}`,
        measured: { value: fine.size / coarse.size, error: {} },
        bound: { value: 2 ** -order, error: {} },
      },
    ];
  });
}
