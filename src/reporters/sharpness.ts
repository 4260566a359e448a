import { formatNumber } from '../check/round-to-bar.ts';
import type { ClaimOutcome, Report } from '../check/statement.ts';
import { table } from './markdown-blocks.ts';

/**
 * How much room each bound leaves: one row per bound claim with its largest measured/bound over all scenarios, the
 * headroom bound/measured, and the scenario, ε and t > 0 where it is attained. Tightest first; claims without a ratio
 * last, with the reason. Markdown; empty when the report has no bounds.
 */
export function sharpnessSection(report: Report): readonly string[] {
  const rows = sharpness(report);
  if (rows.length === 0) return [];
  return [
    '## Sharpness',
    'The largest measured/bound of every bound, for t > 0, and where it is attained: 1 means that the bound is attained, a small value that it leaves room. Bounds that are equalities at t = 0 are compared by what has grown since. `lemmata falsify CLAIM` searches for worse.',
    table(
      ['claim', 'measured/bound', 'headroom', 'scenario', 'ε', 't', 'where'],
      rows.map(({ id, tightest, reason }) =>
        tightest
          ? [
              id,
              formatNumber(tightest.ratio, 3),
              headroom(tightest.ratio),
              tightest.scenario,
              optional(tightest.epsilon),
              optional(tightest.time),
              tightest.where ?? '–',
            ]
          : [id, '–', '–', reason, '–', '–', '–'],
      ),
    ),
  ];
}

type Tight = ClaimOutcome & { readonly ratio: number };

/** A bound claim and the entry that comes nearest to its bound, or why there is none. */
export interface SharpnessRow {
  readonly id: string;
  readonly tightest?: Tight;
  readonly reason: string;
}

/** Every bound claim of the report once, tightest first, in the order of the report among equals. */
export function sharpness(report: Report): readonly SharpnessRow[] {
  const bounds = report.statements.flatMap(({ claims }) => claims).filter(({ kind }) => kind === 'bound');
  const ids = [...new Set(bounds.map(({ id }) => id))];
  const rows = ids.map((id): SharpnessRow => {
    const own = bounds.filter((claim) => claim.id === id);
    const [first, ...others] = own.filter(isTight);
    if (first === undefined) return { id, reason: reasonOf(own) };
    return { id, tightest: others.reduce((a, b) => (b.ratio > a.ratio ? b : a), first), reason: '' };
  });
  return rows.sort((a, b) => rank(b) - rank(a));
}

const isTight = (claim: ClaimOutcome): claim is Tight => claim.ratio !== undefined && Number.isFinite(claim.ratio);

const rank = ({ tightest }: SharpnessRow): number => tightest?.ratio ?? Number.NEGATIVE_INFINITY;

/** Why no entry has a ratio: the notes, or a bound that is zero. */
function reasonOf(claims: readonly ClaimOutcome[]): string {
  const notes = [...new Set(claims.map(({ note }) => note).filter((note) => note !== undefined))];
  return notes.join('; ') || 'the bound is zero';
}

/** bound/measured as a factor; nothing measured leaves all of it. */
const headroom = (ratio: number): string => (ratio > 0 ? `× ${formatNumber(1 / ratio, 3)}` : 'all of it');

const optional = (value: number | undefined): string => (value === undefined ? '–' : formatNumber(value));
