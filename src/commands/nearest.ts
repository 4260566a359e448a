import { distance } from 'fastest-levenshtein';

/** How many names a message offers. */
const OFFERED = 3;

/** The names nearest to `wanted`: those that contain it first, then by edit distance; ties in the order given. */
export function nearest(wanted: string, names: readonly string[]): readonly string[] {
  const cost = (name: string): number => (name.includes(wanted) ? 0 : distance(wanted, name));
  return [...names].sort((a, b) => cost(a) - cost(b)).slice(0, OFFERED);
}

/** `no statement "x"; nearest: a, b, c` */
export function unknownName(kind: string, wanted: string, names: readonly string[]): string {
  return `no ${kind} "${wanted}"; nearest: ${nearest(wanted, names).join(', ') || '(none exist)'}`;
}
