import type { Model } from '../model/model.ts';
import type { ParticleSnapshot } from '../model/snapshot.ts';
import { type MarginalName, marginalFunctions } from './particle-readings.ts';
import type { Reading } from './reading.ts';
import { SampleMean } from './sample-mean.ts';

/** ∫f(p^ε − p̄) from coupled particles, and by what factor coupling divides the variance of independent runs. */
export interface CoupledReading extends Reading {
  /** (Var f(X) + Var f(X̄))/Var(f(X) − f(X̄)); absent when the difference or both terms do not vary. */
  readonly varianceReduction?: number;
}

/**
 * Differences of marginal readings of two snapshots whose particles correspond one to one and share their random numbers: an
 * average of differences, so its interval is that of the difference and not of the two terms.
 *
 * @throws Error when the snapshots have different times, numbers or weights of particles
 */
export function coupledDifference(
  model: Model,
  one: ParticleSnapshot,
  other: ParticleSnapshot,
): { readonly [name in MarginalName]?: CoupledReading } {
  const n = one.weights.length;
  if (one.time !== other.time || n !== other.weights.length || one.weights.some((w, i) => w !== other.weights[i]))
    throw new Error('coupled particles need the same time, number and weights');
  const { velocities } = model;
  const result: { [name in MarginalName]?: CoupledReading } = {};
  for (const { name, at } of marginalFunctions(model)) {
    const [first, second, difference] = [new SampleMean(), new SampleMean(), new SampleMean()];
    for (let i = 0; i < n; i++) {
      const f = at(one.positions, i, velocities[one.velocityIndex[i]]);
      const g = at(other.positions, i, velocities[other.velocityIndex[i]]);
      first.add(one.weights[i], f);
      second.add(one.weights[i], g);
      difference.add(one.weights[i], f - g);
    }
    const square = (mean: SampleMean): number => (mean.reading().sampling ?? 0) ** 2;
    const [independent, coupled] = [square(first) + square(second), square(difference)];
    const reduction = independent > 0 && coupled > 0 ? { varianceReduction: independent / coupled } : {};
    result[name] = { ...difference.reading(), ...reduction };
  }
  return result;
}
