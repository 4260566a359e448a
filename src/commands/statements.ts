import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireSoundDependencies } from '../check/dependency-graph.ts';
import type { Statement } from '../check/statement.ts';
import { InputError } from '../model/input-error.ts';
import { unknownName } from './nearest.ts';

/** specs/ beside src/, or dist/specs/ beside dist/src/: found from this file, loaded with its extension. */
const SPECS = new URL('../../specs/', import.meta.url);
const EXTENSION = extname(fileURLToPath(import.meta.url));

/**
 * All statements, one per file of `directory`, in the order of the file names.
 * @throws InputError when one uses a statement that is missing, or they use each other in a circle.
 */
export async function loadStatements(directory: URL = SPECS): Promise<readonly Statement[]> {
  const files = await statementFiles(directory);
  const statements = await Promise.all(
    files.map(async (file) => {
      const { default: statement }: { default?: Statement } = await import(new URL(file, directory).href);
      if (statement?.id !== file.slice(0, -EXTENSION.length)) {
        throw new Error(`specs/${file} must export by default the statement whose id is the file's name`);
      }
      return statement;
    }),
  );
  requireSoundDependencies(statements);
  return statements;
}

/** Names of the files of all statements, sorted. */
async function statementFiles(directory: URL): Promise<readonly string[]> {
  return (await readdir(directory)).filter((file) => file.endsWith(EXTENSION) && !file.endsWith('.d.ts')).sort();
}

/** The modules that `loadStatements` loads. */
export async function statementModules(): Promise<readonly URL[]> {
  return (await statementFiles(SPECS)).map((file) => new URL(file, SPECS));
}

/**
 * The statements named; a name may be a statement's id or one claim's (`theorem-2.1/first-rate`), which keeps that claim
 * alone. No names: all.
 * @throws InputError with the nearest names.
 */
export function selectStatements(all: readonly Statement[], names: readonly string[]): readonly Statement[] {
  if (names.length === 0) return all;
  const claimIds = all.flatMap((statement) => statement.claims.map((claim) => claim.id));
  const ids = all.map((statement) => statement.id);
  for (const name of names) {
    if (!ids.includes(name) && !claimIds.includes(name)) {
      throw new InputError(unknownName('statement', name, name.includes('/') ? claimIds : [...ids, ...claimIds]));
    }
  }
  return all.flatMap((statement) => {
    if (names.includes(statement.id)) return [statement];
    const claims = statement.claims.filter((claim) => names.includes(claim.id));
    return claims.length === 0 ? [] : [{ ...statement, claims }];
  });
}
