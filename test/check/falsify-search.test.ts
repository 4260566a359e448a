import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../../src/check/case.ts';
import { type Falsification, type FalsifyOptions, falsify } from '../../src/check/falsify.ts';
import { complexity } from '../../src/check/falsify-shrink.ts';
import type { CaseRequest, CaseSolver, CrashedCase } from '../../src/check/pool.ts';
import type { Sketch } from '../../src/check/sketch.ts';
import type { BoundClaim, ModelBoundClaim, ModelContext } from '../../src/check/statement.ts';
import type { Scenario } from '../../src/model/scenario.ts';

// Claims whose ratio is a plain function of the scenario, and a solver that solves nothing: what the search does is seen
// in milliseconds.

const common = { title: '', latex: '', source: '', scale: 1, kind: 'bound' } as const;
const ofModel = (
  ratio: (scenario: Scenario, epsilon: number) => number,
  more: Partial<ModelBoundClaim> = {},
): ModelBoundClaim => ({
  ...common,
  id: 'fake/model',
  needs: 'model',
  samples: ({ model, epsilon }) => [
    { time: 1, measured: { value: ratio(model.scenario, epsilon), error: {} }, bound: { value: 1, error: {} } },
  ],
  ...more,
});

interface Watched extends CaseSolver {
  readonly requests: CaseRequest[];
  readonly closed: { times: number };
}
const solverOf = (answer: (request: CaseRequest) => CaseResult | CrashedCase): Watched => {
  const asked: CaseRequest[] = [];
  const closed = { times: 0 };
  return {
    requests: asked,
    closed,
    solve: async (requests) => {
      asked.push(...requests);
      return requests.map(answer);
    },
    close: async () => {
      closed.times++;
    },
  };
};
const idle = () =>
  solverOf(() => {
    throw new Error('nothing is to be solved');
  });

const solved = (value: number): CaseResult => ({ resolved: true, fake: value }) as unknown as CaseResult;
const ofCase: BoundClaim = {
  ...common,
  id: 'fake/case',
  needs: 'case',
  samples: ({ result }) => [
    {
      time: 1,
      measured: { value: (result as unknown as { fake: number }).fake, error: {} },
      bound: { value: 1, error: {} },
    },
  ],
};

/** The solver of such a claim, and few evaluations beyond the random ones. */
const few = (ratio: (scenario: Scenario, epsilon: number) => number) => ({
  solver: solverOf(({ scenario, epsilon }) => solved(ratio(scenario, epsilon))),
  mostCases: 4,
});

const search = (
  options: Partial<FalsifyOptions> & Pick<FalsifyOptions, 'targets'>,
): Promise<Falsification | undefined> => falsify({ runs: 8, seed: 5, jobs: 1, solver: idle(), ...options });

/** With the slack of 1e-6 on the bound. */
const score = (ratio: number): number => ratio / (1 + 1e-6);
const MODEL_RUNS = 40;

describe('a search', () => {
  it('climbs to the largest ratio and drops all that plays no part', async () => {
    const progress: string[] = [];
    const found = await search({
      targets: [ofModel(({ time }) => 4.5 * time)],
      onProgress: (phase, done, total) => progress.push(`${phase} ${done}/${total}`),
    });
    expect(found?.score.value).toBeGreaterThan(score(0.9) * (1 - 2e-4));
    expect(found?.score.value).toBeLessThanOrEqual(score(0.9));
    expect(found?.sketch).toMatchObject({
      waves: [],
      kernel: { form: 'constant', numbers: [1] },
      velocities: { form: 'two-speed', numbers: [1] },
      profile: { form: 'equilibrium' },
      density: { form: 'uniform' },
      time: 0.2,
      epsilon: 0.1,
    });
    expect(found?.random).toHaveLength(1);
    expect(found?.random[0].id).toBe('fake/model');
    expect(found?.random[0].value).toBeLessThan(score(0.9));
    expect(found?.spent.random).toBe(8);
    // Two searches in step, each with half of the budget.
    expect(found?.spent.refined).toBe(MODEL_RUNS);
    expect(found?.spent.simplified).toBeLessThan(MODEL_RUNS + 4);
    expect(progress[0]).toBe('random 8/8');
    expect(progress.filter((line) => line.startsWith('refining'))).toContain(`refining ${MODEL_RUNS}/${MODEL_RUNS}`);
    expect(progress[progress.length - 1]).toMatch(/^simplifying \d+\/40$/);
  });

  it('is the same for the same seed, and another for another', async () => {
    const options = { targets: [ofCase], ...few(({ time }, epsilon) => time + epsilon) };
    const one = await search(options);
    expect(await search(options)).toEqual(one);
    expect((await search({ ...options, seed: 2 }))?.random).not.toEqual(one?.random);
  });

  it('follows the claim that came nearest to failing', async () => {
    const targets = [ofModel(() => 0.1, { id: 'fake/low' }), ofCase];
    const found = await search({ targets, ...few(({ time }) => 2 * time) });
    expect(found?.target.id).toBe('fake/case');
    expect(found?.random.map(({ id }) => id)).toEqual(['fake/low', 'fake/case']);
    expect(found?.random[0].value).toBe(score(0.1));
    expect(found?.random[1].value).toBeGreaterThan(score(0.3));
  });
});

