import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { loadScenario, parseScenario } from '../../src/model/load-scenario.ts';
import { failure } from './bad-input.ts';
import { scenarioText } from './scenario-text.ts';

describe('a bad file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scenario-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function sentence(content: string | Uint8Array): Promise<string> {
    const file = join(folder, 'bad.yaml');
    await writeFile(file, content);
    const error = await failure(loadScenario(file));
    expect(error.message).toContain('bad.yaml');
    return error.message;
  }

  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'bad.yaml: the file is empty'],
    ['only white space', ' \n\n', 'bad.yaml: the file is empty'],
    ['only a comment', '# nothing\n', 'bad.yaml: the file is empty'],
    ['only a marker', '---\n', 'bad.yaml: the file is empty'],
    ['binary', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe), 'bad.yaml: the file is not UTF-8 text'],
    ['with a null byte', 'name: a\nsignal: \0', 'bad.yaml:2: the file is binary'],
    ['an alias cycle', 'a: &a [*a]\n', 'bad.yaml:1: YAML aliases (*a) are not allowed'],
    ['an alias cycle between fields', 'a: &a\n  b: &b\n    c: *a\n', 'bad.yaml:3: YAML aliases (*a) are not allowed'],
    ['duplicate keys', 'time: 1\ntime: 2\n', 'bad.yaml:2: the YAML cannot be read: Map keys must be unique'],
    ['tabs', 'space:\n\tdimension: 1\n', 'bad.yaml:2: the YAML cannot be read: Tabs are not allowed as indentation'],
    ['broken brackets', 'space: { dimension: 1\ntime: 1\n', 'the YAML cannot be read'],
    ['several documents', `${scenarioText()}---\nname: b\n`, 'bad.yaml:11: the file has several YAML documents'],
    ['a list', '- 1\n- 2\n', 'bad.yaml:1: a scenario is a group of fields'],
    ['text', 'hello', 'bad.yaml:1: a scenario is a group of fields'],
    ['a foreign tag', 'name: !!js/function "x"\n', 'bad.yaml:1: the YAML cannot be read: Unresolved tag'],
    ['a prototype key', '__proto__: { time: 1 }\n', '__proto__: unknown field'],
    ['too large', `# ${'x'.repeat(1_000_001)}`, 'at most 1000000 are allowed'],
  ])('%s', async (_name, content, wanted) => {
    expect(await sentence(content)).toContain(wanted);
  });

  it('that is missing, a directory or unreadable', async () => {
    expect((await failure(loadScenario(join(folder, 'none.yaml')))).message).toContain(
      'none.yaml: the file does not exist',
    );
    expect((await failure(loadScenario(folder))).message).toContain('this is a directory');
    const file = join(folder, 'locked.yaml');
    await writeFile(file, scenarioText());
    await chmod(file, 0o000);
    // The superuser reads everything.
    if (process.getuid?.() !== 0) {
      expect((await failure(loadScenario(file))).message).toContain(
        'locked.yaml: the file cannot be read, permission is denied',
      );
    }
  });

  it('never makes the reader throw anything but InputError', async () => {
    const good = scenarioText();
    const spoilt = fc
      .tuple(
        fc.nat(good.length),
        fc.nat(12),
        fc.oneof(
          fc.string({ maxLength: 8 }),
          fc.constantFrom('&a', '*a', '{', ']', ':', '- ', '\t', '!!', '|', '0', 'x'),
        ),
      )
      .map(([at, length, piece]) => good.slice(0, at) + piece + good.slice(at + length));
    await fc.assert(
      fc.asyncProperty(spoilt, async (text) => {
        await parseScenario(text, 'bad.yaml').catch((error: unknown) => {
          if (!(error instanceof InputError)) throw error;
        });
      }),
      { numRuns: 200 },
    );
  });
});
