import { posix } from 'node:path';
import type { Import, SourceFacts, Tree } from './source-facts.ts';

/** A rule finds what is wrong in a tree: one sentence each, none when all is well. */
export type Rule = (tree: Tree) => readonly string[];

/** Which parts of src/ each part may import, besides itself. A part is a folder, or a file directly in src/. */
const ARROWS: { readonly [part: string]: readonly string[] } = {
  model: [],
  // Hot loops on numbers, which know nothing of the paper.
  kernels: [],
  theory: ['model'],
  schemes: ['model', 'kernels'],
  // A judge must not know the defendant: never schemes.
  diagnostics: ['model', 'kernels'],
  check: ['model', 'theory', 'schemes', 'diagnostics'],
  'json-text.ts': [],
  reporters: ['check', 'json-text.ts'],
  'atomic-write.ts': ['model'],
  'compare.ts': ['model', 'check'],
  'result-file.ts': ['model', 'check'],
  'golden-file.ts': ['model', 'json-text.ts', 'atomic-write.ts'],
  'golden-difference.ts': ['check', 'golden-file.ts'],
  'golden.ts': ['model', 'theory', 'check', 'golden-file.ts', 'golden-difference.ts'],
  commands: [
    'model',
    'schemes',
    'check',
    'reporters',
    'json-text.ts',
    'atomic-write.ts',
    'compare.ts',
    'result-file.ts',
    'golden.ts',
  ],
  'cli.ts': ['model', 'commands'],
  // For programs in TypeScript what the command line is for others: statements and scenarios are found in one way.
  library: ['model', 'schemes', 'check', 'reporters', 'commands'],
  'index.ts': ['model', 'theory', 'check'],
  'fft.d.ts': [],
};

/** Arrows inside src/ point one way, and src/ knows nothing outside itself. */
const arrows: Rule = (tree) =>
  relativeImports(tree, 'src/').flatMap(({ path, target, line }) => {
    const from = partOf(path);
    const allowed = ARROWS[from];
    if (allowed === undefined) return [`${path}: "${from}" has no place in the arrows`];
    if (!target.startsWith('src/')) return [`${path}:${line} imports ${target}, outside src`];
    const to = partOf(target);
    return to === from || allowed.includes(to) ? [] : [`${path}:${line} imports ${target}: no arrow ${from} → ${to}`];
  });

/** A statement sees the public face of the library and nothing behind it. */
const specsSeeTheIndex: Rule = (tree) =>
  relativeImports(tree, 'specs/')
    .filter(({ target }) => target !== 'src/index.ts' && !target.startsWith('specs/'))
    .map(({ path, target, line }) => `${path}:${line} imports ${target} instead of src/index.ts`);

/** Every relative import names a file that exists, with its extension. */
const importsExist: Rule = (tree) =>
  relativeImports(tree, '')
    .filter(({ target }) => !tree.has(target) && /\.[jt]s$/.test(target))
    .map(({ path, target, line }) => `${path}:${line} imports ${target}, which does not exist`);

/** Files that may use a module; a trailing slash means a folder. */
const RESERVED: readonly { readonly modules: RegExp; readonly files: readonly string[] }[] = [
  {
    // The command line, the report's way to the disk, golden data, reports to compare, and the scenario's own file.
    modules: /^(node:)?fs(\/promises)?$/,
    files: [
      'src/commands/',
      'src/atomic-write.ts',
      'src/golden.ts',
      'src/golden-file.ts',
      'src/compare.ts',
      'src/model/scenario-file.ts',
      // The store of results, and the sources that its keys are about.
      'src/check/result-store.ts',
      'src/check/code-version.ts',
      // The adapter to users' programs.
      'src/schemes/external/',
    ],
  },
  // The mutation matrix starts the command line itself, with a fault; the adapter starts users' programs.
  { modules: /^(node:)?child_process$/, files: ['src/commands/mutants.ts', 'src/schemes/external/'] },
  // Nothing here opens a connection.
  { modules: /^(node:)?(cluster|net|tls|dgram|dns|https?|http2|repl|vm|inspector)$/, files: [] },
  // Colour is for the terminal.
  { modules: /^chalk$/, files: ['src/reporters/terminal.ts'] },
  // Loaded lazily, and never evaluated in a loop: only the parser may know it.
  { modules: /^mathjs(\/|$)/, files: ['src/model/parse-expression.ts'] },
  { modules: /^yaml$/, files: ['src/model/scenario-file.ts', 'src/commands/coverage.ts'] },
  { modules: /^commander$/, files: ['src/cli.ts'] },
  { modules: /^fast-check$/, files: ['src/check/random-scenario.ts'] },
  { modules: /^tinypool$/, files: ['src/check/pool.ts', 'src/check/own-scheme/run-pool.ts'] },
  // Optional: only who imports the matcher has it.
  { modules: /^vitest$/, files: ['src/library/vitest.ts'] },
  { modules: /^(@observablehq\/plot|linkedom)$/, files: ['src/reporters/plot.ts'] },
];

