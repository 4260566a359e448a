import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../model/scenario.ts';
import { type ExternalResolution, TABLES } from './case-file.ts';
import { readDeclaration } from './declaration.ts';
import type { ExternalSchemeDescription } from './description.ts';
import { encodeNpy } from './npy.ts';
import { type ProgramScheme, programScheme } from './program-scheme.ts';
import { openResult } from './result-arrays.ts';
import { runProgram } from './run-program.ts';
import { tablesOf } from './tables.ts';

/**
 * A user's program as a scheme (docs/your-scheme.md). It is run once for each resolution, in a directory of its own, blocks the
 * thread, and is ended with all that it started when it breaks a limit. One object serves one case.
 */
export function externalScheme(description: ExternalSchemeDescription): ProgramScheme {
  const { command, level, tables, bytes } = description;
  return programScheme({
    title: command,
    level,
    tables,
    run(content, model, read) {
      const directory = caseDirectory(description, model.scenario, content.epsilon, content.resolution);
      try {
        writeFileSync(join(directory, 'case.json'), `${JSON.stringify(content, undefined, 2)}\n`);
        if (tables) {
          mkdirSync(join(directory, TABLES));
          for (const [name, array] of tablesOf(model, content.epsilon, content))
            writeFileSync(join(directory, TABLES, `${name}.npy`), encodeNpy(array));
        }
        runProgram(description, directory, JSON.stringify({ ...content, directory }));
        return read({ declaration: readDeclaration(directory), arrays: openResult(directory, bytes) });
      } finally {
        // A program may have made it unremovable; that is no reason to lose its result.
        if (!description.keep) attemptQuietly(() => rmSync(directory, { recursive: true, force: true }));
      }
    },
  });
}

/** A new directory whose name says which case it is. */
function caseDirectory(
  { cases }: ExternalSchemeDescription,
  scenario: Scenario,
  epsilon: number,
  { time, x, y }: ExternalResolution,
): string {
  const steps = time === x && x === y ? `steps-${time}` : `time-${time}-x-${x}-y-${y}`;
  const plain = `${scenario.name.replaceAll(/[^\w.-]/g, '_').slice(0, 80)}-epsilon-${epsilon}-${steps}`;
  for (let attempt = 1; ; attempt++) {
    const directory = join(cases, attempt === 1 ? plain : `${plain}-${attempt}`);
    try {
      mkdirSync(directory);
      return directory;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function attemptQuietly(action: () => void): void {
  try {
    action();
  } catch {
    // As the caller says.
  }
}
