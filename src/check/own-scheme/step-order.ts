import type { OrderFit, OrderPoint } from '../order.ts';

/** Two pairwise orders and their change need three points. */
const FEWEST = 3;
/** As for orders in ε: a point whose bar exceeds this part of its value is at the error floor. */
const FLOOR_FRACTION = 0.25;
/**
 * Pairwise orders of C h^p (1 + a h^q + …) settle like h^q: from the finest one p is 1/(2^q − 1) further changes away, that is one
 * for q = 1, two for q = 0.58, three for q = 0.42. The interval reaches three on, and one back, where terms of other signs follow. A
 * test holds it to 95 % over random p, q and terms of up to a quarter of the error at the coarsest of four steps.
 */
const ON = 3;
const BACK = 1;

/**
 * Order p of quantity(h) ~ h^p from errors at steps that halve; `epsilon` of a point is h. Errors of a deterministic scheme do not
 * scatter about a line, they bend towards it: observed is the finest pairwise order, and the interval holds what its change
 * to the one before leaves open, and the bars of the three finest points. Points at the error floor are dropped first.
 */
export function stepOrder(points: readonly OrderPoint[], claimed: number): OrderFit {
  const sorted = [...points].sort((a, b) => b.epsilon - a.epsilon);
  if (!sorted.every(({ measured, uncertainty }) => Number.isFinite(measured) && uncertainty >= 0))
    return { fitted: false, reason: 'an error is not a finite number' };
  const kept = sorted.filter(({ measured, uncertainty }) => measured > 0 && uncertainty <= FLOOR_FRACTION * measured);
  if (kept.length < FEWEST)
    return {
      fitted: false,
      reason: `${kept.length} of ${sorted.length} values are above the floor of their error bars, ${FEWEST} are needed`,
    };
  const pairwise = kept
    .slice(1)
    .map((fine, k) => Math.log(kept[k].measured / fine.measured) / Math.log(kept[k].epsilon / fine.epsilon));
  const observed = pairwise[pairwise.length - 1];
  const change = observed - pairwise[pairwise.length - 2];
  const bar = orderBar(kept.slice(-2)) + ON * orderBar(kept.slice(-FEWEST, -1));
  return {
    fitted: true,
    order: {
      proved: claimed,
      observed,
      low: observed + Math.min(ON * change, -BACK * Math.abs(change)) - bar,
      high: observed + Math.max(ON * change, BACK * Math.abs(change)) + bar,
      dropped: sorted
        .filter((point) => !kept.includes(point))
        .map(({ epsilon }) => ({ epsilon, reason: 'at the error floor' })),
      points: sorted,
      pairwise,
    },
  };
}

/** What the bars of two points can change their pairwise order by. */
function orderBar([coarse, fine]: readonly OrderPoint[]): number {
  const relative = [coarse, fine].reduce(
    (sum, { measured, uncertainty }) => sum - Math.log1p(-uncertainty / measured),
    0,
  );
  return relative / Math.log(coarse.epsilon / fine.epsilon);
}
