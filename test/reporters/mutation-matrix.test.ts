import { expect, test } from 'vitest';
import type { Mutant, MutantOutcome, Sighting } from '../../src/check/mutation.ts';
import { mutationMatrix } from '../../src/reporters/mutation-matrix.ts';

const mutant = (name: string): Mutant => ({
  name,
  file: 'src/a.ts',
  find: 'a',
  replace: 'b',
  expectedKillers: ['lemma-3.1'],
  why: 'a is b.',
});
const sighting = (claim: string, sign: Sighting['sign']): Sighting => ({ claim, scenario: 's', sign });
const outcomes: readonly MutantOutcome[] = [
  {
    mutant: mutant('first'),
    profile: 'quick',
    sightings: [sighting('lemma-3.1/3.1', 'fail'), sighting('erratum-01/printed', 'crashed')],
  },
  {
    mutant: mutant('second'),
    profile: 'standard',
    sightings: ['a', 'b', 'c', 'd', 'e', 'f'].map((label) => sighting(`theorem-2.1/${label}`, 'fail')),
  },
  { mutant: mutant('third'), profile: 'standard', sightings: [sighting('lemma-3.1/3.1', 'inconclusive')] },
  { mutant: mutant('fourth'), profile: 'standard', sightings: [] },
  { mutant: mutant('fifth'), profile: 'quick', sightings: [], refusal: 'Internal error: boom' },
];
const text = mutationMatrix({ outcomes, idle: ['definitions/1.2'], setting: 'profile quick' });
const lines = text.split('\n');

test('the matrix has a row for each fault and a column for each statement that notices one', () => {
  const rows = lines.filter((line) => line.startsWith('| ')).map((line) => line.split('|').map((part) => part.trim()));
  expect(rows.map((cells) => cells.slice(1, -1))).toEqual([
    ['fault', 'e01', 'L3.1', 'T2.1', 'fate'],
    expect.anything(),
    ['first', 'c', '1', '·', 'killed as expected'],
    ['second', '·', '·', '6', 'killed otherwise'],
    ['third', '·', '?', '·', 'doubted'],
    ['fourth', '·', '·', '·', 'survived'],
    ['fifth', '·', '·', '·', 'killed otherwise'],
  ]);
});

test('what killed a fault, what was expected, and what is left are named', () => {
  expect(text).toContain('1 killed by a claim named beforehand, 2 by others only, 1 doubted, 1 survived');
  expect(text).toContain('killed as expected (quick): **lemma-3.1/3.1**\n');
  expect(text).toContain('2 more; expected lemma-3.1');
  expect(text).toContain('ended without a report: Internal error: boom');
  expect(text).toContain('no longer judged: lemma-3.1/3.1');
  const survivors = lines.slice(lines.indexOf('## Survivors'), lines.indexOf('## Claims that kill nothing'));
  expect(survivors.filter((line) => line.startsWith('- '))).toEqual(['- third', '- fourth']);
  expect(lines.slice(lines.indexOf('## Claims that kill nothing'))).toContain('- definitions/1.2');
});
