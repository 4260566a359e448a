import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeVersion } from '../check/code-version.ts';
import { type ResultStore, resultKey } from '../check/result-store.ts';
import type { StoredEntry } from '../check/stored-cases.ts';
import type { Rendered } from '../reporters/rendered.ts';
import { colourLevel } from '../reporters/terminal.ts';
import { packageRoot } from './package-root.ts';
import { statementModules } from './statements.ts';

/** What a run of `verify` left. */
export interface FinishedRun {
  readonly code: number;
  readonly rendered: readonly Rendered[];
  /** The cases that it was judged on. */
  readonly cases: readonly StoredEntry[];
}

/** A place in the store for one run. */
export interface RunMemory {
  /** The run as it ended before; undefined unless it and every case of it are whole in the store. */
  readonly read: () => FinishedRun | undefined;
  readonly write: (run: FinishedRun) => void;
}

/**
 * The place of a run, by everything that decides what it leaves: arguments, statements, reporters and all other code,
 * scenario files, working directory (commands that reproduce a claim name files) and colour.
 *
 * @param input what the user wrote, without what has no influence
 * @returns undefined when a scenario is not an ordinary file that can be read twice
 */
export async function runMemory(
  store: ResultStore,
  input: readonly [names: readonly string[], flags: { readonly scenario?: readonly string[] }],
): Promise<RunMemory | undefined> {
  const root = packageRoot();
  const texts = scenarioTexts([...shippedFiles(root), ...(input[1].scenario ?? [])]);
  if (texts === undefined) return undefined;
  const version = codeVersion([
    new URL(`./verify${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
    ...(await statementModules()),
  ]);
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const surroundings = { directory: process.cwd(), root: relative('', root), colour: colourLevel() };
  const key = resultKey(['run', version.hash, manifest, surroundings, input, texts]);
  return {
    read() {
      if (version.doubt() !== undefined) return undefined;
      const run = store.read<FinishedRun>(key)?.value;
      return run?.cases.every(({ key, checksum }) => store.holds(key, checksum)) ? run : undefined;
    },
    write(run) {
      if (version.doubt() === undefined) store.write(key, run);
    },
  };
}

function shippedFiles(root: string): readonly string[] {
  const folder = join(root, 'scenarios');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return files.map((file) => join(folder, file));
}

/** What each place holds; nothing for a name and for a folder, which are not read. */
function scenarioTexts(places: readonly string[]): readonly (readonly [string, string])[] | undefined {
  const texts: [string, string][] = [];
  for (const place of places) {
    try {
      const found = statSync(place);
      if (found.isFile()) texts.push([relative('', place), readFileSync(place, 'utf8')]);
      else if (!found.isDirectory()) return undefined;
    } catch {
      // A name, or a file that its reader will complain about.
    }
  }
  return texts;
}
