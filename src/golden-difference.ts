import { formatMeasured } from './check/round-to-bar.ts';
import type { GoldenNumber, GoldenRecord } from './golden-file.ts';

/**
 * same: equal as recorded; drift: another number inside the joint error bars; change: anything else, including a
 * quantity that vanished or is new.
 */
export type GoldenDifference = { readonly kind: 'drift' | 'change'; readonly what: string };

/**
 * A bar that grew by more than this is a change. Heuristic: bars follow the estimate's own noise within a factor of
 * two; a wider one would let any later number pass as a drift.
 */
const BAR_GROWTH = 3;

/** Differences between two records of one scenario, in the order of the old one; the reason of the blessing is none. */
export function goldenDifferences(old: GoldenRecord, now: GoldenRecord): readonly GoldenDifference[] {
  const differences: GoldenDifference[] = [];
  const changed = (what: string): number => differences.push({ kind: 'change', what });
  if (old.hash !== now.hash) changed(`the scenario changed: hash ${old.hash}, now ${now.hash}`);
  if (old.scheme !== now.scheme) changed(`the scheme was ${old.scheme}, now ${now.scheme}`);
  for (const { epsilon, resolution, final } of old.cases) {
    const twin = now.cases.find((candidate) => candidate.epsilon === epsilon);
    if (twin === undefined) {
      changed(`ε = ${epsilon} vanished`);
      continue;
    }
    differences.push(...numberDifferences(final, twin.final, ` at ε = ${epsilon}`));
    if (canonical(resolution) !== canonical(twin.resolution)) {
      const what = `resolution at ε = ${epsilon} was ${canonical(resolution)}, now ${canonical(twin.resolution)}`;
      differences.push({ kind: 'drift', what });
    }
  }
  for (const { epsilon } of now.cases) {
    if (!old.cases.some((candidate) => candidate.epsilon === epsilon)) changed(`ε = ${epsilon} is new`);
  }
  return [...differences, ...numberDifferences(old.orders, now.orders, ' (order)')];
}

type Numbers = Readonly<Record<string, GoldenNumber>>;

function numberDifferences(old: Numbers, now: Numbers, place: string): readonly GoldenDifference[] {
  const vanished = Object.keys(old).filter((name) => !(name in now));
  const added = Object.keys(now).filter((name) => !(name in old));
  return [
    ...Object.keys(old)
      .filter((name) => name in now)
      .flatMap((name) => numberDifference(`${name}${place}`, old[name], now[name])),
    ...vanished.map((name): GoldenDifference => ({ kind: 'change', what: `${name}${place} vanished` })),
    ...added.map((name): GoldenDifference => ({ kind: 'change', what: `${name}${place} is new` })),
  ];
}

function numberDifference(name: string, old: GoldenNumber, now: GoldenNumber): readonly GoldenDifference[] {
  if (old.value === now.value && old.bar === now.bar) return [];
  const what = `${name} was ${formatMeasured(old.value, old.bar)}, now ${formatMeasured(now.value, now.bar)}`;
  const inside = Math.abs(now.value - old.value) <= old.bar + now.bar;
  const bounded = now.bar <= BAR_GROWTH * old.bar;
  if (inside && bounded) return [{ kind: 'drift', what }];
  return [{ kind: 'change', what: inside ? `${what}: its error bar grew more than ${BAR_GROWTH}-fold` : what }];
}

const canonical = (resolution: Readonly<Record<string, number>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(resolution).sort(([a], [b]) => (a < b ? -1 : 1))));
