import type { Model } from '../model/model.ts';
import type { FullSnapshot, MarginalSnapshot, MethylationSnapshot } from '../model/snapshot.ts';
import { HALF_LOG_2PI } from './entropy.ts';
import { adaptationGap, limitDistance } from './limit-distance.ts';
import { marginalModes, modeWeights } from './marginal-modes.ts';
import { MethylationDistance } from './methylation-distance.ts';
import { absoluteMoment, absoluteMomentWeights, marginalMoments } from './moments.ts';
import { negativePart } from './negative-part.ts';
import { positionDrift, signWeights } from './position-drift.ts';
import { geometricError, type Reading, type Readings } from './reading.ts';
import { RowSpectra } from './row-spectra.ts';
import { FLOOR } from './trusted-floor.ts';

/** What lies below the floor of a logarithm is estimated by the two decades above it. */
const BAND = 1e2;

/**
 * Left-hand sides of the paper from p(t,x,v,m) and the limit solution on the same x-grid, by integrals over m; N and M in
 * closed form. With y = (m − N)/ε inside integrals over m they equal those of q: Y = ∫|m−N|²/ε² p,
 * E = ∫p log(p/𝓜_{ε,N}), I = ε²∫|∂_m log(p/𝓜_{ε,N})|²p, J = ∫|m−N|²/ε² 𝓠_ε[p], equilibriumDistance = ‖p − p̄𝓜_{ε,N}‖_{L¹}.
 */
export function createMethylationEvaluator(
  model: Model,
  epsilon: number,
  shape: MethylationSnapshot,
  relaxed = 1,
): (p: MethylationSnapshot, limit: MarginalSnapshot) => Readings {
  const nv = model.weights.length;
  const { x, m } = shape;
  const spectra = new RowSpectra(inUnitsOfEpsilon(shape), nv);
  const distance = new MethylationDistance(model, epsilon, spectra, m.start, relaxed);
  const adaptation = model.adaptation(epsilon);
  const positions = Float64Array.from({ length: x.count }, (_, i) => x.start + i * x.spacing);
  const N = new Float64Array(x.count * nv);
  const column = new Float64Array(x.count);
  const waves = modeWeights(x);
  const onLine = model.scenario.space.domain === 'line';
  const weightsX = onLine ? absoluteMomentWeights(x) : undefined;
  const signs = onLine ? [signWeights(x)] : undefined;
  return (p, limit) => {
    model.velocities.forEach((v, iv) => {
      adaptation.signal(p.time, positions, v, column);
      for (let ix = 0; ix < x.count; ix++) N[ix * nv + iv] = column[ix];
    });
    spectra.load(p.values);
    const density = marginalOf(p);
    const { mass, V2 } = marginalMoments(density, x, model);
    const limits = marginalMoments(limit.values, limit.x, model);
    return {
      mass,
      V2,
      ...(weightsX ? { X1: absoluteMoment(density, x, weightsX, model) } : {}),
      ...(signs ? { positionDrift: positionDrift(density, signs, model) } : {}),
      ...marginalModes(density, x, waves, model),
      Y: offsetMoment(p, N, model),
      negativePart: negativity(p, model),
      limitNegativePart: negativePart(limit, model),
      ...relativeEnergy(p, N, spectra, model),
      ...tumblingProduction(p, N, positions, model),
      equilibriumDistance: distance.evaluate(p),
      limitDistance: limitDistance(density, limit.values, x, model),
      limitMass: limits.mass,
      limitV2: limits.V2,
      adaptationGap: adaptationGap(limit, adaptation, model),
    };
  };
}

/** The grid in m/ε, the unit in which the refinement of `RowSpectra` is stated; the values stay those of p. */
function inUnitsOfEpsilon({ m, epsilon, ...rest }: MethylationSnapshot): FullSnapshot {
  const y = { start: m.start / epsilon, spacing: m.spacing / epsilon, count: m.count };
  return { ...rest, level: 'full', epsilon, frame: { theta: epsilon }, y };
}

/** p̄^ε(x, v) = ∫p dm by the trapezoidal rule; layout [ix·nv + iv]. */
function marginalOf({ m, values }: MethylationSnapshot): Float64Array {
  return Float64Array.from({ length: values.length / m.count }, (_, row) => {
    let sum = 0;
    for (let j = row * m.count; j < (row + 1) * m.count; j++) sum += values[j];
    return sum * m.spacing;
  });
}

/** ∫|m−N|²/ε² p dx dν dm; N layout [ix·nv + iv]. */
function offsetMoment({ x, m, epsilon, values }: MethylationSnapshot, N: Float64Array, model: Model): Reading {
  const nv = model.weights.length;
  let total = 0;
  for (let row = 0; row < N.length; row++) {
    let sum = 0;
    for (let j = 0; j < m.count; j++) {
      const y = (m.start + j * m.spacing - N[row]) / epsilon;
      sum += values[row * m.count + j] * y * y;
    }
    total += sum * model.weights[row % nv];
  }
  return { value: total * m.spacing * x.spacing };
}

