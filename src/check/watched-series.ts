import type { CaseResult } from './case.ts';
import type { Finding } from './finding.ts';

/** A case that remembers which of the series that a claim reads are not there. */
export interface WatchedCase {
  readonly result: CaseResult;
  /** Names that were read and are missing, in the order of reading. */
  readonly missing: () => readonly string[];
}

/** The same case, watched: reading a series that the level of the scheme does not give leaves its name. */
export function watchSeries(result: CaseResult): WatchedCase {
  const missing = new Set<string>();
  const watched = <Series extends object>(series: Series): Series =>
    new Proxy(series, {
      get(target, name, receiver) {
        if (typeof name === 'string' && !(name in target)) missing.add(name);
        return Reflect.get(target, name, receiver);
      },
    });
  const { detail } = result;
  return {
    result: {
      ...result,
      series: watched(result.series),
      detail: detail ? { ...detail, series: watched(detail.series) } : { times: [], series: watched({}) },
    },
    missing: () => [...missing],
  };
}

/** The finding of a claim that compares what the scheme does not measure: neither passed nor failed. */
export function unmeasured({ level, scheme }: CaseResult, missing: readonly string[]): Finding {
  return {
    verdict: 'vacuous',
    scheme,
    note: `the scheme’s level “${level ?? 'unknown'}” does not give ${missing.join(', ')}`,
  };
}
