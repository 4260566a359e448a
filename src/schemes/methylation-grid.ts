import type { Model } from '../model/model.ts';
import { boxOf } from '../model/space-box.ts';
import { spectralTail } from './spectral-tail.ts';
import { steepness as steepnessOf } from './steepness.ts';

/** Places in x and times at which M is sampled to find its range: the grid is first made from it, then measured. */
const SAMPLES = 128;
const INSTANTS = 16;
/** Half-width of a Maxwellian in units of ε: what lies beyond is below 1e-16. */
const LEAST_REACH = 8.5;

/** Where p lives: around N, which is an average of M, by the width of its law times ε; and around M in a step. */
export function methylationRange(model: Model, epsilon: number): { centre: number; halfWidth: number } {
  const { scenario } = model;
  const { start, length } = boxOf(scenario.space);
  const x = Float64Array.from({ length: SAMPLES }, (_, i) => start + (length * i) / SAMPLES);
  const M = new Float64Array(SAMPLES);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 0; k <= INSTANTS; k++) {
    model.signal((scenario.time * k) / INSTANTS, x, M);
    for (const value of M) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const reach = epsilon * Math.max(model.profileFacts(epsilon).halfWidth, LEAST_REACH);
  const halfWidth = reach + Math.max((high - low) / 2, epsilon * steepnessOf(model));
  return { centre: (low + high) / 2, halfWidth };
}

/**
 * Largest of the last fifth of the Fourier coefficients in x of p̄₀^ε(x, v)𝓜_{ε,M}(m) over v, m and three instants,
 * relative to the largest: M makes p vary over ε/|∇M| in x.
 */
export function unresolvedPositions(model: Model, epsilon: number, nx: number): number {
  const { scenario } = model;
  const { start, length } = boxOf(scenario.space);
  const { centre, halfWidth } = methylationRange(model, epsilon);
  const x = Float64Array.from({ length: nx }, (_, i) => start + (length * i) / nx);
  const M = new Float64Array(nx);
  const density = new Float64Array(nx);
  const line = new Float64Array(nx);
  const width = epsilon * Math.min(1, model.profileFacts(epsilon).smallestDeviation);
  let tail = 0;
  let largest = 0;
  for (const time of [0, scenario.time / 2, scenario.time]) {
    model.signal(time, x, M);
    for (let iv = 0; iv < model.weights.length; iv++) {
      model.density(epsilon, x, iv, density);
      for (let j = 0; j < 16; j++) {
        const m = centre + halfWidth * ((2 * j) / 16 - 1);
        for (let ix = 0; ix < nx; ix++) line[ix] = density[ix] * Math.exp(-0.5 * ((m - M[ix]) / width) ** 2);
        const found = spectralTail(line, 0.4);
        tail = Math.max(tail, found.tail);
        largest = Math.max(largest, found.largest);
      }
    }
  }
  return largest === 0 ? 0 : tail / largest;
}

/** Largest of the last tenth of the Fourier coefficients of Λ(·, v, w)𝓜 on nm points of z, relative to the largest. */
export function unresolvedRate(model: Model, nm: number, halfWidth: number): number {
  const z = Float64Array.from({ length: nm }, (_, j) => halfWidth * ((2 * j) / nm - 1));
  const rate = new Float64Array(nm);
  let worst = 0;
  for (let post = 0; post < model.weights.length; post++) {
    for (let pre = 0; pre < model.weights.length; pre++) {
      model.rate(z, post, pre, rate);
      for (let j = 0; j < nm; j++) rate[j] *= Math.exp(-0.5 * z[j] * z[j]);
      const { tail, largest } = spectralTail(rate, 0.45);
      if (largest > 0) worst = Math.max(worst, tail / largest);
    }
  }
  return worst;
}
