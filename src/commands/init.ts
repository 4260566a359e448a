import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { requireWritableDirectory } from '../atomic-write.ts';
import { InputError } from '../model/input-error.ts';
import { parseNames } from './option-values.ts';
import { packageRoot, packageVersion } from './package-root.ts';

interface InitFlags {
  readonly language: string;
}

/** What the directory of a scheme holds in one language, and how it is run. */
interface Language {
  /** Files by their names there: files of the package, or texts. */
  readonly copies: { readonly [name: string]: string };
  readonly texts?: { readonly [name: string]: string };
  /** What has to be installed besides Node. */
  readonly needs: string;
  /** Steps of the CI workflow that install it. */
  readonly install: readonly string[];
  /** Shell command before `verify`. */
  readonly build?: string;
  /** What follows `npx lemmata verify`, without the scenario. */
  readonly options: string;
}

const SCENARIO = 'scenario.yaml';
const apt = (packages: string): string => `run: sudo apt-get update -q && sudo apt-get install -qy ${packages}`;

const LANGUAGES = {
  python: {
    copies: { 'scheme.py': 'examples/python/scheme.py', 'lemmata.py': 'wrappers/lemmata.py' },
    needs: 'Python 3.9 or later with NumPy',
    install: ['uses: actions/setup-python@v5\n        with: { python-version: "3.x" }', 'run: pip install numpy'],
    options: '--scheme "python3 scheme.py" --scheme-mode persistent',
  },
  cpp: {
    copies: { 'scheme.cpp': 'examples/cpp/scheme.cpp', 'lemmata.hpp': 'wrappers/lemmata.hpp' },
    needs: 'a compiler for C++17',
    install: [],
    build: 'g++ -std=c++17 -O2 scheme.cpp -o scheme',
    options: '--scheme ./scheme --scheme-tables',
  },
  octave: {
    copies: { 'scheme.m': 'examples/octave/scheme.m', 'lemmata.m': 'wrappers/lemmata.m' },
    needs: 'Octave 7 or later',
    install: [apt('octave')],
    options: '--scheme "octave-cli --norc --quiet scheme.m"',
  },
  julia: {
    copies: { 'scheme.jl': 'examples/julia/scheme.jl', 'lemmata.jl': 'wrappers/lemmata.jl' },
    needs:
      'Julia 1.6 or later. Unlike those of the other languages these two files are not run by the tests of lemmata',
    install: ['uses: julia-actions/setup-julia@v2'],
    options: '--scheme "julia scheme.jl" --scheme-mode persistent',
  },
  typescript: {
    copies: { 'scheme.ts': 'examples/typescript/scheme.ts', 'program.ts': 'examples/typescript/program.ts' },
    texts: {
      'package.json': `${JSON.stringify(
        {
          name: 'my-scheme',
          private: true,
          type: 'module',
          scripts: { test: 'vitest run', typecheck: 'tsc' },
          dependencies: { lemmata: `^${packageVersion()}` },
          devDependencies: { '@types/node': '^26.6.6', typescript: '^5.9.3', vitest: '^4.1.12' },
        },
        undefined,
        2,
      )}\n`,
      'tsconfig.json': `${JSON.stringify(
        {
          compilerOptions: {
            target: 'ES2023',
            module: 'NodeNext',
            strict: true,
            noEmit: true,
            allowImportingTsExtensions: true,
            erasableSyntaxOnly: true,
          },
          include: ['*.ts'],
        },
        undefined,
        2,
      )}\n`,
      'scheme.test.ts': `import { expect, test } from 'vitest';
import 'lemmata/vitest';
import scheme from './scheme.ts';

test.each(['definitions', 'theorem-2.1/second'])('%s', { timeout: 120_000 }, (statement) =>
  expect(scheme).toSatisfyStatement(statement, { scenarios: ['${SCENARIO}'], epsilon: [0.1] }),
);
`,
    },
    needs: 'Node 22.18 or later, and `npm install`',
    install: ['run: npm install'],
    options: '--scheme "node program.ts"',
  },
} as const satisfies { readonly [language: string]: Language };

/**
 * `lemmata init`: a directory with a small working scheme, the wrapper of its language, a scenario, a page with the one command,
 * and a CI workflow that runs it. Nothing is overwritten.
 * @throws InputError when the language is unknown, one of the files is there, or the directory cannot be written
 */
