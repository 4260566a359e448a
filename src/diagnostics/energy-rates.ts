import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { HALF_LOG_2PI } from './entropy.ts';
import { GridSum, RowSum } from './grid-sum.ts';
import { pathSlopes } from './path-slopes.ts';
import type { Reading } from './reading.ts';
import type { RowSpectra } from './row-spectra.ts';
import { trustedFloor } from './trusted-floor.ts';

/** What lies below the floor is estimated by the two decades above it. */
const BAND = 1e2;

/**
 * What transport and the Fokker–Planck operator contribute to E′ (proof of Proposition 4.1), before any integration by
 * parts: ∫log(q/𝓜) v·∇ₓq, which must vanish, and ∫log(q/𝓜)∂_y(yq + ∂_yq) = ∫log(q/𝓜)(q + y∂_yq + ∂_y²q), which must
 * be −I. Derivatives are those of the trigonometric interpolant; both identities hold for every positive q, so the bars
 * hold only the errors of the quadrature.
 *
 * @param fisherInformation I of the same snapshot; its bar enters that of the sum
 * @param slopesX half-spectra of v·∇ₓq
 */
export function energyRates(
  snapshot: FullSnapshot,
  spectra: RowSpectra,
  model: Model,
  fisherInformation: Reading,
  slopesX: Float64Array = pathSlopes(spectra, model.velocities, spectra.side * snapshot.x.spacing),
): { transportEnergy: Reading; fokkerPlanckIdentity: Reading } {
  const { nx, nv, ny, half, fine, fineSpacing } = spectra;
  const slopeY = new Float64Array(2 * half);
  const curvature = new Float64Array(2 * half);
  const transport = new GridSum();
  const diffusion = new GridSum();
  const floor = trustedFloor(snapshot, model.dimension);
  const first = new Float64Array(2 * fine);
  for (let row = 0; row < nx * nv; row++) {
    const weight = model.weights[row % nv];
    const evenX = spectra.evenX[Math.floor(row / nv)] === 1;
    const spectrum = spectra.rows.subarray(row * ny, (row + 1) * ny);
    spectra.differentiate(spectrum, slopeY);
    spectra.differentiate(slopeY, curvature);
    first.set(spectra.synthesise(spectrum, slopeY));
    const second = spectra.synthesise(curvature, slopesX.subarray(row * ny, (row + 1) * ny));
    const transported = new RowSum();
    const diffused = new RowSum();
    for (let i = 0; i < fine; i++) {
      const q = first[2 * i];
      if (!(q > floor)) continue;
      const y = snapshot.y.start + i * fineSpacing;
      const log = Math.log(q) + 0.5 * y * y + HALF_LOG_2PI;
      const streaming = log * second[2 * i + 1];
      const collision = log * (q + y * first[2 * i + 1] + second[2 * i]);
      const nearFloor = q < BAND * floor;
      transported.add(i, streaming, nearFloor ? Math.abs(streaming) : 0);
      diffused.add(i, collision, nearFloor ? Math.abs(collision) : 0);
    }
    transport.add(transported, weight, evenX);
    diffusion.add(diffused, weight, evenX);
  }
  const diffused = diffusion.reading(spectra);
  return {
    transportEnergy: transport.reading(spectra),
    fokkerPlanckIdentity: {
      value: diffused.value + fisherInformation.value,
      x: diffused.x + (fisherInformation.x ?? 0),
      y: diffused.y + (fisherInformation.y ?? 0),
      floor: diffused.floor + (fisherInformation.floor ?? 0),
    },
  };
}
