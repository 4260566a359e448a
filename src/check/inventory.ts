/** What an item of the paper is. `beyond`: proved here, not in the paper; `defect`: wrong as printed. */
export const ITEM_KINDS = [
  'equation',
  'assumption',
  'statement',
  'estimate',
  'step',
  'remark',
  'defect',
  'beyond',
] as const;

/** One thing that the paper says. Exactly one of `claims`, `excluded` and `pending` is there. */
export interface InventoryItem {
  readonly label: string;
  readonly kind: (typeof ITEM_KINDS)[number];
  /** Section of the paper. */
  readonly where: string;
  /** Its content in one sentence. */
  readonly says: string;
  /** Ids of the claims that check it. */
  readonly claims?: readonly string[] | undefined;
  /** Why no claim checks it. */
  readonly excluded?: string | undefined;
  /** Why its claim is still missing. */
  readonly pending?: string | undefined;
}

export const ITEM_STATES = ['encoded', 'excluded', 'pending'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export const itemState = ({ claims, excluded }: InventoryItem): ItemState =>
  claims !== undefined ? 'encoded' : excluded !== undefined ? 'excluded' : 'pending';

/** How many items are in each state. */
export function countStates(items: readonly InventoryItem[]): { readonly [state in ItemState]: number } {
  const count = (state: ItemState): number => items.filter((item) => itemState(item) === state).length;
  return { encoded: count('encoded'), excluded: count('excluded'), pending: count('pending') };
}

/**
 * What keeps the inventory and the claims from matching, one sentence each; none when every claim serves an item, every
 * claim named exists, labels are unique, and every item has claims or says why it has none.
 */
export function inventoryFaults(items: readonly InventoryItem[], claimIds: readonly string[]): readonly string[] {
  const known = new Set(claimIds);
  const named = new Set(items.flatMap(({ claims }) => claims ?? []));
  const labels = items.map(({ label }) => label);
  return [
    ...labels.filter((label, i) => labels.indexOf(label) !== i).map((label) => `two items have the label "${label}"`),
    ...items.filter((item) => !decided(item)).map(({ label }) => `"${label}" needs either claims or a reason`),
    ...items.flatMap(({ label, claims }) =>
      (claims ?? []).filter((id) => !known.has(id)).map((id) => `"${label}" names ${id}, which is not a claim`),
    ),
    ...claimIds.filter((id) => !named.has(id)).map((id) => `${id} serves no item of the inventory`),
  ];
}

/** Exactly one of the three, and not an empty one. */
function decided({ claims, excluded, pending }: InventoryItem): boolean {
  const given = [claims, excluded, pending].filter((field) => field !== undefined);
  return given.length === 1 && given.every((field) => field.length > 0);
}
