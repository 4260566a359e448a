/** How the cost of the reference solver grows: with 1/ε, with each grid, with cores, and its memory with the problem. */
import { type CaseRequest, openSolver } from '../src/check/pool.ts';
import { loadScenario, parseScenario } from '../src/model/load-scenario.ts';
import type { Scenario } from '../src/model/scenario.ts';
import { type ReferenceResolution, reference } from '../src/schemes/reference.ts';
import { timeGrid } from '../src/schemes/time-grid.ts';
import { cheapestResolution, referenceSeries, TOLERANCE } from './equal-error.ts';
import { type Cost, cost, exponent, machine, median, short, spread, table } from './measure.ts';
import { memoryTable } from './memory.ts';
import { forgetPhi, runReference } from './peers/reference-run.ts';
import type { BenchOptions } from './report.ts';

const FILE = 'scenarios/travelling-wave.yaml';

/** @returns a section of the report, in Markdown */
export async function scalingSection(options: BenchOptions): Promise<string> {
  const scenario = await loadScenario(FILE);
  return [
    `## How work grows

The reference solver on ${machine()}, processor time unless stated: median [smallest, largest] of ${options.rounds} rounds, in
which the rows take turns.`,
    againstEpsilon(scenario, options),
    await againstGrids(scenario, options),
    await againstCores(options),
    await memoryTable(scenario),
  ].join('\n\n');
}

/** Runs every piece of work once to warm up and then `rounds` times, in turn. */
function inTurns(works: readonly (() => void)[], rounds: number): Cost[][] {
  for (const work of works) work();
  const costs = works.map((): Cost[] => []);
  for (let round = 0; round < rounds; round++) {
    works.forEach((_, turn) => {
      const index = (turn + round) % works.length;
      costs[index].push(cost(works[index]));
    });
  }
  return costs;
}

const cpuOf = (costs: readonly Cost[]): number[] => costs.map(({ cpuSeconds }) => cpuSeconds);

function solve(scenario: Scenario, epsilon: number, resolution: ReferenceResolution, times: Float64Array): number {
  const run = reference.solve(scenario, epsilon, { ...resolution }, times);
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value.steps;
}

