import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ResultStore } from '../check/result-store.ts';
import type { CaseTally } from '../check/stored-cases.ts';

export interface CacheFlags {
  /** Directory of the store; false: none. */
  readonly cache?: string | false;
}

/** The store of results that the options ask for, if any; it complains on standard error and never stops a run. */
export function openCache({ cache }: CacheFlags): ResultStore | undefined {
  if (cache === false) return undefined;
  return new ResultStore(cache ?? defaultDirectory(), { warn: (sentence) => console.error(sentence) });
}

/** node_modules/.cache/lemmata of the project around the working directory; outside a project that of the user. */
function defaultDirectory(): string {
  for (let directory = process.cwd(); ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json')) && existsSync(join(directory, 'node_modules'))) {
      return join(directory, 'node_modules', '.cache', 'lemmata');
    }
    if (dirname(directory) === directory) break;
  }
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lemmata');
}

/** What a run reused, for the terminal; empty when there was nothing to solve. */
export function reuseText({ reused, total }: Pick<CaseTally, 'reused' | 'total'>): string {
  return total === 0 ? '' : `Reused ${reused} of ${total} cases.\n`;
}

/** The same for a run that was not judged again. */
export const repeatedText = (cases: number): string =>
  cases === 0 ? 'Reused the verdicts.\n' : `Reused ${cases} of ${cases} cases and their verdicts.\n`;
