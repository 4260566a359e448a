import { HALF_LOG_2PI } from './entropy.ts';
import { FLOOR } from './trusted-floor.ts';

/** Trusted region of log q in a row: it must be known where other velocities have mass. */
const TRUSTED = 1e-11;
/** Round-off of the transforms relative to the largest q. */
const ROUND_OFF = 4e-16;

/**
 * log f of one row, f = q(t, x, v, ·) at the points y_i = start + i·spacing. Where f is below the trusted level, log(f/𝓜)
 * is continued by the parabola through three points at the edge of the trusted region (exact for every Gaussian); the
 * straight line through two of them is a second opinion, and the difference of the two is in `doubt`, with round-off.
 *
 * @param floor what is below it is not trusted in any row of the snapshot
 * @param log receives the logarithms, `doubt` their uncertainties
 */
export function continuedLogarithm(
  f: Float64Array,
  { start, spacing }: { readonly start: number; readonly spacing: number },
  floor: number,
  log: Float64Array,
  doubt: Float64Array,
): void {
  const last = f.length - 1;
  let peak = 0;
  for (let i = 1; i <= last; i++) if (f[i] > f[peak]) peak = i;
  const level = Math.max(TRUSTED * f[peak], floor);
  const noise = (ROUND_OFF / FLOOR) * floor;
  let from = peak;
  while (from > 0 && f[from - 1] > level) from--;
  let to = peak;
  while (to < last && f[to + 1] > level) to++;
  if (to - from < 2) {
    // Nothing to continue from: the row carries no mass that could be told from round-off.
    log.fill(Math.log(floor));
    doubt.fill(0);
    return;
  }
  const maxwellian = (i: number): number => {
    const y = start + i * spacing;
    return -0.5 * y * y - HALF_LOG_2PI;
  };
  for (let i = from; i <= to; i++) {
    log[i] = Math.log(f[i]);
    doubt[i] = noise / f[i];
  }
  const gap = Math.max(1, Math.min(Math.round(0.75 / spacing), Math.floor((to - from) / 2)));
  const continueFrom = (edge: number, inward: number, end: number): void => {
    const ratio = [0, 1, 2].map((m) => {
      const i = edge + inward * m * gap;
      return log[i] - maxwellian(i);
    });
    const first = ratio[1] - ratio[0];
    const second = ratio[2] - 2 * ratio[1] + ratio[0];
    for (let i = edge - inward; i !== end - inward; i -= inward) {
      const s = ((i - edge) * inward) / gap;
      const bend = 0.5 * s * (s - 1) * second;
      log[i] = ratio[0] + s * first + bend + maxwellian(i);
      doubt[i] = Math.abs(bend) + noise / level;
    }
  };
  if (from > 0) continueFrom(from, 1, 0);
  if (to < last) continueFrom(to, -1, last);
}
