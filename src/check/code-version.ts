import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Version of the code behind some entry points: two equal hashes compute the same from the same input. */
export interface CodeVersion {
  readonly hash: string;
  /** Absolute paths of the files it is about. */
  readonly files: readonly string[];
  /** Why the files may not be what this process runs; undefined when they are. Asked again before a result is kept. */
  readonly doubt: () => string | undefined;
}

/** What a loader makes of the text of a source file. */
type SourceChange = (path: string, text: string) => string;
let sourceChange: SourceChange | undefined;

/** Whoever changes sources while they are loaded (`node --import`) says so here, so that versions see what runs. */
export function announceSourceChange(change: SourceChange | undefined): void {
  sourceChange = change;
}

/**
 * Hash over the files that `entries` reach through relative imports, lazy ones and `new URL('./x', import.meta.url)`
 * included, types that are gone at run time excluded; the versions of the packages they import, and of those that these
 * depend on; and Node, its platform and processor. What looks like a path to an existing file counts as one: too many
 * files recompute, too few would reuse wrongly.
 */
export function codeVersion(entries: readonly URL[]): CodeVersion {
  const texts = new Map<string, string>();
  const packages = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path)) return;
    const onDisk = readFileSync(path, SOURCE.has(extname(path)) ? 'utf8' : 'latin1');
    const text = sourceChange?.(path, onDisk) ?? onDisk;
    texts.set(path, text);
    if (!SOURCE.has(extname(path))) return;
    const running = text.replace(TYPE_IMPORT, '');
    for (const [, , reference] of running.matchAll(RELATIVE)) {
      const target = join(dirname(path), reference);
      for (const file of [target, target + extname(path)]) if (isFile(file)) visit(file);
    }
    for (const [, , name] of running.matchAll(PACKAGE)) addPackage(name, dirname(path), packages);
  };
  for (const entry of entries) visit(fileURLToPath(entry));

  const root = dirname(fileURLToPath(entries[0]));
  const hash = createHash('sha256');
  hash.update(JSON.stringify([process.versions.node, process.versions.v8, process.platform, process.arch]));
  hash.update(JSON.stringify([...packages].sort()));
  const files = [...texts.keys()].sort();
  for (const file of files) hash.update(JSON.stringify([relative(root, file), texts.get(file)]));
  return { hash: hash.digest('hex'), files, doubt: () => doubt(files) };
}

const SOURCE = new Set(['.ts', '.js', '.mjs']);
/** `import type … from '…'`. */
const TYPE_IMPORT = /^\s*(?:import|export)\s+type\b[^;'"]*?\bfrom\s+(['"])[^'"]+\1;?/gm;
/** './x.ts' in any quotes; `./x${extension}` as far as the name goes. */
const RELATIVE = /(['"`])(\.{1,2}\/[^'"`$\s]+)(?:\1|\$\{)/g;
/** The first one or two segments of a bare specifier. */
const PACKAGE = /\b(?:from|import)\s*\(?\s*(['"])((?:@[^'"/]+\/)?[^'"./][^'"/]*)[^'"]*\1/g;

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

/** Adds the version of a package as seen from `directory`, and those of its dependencies. */
function addPackage(name: string, directory: string, packages: Map<string, string>): void {
  if (isBuiltin(name)) return;
  const folder = join(directory, 'node_modules', name);
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) {
    if (dirname(directory) !== directory) addPackage(name, dirname(directory), packages);
    return;
  }
  if (packages.has(folder)) return;
  const { version, dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  packages.set(folder, `${name}@${version}`);
  for (const dependency of Object.keys(dependencies)) addPackage(dependency, folder, packages);
}

/** Options of Node that load something which may change the program. */
const PRELOAD = /^(--import|--require|-r|--loader|--experimental-loader)(=|$)/;

function doubt(files: readonly string[]): string | undefined {
  const options = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(/\s+/)];
  const preload = options.find((option) => PRELOAD.test(option));
  if (preload !== undefined && sourceChange === undefined) {
    return `Node runs with ${preload.split('=')[0]}, which may change the program`;
  }
  // A change time cannot be set by a program, so that an old file that is moved here counts as new.
  const changed = files.find((file) => !(isFile(file) && statSync(file).ctimeMs < performance.timeOrigin));
  return changed === undefined ? undefined : `${relative('', changed)} has changed since the program started`;
}
