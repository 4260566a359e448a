import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countStates, type InventoryItem, inventoryFaults, itemState } from '../../src/check/inventory.ts';
import { coverageJson, coverageText, loadInventory } from '../../src/commands/coverage.ts';
import { loadStatements } from '../../src/commands/statements.ts';

const items = await loadInventory();
const claimIds = (await loadStatements()).flatMap(({ claims }) => claims.map(({ id }) => id));
const labels = items.map(({ label }) => label);

const item = (label: string, rest: Partial<InventoryItem>): InventoryItem => ({
  label,
  kind: 'step',
  where: 'Section 1',
  says: 'Something.',
  ...rest,
});

describe('the inventory', () => {
  test('and the claims match, both ways', () => expect(inventoryFaults(items, claimIds)).toEqual([]));

  test.each([
    ['1', 13],
    ['3', 10],
    ['4', 1],
  ])('has every numbered equation of Section %s', (section, last) => {
    for (let n = 1; n <= last; n++) expect(labels).toContain(`(${section}.${n})`);
  });

  test('has every assumption, statement and known defect', () => {
    for (const label of ['2.1', '2.2a', '2.2b', '2.3', '2.4', '2.5', '2.6']) expect(labels).toContain(`(${label})`);
    for (const name of ['Lemma 3.1', 'Proposition 3.2', 'Proposition 4.1', 'Proposition 4.2', 'Theorem 2.1']) {
      expect(items.filter(({ label, where }) => `${label} ${where}`.includes(name)).length).toBeGreaterThan(2);
    }
    for (let n = 1; n <= 11; n++) expect(labels).toContain(`Defect ${n}`);
  });

  test('excludes pure well-posedness alone', () => {
    for (const { label, excluded } of items.filter((entry) => itemState(entry) === 'excluded')) {
      expect(excluded, label).toMatch(/^pure well-posedness/);
    }
  });

  test('goes with the package', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).files).toContain('specs/inventory.yaml');
  });
});

describe('a fault is found:', () => {
  const good = [item('A', { claims: ['a/1', 'a/2'] }), item('B', { excluded: 'well known' })];

  test('none where there is none', () => expect(inventoryFaults(good, ['a/1', 'a/2'])).toEqual([]));

  test.each([
    ['a claim without an item', good, ['a/1', 'a/2', 'a/3'], 'a/3 serves no item of the inventory'],
    ['an item whose claim is gone', good, ['a/1'], '"A" names a/2, which is not a claim'],
    ['an item with nothing', [...good, item('C', {})], ['a/1', 'a/2'], '"C" needs either claims or a reason'],
    ['no claims', [...good, item('C', { claims: [] })], ['a/1', 'a/2'], '"C" needs either claims or a reason'],
    [
      'claims and a reason',
      [...good, item('C', { claims: ['a/1'], pending: 'later' })],
      ['a/1', 'a/2'],
      '"C" needs either claims or a reason',
    ],
    ['a label twice', [...good, item('B', { pending: 'later' })], ['a/1', 'a/2'], 'two items have the label "B"'],
  ])('%s', (_what, own, ids, fault) => expect(inventoryFaults(own, ids)).toEqual([fault]));
});

describe('lemmata coverage', () => {
  const own = [
    item('(1.1)', { claims: ['a/1', 'a/2'] }),
    item('‖q‖', { pending: 'later' }),
    item('B', { excluded: 'no' }),
  ];

  test('counts every state', () => expect(countStates(own)).toEqual({ encoded: 1, excluded: 1, pending: 1 }));

  test('prints a table, the counts and the faults', () => {
    expect(coverageText(own, 2, ['wrong']).split('\n')).toEqual([
      'item   kind  state     checked by',
      '(1.1)  step  encoded   a/1, a/2',
      '‖q‖    step  pending   later',
      'B      step  excluded  no',
      '',
      '3 items: 1 encoded, 1 excluded, 1 pending; 2 claims',
      'fault: wrong',
      '',
    ]);
  });

  test('has a form for programs', () => {
    const content = JSON.parse(coverageJson(own, []));
    expect(content.schema).toBe('lemmata/coverage/1');
    expect(content.summary).toEqual({ encoded: 1, excluded: 1, pending: 1 });
    expect(content.items[1]).toMatchObject({ label: '‖q‖', state: 'pending', pending: 'later' });
  });

  test('runs', () => {
    const { status, stdout } = spawnSync(process.execPath, ['test/fixtures/run-cli.ts', 'coverage', '--json'], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).items).toHaveLength(items.length);
  });
});
