import { type Measured, sample, uncertainty } from '../model/measured.ts';
import { difference, scaled } from '../model/measured-arithmetic.ts';
import type { CaseResult, SeriesName } from './case.ts';
import type { IdentitySample, VariantContext } from './statement.ts';

/**
 * Two solutions may differ by this many joint error bars. A bar holds its value in 95 % of cases, and some hundred values
 * are compared: three times as much makes a false alarm rare.
 */
export const JOINT_BARS = 3;

/** One value that two solutions give. */
export interface Disagreement {
  readonly name: SeriesName;
  readonly time: number;
  readonly first: Measured;
  readonly second: Measured;
}

/** Every value of the named series that both solutions give, at their common output times. */
export function disagreements(a: CaseResult, b: CaseResult, names: readonly SeriesName[]): Disagreement[] {
  const position = new Map(b.times.map((time, j) => [time, j]));
  return names.flatMap((name) => {
    const [one, other] = [a.series[name], b.series[name]];
    if (!one || !other) return [];
    return a.times.flatMap((time, i) => {
      const j = position.get(time);
      return j === undefined ? [] : [{ name, time, first: sample(one, i), second: sample(other, j) }];
    });
  });
}

/** Sum of both bars. */
export const jointBar = ({ first, second }: Disagreement): number =>
  uncertainty(first.error) + uncertainty(second.error);

/** |a − b| over the joint bar. */
export function inJointBars(pair: Disagreement): number {
  const distance = Math.abs(pair.first.value - pair.second.value);
  return distance === 0 ? 0 : distance / jointBar(pair);
}

/** (a − b)/max(1, |a|) with three joint bars, for the case and the variant of that label. */
export function agreementSamples(
  { result, variants }: VariantContext,
  label: string,
  names: readonly SeriesName[],
): IdentitySample[] {
  return disagreements(result, variants[label], names).map(({ name, time, first, second }) => {
    const size = Math.max(1, Math.abs(first.value));
    const { value, error } = scaled(difference(first, second), 1 / size);
    return { time, where: name, residual: { value, error: scaled({ value: 0, error }, JOINT_BARS).error } };
  });
}
