import { FINE, ROUGH, type Score, scenarioOf, scoreScenarios, type Target } from './falsify-score.ts';
import { shrink } from './falsify-shrink.ts';
import { nelderMead, type SearchResult } from './nelder-mead.ts';
import { type CaseSolver, openSolver } from './pool.ts';
import { randomSketches } from './random-scenario.ts';
import { pointOf, type Sketch, sketchAt } from './sketch.ts';

export interface FalsifyOptions {
  readonly targets: readonly Target[];
  /** Random scenarios; as many evaluations again may refine the best, and as many simplify it. */
  readonly runs: number;
  readonly seed: number;
  /** Evaluations that refining, and again simplifying, may use where each solves a case. */
  readonly mostCases?: number;
  /** Worker threads; has no influence on the result. */
  readonly jobs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (phase: string, done: number, total: number) => void;
  /** Replaced in tests. */
  readonly solver?: CaseSolver;
}

export interface Falsification {
  readonly target: Target;
  /** The scenario found, simplified. */
  readonly sketch: Sketch;
  /** Its score at the effort of `verify --profile standard`; above 1: falsified. */
  readonly score: Score;
  /** Largest score of every target over the random scenarios. */
  readonly random: readonly { readonly id: string; readonly value: number }[];
  /** Evaluations of each phase. */
  readonly spent: { readonly random: number; readonly refined: number; readonly simplified: number };
}

/** Scenarios that are evaluated between two looks at the results; not the number of threads, which must play no part. */
const BATCH = 8;
/** Searches that start from the best random scenarios, side by side. */
const STARTS = 2;
/** Evaluations that refining and simplifying may always use: where the model is enough, and where each solves a case. */
const LEAST = { model: 40, case: 8 };
/** The default of `mostCases`. */
const MOST_CASES = 60;
/** Edge of the first simplex, as part of each range: a declared heuristic. */
const STEP = 0.1;
/** Part of the score that a simpler scenario may lose. */
const MAY_LOSE = 1e-4;

interface Trial {
  readonly sketch: Sketch;
  readonly scores: readonly Score[];
}

const highest = ({ scores }: Trial): number => Math.max(...scores.map(({ value }) => value));

/**
 * Searches scenarios for the largest ratio of measured to bound: random ones, then simplex searches from the best, then a
 * simplification that keeps the ratio. A score above 1 counts only when a finer solution confirms it, because a search
 * picks the outliers of error bars that hold in 95 % of cases; a confirmed one ends the search. The same seed gives the
 * same result for every number of jobs.
 *
 * @returns undefined when no target could be compared in any scenario
 * @throws the signal's reason when aborted
 */
export async function falsify(options: FalsifyOptions): Promise<Falsification | undefined> {
  const solver = options.solver ?? openSolver(options.jobs, options.signal);
  try {
    return await search(options, solver);
  } finally {
    await solver.close();
  }
}

