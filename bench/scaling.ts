/** How the cost of the reference solver grows: with 1/ε, with each grid, with cores, and its memory with the problem. */
import { type CaseRequest, openSolver } from '../src/check/pool.ts';
import { loadScenario, parseScenario } from '../src/model/load-scenario.ts';
import type { Scenario } from '../src/model/scenario.ts';
import { reference } from '../src/schemes/reference.ts';
import type { ReferenceResolution } from '../src/schemes/reference-resolution.ts';
import { timeGrid } from '../src/schemes/time-grid.ts';
import { cheapestResolution, referenceSeries, TOLERANCE } from './equal-error.ts';
import { cost, exponent, machine, median, short, spread, table } from './measure.ts';
import { memoryTable } from './memory.ts';
import { forgetPhi, runReference } from './peers/reference-run.ts';
import type { BenchOptions } from './report.ts';

const FILE = 'scenarios/travelling-wave.yaml';

/** @returns a section of the report, in Markdown */
export async function scalingSection(options: BenchOptions): Promise<string> {
  const scenario = await loadScenario(FILE);
  return [
    `## How work grows

The reference solver on ${machine()}, processor time unless stated: median [smallest, largest] of ${options.rounds} rounds, in which
the rows take turns. With diagnostics: those of the peers, and the limit solver.`,
    againstEpsilon(scenario, options),
    await againstGrids(options),
    await againstCores(options),
    await memoryTable(scenario),
  ].join('\n\n');
}

/** One run of the reference solver. */
interface Work {
  readonly scenario: Scenario;
  readonly epsilon: number;
  readonly resolution: ReferenceResolution;
  readonly times: Float64Array;
}

function solve({ scenario, epsilon, resolution, times }: Work): number {
  const run = reference.solve(scenario, epsilon, { ...resolution }, times);
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value.steps;
}

/** Processor seconds of every run, without and with diagnostics, after one run to warm up; in turn, round after round. */
function timed(works: readonly Work[], rounds: number): { readonly solver: number[]; readonly whole: number[] }[] {
  const found = works.map(() => ({ solver: [] as number[], whole: [] as number[] }));
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < works.length; turn++) {
      const index = (turn + round + works.length) % works.length;
      const { scenario, epsilon, resolution, times } = works[index];
      forgetPhi(scenario);
      const solver = cost(() => solve(works[index])).cpuSeconds;
      forgetPhi(scenario);
      const whole = cost(() => runReference(scenario, epsilon, resolution, times)).cpuSeconds;
      if (round < 0) continue;
      found[index].solver.push(solver);
      found[index].whole.push(whole);
    }
  }
  return found;
}

