import { barOf, type Distance } from '../check/own-scheme/compare-runs.ts';
import type { SchemeStudy } from '../check/own-scheme/study.ts';
import { type Cell, isMeasured } from '../check/own-scheme/study-setup.ts';
import { formatNumber } from '../check/round-to-bar.ts';
import { orderText } from './claim-text.ts';
import { type Curve, curvesSvg } from './scheme-report-curves.ts';
import { mapSvg } from './scheme-report-map.ts';

const point = (x: number, distance: Distance) => ({ x, y: distance.value, bar: barOf(distance) });

/** The guide stays this factor above the curves. */
const GUIDE_GAP = 1.6;

/** Errors against h, one curve for each ε, with a guide of the order that is claimed. */
export function errorPicture({ uniformity, epsilons, factors }: SchemeStudy): string {
  if (!uniformity) return '';
  const curves = epsilons.map(
    (epsilon): Curve => ({
      label: `ε = ${formatNumber(epsilon)}`,
      points: uniformity.cells.flatMap((cell) =>
        cell.epsilon === epsilon && isMeasured(cell.distance) ? [point(cell.factor, cell.distance)] : [],
      ),
    }),
  );
  const { claimed } = uniformity;
  const constant = GUIDE_GAP * Math.max(...curves.flatMap(({ points }) => points.map(({ x, y }) => y / x ** claimed)));
  const guide: Curve = {
    label: `slope ${formatNumber(claimed)}`,
    points: factors.map((factor) => ({ x: factor, y: constant * factor ** claimed, bar: 0 })),
    dashed: true,
  };
  return curvesSvg({
    title: 'Error against the reference',
    xLabel: 'h, factor on the steps',
    yLabel: 'error',
    xTicks: factors,
    curves: [...curves, guide],
  });
}

/** Distance to the limit solution against ε, one curve for each h, and that of the exact solution. */
export function limitPicture({ asymptotics, factors }: SchemeStudy): string {
  if (!asymptotics) return '';
  const curves = factors.map(
    (factor): Curve => ({
      label: `h = ${formatNumber(factor)}`,
      points: asymptotics.toLimit.flatMap((cell) =>
        cell.factor === factor && isMeasured(cell.distance) ? [point(cell.epsilon, cell.distance)] : [],
      ),
    }),
  );
  const exact: Curve = {
    label: 'exact solution',
    points: asymptotics.exact.flatMap(({ epsilon, distance }) =>
      isMeasured(distance) ? [point(epsilon, distance)] : [],
    ),
    dashed: true,
  };
  return curvesSvg({
    title: 'Distance to the limit solution',
    xLabel: 'ε',
    yLabel: 'distance',
    curves: [...curves, exact],
  });
}

/** The ε × h map of errors, with the order in h at every ε. */
export function mapPicture({ uniformity, epsilons, factors }: SchemeStudy): string {
  if (!uniformity) return '';
  const errorOf = ({ distance }: Cell) => (isMeasured(distance) ? { value: distance.value } : {});
  return mapSvg({
    title: 'Error over ε and h',
    rows: epsilons.map((epsilon) => `ε = ${formatNumber(epsilon)}`),
    columns: factors.map((factor) => `h = ${formatNumber(factor)}`),
    rowsTitle: '',
    columnsTitle: 'coarse to fine',
    notesTitle: 'order in h',
    notes: uniformity.orders.map(({ fit, degenerate }) =>
      fit.fitted ? `${orderText(fit.order)}${degenerate ? ' !' : ''}` : 'none',
    ),
    cells: uniformity.cells.map((cell) => ({
      row: epsilons.indexOf(cell.epsilon),
      column: factors.indexOf(cell.factor),
      ...errorOf(cell),
    })),
  });
}
