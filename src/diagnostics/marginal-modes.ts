import type { Model } from '../model/model.ts';
import { cellVolume, pointCount } from '../model/position-grid.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import type { Reading } from './reading.ts';

/** cos(kx₁) and sin(kx₁) on the grid, k = 2π over the width of the box. */
export function modeWeights(
  x: UniformAxis,
  dimension = 1,
): { readonly cosine: Float64Array; readonly sine: Float64Array } {
  const k = (2 * Math.PI) / (x.count * x.spacing);
  const lines = pointCount(x, dimension) / x.count;
  const at = Float64Array.from({ length: pointCount(x, dimension) }, (_, ix) => {
    const i = Math.floor(ix / lines);
    return k * (x.start + i * x.spacing);
  });
  return { cosine: at.map(Math.cos), sine: at.map(Math.sin) };
}

/**
 * The first Fourier mode of density and flux: ∫cos(kx₁)ρ, ∫sin(kx₁)ρ, ∫v₁cos(kx₁)ρ, ∫v₁sin(kx₁)ρ with ρ(x, v) a marginal,
 * layout [ix·nv + iv]. Linear in ρ, so that particles measure them without reconstructing a density.
 */
export function marginalModes(
  values: Float64Array,
  x: UniformAxis,
  { cosine, sine }: ReturnType<typeof modeWeights>,
  model: Model,
): { cosineMode: Reading; sineMode: Reading; cosineFlux: Reading; sineFlux: Reading } {
  const nv = model.weights.length;
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const iv = i % nv;
    const ix = (i - iv) / nv;
    const density = values[i] * model.weights[iv];
    const flux = density * model.velocities[iv][0];
    sums[0] += cosine[ix] * density;
    sums[1] += sine[ix] * density;
    sums[2] += cosine[ix] * flux;
    sums[3] += sine[ix] * flux;
  }
  const cell = cellVolume(x, model.dimension);
  const [cosineMode, sineMode, cosineFlux, sineFlux] = sums.map((sum) => ({ value: sum * cell }));
  return { cosineMode, sineMode, cosineFlux, sineFlux };
}
