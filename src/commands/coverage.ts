import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  countStates,
  type InventoryItem,
  ITEM_KINDS,
  ITEM_STATES,
  inventoryFaults,
  itemState,
} from '../check/inventory.ts';
import { jsonText } from '../json-text.ts';
import { packageRoot } from './package-root.ts';
import { loadStatements } from './statements.ts';

const inventorySchema = z.strictObject({
  items: z.array(
    z.strictObject({
      label: z.string().min(1),
      kind: z.enum(ITEM_KINDS),
      where: z.string().min(1),
      says: z.string().min(1),
      claims: z.array(z.string()).optional(),
      excluded: z.string().optional(),
      pending: z.string().optional(),
    }),
  ),
});

/** specs/inventory.yaml of the package, the same file for the sources and for the build. */
export async function loadInventory(): Promise<readonly InventoryItem[]> {
  const text = await readFile(join(packageRoot(), 'specs', 'inventory.yaml'), 'utf8');
  return inventorySchema.parse(parse(text)).items;
}

/** `lemmata coverage`: what the paper says, item by item, and which claims check it; 1 when the two do not match. */
export async function coverageCommand(_names: readonly string[], flags: { readonly json?: true }): Promise<number> {
  const items = await loadInventory();
  const statements = await loadStatements();
  const claimIds = statements.flatMap(({ claims }) => claims.map(({ id }) => id));
  const faults = inventoryFaults(items, claimIds);
  process.stdout.write(flags.json ? coverageJson(items, faults) : coverageText(items, claimIds.length, faults));
  return faults.length > 0 ? 1 : 0;
}

/** One record per item with its state, as `lemmata/coverage/1`. */
export function coverageJson(items: readonly InventoryItem[], faults: readonly string[]): string {
  return jsonText({
    schema: 'lemmata/coverage/1',
    summary: countStates(items),
    items: items.map((item) => ({ ...item, state: itemState(item) })),
    faults,
  });
}

/** A table with one line per item, the counts, and what does not match. */
export function coverageText(items: readonly InventoryItem[], claimCount: number, faults: readonly string[]): string {
  const rows = items.map((item) => [item.label, item.kind, itemState(item), checkedBy(item)]);
  const header = ['item', 'kind', 'state', 'checked by'];
  // The last column is not padded: it may be long.
  const widths = header.slice(0, -1).map((_, i) => Math.max(...[header, ...rows].map((row) => [...row[i]].length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - [...cell].length))).join('  ');
  const counts = countStates(items);
  return `${[
    line(header),
    ...rows.map(line),
    '',
    `${items.length} items: ${ITEM_STATES.map((state) => `${counts[state]} ${state}`).join(', ')}; ${claimCount} claims`,
    ...faults.map((fault) => `fault: ${fault}`),
  ].join('\n')}\n`;
}

const checkedBy = ({ claims, excluded, pending }: InventoryItem): string =>
  claims?.join(', ') ?? `${excluded ?? pending}`;