async function search(
  { targets, runs, seed, mostCases = MOST_CASES, signal, onProgress }: FalsifyOptions,
  solver: CaseSolver,
): Promise<Falsification | undefined> {
  const roughly = async (sketches: readonly Sketch[], wanted: readonly Target[]): Promise<readonly Trial[]> => {
    const scenarios = await Promise.all(sketches.map((sketch) => scenarioOf(sketch)));
    const scores = await scoreScenarios(scenarios, wanted, ROUGH, solver, signal);
    return sketches.map((sketch, i) => ({ sketch, scores: scores[i] }));
  };
  const finely = async (sketch: Sketch, wanted: readonly Target[]): Promise<readonly Score[]> =>
    (await scoreScenarios([await scenarioOf(sketch)], wanted, FINE, solver, signal))[0];
  // The largest scores above 1 are confirmed until one is; the others then do not matter any more.
  const evaluate = async (sketches: readonly Sketch[], wanted: readonly Target[]): Promise<readonly Trial[]> => {
    const found = [...(await roughly(sketches, wanted))];
    const doubted = found.map((_, i) => i).filter((i) => highest(found[i]) > 1);
    doubted.sort((i, j) => highest(found[j]) - highest(found[i]));
    for (const i of doubted) {
      found[i] = { sketch: found[i].sketch, scores: await finely(found[i].sketch, wanted) };
      if (highest(found[i]) > 1) return [found[i]];
    }
    return found;
  };

  let drawn = 0;
  const trials = await randomTrials({ targets, runs, seed }, evaluate, (done) => {
    drawn = done;
    onProgress?.('random', done, runs);
  });
  const random = targets.map(({ id }, k) => ({ id, value: Math.max(...trials.map(({ scores }) => scores[k].value)) }));
  const top = random.reduce((best, { value }, k) => (value > random[best].value ? k : best), 0);
  if (random.length === 0 || random[top].value === Number.NEGATIVE_INFINITY) return undefined;
  const target = targets[top];
  const ranked = [...trials].sort((a, b) => b.scores[top].value - a.scores[top].value);
  const wanted = Math.max(runs, LEAST[target.needs]);
  const budget = target.needs === 'model' ? wanted : Math.min(wanted, mostCases);
  let sketch = ranked[0].sketch;
  let value = random[top].value;
  let refined = 0;
  if (!(value > 1)) {
    const starts = ranked.slice(0, STARTS).filter(({ scores }) => Number.isFinite(scores[top].value));
    const found = await refine(
      starts.map((trial) => ({ sketch: trial.sketch, value: trial.scores[top].value })),
      (sketches) => evaluate(sketches, [target]),
      budget,
      (done) => onProgress?.('refining', Math.min(done, budget), budget),
    );
    ({ sketch, value } = found);
    refined = found.evaluations;
  }

  // A falsification stays one; any other ratio may lose a little for the sake of a simpler scenario.
  const enough = value > 1 ? 1 : value - MAY_LOSE * Math.abs(value);
  let tried = 0;
  const simple = await shrink(
    sketch,
    async (candidates) => {
      tried += candidates.length;
      onProgress?.('simplifying', Math.min(tried, budget), budget);
      const others = await roughly(candidates, [target]);
      return others.map(({ scores: [other] }) => (value > 1 ? other.value > enough : other.value >= enough));
    },
    budget,
  );
  let [score] = await finely(simple.sketch, [target]);
  if (score.value >= enough && (score.value > 1 || value <= 1)) sketch = simple.sketch;
  else [score] = await finely(sketch, [target]);
  return {
    target,
    sketch,
    score,
    random,
    spent: { random: drawn, refined, simplified: simple.tried },
  };
}

/** Random scenarios on the torus; on the line when no target applies to the first of them. Ends at a falsification. */
async function randomTrials(
  { targets, runs, seed }: Pick<FalsifyOptions, 'targets' | 'runs' | 'seed'>,
  evaluate: (sketches: readonly Sketch[], targets: readonly Target[]) => Promise<readonly Trial[]>,
  onDone: (done: number) => void,
): Promise<readonly Trial[]> {
  let trials: Trial[] = [];
  for (const domain of ['torus', 'line'] as const) {
    trials = [];
    const sketches = randomSketches(seed, runs, domain);
    for (let next = 0; next < runs; next += BATCH) {
      trials.push(...(await evaluate(sketches.slice(next, next + BATCH), targets)));
      onDone(Math.min(next + BATCH, runs));
      const best = Math.max(...trials.map(highest));
      if (best > 1) return trials;
      if (best === Number.NEGATIVE_INFINITY) break;
    }
    if (trials.some(({ scores }) => scores.some(({ value }) => value > Number.NEGATIVE_INFINITY))) return trials;
  }
  return trials;
}

/** Simplex searches in step: every round collects the points that all of them want next. */
async function refine(
  starts: readonly { readonly sketch: Sketch; readonly value: number }[],
  evaluate: (sketches: readonly Sketch[]) => Promise<readonly Trial[]>,
  budget: number,
  onDone: (done: number) => void,
): Promise<{ readonly sketch: Sketch; readonly value: number; readonly evaluations: number }> {
  const share = Math.floor(budget / starts.length);
  const searches = starts.map(({ sketch, value }) =>
    nelderMead(pointOf(sketch), value, { budget: share, step: STEP, smallest: 1e-4 }),
  );
  let best = starts[0];
  let evaluations = 0;
  let states: IteratorResult<readonly (readonly number[])[], SearchResult>[] = searches.map((one) => one.next());
  while (states.some(({ done }) => !done)) {
    const wanted = states.map((state, i) =>
      state.done ? [] : state.value.map((point) => sketchAt(starts[i].sketch, point)),
    );
    const flat = wanted.flat();
    const trials = await evaluate(flat);
    evaluations += flat.length;
    onDone(evaluations);
    for (const { sketch, scores } of trials)
      if (scores[0].value > best.value) best = { sketch, value: scores[0].value };
    if (best.value > 1) break;
    const answers = trials.map(({ scores }) => scores[0].value);
    let offset = 0;
    states = states.map((state, i) => {
      if (state.done) return state;
      const own = answers.slice(offset, offset + wanted[i].length);
      offset += wanted[i].length;
      return searches[i].next(own);
    });
  }
  return { ...best, evaluations };
}