export async function initCommand([directory = '.']: readonly string[], { language }: InitFlags): Promise<number> {
  const [name] = parseNames(language, 'language', Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]);
  const files = filesFor(LANGUAGES[name]);
  const present = [...files.keys()].map((file) => join(directory, file)).find((file) => existsSync(file));
  if (present !== undefined)
    throw new InputError('exists, and is not overwritten; nothing was written. Give another directory', {
      file: present,
    });
  await requireWritableDirectory(directory);
  for (const [file, text] of files) {
    const path = join(directory, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
    process.stdout.write(`Wrote ${path}\n`);
  }
  const move = directory === '.' ? [] : [`cd ${directory}`];
  process.stdout.write(`\nNow:\n${[...move, ...commands(LANGUAGES[name])].map((line) => `  ${line}\n`).join('')}`);
  return 0;
}

/** All files of a directory, with their texts. */
function filesFor(language: Language): ReadonlyMap<string, string> {
  const root = packageRoot();
  const own = readFileSync(join(root, 'scenarios/travelling-wave.yaml'), 'utf8');
  return new Map([
    ...Object.entries(language.copies).map(
      ([name, from]) => [name, alone(readFileSync(join(root, from), 'utf8'))] as const,
    ),
    ...Object.entries(language.texts ?? {}),
    [SCENARIO, scenarioFrom(own)],
    ['README.md', readme(language)],
    ['.github/workflows/lemmata.yml', workflow(language)],
  ]);
}

/** An example as it is where its wrapper stands beside it. */
const alone = (text: string): string =>
  text
    .replaceAll(/examples\/\w+\/(?=scheme|program)/g, '')
    .replaceAll('-I wrappers ', '')
    .replaceAll('../../wrappers/lemmata.jl', 'lemmata.jl')
    .replaceAll(/--scenario travelling-wave( --epsilon [\d.,]+)?/g, `--scenario ${SCENARIO}`)
    .replaceAll(", '..', '..', 'wrappers'", '')
    .replaceAll(/^sys\.path.*wrappers.*\n/gm, '')
    .replaceAll(/^import (os|sys)\n/gm, '')
    .replaceAll(/^# Unlike the other examples it is not run by lemmata's tests\. /gm, '# ');

/** A shipped scenario under a name of its own, with ε enough for a rate. */
const scenarioFrom = (text: string): string =>
  text
    .replace(/^# yaml-language-server.*\n/, '')
    .replace(/^name: .*$/m, 'name: my-wave')
    .replace(/^epsilons: .*$/m, 'epsilons: [0.1, 0.03, 0.01, 0.003]');

const verifyWords = ({ options }: Language): string => `npx lemmata verify ${options} --scenario ${SCENARIO}`;

const commands = (language: Language): readonly string[] => [
  ...(language.texts === undefined ? [] : ['npm install']),
  ...(language.build === undefined ? [] : [language.build]),
  verifyWords(language),
];

const readme = (language: Language): string => `# A scheme under the theory

\`\`\`sh
${commands(language).join('\n')}
\`\`\`

judges the claims of the paper about solutions on what the scheme gives for \`${SCENARIO}\`, with the error of its steps
measured from coarser runs. It needs Node 20 or later and ${language.needs}.

- ${Object.keys(language.copies)
  .map((name) => `\`${name}\``)
  .join(' and ')}: a small scheme that works, and what it stands on. Put yours in its place.
- \`${SCENARIO}\`: signal, kernel, velocities, data, and the values of ε. \`npx lemmata validate ${SCENARIO}\` checks it.
- \`.github/workflows/lemmata.yml\` runs the same on every push. GitHub finds it in the root of a repository only.

Exit code 1: a claim failed, or the program did. 3: nothing failed, but some error bars are wider than their bounds; finer
steps make them smaller. \`reports/verification.md\` has the details, and \`docs/your-scheme.md\` of lemmata the contract.
`;

const workflow = (language: Language): string => `name: lemmata
on: [push, pull_request]

jobs:
  verify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
${language.install.map((step) => `      - ${step}\n`).join('')}${language.texts === undefined ? `      - run: npm install --no-save lemmata@${packageVersion()}\n` : '      - run: npm test\n'}${language.build === undefined ? '' : `      - run: ${language.build}\n`}      # Exit code 3: nothing failed, but some error bars are wider than their bounds. Drop the second half to be strict.
      - run: ${verifyWords(language)} || [ $? -eq 3 ]
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: lemmata, path: reports }
`;
