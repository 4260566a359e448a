import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createModel } from '../../model/create-model.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { reference } from '../reference.ts';
import type { Coarsening, Resolution, Scheme, SolveSummary } from '../scheme.ts';
import { timeGrid } from '../time-grid.ts';
import { caseFile, type ExternalResolution, TABLES } from './case-file.ts';
import { type Declaration, REFINABLE, readDeclaration } from './declaration.ts';
import type { ExternalSchemeDescription } from './description.ts';
import { loadResult } from './load-result.ts';
import { encodeNpy } from './npy.ts';
import { openResult } from './result-arrays.ts';
import { runProgram } from './run-program.ts';
import { tablesOf } from './tables.ts';

/** The program's own steps. */
const OWN: ExternalResolution = { time: 1, x: 1, y: 1 };
/** Error relative to max(1, |value|) that the grid of the snapshots in x may add: below what programs reach. */
const TOLERANCE = 1e-4;

/** Quadratures of the diagnostics then stop at 2e-5 and say so in the bar, far below the error of most programs. */
const RELAXED = 1e4;
/** Particles are many numbers, and no identity in time is read off them: every fourth time, and the last. */
const PARTICLE_STRIDE = 4;

const RULE = {
  factor: 2,
  reason:
    'the difference to steps twice as long is the error itself at order 1; doubled, it still is at order 0.6, where schemes end up that degenerate for ε ≪ Δt. The order that a program announces is not trusted',
} as const;

/** In the initial layer programs step from output time to output time: their steps are coarser only with fewer of these. */
const FEWER_TIMES = { every: 2 } as const;

/**
 * A user's program as a scheme (docs/your-scheme.md). It is run once for each resolution, in a directory of its own, blocks the
 * thread, and is ended with all that it started when it breaks a limit. One object serves one case: what the program declares
 * of itself, the sources that it refines above all, is known after its first run.
 */
export function externalScheme(description: ExternalSchemeDescription): Scheme {
  let declaration: Declaration | undefined;
  return {
    get name() {
      return declaration?.name ?? 'external';
    },
    title: description.command,
    level: description.level === undefined || description.level === 'full' ? 'full' : description.level,

    program: {
      relaxed: RELAXED,
      // As dense in the initial layer as elsewhere, but coarse after it, where a program's own error is larger than that of
      // the time quadrature.
      outputTimes({ time }, epsilon, marks) {
        const all = timeGrid(epsilon, time, time / 8, marks);
        if (description.level !== 'particles') return all;
        return all.filter((t, i) => i % PARTICLE_STRIDE === 0 || i === all.length - 1 || marks?.includes(t));
      },
    },

    supports: ({ space }) => space.dimension === 1 || 'programs are given one space dimension',
    resolution: (): ExternalResolution => OWN,
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

    *solve(scenario, epsilon, resolution, times): Generator<Snapshot, SolveSummary> {
      const model = createModel(scenario);
      const { level, tables, bytes } = description;
      const content = caseFile(model, epsilon, times, resolution as ExternalResolution, { level, tables });
      const directory = caseDirectory(description, scenario, epsilon, resolution);
      let snapshot: (k: number) => Snapshot;
      try {
        writeFileSync(join(directory, 'case.json'), `${JSON.stringify(content, undefined, 2)}\n`);
        if (tables) {
          mkdirSync(join(directory, TABLES));
          for (const [name, array] of tablesOf(model, epsilon, content))
            writeFileSync(join(directory, TABLES, `${name}.npy`), encodeNpy(array));
        }
        runProgram(description, directory, JSON.stringify({ ...content, directory }));
        declaration = readDeclaration(directory);
        const averages = declaration.values === 'cell-averages';
        const points = reference.resolution(scenario, epsilon, TOLERANCE).nx;
        const arrays = openResult(directory, bytes);
        snapshot = loadResult(arrays, { model, epsilon, times, averages, points }, level);
      } finally {
        // A program may have made it unremovable; that is no reason to lose its result.
        if (!description.keep) attemptQuietly(() => rmSync(directory, { recursive: true, force: true }));
      }
      for (let k = 0; k < times.length; k++) yield snapshot(k);
      return { steps: declaration.steps };
    },
  };
}

const scaled = ({ time, x, y }: ExternalResolution, factor: number): ExternalResolution => ({
  time: factor * time,
  x: factor * x,
  y: factor * y,
});

/** A new directory whose name says which case it is. */
function caseDirectory(
  { cases }: ExternalSchemeDescription,
  scenario: Scenario,
  epsilon: number,
  resolution: Resolution,
): string {
  const { time, x, y } = resolution;
  const steps = time === x && x === y ? `steps-${time}` : `time-${time}-x-${x}-y-${y}`;
  const plain = `${scenario.name.replaceAll(/[^\w.-]/g, '_').slice(0, 80)}-epsilon-${epsilon}-${steps}`;
  for (let attempt = 1; ; attempt++) {
    const directory = join(cases, attempt === 1 ? plain : `${plain}-${attempt}`);
    try {
      mkdirSync(directory);
      return directory;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function attemptQuietly(action: () => void): void {
  try {
    action();
  } catch {
    // As the caller says.
  }
}
