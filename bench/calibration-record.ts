import { readFile } from 'node:fs/promises';
import { median } from 'simple-statistics';
import { z } from 'zod';
import type { CalibrationCase, CalibrationUnit } from './calibration-case.ts';

/** Part of the units in which the error must lie inside the bar: of all, and of those of one diagnostic. */
export const COVERAGE = { overall: 0.95, each: 0.9 };
/** Largest median of bar/error. */
export const WIDEST = 30;
/** Bars up to this are made of round-off; the error beneath may be anything below, so that the quotient says nothing. */
const ROUND_OFF_BAR = 2e-11;

const unit = z.strictObject({ diagnostic: z.string(), error: z.number(), bar: z.number(), inside: z.number() });

const schema = z.strictObject({
  schema: z.literal('lemmata/calibration/1'),
  /** Why these numbers were accepted the last time that they changed. */
  reason: z.string().min(1),
  scheme: z.string(),
  seed: z.int(),
  cases: z.int(),
  units: z.int(),
  coverage: z.number(),
  diagnostics: z.array(
    z.strictObject({
      diagnostic: z.string(),
      units: z.int(),
      coverage: z.number(),
      /** Median of bar/error above round-off, rounded up; absent when every bar is made of round-off. */
      medianWidth: z.number().optional(),
      /** Largest error/bar. */
      worst: z.number(),
    }),
  ),
  /** Two cases in full, for a test that recomputes them. */
  samples: z.array(z.strictObject({ index: z.int(), epsilon: z.number(), units: z.array(unit) })).length(2),
});

/** golden/calibration/reference.json: how often the true error lies inside the bar, and how wide bars are. */
export type CalibrationRecord = z.infer<typeof schema>;

export const CALIBRATION_FILE = new URL('../golden/calibration/reference.json', import.meta.url);

/** @throws when the file is not a calibration record */
export const readCalibration = async (): Promise<CalibrationRecord> =>
  schema.parse(JSON.parse(await readFile(CALIBRATION_FILE, 'utf8')));

const rounded = (value: number): number => Number(value.toPrecision(2));
/** Two digits, upwards: a limit is not met by rounding. */
const roundedUp = (value: number): number => {
  const near = rounded(value);
  return near >= value ? near : rounded(near + 10 ** (Math.floor(Math.log10(near)) - 1));
};
/** The digits that are tracked. */
export const roundedUnit = (full: CalibrationUnit): CalibrationUnit => ({
  ...full,
  error: rounded(full.error),
  bar: rounded(full.bar),
  inside: rounded(full.inside),
});

const covered = (units: readonly CalibrationUnit[]): number =>
  units.filter(({ error, bar }) => error <= bar).length / units.length;

export function summarise(
  results: readonly CalibrationCase[],
  from: { readonly reason: string; readonly scheme: string; readonly seed: number },
): CalibrationRecord {
  const supported = results.filter(({ unsupported }) => unsupported === undefined);
  const all = supported.flatMap(({ units }) => units);
  const diagnostics = [...new Set(all.map(({ diagnostic }) => diagnostic))].map((diagnostic) => {
    const units = all.filter((candidate) => candidate.diagnostic === diagnostic);
    const widths = units
      .filter(({ bar, error }) => bar > ROUND_OFF_BAR && error > 0)
      .map(({ bar, error }) => bar / error);
    return {
      diagnostic,
      units: units.length,
      coverage: covered(units),
      ...(widths.length > 0 ? { medianWidth: roundedUp(median(widths)) } : {}),
      worst: roundedUp(Math.max(...units.map(({ error, bar }) => (error === 0 ? 0 : error / bar)))),
    };
  });
  const samples = supported
    .slice(0, 2)
    .map(({ index, epsilon, units }) => ({ index, epsilon, units: units.map(roundedUnit) }));
  return {
    schema: 'lemmata/calibration/1',
    ...from,
    cases: supported.length,
    units: all.length,
    coverage: covered(all),
    diagnostics,
    samples,
  };
}

/** What keeps a record from being a calibration: one sentence each, none when all is well. */
export function shortcomings(record: CalibrationRecord): readonly string[] {
  const { coverage, diagnostics } = record;
  return [
    ...(coverage >= COVERAGE.overall ? [] : [`the error is inside the bar in ${coverage} of the units`]),
    ...diagnostics.flatMap(({ diagnostic, coverage: part, medianWidth = 1 }) => [
      ...(part >= COVERAGE.each ? [] : [`${diagnostic}: the error is inside the bar in ${part} of the units`]),
      ...(medianWidth <= WIDEST ? [] : [`${diagnostic}: the bar is ${medianWidth} times as wide as the error`]),
    ]),
  ];
}
