import type { Scenario } from '../src/model/scenario.ts';
import { reference } from '../src/schemes/reference.ts';
import type { ReferenceResolution } from '../src/schemes/reference-resolution.ts';
import { runReference } from './peers/reference-run.ts';
import { difference, type Series } from './peers/result.ts';

/** The error at which programs are compared, relative to max(1, |value|). */
export const TOLERANCE = 1e-6;

const usual = (scenario: Scenario, epsilon: number): ReferenceResolution =>
  reference.resolution(scenario, epsilon, TOLERANCE) as ReferenceResolution;

/** The diagnostics from a run far finer than any that is timed: a quarter of the step, twice the points. */
export function referenceSeries(scenario: Scenario, epsilon: number, times: Float64Array): Series {
  const { nx, ny, halfWidth, substeps, longestStep } = usual(scenario, epsilon);
  const resolution = {
    nx: 2 * nx,
    modes: nx - 1,
    ny: 2 * ny,
    halfWidth: 1.2 * halfWidth,
    substeps: 4 * substeps,
    longestStep: longestStep / 4,
  };
  return runReference(scenario, epsilon, resolution, times);
}

/** Fractions of the usual numbers of points and steps that are tried. */
const POINTS = [1 / 4, 1 / 2, 1, 2];
const STEPS = [1 / 4, 1 / 2, 1, 2];

/**
 * The cheapest resolution of the reference solver, by points times steps, whose error against `fine` is at most the
 * tolerance.
 * @throws Error when none is
 */
export function cheapestResolution(
  scenario: Scenario,
  epsilon: number,
  times: Float64Array,
  fine: Series,
): { readonly resolution: ReferenceResolution; readonly error: number } {
  const base = usual(scenario, epsilon);
  const candidates = POINTS.flatMap((inX) =>
    POINTS.flatMap((inY) =>
      STEPS.map((inTime) => ({
        work: inX * inY * inTime,
        resolution: {
          nx: base.nx * inX,
          modes: (base.nx * inX) / 2 - 1,
          ny: base.ny * inY,
          halfWidth: base.halfWidth,
          substeps: Math.max(1, base.substeps * inTime),
          longestStep: base.longestStep / inTime,
        },
      })),
    ),
  ).sort((a, b) => a.work - b.work);
  for (const { resolution } of candidates) {
    if (resolution.nx < 8 || resolution.ny < 32) continue;
    const error = difference(runReference(scenario, epsilon, resolution, times), fine);
    if (error <= TOLERANCE) return { resolution, error };
  }
  throw new Error(`no resolution reaches ${TOLERANCE} at ε = ${epsilon}`);
}
