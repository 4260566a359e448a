import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dependencies, dependents, requireSoundDependencies } from '../../src/check/dependency-graph.ts';
import { loadStatements } from '../../src/commands/statements.ts';
import { InputError } from '../../src/model/input-error.ts';

const node = (id: string, dependsOn: readonly string[] = [], hypotheses: readonly string[] = []) => ({
  id,
  dependsOn,
  hypotheses,
});

const chain = [
  node('assumption-1'),
  node('assumption-2'),
  node('lemma', [], ['assumption-1']),
  node('proposition', ['lemma'], ['assumption-1', 'assumption-2']),
  node('theorem', ['lemma', 'proposition'], ['assumption-1', 'assumption-2']),
];

describe('dependencies', () => {
  it('has every arrow of a proof and each assumption where it enters', () => {
    const arrows = dependencies(chain).map(({ from, to, kind }) => `${from} ${kind} ${to}`);
    expect(arrows).toEqual([
      'lemma assumption assumption-1',
      'proposition proof lemma',
      'proposition assumption assumption-2',
      'theorem proof lemma',
      'theorem proof proposition',
    ]);
  });
});

describe('an assumption that is used further down', () => {
  it('is left out, however far that is, and what is not known ends the way', () => {
    const arrows = (nodes: Parameters<typeof dependencies>[0], of: string) =>
      dependencies(nodes).flatMap(({ from, to }) => (from === of ? [to] : []));
    const far = [
      node('lemma', [], ['assumption-1']),
      node('middle', ['lemma']),
      node('top', ['middle'], ['assumption-1', 'assumption-2']),
    ];
    expect(arrows(far, 'top')).toEqual(['middle', 'assumption-2']);
    expect(arrows([node('top', ['unknown'], ['assumption-1'])], 'top')).toEqual(['unknown', 'assumption-1']);
  });
});

describe('dependents', () => {
  it('do not hold the statement itself, not even in a circle', () => {
    expect(dependents('a', [node('a', ['b']), node('b', ['a'])])).toEqual(['b']);
  });

  it('are reached through proofs and through assumptions', () => {
    expect(dependents('assumption-2', chain)).toEqual(['proposition', 'theorem']);
    expect(dependents('lemma', chain)).toEqual(['proposition', 'theorem']);
    expect(dependents('theorem', chain)).toEqual([]);
  });
});

describe('requireSoundDependencies', () => {
  it('accepts a chain', () => expect(requireSoundDependencies(chain)).toBeUndefined());

  it.each([
    ['a missing statement', [node('a', ['b'])], 'a uses "b", which is not a statement'],
    ['a missing assumption', [node('a', [], ['assumption-9'])], 'a uses "assumption-9", which is not a statement'],
    ['itself', [node('a', ['a'])], 'statements use each other in a circle: a → a'],
    [
      'a circle behind a tail',
      [node('a', ['b']), node('b', ['c']), node('c', [], ['d']), node('d', ['b'])],
      'statements use each other in a circle: b → c → d → b',
    ],
  ])('refuses %s', (_what, statements, sentence) => {
    expect(() => requireSoundDependencies(statements)).toThrow(new InputError(sentence));
  });

  it('is asked before anything is judged', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lemmata-'));
    try {
      await writeFile(
        join(directory, 'a.ts'),
        "export default { id: 'a', dependsOn: ['b'], hypotheses: [], claims: [] };",
      );
      await expect(loadStatements(pathToFileURL(`${directory}/`))).rejects.toThrow('a uses "b"');
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
