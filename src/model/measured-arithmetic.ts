import { ERROR_SOURCES, type ErrorBySource, type Measured, uncertainty } from './measured.ts';

const mapError = (error: ErrorBySource, f: (bar: number) => number): ErrorBySource =>
  Object.fromEntries(Object.entries(error).map(([source, bar]) => [source, f(bar)]));

const addErrors = (a: ErrorBySource, b: ErrorBySource): ErrorBySource =>
  Object.fromEntries(
    ERROR_SOURCES.filter((source) => a[source] !== undefined || b[source] !== undefined).map((source) => [
      source,
      (a[source] ?? 0) + (b[source] ?? 0),
    ]),
  );

/** a + b; the bars add up source by source. */
export const sum = (a: Measured, b: Measured): Measured => ({
  value: a.value + b.value,
  error: addErrors(a.error, b.error),
});

/** a − b; the bars add up source by source. */
export const difference = (a: Measured, b: Measured): Measured => ({
  value: a.value - b.value,
  error: addErrors(a.error, b.error),
});

/** factor · m. */
export const scaled = ({ value, error }: Measured, factor: number): Measured => ({
  value: factor * value,
  error: mapError(error, (bar) => Math.abs(factor) * bar),
});

/** 1 + max(m, 0): at least 1, so that its order in ε shows growth and not a change of sign. */
export const onePlus = ({ value, error }: Measured): Measured => ({ value: 1 + Math.max(value, 0), error });

/** √m with the bar towards 0, which is the longer side: √m − √(m − u), and √(m + u) when m ≤ u. */
export function squareRoot({ value, error }: Measured): Measured {
  const bar = uncertainty(error);
  const root = Math.sqrt(Math.max(value, 0));
  const half = value > bar ? root - Math.sqrt(value - bar) : Math.sqrt(Math.max(value, 0) + bar);
  return {
    value: Number.isNaN(value) ? Number.NaN : root,
    error: bar > 0 ? mapError(error, (part) => (part / bar) * half) : error,
  };
}
