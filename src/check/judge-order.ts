import { type Measured, uncertainty } from '../model/measured.ts';
import type { Finding } from './finding.ts';
import { FEWEST_POINTS, fitOrder, type OrderPoint } from './order.ts';
import { comparable, refinedQuantity } from './refined-case.ts';
import type { HypothesisClaim, RateClaim } from './statement.ts';
import { usableCase } from './usable-case.ts';
import { judgeOrder, SLACK, worstVerdict } from './verdict.ts';
import { unmeasured, watchSeries } from './watched-series.ts';
import type { Applicability, World } from './world.ts';

const point = (epsilon: number, { value, error }: Measured): OrderPoint => ({
  epsilon,
  measured: value,
  uncertainty: uncertainty(error),
});

/**
 * A rate over all ε at which it applies; one case that crashed or is not resolved decides for all of them.
 *
 * @param stated how many ε the scenario states: with too few for an order it says nothing about rates
 */
export function judgeRate(
  claim: RateClaim,
  { at, reasons }: Applicability,
  stated = Number.POSITIVE_INFINITY,
): Finding {
  if (at.length === 0) return { verdict: 'vacuous', note: reasons.join('; ') };
  if (Math.max(at.length, stated) < FEWEST_POINTS)
    return { verdict: 'vacuous', note: `the scenario states ${stated} values of ε, an order needs ${FEWEST_POINTS}` };
  const points: OrderPoint[] = [];
  const unusable: Finding[] = [];
  let scheme: string | undefined;
  for (const { context, outcome } of at) {
    const solved = usableCase(outcome);
    if ('verdict' in solved) unusable.push({ ...solved, epsilon: context.epsilon });
    else {
      scheme = solved.scheme;
      const { result, missing } = watchSeries(comparable(solved));
      const quantity = refinedQuantity(claim.quantity, solved.refinement);
      const measured = point(context.epsilon, quantity({ ...context, result }));
      if (Number.isNaN(measured.measured) && missing().length > 0) return unmeasured(solved, missing());
      points.push(measured);
    }
  }
  if (unusable.length > 0) {
    const verdict = worstVerdict(unusable.map((finding) => finding.verdict));
    return unusable.find((finding) => finding.verdict === verdict) ?? { verdict };
  }
  const named = scheme === undefined ? {} : { scheme };
  const slack = SLACK * claim.scale;
  // An exact zero (the telegraph case) has no order. Only bars at round-off slack can tell it from an unresolved value.
  if (points.every(({ measured, uncertainty: bar }) => Math.abs(measured) <= bar && bar <= slack)) {
    return { verdict: 'vacuous', ...named, note: 'zero within its error bar at every ε: there is no order to observe' };
  }
  const fit = fitOrder(points, claim.proved);
  if (!fit.fitted) return { verdict: 'inconclusive', ...named, note: fit.reason };
  return { verdict: judgeOrder(claim.proved, fit.order.low, fit.order.high), ...named, order: fit.order };
}

/** A supremum over ε → 0 is judged on ε_max·10^{−k/2}, k = 0 … 8, ε_max the largest of the scenario. */
const SUPREMUM_STEPS = 8;

/**
 * A supremum over ε is bounded when the fitted order's lower end is ≥ −0.05. It needs no solver, so its ε do not depend
 * on which cases were asked for. A quantity that is exactly 0 throughout is bounded.
 */
export function judgeSupremum(claim: HypothesisClaim, { scenario, model, constants }: World): Finding {
  const largest = Math.max(...scenario.epsilons);
  const ladder = Array.from(
    { length: SUPREMUM_STEPS + 1 },
    (_, k) => largest / 10 ** Math.floor(k / 2) / (k % 2 === 0 ? 1 : Math.sqrt(10)),
  );
  const contexts = ladder.map((epsilon) => ({ model, constants, epsilon }));
  const applies = contexts.map((context) => claim.applies?.(context) ?? true);
  const points = contexts
    .filter((_, i) => applies[i] === true)
    .map((context) => point(context.epsilon, claim.quantity(context)));
  if (points.length === 0) return { verdict: 'vacuous', note: applies.filter((reason) => reason !== true)[0] ?? '' };
  return judgePoints(points);
}

/** Bounded as ε → 0: the rule above, on points that are known. */
export function judgePoints(points: readonly OrderPoint[]): Finding {
  const worst = points.reduce((a, b) => (b.measured > a.measured ? b : a));
  const shown = { epsilon: worst.epsilon, measured: worst.measured, uncertainty: worst.uncertainty };
  if (points.every(({ measured, uncertainty }) => measured === 0 && uncertainty === 0)) {
    return { verdict: 'pass', ...shown };
  }
  const fit = fitOrder(points, 0);
  if (!fit.fitted) return { verdict: 'inconclusive', ...shown, note: fit.reason };
  return { verdict: judgeOrder(0, fit.order.low, fit.order.high), ...shown, order: fit.order };
}