function againstEpsilon(scenario: Scenario, { isQuick, rounds, say }: BenchOptions): string {
  const epsilons = isQuick ? [1e-1, 1e-4, 1e-8] : [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
  const cases = epsilons.map((epsilon) => {
    const times = timeGrid(epsilon, scenario.time, 0.04);
    const fine = referenceSeries(scenario, epsilon, times);
    const found = cheapestResolution(scenario, epsilon, times, fine);
    say(`ε = ${epsilon}: ${JSON.stringify(found.resolution)}, error ${short(found.error)}`);
    return { scenario, epsilon, times, ...found };
  });
  const costs = timed(cases, rounds);
  const growth = (part: 'solver' | 'whole'): string => {
    const ratio = median(costs[costs.length - 1][part]) / median(costs[0][part]);
    return `${short(ratio)} (${ratio <= 2 ? 'met' : 'not met'})`;
  };
  return [
    `### Against ε

\`travelling-wave\`, T = 1, at each ε the cheapest resolution whose error is at most ${TOLERANCE} (as for the peers).`,
    table(
      ['ε', 'points in x × y', 'output times', 'steps', 'error', 'solver, s', 'with diagnostics, s'],
      cases.map((each, i) => [
        String(each.epsilon),
        `${each.resolution.nx} × ${each.resolution.ny}`,
        String(each.times.length),
        String(solve(each)),
        short(each.error),
        spread(costs[i].solver),
        spread(costs[i].whole),
      ]),
    ),
    `Cost at ε = ${epsilons[epsilons.length - 1]} over that at ε = ${epsilons[0]}, target ≤ 2: solver ${growth('solver')}, with diagnostics ${growth('whole')}.`,
  ].join('\n\n');
}

/** Equal steps between two output times of the runs that tell how cost grows with a grid. */
const STEPS = 30;
const GRID_EPSILON = 1e-2;
const USUAL = { nx: 32, nv: 2, ny: 64 };
/** Near-linear: the exponent that is allowed. A declared threshold. */
const NEAR_LINEAR = 1.2;

async function againstGrids({ isQuick, rounds }: BenchOptions): Promise<string> {
  const points = isQuick ? [32, 64, 128] : [32, 64, 128, 256];
  const velocities = isQuick ? [2, 4, 8] : [2, 4, 8, 16];
  const rows: string[][] = [];
  const exponents: number[] = [];
  for (const [name, grid, values] of [
    ['Nx', 'nx', points],
    ['Ny', 'ny', points],
    ['Nv', 'nv', velocities],
  ] as const) {
    const works: Work[] = [];
    for (const value of values) works.push(await gridWork({ ...USUAL, [grid]: value }));
    const costs = works.map(() => ({ step: [] as number[], output: [] as number[] }));
    for (let round = -1; round < rounds; round++) {
      works.forEach((work, i) => {
        const { step, output } = stepAndOutput(work);
        if (round < 0) return;
        costs[i].step.push(1e3 * step);
        costs[i].output.push(1e3 * output);
      });
    }
    const both = (['step', 'output'] as const).flatMap((part) => {
      const medians = costs.map((each) => median(each[part]));
      const power = exponent(values.map((value, i) => [value, medians[i]]));
      if (part === 'step') exponents.push(power);
      return [medians.map(short).join(', '), short(power)];
    });
    rows.push([name, values.join(', '), ...both]);
  }
  const worst = Math.max(...exponents);
  return [
    `### Against the grids

Processor time of one step of the solver, and of the diagnostics at one output time, in milliseconds: medians, tables that are
made once not counted. The other grids are Nx = ${USUAL.nx}, Nv = ${USUAL.nv}, Ny = ${USUAL.ny}. Exponents are those of the power
law fitted to them. Products with the φ-functions cost the square of the modes in y that are above round-off: of the grid where
it is just fine enough, of what q needs where it is finer. Tumbling from each of Nv velocities to each other costs Nv² only where
the rate is no sum of few products of a function of one and one of the other; how often the adaptive quadrature of the
diagnostics halves a panel depends on the solution.`,
    table(['grid', 'points', 'step, ms', 'exponent', 'diagnostics, ms', 'exponent'], rows),
    `Largest exponent of a step ${short(worst)}, near-linear is up to ${NEAR_LINEAR}: ${worst <= NEAR_LINEAR ? 'met' : 'not met'}.`,
  ].join('\n\n');
}

/** Processor seconds of one step and of one output, both after the tables have been made. */
function stepAndOutput({ scenario, epsilon, resolution, times }: Work): { step: number; output: number } {
  const run = reference.solve(scenario, epsilon, { ...resolution }, times);
  run.next();
  run.next();
  const step = cost(() => run.next()).cpuSeconds / STEPS;
  const outputs: number[] = [];
  runReference(scenario, epsilon, resolution, times, (work) => outputs.push(cost(work).cpuSeconds));
  return { step, output: outputs[outputs.length - 1] };
}

async function gridWork({ nx, nv, ny }: typeof USUAL): Promise<Work> {
  const many = {
    name: 'many-velocities',
    space: { dimension: 1, domain: 'torus', length: 1 },
    velocities: { set: 'interval', min: -1, max: 1, nodes: nv },
    signal: '0.1*sin(2*pi*x - t)',
    kernel: { rate: '1 + 0.6*tanh(z)' },
    initial: { density: '1 + 0.5*cos(2*pi*x)', profile: { type: 'gaussian', mean: 0.8, deviation: 1 } },
    time: 1,
    epsilons: [GRID_EPSILON],
  };
  const time = 0.1 * GRID_EPSILON;
  return {
    scenario: await parseScenario(JSON.stringify(many)),
    epsilon: GRID_EPSILON,
    resolution: { nx, modes: nx / 2 - 1, ny, halfWidth: 11, substeps: STEPS, longestStep: 1 },
    times: Float64Array.of(0, time, 2 * time),
  };
}

/** Rounds of the profile on one and on two cores. */
const MOST_PROFILE_ROUNDS = 3;

async function againstCores({ isQuick, rounds, say }: BenchOptions): Promise<string> {
  const names = isQuick ? ['travelling-wave'] : ['travelling-wave', 'mixture', 'telegraph', 'whole-line'];
  const requests: CaseRequest[] = [];
  for (const name of names) {
    const scenario = await loadScenario(`scenarios/${name}.yaml`);
    for (const epsilon of scenario.epsilons)
      requests.push({ scenario, scheme: 'reference', epsilon, tolerance: 1e-4, maxEffort: 0 });
  }
  const solvers = [1, 2].map((jobs) => openSolver(jobs));
  const seconds: readonly number[][] = [[], []];
  try {
    // In the first round every worker compiles its hot loops.
    for (let round = -1; round < (isQuick ? 1 : Math.min(rounds, MOST_PROFILE_ROUNDS)); round++) {
      for (const [index, solver] of solvers.entries()) {
        const start = performance.now();
        const results = await solver.solve(requests);
        const crashed = results.find((result) => 'crashed' in result);
        if (crashed) throw new Error(`a case of the profile crashed: ${JSON.stringify(crashed)}`);
        if (round >= 0) seconds[index].push((performance.now() - start) / 1e3);
      }
      say(`cores: round ${round + 2}`);
    }
  } finally {
    for (const solver of solvers) await solver.close();
  }
  const speedUps = seconds[0].map((one, i) => one / seconds[1][i]);
  return `### Against cores

${requests.length} cases with their error budgets (${names.join(', ')}, every ε of each), after one round that is not counted: wall time on one worker
${spread(seconds[0])} s, on two ${spread(seconds[1])} s. Two cores are ${spread(speedUps)} times as fast, target ≥ 1.8: ${median(speedUps) >= 1.8 ? 'met' : 'not met'}.`;
}
