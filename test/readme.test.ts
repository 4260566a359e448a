import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shippedScenarios } from '../src/commands/scenarios.ts';
import { loadStatements } from '../src/commands/statements.ts';
import { loadScenario } from '../src/model/load-scenario.ts';

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/error-bars.md'];
const readme = readFileSync('README.md', 'utf8');
const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The text between a heading of the second level and the next one. */
function section(title: string): string {
  const start = readme.indexOf(`\n## ${title}\n`);
  if (start < 0) throw new Error(`README has no section "${title}"`);
  return readme.slice(start, readme.indexOf('\n## ', start + 1));
}

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, group]) => group);

/** `--help` of a command, from the sources. */
function help(command: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, ['test/fixtures/run-cli.ts', ...command, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(status).toBe(0);
  return stdout;
}

/** Commands in a help text; `help` itself and groups such as `golden` are left out. */
function commandsIn(text: string): string[] {
  const list = text.split('\nCommands:\n')[1] ?? '';
  return matches(list, /^ {2}([\w-]+)/gm).filter((name) => name !== 'help');
}

const optionsIn = (text: string): string[] =>
  matches(text, /^ {2}(?:-\w, )?(--[\w-]+)/gm).filter((name) => !['--help', '--version'].includes(name));

describe('the command line in the README', () => {
  // Rows of the table: command, purpose, options.
  const rows = matches(section('Command line'), /^(\| `lemmata .*)$/gm).map((row) => row.split(' | '));
  const documented = new Map(
    rows.map(([command, , options]) => [
      matches(command, /`lemmata ([a-z-]+(?: [a-z]+)?)/g)[0],
      matches(options, /(--[\w-]+)/g),
    ]),
  );

  test('has every command and no other', () => {
    const commands = commandsIn(help([])).flatMap((name) => {
      const parts = commandsIn(help([name]));
      return parts.length === 0 ? [name] : parts.map((part) => `${name} ${part}`);
    });
    expect([...documented.keys()].sort()).toEqual(commands.sort());
  });

  test.each([...documented])('has every option of %s and no other', (command, options) => {
    expect([...options].sort()).toEqual(optionsIn(help(command.split(' '))).sort());
  });

  test('is what the examples use', () => {
    const examples = PAGES.flatMap((page) => matches(readFileSync(page, 'utf8'), /npx lemmata ([^`\n]*)/g));
    expect(examples.length).toBeGreaterThan(5);
    for (const example of examples) {
      const [command] = example.match(/^(golden )?[a-z-]+/) ?? [''];
      expect([...documented.keys()]).toContain(command);
      for (const option of matches(example, /(--[\w-]+)/g)) expect(documented.get(command)).toContain(option);
    }
  });
});

describe('what the pages name exists:', () => {
  test.each(PAGES)('links of %s', (page) => {
    const links = matches(readFileSync(page, 'utf8'), /\]\(([^)\s]+)\)/g).filter((link) => !/^(https?:|#)/.test(link));
    for (const link of links) expect(existsSync(join(page, '..', link.split('#')[0])), link).toBe(true);
  });

  test.each(PAGES)('files in backticks of %s', (page) => {
    const files = matches(
      readFileSync(page, 'utf8'),
      /`((?:src|specs|test|scenarios|docs|golden|bench|bin)\/[\w./-]*)`/g,
    );
    for (const file of files) expect(existsSync(file), file).toBe(true);
  });

  test('folders of the layout', () => {
    const folders = matches(section('Layout'), /^([\w/]+\/) /gm);
    expect(folders.length).toBeGreaterThan(8);
    for (const folder of folders) expect(existsSync(folder), folder).toBe(true);
  });

  test('every part of src, in the layout', async () => {
    const parts = (await readdir('src', { withFileTypes: true })).filter((entry) => entry.isDirectory());
    for (const { name } of parts) expect(section('Layout')).toContain(`src/${name}/`);
  });

  test('scripts of npm', () => {
    const names = PAGES.flatMap((page) => matches(readFileSync(page, 'utf8'), /npm run ([\w-]+)/g));
    expect(names).not.toEqual([]);
    for (const name of names) expect(Object.keys(scripts)).toContain(name);
  });

  test('statements, claims and scenarios', async () => {
    const statements = await loadStatements();
    const ids = statements.flatMap(({ id, claims }) => [id, ...claims.map((claim) => claim.id)]);
    const named = matches(readme, /\b((?:assumption|lemma|proposition|theorem)-\d[\w.-]*(?:\/[\w.-]+)?)/g);
    expect(named.length).toBeGreaterThan(3);
    for (const id of named) expect(ids).toContain(id);
    const scenarios = matches(readme, /^\| ([a-z]+(?:-[a-z]+)+|equilibrium) \|/gm);
    expect(scenarios).toContain('travelling-wave');
    for (const name of scenarios) expect(await shippedScenarios()).toContain(name);
  });
});

test('the README gives a reason for every dependency and for no other package', () => {
  const named = matches(section('Dependencies'), /^\| \[([^\]]+)\]/gm);
  expect(named.sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
});

test('the scenario in the README is valid', async () => {
  const [yaml] = matches(section('Write a scenario'), /```yaml\n([\s\S]*?)```/g);
  const directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
  try {
    const file = join(directory, 'my-wave.yaml');
    await writeFile(file, yaml);
    expect((await loadScenario(file)).name).toBe('my-wave');
  } finally {
    await rm(directory, { recursive: true });
  }
});