/** Modules that reach outside, or cost much to load, stay where they belong. */
const reservedModules: Rule = (tree) =>
  filesBelow(tree, 'src/').flatMap(([path, { imports }]) =>
    imports
      .filter(({ specifier }) => RESERVED.some(({ modules, files }) => modules.test(specifier) && !listed(files, path)))
      .map(({ specifier, line }) => `${path}:${line} imports ${specifier}, which is not its business`),
  );

/** Files that may use a global. */
const RESERVED_GLOBALS: readonly { readonly names: RegExp; readonly files: readonly string[] }[] = [
  { names: /^console\b/, files: ['src/cli.ts', 'src/commands/'] },
  // NO_COLOR, the name of a temporary file, and programs.
  {
    names: /^process\b/,
    files: [
      'src/cli.ts',
      'src/commands/',
      'src/reporters/terminal.ts',
      'src/atomic-write.ts',
      // The version of Node in a report.
      'src/library/verify.ts',
      // Which Node runs, and with which options.
      'src/check/code-version.ts',
      // Which Node runs the supervisor; what a program inherits.
      'src/schemes/external/',
    ],
  },
  // Results depend on neither clock nor chance. The progress line tells the time left, the store of results which entry
  // was used last, and its keys whether a source is younger than the program.
  {
    names: /^(Date|performance|Math\.random)\b/,
    files: [
      'src/commands/progress.ts',
      'src/check/result-store.ts',
      'src/check/code-version.ts',
      'src/check/own-scheme/timing.ts',
    ],
  },
  // The user's text never reaches the JavaScript compiler.
  { names: /^(eval|Function)\b/, files: [] },
  { names: /^fetch$/, files: [] },
];

/** Printing, clocks, chance and code from text stay where they belong. */
const reservedGlobals: Rule = (tree) =>
  filesBelow(tree, 'src/').flatMap(([path, { globals }]) =>
    globals
      .filter(({ name }) => RESERVED_GLOBALS.some(({ names, files }) => names.test(name) && !listed(files, path)))
      .map(({ name, line }) => `${path}:${line} uses ${name}, which is not its business`),
  );

/** Only the command line loads modules by computed names: the directory of statements, and the list of mutants. */
const LOADERS: readonly string[] = ['src/commands/statements.ts', 'src/commands/mutants.ts'];

const computedImports: Rule = (tree) =>
  filesBelow(tree, 'src/')
    .filter(([path]) => !LOADERS.includes(path))
    .flatMap(([path, facts]) => facts.computedImports.map((line) => `${path}:${line} imports a computed name`));

/** Longest file, in lines; beyond it a second idea hides (house rule). */
const MOST_LINES = 300;

/** Generated tables are data. None is that long at present. */
const LONG_BY_RIGHT: readonly string[] = [];

const lengths: Rule = (tree) =>
  [...tree]
    .filter(([path, { lines }]) => !(lines <= MOST_LINES) && !LONG_BY_RIGHT.includes(path))
    .map(([path, { lines }]) => `${path} has ${lines} lines, more than ${MOST_LINES}`);

/** A name must say what is inside. */
const noDrawers: Rule = (tree) =>
  [...tree.keys()]
    .filter((path) => /(^|[/.-])(utils?|helpers?|common|misc)(?=[/.])/.test(path))
    .map((path) => `${path} is a drawer: name it after what it does`);

/** No file reaches itself through imports that remain at run time, lazy ones included. */
const noCycles: Rule = (tree) => {
  const targets = new Map<string, string[]>();
  for (const { path, target, typeOnly } of relativeImports(tree, '')) {
    if (!typeOnly) targets.set(path, [...(targets.get(path) ?? []), target]);
  }
  const finished = new Set<string>();
  const found: string[] = [];
  const follow = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push(`cycle: ${[...trail.slice(start), path].join(' → ')}`);
    if (start >= 0 || finished.has(path)) return;
    for (const target of targets.get(path) ?? []) follow(target, [...trail, path]);
    finished.add(path);
  };
  for (const path of tree.keys()) follow(path, []);
  return found;
};

/** Every rule, by name. */
export const RULES = {
  arrows,
  specsSeeTheIndex,
  importsExist,
  reservedModules,
  reservedGlobals,
  computedImports,
  lengths,
  noDrawers,
  noCycles,
} satisfies { readonly [name: string]: Rule };

interface RelativeImport extends Import {
  readonly path: string;
  /** The imported file, from the root. */
  readonly target: string;
}

function relativeImports(tree: Tree, folder: string): readonly RelativeImport[] {
  return filesBelow(tree, folder).flatMap(([path, { imports }]) =>
    imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map((use) => ({ ...use, path, target: posix.join(posix.dirname(path), use.specifier) })),
  );
}

function filesBelow(tree: Tree, folder: string): readonly (readonly [string, SourceFacts])[] {
  return [...tree].filter(([path]) => path.startsWith(folder));
}

/** `src/model/erf.ts` → `model`, `src/golden.ts` → `golden.ts`. */
function partOf(path: string): string {
  return path.split('/')[1];
}

function listed(files: readonly string[], path: string): boolean {
  return files.some((file) => (file.endsWith('/') ? path.startsWith(file) : path === file));
}
