import { sample, uncertainty } from '../model/measured.ts';
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

/** A difference of marginals below so many of its bars is noise, whose sign changes no interpolation resolves. */
const NOISE = 10;

/**
 * Gain minus loss of |p̄ − q̄| by tumbling, relative to ‖p̄ − q̄‖, which becomes small with ε. Where p̄ − q̄ is noise there is
 * nothing to be relative to, and each of the two is known to lie between 0 and λ₀‖p̄ − q̄‖ and no better.
 */
export function cancellationResiduals(context: CaseContext): IdentitySample[] {
  const { times, series } = context.result;
  const { limitDistance } = series;
  if (!limitDistance) return [];
  return detailResiduals(context, 'cancellation').map(({ time, residual }) => {
    const { value: distance, error } = sample(limitDistance, times.indexOf(time));
    if (distance > NOISE * uncertainty(error)) return { time, residual: scaled(residual, 1 / distance) };
    const floor = (residual.error.floor ?? 0) + context.constants.lambda0.value * distance;
    return { time, residual: { value: residual.value, error: { ...residual.error, floor } } };
  });
}
