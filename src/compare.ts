import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { formatMeasured } from './check/round-to-bar.ts';
import { InputError } from './model/input-error.ts';

const order = z.looseObject({ proved: z.number(), observed: z.number(), low: z.number(), high: z.number() });
const claim = z.looseObject({
  id: z.string(),
  verdict: z.string(),
  scenario: z.string(),
  measured: z.number().nullable().optional(),
  uncertainty: z.number().nullable().optional(),
  bound: z.number().nullable().optional(),
  boundUncertainty: z.number().nullable().optional(),
  slack: z.number().optional(),
  order: order.optional(),
});
const reportSchema = z.looseObject({
  schema: z.literal('lemmata/report/1'),
  statements: z.array(z.looseObject({ id: z.string(), verdict: z.string(), claims: z.array(claim) })),
});

/** What `compare` reads of a report.json; other fields are ignored. */
export type ComparableReport = z.infer<typeof reportSchema>;
type ComparableClaim = z.infer<typeof claim>;

/** @throws InputError when the file is unreadable or not a report. */
export async function readReport(file: string): Promise<ComparableReport> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`cannot be read (${error.code})`, { file });
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new InputError('is not JSON', { file });
  }
  const parsed = reportSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(`is not a report of schema lemmata/report/1: ${issue.message}`, {
    file,
    field: issue.path.join('.'),
  });
}

/**
 * What changed between two reports, one sentence each: entries that vanished or are new, verdicts, and numbers that
 * moved beyond their joint error bars (plus the claim's round-off slack).
 */
export function compareReports(old: ComparableReport, now: ComparableReport): readonly string[] {
  const before = entries(old);
  const after = entries(now);
  return [
    ...[...before.keys()].filter((key) => !after.has(key)).map((key) => `${key}: vanished`),
    ...[...after.keys()].filter((key) => !before.has(key)).map((key) => `${key}: new`),
    ...[...before].flatMap(([key, claimBefore]) => {
      const claimAfter = after.get(key);
      return claimAfter ? claimChanges(claimBefore, claimAfter).map((what) => `${key}: ${what}`) : [];
    }),
  ];
}

function entries(report: ComparableReport): Map<string, ComparableClaim> {
  return new Map(
    report.statements.flatMap(({ claims }) =>
      claims.map((entry) => [`${entry.id} on ${entry.scenario}`, entry] as const),
    ),
  );
}

function claimChanges(old: ComparableClaim, now: ComparableClaim): readonly string[] {
  const slack = Math.max(old.slack ?? 0, now.slack ?? 0);
  return [
    ...(old.verdict === now.verdict ? [] : [`verdict was ${old.verdict}, now ${now.verdict}`]),
    ...moved('measured', [old.measured, old.uncertainty], [now.measured, now.uncertainty], slack),
    ...moved('bound', [old.bound, old.boundUncertainty], [now.bound, now.boundUncertainty], slack),
    ...movedOrder(old.order, now.order),
  ];
}

type Reported = readonly [value: number | null | undefined, bar: number | null | undefined];

function moved(name: string, [old, oldBar]: Reported, [now, nowBar]: Reported, slack: number): readonly string[] {
  // JSON has no NaN: a number that was none is null.
  if (typeof old !== 'number' || typeof now !== 'number') {
    return (old ?? null) === (now ?? null) ? [] : [`${name} was ${old ?? 'absent'}, now ${now ?? 'absent'}`];
  }
  const inside = Math.abs(now - old) <= (oldBar ?? 0) + (nowBar ?? 0) + slack;
  return inside ? [] : [`${name} was ${formatMeasured(old, oldBar ?? 0)}, now ${formatMeasured(now, nowBar ?? 0)}`];
}

function movedOrder(old: z.infer<typeof order> | undefined, now: z.infer<typeof order> | undefined): readonly string[] {
  if (old === undefined || now === undefined) {
    return old === now ? [] : [`observed order ${old === undefined ? 'is new' : 'vanished'}`];
  }
  const overlap = now.low <= old.high && old.low <= now.high;
  const proved = old.proved === now.proved ? [] : [`proved order was ${old.proved}, now ${now.proved}`];
  return overlap ? proved : [...proved, `observed order was ${old.observed}, now ${now.observed}`];
}
