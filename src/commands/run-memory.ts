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
  /** Keeps the run, unless something that decides it changed meanwhile. */
  readonly write: (run: FinishedRun) => Promise<void>;
}

/** What the user wrote: arguments, and options without those that have no influence. */
type RunInput = readonly [names: readonly string[], flags: { readonly scenario?: readonly string[] }];

/**
 * The place of a run of `verify`.
 * @returns undefined when its report should not be kept: the code is in doubt, or a scenario can be read only once
 */
export async function runMemory(store: ResultStore, input: RunInput): Promise<RunMemory | undefined> {
  const key = await runKey(input);
  if (key === undefined) return undefined;
  return {
    read() {
      const run = store.read<FinishedRun>(key)?.value;
      return run?.cases.every(({ key, checksum }) => store.holds(key, checksum)) ? run : undefined;
    },
    async write(run) {
      if ((await runKey(input)) === key) store.write(key, run);
    },
  };
}

/**
 * Hash of everything that decides what a run leaves: arguments, statements, reporters and all other code, scenario files,
 * working directory (commands that reproduce a claim name files) and colour.
 */
async function runKey(input: RunInput): Promise<string | undefined> {
  const root = packageRoot();
  const texts = scenarioTexts([...shippedFiles(root), ...(input[1].scenario ?? [])]);
  const { hash, doubt } = codeVersion([
    new URL(`./verify${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
    ...(await statementModules()),
  ]);
  if (texts === undefined || doubt() !== undefined) return undefined;
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const surroundings = { directory: process.cwd(), root: relative('', root), colour: colourLevel() };
  return resultKey(['run', hash, manifest, surroundings, input, texts]);
}

function shippedFiles(root: string): readonly string[] {
  const folder = join(root, 'scenarios');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return files.map((file) => join(folder, file));
}

/** What each place holds; nothing for a name and for a folder. undefined when one is a pipe, for example. */
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
