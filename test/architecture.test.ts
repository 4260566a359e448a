import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from './architecture/rules.ts';
import { parseSource, readTree, type Tree } from './architecture/source-facts.ts';

const project = readTree('.', ['src', 'specs', 'test', 'bench', 'bin', 'examples', 'mutants']);

/** A small tree by path and text. */
const treeOf = (files: { readonly [path: string]: string }): Tree =>
  new Map(Object.entries(files).map(([path, text]) => [path, parseSource(path, text)]));

describe('the project', () => {
  test('is found', () => {
    for (const folder of ['src/model/', 'src/check/', 'specs/', 'test/', 'bin/']) {
      expect([...project.keys()].filter((path) => path.startsWith(folder))).not.toEqual([]);
    }
    expect(project.get('src/cli.ts')?.imports.length).toBeGreaterThan(5);
  });

  test.each(Object.entries(RULES))('%s', (_, rule) => {
    expect(rule(project)).toEqual([]);
  });
});

describe('packages', () => {
  const { dependencies, peerDependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const importedBy = (folders: readonly string[]): Set<string> =>
    new Set(
      [...readTree('.', folders).values()]
        .flatMap(({ imports }) => imports)
        .map(({ specifier }) => /^(@[^/]+\/)?[^/:]+/.exec(specifier)?.[0] ?? '')
        .filter((name) => !['', '.', '..', 'node'].includes(name)),
    );

  test('the program imports all its dependencies and nothing else', () => {
    expect([...importedBy(['src', 'specs', 'bin'])].sort()).toEqual(
      Object.keys({ ...dependencies, ...peerDependencies }).sort(),
    );
  });

  test('tests and benches import nothing undeclared', () => {
    const declared = Object.keys({ ...dependencies, ...devDependencies });
    for (const name of importedBy(['test', 'bench'])) expect(declared).toContain(name);
  });
});

type RuleName = keyof typeof RULES;

// Each rule says no to one small fault, and yes to the same tree without it.
const FAULTS: readonly [RuleName, { readonly [path: string]: string }, string][] = [
  [
    'arrows',
    { 'src/model/a.ts': "import { b } from '../theory/b.ts';", 'src/theory/b.ts': '' },
    'src/model/a.ts:1 imports src/theory/b.ts: no arrow model → theory',
  ],
  [
    'arrows',
    { 'src/theory/a.ts': "\nimport type { B } from '../schemes/b.ts';", 'src/schemes/b.ts': '' },
    'src/theory/a.ts:2 imports src/schemes/b.ts: no arrow theory → schemes',
  ],
  [
    'arrows',
    { 'src/diagnostics/a.ts': "export { b } from '../schemes/b.ts';", 'src/schemes/b.ts': '' },
    'src/diagnostics/a.ts:1 imports src/schemes/b.ts: no arrow diagnostics → schemes',
  ],
  [
    'arrows',
    { 'src/check/a.ts': "const b = await import('../reporters/b.ts');", 'src/reporters/b.ts': '' },
    'src/check/a.ts:1 imports src/reporters/b.ts: no arrow check → reporters',
  ],
  [
    'arrows',
    { 'src/schemes/a.ts': "type B = import('../check/b.ts').B;", 'src/check/b.ts': '' },
    'src/schemes/a.ts:1 imports src/check/b.ts: no arrow schemes → check',
  ],
  [
    'arrows',
    { 'src/commands/a.ts': "import b from '../../specs/b.ts';", 'specs/b.ts': '' },
    'src/commands/a.ts:1 imports specs/b.ts, outside src',
  ],
  [
    'arrows',
    { 'src/solvers/a.ts': "import { b } from '../model/b.ts';", 'src/model/b.ts': '' },
    'src/solvers/a.ts: "solvers" has no place in the arrows',
  ],
  [
    'specsSeeTheIndex',
    { 'specs/a.ts': "import { b } from '../src/theory/b.ts';", 'src/theory/b.ts': '' },
    'specs/a.ts:1 imports src/theory/b.ts instead of src/index.ts',
  ],
  [
    'importsExist',
    { 'src/model/a.ts': "import { b } from './b.ts';" },
    'src/model/a.ts:1 imports src/model/b.ts, which does not exist',
  ],
  [
    'reservedModules',
    { 'src/check/a.ts': "import { readFile } from 'node:fs/promises';" },
    'src/check/a.ts:1 imports node:fs/promises, which is not its business',
  ],
  [
    'reservedModules',
    { 'src/reporters/markdown.ts': "import chalk from 'chalk';" },
    'src/reporters/markdown.ts:1 imports chalk, which is not its business',
  ],
  [
    'reservedModules',
    { 'src/schemes/a.ts': "const { parse } = await import('mathjs/number');" },
    'src/schemes/a.ts:1 imports mathjs/number, which is not its business',
  ],
  [
    'reservedGlobals',
    { 'src/schemes/a.ts': 'console.log(1);' },
    'src/schemes/a.ts:1 uses console.log, which is not its business',
  ],
  [
    'reservedGlobals',
    { 'src/check/a.ts': 'const now = Date.now();' },
    'src/check/a.ts:1 uses Date.now, which is not its business',
  ],
  [
    'reservedGlobals',
    { 'src/model/a.ts': "const f = new Function('x', text);" },
    'src/model/a.ts:1 uses Function, which is not its business',
  ],
  ['computedImports', { 'src/check/a.ts': 'await import(name);' }, 'src/check/a.ts:1 imports a computed name'],
  ['lengths', { 'src/model/a.ts': '\n'.repeat(301) }, 'src/model/a.ts has 301 lines, more than 300'],
  ['noDrawers', { 'src/model/utils.ts': '' }, 'src/model/utils.ts is a drawer: name it after what it does'],
  ['noDrawers', { 'test/test-helpers.ts': '' }, 'test/test-helpers.ts is a drawer: name it after what it does'],
  [
    'noCycles',
    {
      'src/model/a.ts': "import { b } from './b.ts';",
      'src/model/b.ts': "export const c = import('./c.ts');",
      'src/model/c.ts': "import { b } from './b.ts';",
    },
    'cycle: src/model/b.ts → src/model/c.ts → src/model/b.ts',
  ],
];

describe('a fault is found', () => {
  test.each(FAULTS.map(([name, files, fault]) => ({ name, files, fault })))(
    '$name: $fault',
    ({ name, files, fault }) => {
      expect(RULES[name](treeOf(files))).toEqual([fault]);
    },
  );

  test('by every rule', () => {
    expect(new Set(FAULTS.map(([name]) => name))).toEqual(new Set(Object.keys(RULES)));
  });
});

test('no rule objects to what is allowed', () => {
  const tree = treeOf({
    'src/model/common-factor.ts': `// import '../theory/a.ts'; console.log(eval)\nexport const text = "import 'chalk'";`,
    'src/model/scenario-file.ts': "import { readFile } from 'node:fs/promises';\nimport { parse } from 'yaml';",
    'src/schemes/a.ts': `import type { B } from '../model/common-factor.ts';\nplan.process(Math.sin(1));\n${'\n'.repeat(297)}`,
    'src/check/a.ts':
      "import '../schemes/a.ts';\nimport type { D } from './d.ts';\nimport '../model/common-factor.ts';",
    'src/check/d.ts': "import { A } from './a.ts';",
    'src/reporters/terminal.ts': "import { Chalk } from 'chalk';\nprocess.env.NO_COLOR;",
    'src/commands/statements.ts': 'await import(name);\nconsole.error(1);',
    'src/index.ts': "export { A } from './check/a.ts';",
    'specs/a.ts': "import { A } from '../src/index.ts';",
  });
  for (const rule of Object.values(RULES)) expect(rule(tree)).toEqual([]);
});
