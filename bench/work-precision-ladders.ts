import type { Scenario } from '../src/model/scenario.ts';
import { hermite } from '../src/schemes/hermite.ts';
import { lattice } from '../src/schemes/lattice.ts';
import { methylation } from '../src/schemes/methylation.ts';
import { particles } from '../src/schemes/particles.ts';
import { reference } from '../src/schemes/reference.ts';
import type { ReferenceResolution } from '../src/schemes/reference-resolution.ts';
import type { Resolution, Scheme } from '../src/schemes/scheme.ts';

/** Resolutions of one solver from coarse to fine: each family refines one thing and is left when a run takes too long. */
export interface Ladder {
  readonly name: string;
  readonly scheme: Scheme;
  families(scenario: Scenario, epsilon: number): Resolution[][];
}

/** Refinements of the time step, as powers of two of the usual one. */
const IN_TIME = [-4, -3, -2, -1, 0, 1, 2, 3];

const inTime = (resolution: Resolution, power: number): Resolution => ({
  ...resolution,
  substeps: Math.max(1, resolution.substeps * 2 ** power),
  longestStep: resolution.longestStep * 2 ** -power,
});

const inX = (resolution: Resolution, factor: number): Resolution => ({
  ...resolution,
  nx: resolution.nx * factor,
  modes: (resolution.nx * factor) / 2 - 1,
});

/** Order of the Adams method in the diagram: the one that the reference takes for tight tolerances. */
const ADAMS = 8;

/** Grids of the reference on which the step is refined. */
function referenceGrids(scenario: Scenario, epsilon: number): Resolution[] {
  const usual = reference.resolution(scenario, epsilon) as ReferenceResolution;
  const coarse = { ...usual, ...inX(usual, 1 / 2), ny: 64 };
  return [
    coarse,
    // The usual box is wider than this signal needs: a narrower one resolves more with the same points.
    { ...coarse, halfWidth: 0.9 * usual.halfWidth },
    { ...coarse, ny: 128 },
    { ...usual, ny: 128 },
  ];
}

/** Far finer than any that is timed. */
export function finestReference(scenario: Scenario, epsilon: number, isQuick: boolean): Resolution {
  const usual = reference.resolution(scenario, epsilon);
  const grid = { ...inX(usual, 2), ny: isQuick ? 128 : 256, halfWidth: 1.2 * usual.halfWidth, adams: ADAMS };
  return inTime(grid, isQuick ? 1 : 2);
}

/** The ladder of every built-in solver. */
export const LADDERS: readonly Ladder[] = [
  {
    name: 'reference, Runge–Kutta',
    scheme: reference,
    families: (scenario, epsilon) =>
      referenceGrids(scenario, epsilon).map((grid) => IN_TIME.map((power) => inTime(grid, power))),
  },
  {
    name: `reference, Adams ${ADAMS}`,
    scheme: reference,
    families: (scenario, epsilon) =>
      referenceGrids(scenario, epsilon).map((grid) => IN_TIME.map((power) => inTime({ ...grid, adams: ADAMS }, power))),
  },
  {
    name: 'hermite',
    scheme: hermite,
    families(scenario, epsilon) {
      const usual = hermite.resolution(scenario, epsilon);
      const coarse = inX(usual, 1 / 2);
      const grids = [16, 24, 32, 48, 64].map((modes) => ({ ...coarse, hermite: modes }));
      grids.push({ ...usual, hermite: 64 });
      return grids.map((grid) => IN_TIME.map((power) => inTime(grid, power)));
    },
  },
  {
    name: 'lattice',
    scheme: lattice,
    families(scenario, epsilon) {
      const usual = lattice.resolution(scenario, epsilon);
      return [-1, 0, 1, 2].map((inY) =>
        [-1, 0, 1, 2, 3].map((power) => ({
          ...usual,
          nx: usual.nx * 2 ** power,
          xPoints: Math.min(usual.xPoints, (usual.nx * 2 ** power) / 2),
          modes: Math.min(usual.modes, (usual.nx * 2 ** power) / 4 - 1),
          parts: Math.max(1, usual.parts * 2 ** power),
          ny: usual.ny * 2 ** inY,
          yPoints: Math.min(usual.yPoints, (usual.ny * 2 ** inY) / 2),
        })),
      );
    },
  },
  {
    name: 'methylation',
    scheme: methylation,
    families(scenario, epsilon) {
      const usual = methylation.resolution(scenario, epsilon);
      const grids = [inX(usual, 1 / 2), usual, { ...usual, nm: 2 * usual.nm, halfWidth: 1.2 * usual.halfWidth }];
      return grids.map((grid) => IN_TIME.map((power) => inTime(grid, power)));
    },
  },
  {
    name: 'particles',
    scheme: particles,
    families: () => [[1e3, 1e4, 1e5].map((particles) => ({ particles, seed: 1, first: 0 }))],
  },
];
