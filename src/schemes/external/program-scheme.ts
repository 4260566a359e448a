import { createModel } from '../../model/create-model.ts';
import type { ErrorSource } from '../../model/measured.ts';
import type { Model } from '../../model/model.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { reference } from '../reference.ts';
import type { Coarsening, Resolution, Scheme, SolveSummary } from '../scheme.ts';
import { timeGrid } from '../time-grid.ts';
import { type CaseFile, caseFile, type ExternalResolution } from './case-file.ts';
import { type Declaration, REFINABLE } from './declaration.ts';
import type { ExternalLevel } from './description.ts';
import { loadResult } from './load-result.ts';
import type { ResultArrays } from './result-arrays.ts';

/** Factors of the program's own steps. */
export const OWN_STEPS: ExternalResolution = { time: 1, x: 1, y: 1 };
/** Error relative to max(1, |value|) that the grid of the snapshots in x may add: below what programs reach. */
const TOLERANCE = 1e-4;

/** Quadratures of the diagnostics then stop at 2e-5 and say so in the bar, far below the error of most programs. */
const RELAXED = 100;
/** Output intervals after the initial layer, at least: four Fourier modes of the marginal are integrated over time. */
const INTERVALS = 24;
/** Particles are many numbers, and no identity in time is read off them: every fourth time, and the last. */
const PARTICLE_STRIDE = 4;

const RULE = {
  factor: 2,
  reason:
    'the difference to steps twice as long is the error itself at order 1; doubled, it still is at order 0.6, where schemes end up that degenerate for ε ≪ Δt. The order that a program announces is not trusted',
} as const;

/** In the initial layer programs step from output time to output time: their steps are coarser only with fewer of these. */
const FEWER_TIMES = { every: 2 } as const;

/** What a run gave: what the scheme declares of itself, and its arrays. */
export interface ProgramResult {
  readonly declaration: Declaration;
  readonly arrays: ResultArrays;
}

/** A user's scheme: a program, or functions of the library. */
export interface UserScheme {
  readonly title: string;
  /** Results of another level are refused; any level when absent. */
  readonly level?: ExternalLevel | undefined;
  /** Whether the case gets a folder of tables. */
  readonly tables: boolean;
  /**
   * One run at one resolution. What it gave is read inside `read`, and may be gone afterwards.
   * @throws SchemeFailure
   */
  run<Read>(content: CaseFile, model: Model, read: (result: ProgramResult) => Read): Read;
}

/** A user's scheme as one of ours, with what its last run declared. */
export interface ProgramScheme extends Scheme {
  readonly program: NonNullable<Scheme['program']>;
  /** The order that it announces for a source; the lowest of all where they are refined together. */
  announced(source: ErrorSource): number | undefined;
  /** Nothing but what it declares counts. */
  coarsenings(resolution: Resolution): readonly Coarsening[];
}

/**
 * A user's scheme (docs/your-scheme.md) as one of ours. It is run once for each resolution. One object serves one case: what
 * the scheme declares of itself, the sources that it refines above all, is known after its first run.
 */
export function programScheme(user: UserScheme): ProgramScheme {
  let declaration: Declaration | undefined;
  return {
    get name() {
      return declaration?.name ?? 'external';
    },
    title: user.title,
    level: user.level ?? 'full',

    program: {
      relaxed: RELAXED,
      // As dense in the initial layer as elsewhere, but coarse after it, where a program's own error is larger than that of
      // the time quadrature.
      outputTimes({ time }, epsilon, marks) {
        const all = timeGrid(epsilon, time, time / INTERVALS, marks);
        if (user.level !== 'particles') return all;
        return all.filter((t, i) => i % PARTICLE_STRIDE === 0 || i === all.length - 1 || marks?.includes(t));
      },
    },

    supports: ({ space }) => space.dimension === 1 || 'programs are given one space dimension',
    resolution: (): ExternalResolution => OWN_STEPS,
    refine(resolution, source) {
      const own = resolution as ExternalResolution;
      const refined = REFINABLE.find((name) => name === source);
      if (source === 'grid') return scaled(own, 1 / 2);
      return refined === undefined ? undefined : { ...own, [refined]: own[refined] / 2 };
    },
    coarsenings(resolution): readonly Coarsening[] {
      const own = resolution as ExternalResolution;
      const refines = declaration?.refines ?? [];
      if (refines.length === 0) {
        return [{ source: 'grid', resolution: scaled(own, 2), against: 'base', ...RULE, ...FEWER_TIMES }];
      }
      return refines.map((source) => ({
        source,
        resolution: { ...own, [source]: 2 * own[source] },
        against: 'base',
        ...RULE,
        every: source === 'time' ? FEWER_TIMES.every : 1,
      }));
    },

    announced(source) {
      const orders = declaration?.orders ?? {};
      const refined = REFINABLE.find((name) => name === source);
      if (refined !== undefined) return orders[refined];
      const all = Object.values(orders);
      return all.length === 0 ? undefined : Math.min(...all);
    },

    *solve(scenario, epsilon, resolution, times): Generator<Snapshot, SolveSummary> {
      const model = createModel(scenario);
      const { level, tables } = user;
      const content = caseFile(model, epsilon, times, resolution as ExternalResolution, { level, tables });
      const { snapshot, steps } = user.run(content, model, (result) => {
        declaration = result.declaration;
        const averages = declaration.values === 'cell-averages';
        const points = reference.resolution(scenario, epsilon, TOLERANCE).nx;
        return {
          snapshot: loadResult(result.arrays, { model, epsilon, times, averages, points }, level),
          steps: declaration.steps,
        };
      });
      for (let k = 0; k < times.length; k++) yield snapshot(k);
      return { steps };
    },
  };
}

const scaled = ({ time, x, y }: ExternalResolution, factor: number): ExternalResolution => ({
  time: factor * time,
  x: factor * x,
  y: factor * y,
});
