import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Scheme } from '../scheme.ts';
import { type Declaration, readDeclaration } from './declaration.ts';
import type { ExternalSchemeDescription } from './description.ts';
import { externalScheme } from './external-scheme.ts';

/** A user's program for one run, with what it declares of itself afterwards. */
export interface DeclaredRun {
  readonly scheme: Scheme;
  /** Reads the declaration of the run and removes its directory, unless directories are kept. @throws SchemeFailure */
  close(): Declaration;
  /** Removes the directory of a run that failed, unless directories are kept. */
  discard(): void;
}

/** The program as a scheme whose only run gets a directory of its own, in which its declaration stays until `close`. */
export function declaredRun(description: ExternalSchemeDescription): DeclaredRun {
  mkdirSync(description.cases, { recursive: true });
  const cases = mkdtempSync(join(description.cases, 'run-'));
  const discard = (): void => {
    if (!description.keep) rmSync(cases, { recursive: true, force: true });
  };
  return {
    scheme: externalScheme({ ...description, cases, keep: true }),
    close() {
      try {
        return readDeclaration(join(cases, readdirSync(cases)[0]));
      } finally {
        discard();
      }
    },
    discard,
  };
}
