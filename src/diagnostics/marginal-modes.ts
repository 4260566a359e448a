import type { Model } from '../model/model.ts';
import type { UniformAxis } from '../model/snapshot.ts';
import type { Reading } from './reading.ts';

/** cos(kx) and sin(kx) on the grid, k = 2π over the width of the box. */
export function modeWeights(x: UniformAxis): { readonly cosine: Float64Array; readonly sine: Float64Array } {
  const k = (2 * Math.PI) / (x.count * x.spacing);
  const at = Float64Array.from({ length: x.count }, (_, i) => k * (x.start + i * x.spacing));
  return { cosine: at.map(Math.cos), sine: at.map(Math.sin) };
}

/**
 * The first Fourier mode of density and flux: ∫cos(kx)ρ, ∫sin(kx)ρ, ∫v cos(kx)ρ, ∫v sin(kx)ρ with ρ(x, v) a marginal,
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
  const [cosineMode, sineMode, cosineFlux, sineFlux] = sums.map((sum) => ({ value: sum * x.spacing }));
  return { cosineMode, sineMode, cosineFlux, sineFlux };
}
