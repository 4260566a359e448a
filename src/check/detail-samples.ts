import { sample } from '../model/measured.ts';
import { scaled } from '../model/measured-arithmetic.ts';
import type { DetailName } from './case.ts';
import type { CaseContext, IdentitySample } from './statement.ts';

/** The residual of an identity at the few times of the expensive diagnostics, t = 0 among them. */
export function detailResiduals({ result }: CaseContext, name: DetailName, where?: string): IdentitySample[] {
  const series = result.detail?.series[name];
  if (!series) return [];
  return (result.detail?.times ?? []).map((time, i) => ({
    time,
    residual: sample(series, i),
    ...(where === undefined ? {} : { where }),
  }));
}

/** The change of variables in K₂, and K = K₁ − K₂ as printed against its form after the change. */
export function entropyChangeResiduals(context: CaseContext): IdentitySample[] {
  return [
    ...detailResiduals(context, 'tumblingLossIdentity', 'K₂'),
    ...detailResiduals(context, 'tumblingEntropyIdentity', 'K'),
  ];
}

/** Below this ‖p̄ − q̄‖ the two marginals are equal to the accuracy of the solvers. */
const EQUAL = 1e-6;

/** Gain minus loss of |p̄ − q̄| by tumbling, relative to ‖p̄ − q̄‖, which becomes small with ε. */
export function cancellationResiduals(context: CaseContext): IdentitySample[] {
  const { times, series } = context.result;
  return detailResiduals(context, 'cancellation').map(({ time, residual }) => {
    const distance = series.limitDistance?.values[times.indexOf(time)] ?? Number.NaN;
    return { time, residual: scaled(residual, 1 / Math.max(distance, EQUAL)) };
  });
}
