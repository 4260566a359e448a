import { ERROR_SOURCES, type Measured, uncertainty } from '../../model/measured.ts';
import type { Model } from '../../model/model.ts';
import type { SeriesName } from '../case.ts';
import { distanceL1 } from './common-grid.ts';
import type { Observation } from './observation.ts';

/** What particles are compared by: the first Fourier modes of density and flux. */
const MODES = ['cosineMode', 'sineMode', 'cosineFlux', 'sineFlux'] as const satisfies readonly SeriesName[];

/** How two solutions are compared. */
export type Norm = 'L1' | 'modes';

/** The norm in which a run of that level is compared. */
export const normOf = (level: Observation['level']): Norm => (level === 'particles' ? 'modes' : 'L1');

/**
 * sup over the output times t > 0 of ‖p̄_a − p̄_b‖: in L¹(dx ν(dv)), or for particles the Euclidean norm of the differences
 * of the first Fourier modes of density and flux. Its bars are those of the time where it is attained: of both runs where they
 * measured their own error, of the quadrature, and of sampling.
 */
export function apart(a: Observation, b: Observation, norm: Norm, model: Model): Measured {
  let largest: Measured = { value: 0, error: {} };
  a.times.forEach((time, i) => {
    if (!(time > 0)) return;
    const found = norm === 'L1' ? densitiesApart(a, b, i, model) : modesApart(a, b, i);
    largest = larger(largest, found);
  });
  return largest;
}

function densitiesApart(a: Observation, b: Observation, i: number, model: Model): Measured {
  if (!a.densities || !b.densities) return { value: Number.NaN, error: {} };
  const { value, error } = distanceL1(a.densities[i], b.densities[i], model);
  return { value, error: { ...error, grid: (a.bars?.[i] ?? 0) + (b.bars?.[i] ?? 0) } };
}

function modesApart(a: Observation, b: Observation, i: number): Measured {
  let squares = 0;
  let bars = 0;
  for (const name of MODES) {
    squares += ((a.series[name]?.values[i] ?? Number.NaN) - (b.series[name]?.values[i] ?? Number.NaN)) ** 2;
    bars += (a.series[name]?.error.sampling?.[i] ?? 0) ** 2 + (b.series[name]?.error.sampling?.[i] ?? 0) ** 2;
  }
  return { value: Math.sqrt(squares), error: { sampling: Math.sqrt(bars) } };
}

/** sup over t > 0 of |f_a − f_b| of one diagnostic, with the bars of both; undefined where one of the two does not give it. */
export function seriesApart(a: Observation, b: Observation, name: SeriesName): Measured | undefined {
  const [f, g] = [a.series[name], b.series[name]];
  if (!f || !g) return undefined;
  let largest: Measured = { value: 0, error: {} };
  a.times.forEach((time, i) => {
    if (!(time > 0)) return;
    const value = Math.abs(f.values[i] - g.values[i]);
    const error = Object.fromEntries(
      ERROR_SOURCES.map((source) => [source, (f.error[source]?.[i] ?? 0) + (g.error[source]?.[i] ?? 0)]),
    );
    largest = larger(largest, { value, error });
  });
  return largest;
}

/** The one with the larger value; NaN is larger than all. */
const larger = (a: Measured, b: Measured): Measured => (Number.isNaN(a.value) || b.value <= a.value ? a : b);

/** A measured distance, for reporters. */
export type Distance = Measured;

/** The half-width of its error bar. */
export const barOf = ({ error }: Distance): number => uncertainty(error);