function againstEpsilon(scenario: Scenario, { isQuick, rounds, say }: BenchOptions): string {
  const epsilons = isQuick ? [1e-1, 1e-4, 1e-8] : [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
  const cases = epsilons.map((epsilon) => {
    const times = timeGrid(epsilon, scenario.time, 0.04);
    const fine = referenceSeries(scenario, epsilon, times);
    const found = cheapestResolution(scenario, epsilon, times, fine);
    say(`ε = ${epsilon}: ${JSON.stringify(found.resolution)}, error ${short(found.error)}`);
    return { epsilon, times, ...found };
  });
  const solver = inTurns(
    cases.map(({ epsilon, resolution, times }) => () => {
      forgetPhi(scenario);
      solve(scenario, epsilon, resolution, times);
    }),
    rounds,
  ).map(cpuOf);
  const whole = inTurns(
    cases.map(({ epsilon, resolution, times }) => () => {
      forgetPhi(scenario);
      runReference(scenario, epsilon, resolution, times);
    }),
    rounds,
  ).map(cpuOf);
  const growth = (costs: readonly number[][]): string => {
    const ratio = median(costs[costs.length - 1]) / median(costs[0]);
    return `${short(ratio)} (${ratio <= 2 ? 'met' : 'not met'})`;
  };
  return [
    `### Against ε

\`travelling-wave\`, T = 1, at each ε the cheapest resolution whose error is at most ${TOLERANCE} (as for the peers).`,
    table(
      ['ε', 'points in x × y', 'output times', 'steps', 'error', 'solver, s', 'with diagnostics, s'],
      cases.map(({ epsilon, resolution, times, error }, i) => [
        String(epsilon),
        `${resolution.nx} × ${resolution.ny}`,
        String(times.length),
        String(solve(scenario, epsilon, resolution, times)),
        short(error),
        spread(solver[i]),
        spread(whole[i]),
      ]),
    ),
    `Cost at ε = ${epsilons[epsilons.length - 1]} over that at ε = ${epsilons[0]}, target ≤ 2: solver ${growth(solver)}, with diagnostics ${growth(whole)}.`,
  ].join('\n\n');
}

/** Steps of the runs that tell how cost grows with a grid. */
const STEPS = 24;
const GRID_EPSILON = 1e-2;

async function againstGrids(scenario: Scenario, { isQuick, rounds }: BenchOptions): Promise<string> {
  const times = Float64Array.from({ length: STEPS + 1 }, (_, i) => (0.01 * GRID_EPSILON * i) / STEPS);
  const grid = (nx: number, ny: number): ReferenceResolution => ({
    nx,
    modes: nx / 2 - 1,
    ny,
    halfWidth: 11,
    substeps: 1,
    longestStep: 1,
  });
  const many = async (nodes: number): Promise<Scenario> =>
    parseScenario(
      JSON.stringify({
        name: 'velocities',
        space: { dimension: 1, domain: 'torus', length: 1 },
        velocities: { set: 'interval', min: -1, max: 1, nodes },
        signal: '0.1*sin(2*pi*x - t)',
        kernel: { rate: '1 + 0.6*tanh(z)' },
        initial: { density: '1 + 0.5*cos(2*pi*x)', profile: { type: 'gaussian', mean: 0.8, deviation: 1 } },
        time: 1,
        epsilons: [GRID_EPSILON],
      }),
    );
  const sizes = isQuick ? [32, 64, 128] : [32, 64, 128, 256];
  const counts = isQuick ? [2, 4, 8] : [2, 4, 8, 16, 32];
  const families = [
    { name: 'Nx', values: sizes, run: (nx: number) => ({ scenario, resolution: grid(nx, 64) }) },
    { name: 'Ny', values: sizes, run: (ny: number) => ({ scenario, resolution: grid(32, ny) }) },
  ];
  const byVelocity = new Map<number, Scenario>();
  for (const count of counts) byVelocity.set(count, await many(count));
  families.push({
    name: 'Nv',
    values: counts,
    run: (nv: number) => ({ scenario: byVelocity.get(nv)!, resolution: grid(32, 64) }),
  });
  const rows = families.map(({ name, values, run }) => {
    const works = values.map((value) => {
      const { scenario: one, resolution } = run(value);
      return { one, resolution };
    });
    const solver = inTurns(
      works.map(
        ({ one, resolution }) =>
          () =>
            solve(one, GRID_EPSILON, resolution, times),
      ),
      rounds,
    ).map(cpuOf);
    const whole = inTurns(
      works.map(
        ({ one, resolution }) =>
          () =>
            runReference(one, GRID_EPSILON, resolution, times),
      ),
      rounds,
    ).map(cpuOf);
    const growth = (costs: readonly number[][]): string =>
      short(exponent(values.map((value, i) => [value, median(costs[i])])));
    const list = (costs: readonly number[][]): string =>
      costs.map((each) => short((1e3 * median(each)) / STEPS)).join(', ');
    return [name, values.join(', '), list(solver), growth(solver), list(whole), growth(whole)];
  });
  return [
    `### Against the grids

Processor time of one step in milliseconds (${STEPS} equal steps; the other grids are Nx = 32, Nv = 2, Ny = 64), and the exponent
of the power law fitted to it. Tumbling from each of Nv velocities to each other costs Nv² by itself.`,
    table(['grid', 'points', 'solver, ms', 'exponent', 'with diagnostics, ms', 'exponent'], rows),
  ].join('\n\n');
}

async function againstCores({ isQuick, rounds, say }: BenchOptions): Promise<string> {
  const names = isQuick ? ['travelling-wave', 'mixture'] : ['travelling-wave', 'mixture', 'three-speeds', 'telegraph'];
  const requests: CaseRequest[] = [];
  for (const name of names) {
    const scenario = await loadScenario(`scenarios/${name}.yaml`);
    for (const epsilon of scenario.epsilons)
      requests.push({ scenario, scheme: 'reference', epsilon, tolerance: 1e-4, maxEffort: 0 });
  }
  const solvers = [1, 2].map((jobs) => openSolver(jobs));
  const warm = requests.slice(0, 2);
  for (const solver of solvers) await solver.solve(warm);
  const seconds: [number[], number[]] = [[], []];
  for (let round = 0; round < (isQuick ? 1 : Math.min(rounds, 5)); round++) {
    for (const [index, solver] of solvers.entries()) {
      const start = performance.now();
      const results = await solver.solve(requests);
      const crashed = results.find((result) => 'crashed' in result);
      if (crashed) throw new Error(`a case of the profile crashed: ${JSON.stringify(crashed)}`);
      seconds[index].push((performance.now() - start) / 1e3);
    }
    say(`cores: round ${round + 1}`);
  }
  for (const solver of solvers) await solver.close();
  const speedUps = seconds[0].map((one, i) => one / seconds[1][i]);
  return `### Against cores

${requests.length} cases with their error budgets (${names.join(', ')}, every ε of each), wall time on one worker ${spread(seconds[0])} s, on two ${spread(seconds[1])} s.
Two cores are ${spread(speedUps)} times as fast, target ≥ 1.8: ${median(speedUps) >= 1.8 ? 'met' : 'not met'}.`;
}