/** ∫max(0, −p). */
function negativity({ x, m, values, negativity: own }: MethylationSnapshot, model: Model): Reading {
  if (own !== undefined) return { value: own };
  const nv = model.weights.length;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= 0)) total -= values[i] * model.weights[Math.floor(i / m.count) % nv];
  }
  return { value: total * m.spacing * x.spacing };
}

/** Sums over all points, those with even x and those with even m; |·| and what lies near the floor. */
class Sums {
  all = 0;
  evenX = 0;
  evenM = 0;
  size = 0;
  floor = 0;

  add(term: number, ix: number, j: number): void {
    this.all += term;
    if (ix % 2 === 0) this.evenX += term;
    if (j % 2 === 0) this.evenM += term;
    this.size += Math.abs(term);
  }

  reading(cell: number): Reading {
    return {
      value: this.all * cell,
      x: geometricError(this.all, 2 * this.evenX, this.size) * cell,
      y: geometricError(this.all, 2 * this.evenM, this.size) * cell,
      floor: this.floor * cell,
    };
  }
}

/** E = ∫p[log p + ½|m−N|²/ε² + ½log 2π + log ε] and I = ∫|ε∂_m p + ((m−N)/ε)p|²/p, on the refined grid in m. */
function relativeEnergy(
  { x, m, epsilon, values }: MethylationSnapshot,
  N: Float64Array,
  spectra: RowSpectra,
  model: Model,
): { E: Reading; I: Reading } {
  const { nv, ny, half, fine, fineSpacing } = spectra;
  const slope = new Float64Array(2 * half);
  const E = new Sums();
  const I = new Sums();
  let peak = 0;
  for (const value of values) peak = Math.max(peak, value);
  const floor = FLOOR * peak;
  for (let row = 0; row < N.length; row++) {
    const weight = model.weights[row % nv];
    const ix = Math.floor(row / nv);
    const spectrum = spectra.rows.subarray(row * ny, (row + 1) * ny);
    // The spectra are in m/ε: this slope is ε∂_m p.
    spectra.differentiate(spectrum, slope);
    const both = spectra.synthesise(spectrum, slope);
    for (let i = 0; i < fine; i++) {
      const p = both[2 * i];
      // A row whose mass is round-off has no logarithm.
      if (!(p > floor)) continue;
      const y = (m.start - N[row]) / epsilon + i * fineSpacing;
      const energy = weight * p * (Math.log(p) + 0.5 * y * y + HALF_LOG_2PI + Math.log(epsilon));
      const score = both[2 * i + 1] + y * p;
      const fisher = (weight * score * score) / p;
      E.add(energy, ix, i);
      I.add(fisher, ix, i);
      if (p < BAND * floor) {
        E.floor += Math.abs(energy);
        I.floor += fisher;
      }
    }
  }
  const cell = x.spacing * epsilon * fineSpacing;
  return { E: E.reading(cell), I: I.reading(cell) };
}

/**
 * J = ∫Λ((m−M)/ε, v, v′)p(v′)[|m−N(v)|² − |m−N(v′)|²]/ε² and velocityBalance = ∫Λ p(v′)(|v|² − |v′|²): tumbling keeps m,
 * so both are point by point in m.
 */
function tumblingProduction(
  { time, x, m, epsilon, values }: MethylationSnapshot,
  N: Float64Array,
  positions: Float64Array,
  model: Model,
): { J: Reading; velocityBalance: Reading } {
  const nv = model.weights.length;
  const M = new Float64Array(x.count);
  model.signal(time, positions, M);
  const squares = model.velocities.map((v) => v.reduce((sum, c) => sum + c * c, 0));
  const z = new Float64Array(m.count);
  const rate = new Float64Array(m.count);
  const J = new Sums();
  const balance = new Sums();
  for (let ix = 0; ix < x.count; ix++) {
    for (let j = 0; j < m.count; j++) z[j] = (m.start + j * m.spacing - M[ix]) / epsilon;
    for (let pre = 0; pre < nv; pre++) {
      const row = (ix * nv + pre) * m.count;
      const from = N[ix * nv + pre];
      for (let post = 0; post < nv; post++) {
        if (post === pre) continue;
        const to = N[ix * nv + post];
        const weight = model.weights[pre] * model.weights[post];
        model.rate(z, post, pre, rate);
        for (let j = 0; j < m.count; j++) {
          const flux = weight * rate[j] * values[row + j];
          // |m − to|² − |m − from|², factorised: the squares cancel where m is far from both.
          const jump = ((from - to) * (2 * (m.start + j * m.spacing) - from - to)) / (epsilon * epsilon);
          J.add(flux * jump, ix, j);
          balance.add(flux * (squares[post] - squares[pre]), ix, j);
        }
      }
    }
  }
  const cell = x.spacing * m.spacing;
  return { J: J.reading(cell), velocityBalance: balance.reading(cell) };
}
