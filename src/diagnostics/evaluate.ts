import type { Model } from '../model/model.ts';
import type { MarginalSnapshot, Snapshot } from '../model/snapshot.ts';
import { createRescaledEvaluator } from './evaluate-rescaled.ts';
import { createMarginalEvaluator } from './marginal-readings.ts';
import { createMethylationEvaluator } from './methylation-readings.ts';
import { createParticleEvaluator } from './particle-readings.ts';
import type { Readings } from './reading.ts';

/** The diagnostics of one snapshot, given the limit solution at the same time; with `detail` the expensive ones too. */
export type Evaluator = (snapshot: Snapshot, limit: MarginalSnapshot, detail?: boolean) => Readings;

/** In m, estimates that are accepted early are too small: only users' programs, with far larger errors, ask for so few digits. */
const COARSE = 1e4;

/**
 * The left-hand sides of the paper that snapshots of the first one's level can give.
 *
 * @param relaxed factor on quadrature tolerances, for runs that need fewer digits
 * @throws Error when a later snapshot has another level
 */
export function createEvaluator(model: Model, epsilon: number, first: Snapshot, relaxed = 1): Evaluator {
  switch (first.level) {
    case 'full': {
      const evaluate = createRescaledEvaluator(model, epsilon, first, relaxed);
      return (snapshot, limit, detail) => evaluate(sameLevel(snapshot, 'full'), limit, detail);
    }
    case 'methylation': {
      const evaluate = createMethylationEvaluator(model, epsilon, first, relaxed >= COARSE ? relaxed : 1);
      return (snapshot, limit) => evaluate(sameLevel(snapshot, 'methylation'), limit);
    }
    case 'particles': {
      const evaluate = createParticleEvaluator(model, epsilon);
      return (snapshot) => evaluate(sameLevel(snapshot, 'particles'));
    }
    case 'marginal': {
      const evaluate = createMarginalEvaluator(model, epsilon, first);
      return (snapshot, limit) => evaluate(sameLevel(snapshot, 'marginal'), limit);
    }
  }
}

function sameLevel<Level extends Snapshot['level']>(
  snapshot: Snapshot,
  level: Level,
): Extract<Snapshot, { level: Level }> {
  if (snapshot.level !== level) throw new Error(`a ${snapshot.level} snapshot among ${level} snapshots`);
  return snapshot as Extract<Snapshot, { level: Level }>;
}
