import type { CaseResult } from './case.ts';
import { type CodeVersion, codeVersion } from './code-version.ts';
import { type CaseRequest, type CrashedCase, determining, solveCases, WORKER } from './pool.ts';
import { type ResultStore, resultKey } from './result-store.ts';

/** An entry of the store that a run used or made. */
export interface StoredEntry {
  readonly key: string;
  readonly checksum: string;
}

/** What became of the cases of a run. */
export interface CaseTally {
  readonly total: number;
  readonly reused: number;
  /** Every case as it is kept; undefined when one of them is not. */
  readonly entries: readonly StoredEntry[] | undefined;
}

/**
 * `solveCases` that takes solved cases from the store and keeps each new one as soon as it is solved. The key covers
 * the whole request and the code behind a worker thread. Crashed cases are not kept, and neither are those of a user's
 * program, which may change while its command stays the same.
 */
export function storedCases(
  store: ResultStore,
  version: CodeVersion = codeVersion([WORKER]),
  solve: typeof solveCases = solveCases,
): { readonly solve: typeof solveCases; readonly tally: () => CaseTally } {
  let reused = 0;
  const entries: (StoredEntry | undefined)[] = [];
  return {
    tally: () => ({
      total: entries.length,
      reused,
      entries: entries.every((entry) => entry !== undefined) ? entries : undefined,
    }),
    async solve(requests, options) {
      const start = entries.length;
      const results: (CaseResult | CrashedCase)[] = [];
      const missing: number[] = [];
      const doubt = version.doubt();
      if (doubt !== undefined) store.refuse(doubt);
      const keys = requests.map((request) => caseKey(request, version));
      requests.forEach((_, i) => {
        const key = keys[i];
        const found = key === undefined || doubt !== undefined ? undefined : store.read<CaseResult>(key);
        if (key === undefined || found === undefined) {
          missing.push(i);
          entries.push(undefined);
          return;
        }
        results[i] = found.value;
        entries.push({ key, checksum: found.checksum });
      });
      const known = requests.length - missing.length;
      reused += known;
      const keep = (i: number, result: CaseResult | CrashedCase): void => {
        const key = keys[i];
        if (key === undefined || 'crashed' in result) return;
        // What a worker loaded is what was hashed, because nothing has changed until now.
        const reason = version.doubt();
        if (reason !== undefined) store.refuse(reason);
        const checksum = reason === undefined ? store.write(key, result) : undefined;
        if (checksum !== undefined) entries[start + i] = { key, checksum };
      };
      const solved = await solve(
        missing.map((i) => requests[i]),
        {
          ...options,
          onResult: (i, result) => keep(missing[i], result),
          onDone: (request, done) => options.onDone?.(request, known + done, requests.length),
        },
      );
      missing.forEach((i, j) => {
        results[i] = solved[j];
      });
      return results;
    },
  };
}

/** undefined: the case is never kept. */
function caseKey(request: CaseRequest, { hash }: CodeVersion): string | undefined {
  if (typeof request.scheme !== 'string') return undefined;
  return resultKey(['case', hash, determining(request)]);
}
