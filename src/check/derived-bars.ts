import type { Series } from '../model/measured.ts';
import type { CaseResult, SeriesName } from './case.ts';
import { derivedSeries } from './derived-series.ts';
import { around, type WholeRun } from './error-budget.ts';

type SeriesByName = CaseResult['series'];

/**
 * `derivedSeries`, whose bars follow from those of its parts, widened to what coarser runs show of the derived series themselves:
 * where two parts err alike their differences to a coarser run may vanish by chance, and that of what is made of them does not.
 *
 * @param coarser runs that kept all the output times that they were asked for
 */
export function derivedWithBars(
  series: SeriesByName,
  times: Float64Array,
  epsilon: number,
  coarser: readonly WholeRun[],
): SeriesByName {
  const derived: { [name in SeriesName]?: Series } = { ...derivedSeries(series, times, epsilon) };
  for (const { coarsening, record, asked } of coarser) {
    const values = Object.fromEntries(Array.from(record.series, ([name, { values }]) => [name, { values, error: {} }]));
    const other = derivedSeries(
      values as SeriesByName,
      Float64Array.from(asked, (i) => times[i]),
      epsilon,
    );
    const { source, factor, every = 1 } = coarsening;
    for (const [name, own] of Object.entries(derived) as [SeriesName, Series][]) {
      const coarse = other[name]?.values;
      if (coarse === undefined) continue;
      const differences = asked.map((i, k) => factor * Math.abs(own.values[i] - coarse[k]));
      const bars = own.error[source];
      const wider = own.values.map((_, i) => Math.max(bars?.[i] ?? 0, around(differences, i / every)));
      derived[name] = { ...own, error: { ...own.error, [source]: wider } };
    }
  }
  return derived;
}