describe('a ratio above 1', () => {
  const broken = ofModel(({ time }) => (time > 0.1 ? 1.5 : 0.5));

  it('ends the search, and is kept while the scenario is made simpler', async () => {
    const found = await search({ targets: [broken], runs: 20 });
    expect(found?.score.value).toBe(score(1.5));
    expect(found?.spent).toMatchObject({ random: 8, refined: 0 });
    expect(found?.sketch.waves).toEqual([]);
    expect(found?.sketch.time).toBeGreaterThan(0.1);
    expect(String(found?.sketch.time).length).toBeLessThanOrEqual('0.18'.length);
  });

  it('may shrink to any other above 1, not below', async () => {
    const found = await search({ targets: [ofModel(({ time }) => 1 + (time - 0.05))], runs: 8 });
    expect(found?.sketch.time).toBe(0.1);
    expect(found?.score.value).toBe(score(1.05));
  });

  it('ends the refinement', async () => {
    // Above 1 only where ε is near its largest, 0.2, which the random scenarios miss.
    const found = await search({ targets: [ofModel((_, epsilon) => 1.01 * (0.5 + 2.5 * epsilon))] });
    expect(found?.random[0].value).toBeLessThan(0.8);
    expect(found?.score.value).toBeGreaterThan(1);
    expect(found?.spent.refined).toBeGreaterThan(0);
    expect(found?.spent.refined).toBeLessThan(MODEL_RUNS);
  });
});

describe('a claim about solutions', () => {
  it('is solved roughly, and finely at the end; its searches spend at most `mostCases`', async () => {
    const solver = solverOf(({ scenario }) => solved(4 * scenario.time));
    const found = await search({ targets: [ofCase], solver, mostCases: 10 });
    expect(found?.spent.random).toBe(8);
    // Half of 10 is less than a simplex.
    expect(found?.spent.refined).toBe(0);
    expect(found?.spent.simplified).toBeLessThan(10 + 4);
    expect(new Set(solver.requests.map(({ scheme }) => scheme))).toEqual(new Set(['reference']));
    const fine = solver.requests.filter(({ tolerance }) => tolerance === 1e-6);
    expect(fine.length).toBeGreaterThanOrEqual(1);
    expect(fine.every(({ maxEffort }) => maxEffort === 1)).toBe(true);
    const rough = solver.requests.filter(({ tolerance }) => tolerance === 1e-3);
    expect(rough.every(({ maxEffort }) => maxEffort === 0)).toBe(true);
    expect(rough.length + fine.length).toBe(solver.requests.length);
    expect(solver.closed.times).toBe(1);
  });

  it('is not falsified by an error bar: a finer solution must confirm it', async () => {
    const solver = solverOf(({ tolerance }) => solved(tolerance === 1e-6 ? 0.8 : 1.5));
    const found = await search({ targets: [ofCase], solver, mostCases: 8 });
    expect(found?.score.value).toBe(score(0.8));
    expect(found?.random[0].value).toBe(score(0.8));
    expect(found?.spent.random).toBe(8);
  });

  it('keeps the scenario that was found where the simpler one loses its ratio when solved finely', async () => {
    // Roughly every scenario is as good; finely only those that have waves.
    const solver = solverOf(({ scenario, tolerance }) =>
      solved(tolerance === 1e-3 || scenario.signal.value.text !== '0' ? 0.9 : 0.1),
    );
    const found = await search({ targets: [ofCase], solver, mostCases: 60 });
    expect(found?.score.value).toBe(score(0.9));
    expect(found?.sketch.waves).not.toEqual([]);
  });

  it('closes its solver when it is aborted', async () => {
    const controller = new AbortController();
    const solver = solverOf(() => {
      controller.abort(new Error('enough'));
      return solved(0.5);
    });
    await expect(search({ targets: [ofCase], solver, signal: controller.signal })).rejects.toThrow('enough');
    expect(solver.closed.times).toBe(1);
  });
});

describe('where a claim does not apply', () => {
  const onLine = { applies: ({ model }: ModelContext) => model.scenario.space.domain === 'line' || 'not on a torus' };

  it('the line is tried after the first scenarios of the torus', async () => {
    let torus = 0;
    const target = {
      ...ofCase,
      applies: (context: ModelContext) => {
        if (context.model.scenario.space.domain === 'torus') torus++;
        return onLine.applies(context);
      },
    };
    const found = await search({ targets: [target], runs: 12, ...few(({ time }) => time) });
    expect(torus).toBe(8);
    expect(found?.sketch.domain).toBe('line');
    expect(found?.spent.random).toBe(12);
    expect(found?.score.value).toBeGreaterThan(score(0.1));
  });

  it('nothing is found where it applies nowhere, and without claims', async () => {
    expect(await search({ targets: [ofModel(() => 1, { applies: () => 'never' })] })).toBeUndefined();
    expect(await search({ targets: [] })).toBeUndefined();
  });
});

it('a simpler scenario is one of fewer forms, then one of plainer numbers', () => {
  const plain: Sketch = {
    domain: 'torus',
    waves: [],
    kernel: { form: 'constant', numbers: [1] },
    velocities: { form: 'two-speed', numbers: [1] },
    profile: { form: 'equilibrium', numbers: [] },
    density: { form: 'uniform', numbers: [] },
    time: 0.1,
    epsilon: 0.1,
  };
  expect(complexity(plain)).toBe(0);
  expect(complexity({ ...plain, time: 0.05 })).toBeCloseTo(1 / 3, 14);
  expect(complexity({ ...plain, time: 0.07 })).toBe(2);
  expect(complexity({ ...plain, time: 0.123 })).toBe(4);
  expect(complexity({ ...plain, epsilon: 1.5e-7 })).toBe(3);
  expect(complexity({ ...plain, waves: [{ form: 'wave-1', numbers: [0.1, 0, 0] }] })).toBe(1000);
  expect(complexity({ ...plain, waves: [{ form: 'wave-1', numbers: [-0.13, 0, 0] }] })).toBe(1003);
});
