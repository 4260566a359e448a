/** Where an error comes from (`grid`: all steps of a scheme that refines them only together); every measured number carries one bar for each source that contributes. */
export const ERROR_SOURCES = ['x', 'v', 'y', 'time', 'grid', 'floor', 'sampling'] as const;
/** Space, velocities, internal variable, time, all steps together, what is neglected, random numbers. */
export type ErrorSource = (typeof ERROR_SOURCES)[number];
/** Parts of an error bar; the bar is their sum. */
export type ErrorBySource = { readonly [source in ErrorSource]?: number };

/** A number with its error bar: the half-width meant to hold the exact value in at least 95 % of cases. */
export interface Measured {
  readonly value: number;
  readonly error: ErrorBySource;
}

/** Time series of a measured quantity: `values[i]` and `error[source][i]` belong to `times[i]` of its owner. */
export interface Series {
  readonly values: readonly number[];
  readonly error: { readonly [source in ErrorSource]?: readonly number[] };
}

/** Total half-width u of an error bar: the plain sum over sources, because their signs are not independent. */
export function uncertainty(error: ErrorBySource): number {
  let sum = 0;
  for (const source of ERROR_SOURCES) sum += error[source] ?? 0;
  return sum;
}

export const exactly = (value: number): Measured => ({ value, error: {} });

/** The measured value of `series` at index i. */
export function sample(series: Series, i: number): Measured {
  const error: Partial<Record<ErrorSource, number>> = {};
  for (const source of ERROR_SOURCES) {
    const bars = series.error[source];
    if (bars) error[source] = bars[i];
  }
  return { value: series.values[i], error };
}
