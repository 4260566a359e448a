import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { geometricError, type Reading } from './reading.ts';
import type { RowSpectra } from './row-spectra.ts';

/** Below this fraction of the largest q a value is not trusted: round-off of the transforms is 1e-16 of it. */
export const FLOOR = 1e-13;
/** What lies below the floor is estimated by the two decades above it. */
const BAND = 1e2;

export const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Relative energy E = ∫q log(q/𝓜) and Fisher information I = ∫|∂_y log(q/𝓜)|²q = ∫(∂_y q + y q)²/q (section 4), on the
 * refined y-grid. Points below the floor are left out; their share enters the bar. In a frame of width θ the Maxwellian
 * is still the standard one, so nothing else changes.
 */
export function entropy(snapshot: FullSnapshot, spectra: RowSpectra, model: Model): { E: Reading; I: Reading } {
  const { nx, nv, ny, half, fine, fineSpacing } = spectra;
  const slope = new Float64Array(2 * half);
  const sums = { E: [0, 0, 0], I: [0, 0, 0] };
  const scales = { E: 0, I: 0 };
  const floors = { E: 0, I: 0 };
  let peak = 0;
  for (const value of snapshot.values) peak = Math.max(peak, value);
  for (let row = 0; row < nx * nv; row++) {
    const weight = model.weights[row % nv];
    const even = Math.floor(row / nv) % 2 === 0;
    const spectrum = spectra.rows.subarray(row * ny, (row + 1) * ny);
    spectra.differentiate(spectrum, slope);
    const both = spectra.synthesise(spectrum, slope);
    // Rows far out on the line are round-off as a whole: the floor is that of the whole snapshot.
    const floor = FLOOR * peak;
    for (let i = 0; i < fine; i++) {
      const q = both[2 * i];
      if (!(q > floor)) continue;
      const y = snapshot.y.start + i * fineSpacing;
      const e = weight * q * (Math.log(q) + 0.5 * y * y + HALF_LOG_2PI);
      const drift = both[2 * i + 1] + y * q;
      const fisher = (weight * drift * drift) / q;
      sums.E[0] += e;
      sums.I[0] += fisher;
      if (even) {
        sums.E[1] += e;
        sums.I[1] += fisher;
      }
      if (i % 2 === 0) {
        sums.E[2] += e;
        sums.I[2] += fisher;
      }
      scales.E += Math.abs(e);
      scales.I += fisher;
      if (q < BAND * floor) {
        floors.E += Math.abs(e);
        floors.I += fisher;
      }
    }
  }
  const cell = snapshot.x.spacing * fineSpacing;
  const reading = (name: 'E' | 'I'): Reading => {
    const [all, evenX, evenY] = sums[name];
    return {
      value: all * cell,
      x: geometricError(all, 2 * evenX, scales[name]) * cell,
      y: geometricError(all, 2 * evenY, scales[name]) * cell,
      floor: floors[name] * cell,
    };
  };
  return { E: reading('E'), I: reading('I') };
}
