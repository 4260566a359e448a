import type { Measured } from '../model/measured.ts';

/** One Gaussian of a mixture. */
export interface GaussianPart {
  readonly weight: number;
  readonly mean: number;
  readonly deviation: number;
}

/** The trapezoidal rule is spectrally accurate here; beyond 12 deviations a Gaussian is below 1e-31. */
const POINTS = 2000;
const REACH = 12;

/**
 * Relative entropy H = ∫f log(f/𝓜) and Fisher information I = ∫|∂_y log(f/𝓜)|² f of a Gaussian mixture f with respect to
 * the standard Gaussian, for the logarithmic Sobolev inequality 2H ≤ I (section 4), which shifted Gaussians attain.
 * The bar `y` is the difference to half as many points.
 */
export function mixtureEntropy(parts: readonly GaussianPart[]): { readonly H: Measured; readonly I: Measured } {
  const lower = Math.min(...parts.map(({ mean, deviation }) => mean - REACH * deviation));
  const upper = Math.max(...parts.map(({ mean, deviation }) => mean + REACH * deviation));
  const spacing = (upper - lower) / POINTS;
  const sums = { H: [0, 0], I: [0, 0] };
  let size = 0;
  for (let i = 0; i <= POINTS; i++) {
    const y = lower + i * spacing;
    let f = 0;
    let slope = 0;
    for (const { weight, mean, deviation } of parts) {
      const a = (y - mean) / deviation;
      const value = (weight / (deviation * Math.sqrt(2 * Math.PI))) * Math.exp(-0.5 * a * a);
      f += value;
      slope -= (value * a) / deviation;
    }
    if (!(f > 0)) continue;
    const h = f * (Math.log(f) + 0.5 * y * y + 0.5 * Math.log(2 * Math.PI));
    const fisher = (slope + y * f) ** 2 / f;
    size += Math.abs(h) + fisher;
    for (const k of i % 2 === 0 ? [0, 1] : [0]) {
      sums.H[k] += h;
      sums.I[k] += fisher;
    }
  }
  const measured = ([all, even]: readonly number[]): Measured => ({
    value: all * spacing,
    error: { y: Math.abs(all - 2 * even) * spacing, floor: 1e-14 * size * spacing },
  });
  return { H: measured(sums.H), I: measured(sums.I) };
}
