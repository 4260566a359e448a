import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/model/compile-expression.ts';
import { defineScenario, loadScenario, parseScenario } from '../../src/model/load-scenario.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { type ScenarioInput, scenarioJsonSchema } from '../../src/model/scenario-schema.ts';
import { scenarioText } from './scenario-text.ts';

const FOLDER = new URL('../../scenarios/', import.meta.url);
const yamlIn = async (folder: string): Promise<string[]> =>
  (await readdir(new URL(folder, FOLDER))).filter((file) => file.endsWith('.yaml')).map((file) => `${folder}${file}`);
const shipped = [...(await yamlIn('./')), ...(await yamlIn('./large/'))].map((file) => file.slice('./'.length));

const input: ScenarioInput = {
  name: 'sample',
  space: { dimension: 1, domain: 'torus', length: 1 },
  velocities: { set: 'two-speed', speed: 1 },
  signal: '0.1*sin(2*pi*x - t)',
  kernel: { rate: '1 + 0.6*tanh(z)' },
  initial: {
    density: '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)',
    profile: { type: 'gaussian', mean: 0.8, deviation: 1 },
  },
  time: 1,
  epsilons: [0.1, 0.03, 0.01],
};

describe('shipped scenarios', () => {
  it('are at least six', () => {
    for (const name of ['travelling-wave', 'equilibrium', 'mixture', 'steep-signal', 'many-velocities', 'whole-line']) {
      expect(shipped).toContain(`${name}.yaml`);
    }
  });

  it.each(shipped)('%s is valid, named after its file, known to editors and fit for a rate', async (file) => {
    const scenario = await loadScenario(fileURLToPath(new URL(file, FOLDER)));
    expect(`${scenario.name}.yaml`).toBe(basename(file));
    expect(scenario.file).toMatch(new RegExp(`scenarios/${file}$`));
    // In more than one dimension a scenario may state fewer: its claims about rates are then vacuous, and say so.
    if (scenario.space.dimension === 1) expect(scenario.epsilons.length).toBeGreaterThanOrEqual(4);
    const text = await readFile(new URL(file, FOLDER), 'utf8');
    expect(text.split('\n')[0]).toMatch(/^# yaml-language-server: \$schema=\.\.?\/scenario\.schema\.json$/);
  });

  it('have different hashes', async () => {
    const hashes = await Promise.all(
      shipped.map(async (file) => (await loadScenario(fileURLToPath(new URL(file, FOLDER)))).hash),
    );
    expect(new Set(hashes).size).toBe(shipped.length);
  });

  it('are described by the published schema', async () => {
    // When the form has changed on purpose: npx vitest run --update test/model/load-scenario.test.ts
    await expect(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../scenarios/scenario.schema.json',
    );
  });
});

describe('a loaded scenario', () => {
  it('is the same from a file and from memory', async () => {
    const { file, ...fromText } = await parseScenario(scenarioText(), 'some/where.yaml');
    expect(file).toBe('some/where.yaml');
    expect(fromText).toEqual(await defineScenario(input));
  });

  it('takes `profile: equilibrium` for `{ type: equilibrium }`', async () => {
    const short = await parseScenario(scenarioText({ profile: '  profile: equilibrium' }));
    const long = await parseScenario(scenarioText({ profile: '  profile: { type: equilibrium }' }));
    expect(short).toEqual(long);
  });

  it('is plain data', async () => {
    const scenario = await defineScenario(input);
    expect(structuredClone(scenario)).toEqual(scenario);
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario);
  });

  it('holds the derivatives of its signal', async () => {
    const { signal } = await defineScenario(input);
    const at = ({ expr }: { expr: Parameters<typeof compile>[0] }) => compile(expr, ['t', 'x']).at(0.3, 0.2);
    const k = 2 * Math.PI;
    const phase = k * 0.2 - 0.3;
    expect(at(signal.value)).toBeCloseTo(0.1 * Math.sin(phase), 14);
    expect(at(signal.dt)).toBeCloseTo(-0.1 * Math.cos(phase), 14);
    expect(at(signal.dx[0])).toBeCloseTo(0.1 * k * Math.cos(phase), 14);
    expect(at(signal.dtt)).toBeCloseTo(-0.1 * Math.sin(phase), 14);
    expect(at(signal.dtx[0])).toBeCloseTo(0.1 * k * Math.sin(phase), 14);
    expect(at(signal.dxx[0][0])).toBeCloseTo(-0.1 * k * k * Math.sin(phase), 13);
  });

  it('resolves velocities to a measure of mass 1', async () => {
    const velocities = async (set: ScenarioInput['velocities']) =>
      (await defineScenario({ ...input, velocities: set })).velocities;
    expect(await velocities({ set: 'two-speed', speed: 2 })).toEqual({
      set: 'two-speed',
      points: [[-2], [2]],
      weights: [0.5, 0.5],
    });
    const list = await velocities({ set: 'list', values: [1, -1, 0], weights: [2, 1, 1] });
    expect(list.weights).toEqual([0.5, 0.25, 0.25]);
    const { points, weights } = await velocities({ set: 'interval', min: 0, max: 2, nodes: 5 });
    const moment = (n: number) => points.reduce((sum, [v], i) => sum + weights[i] * v ** n, 0);
    expect(points[2][0]).toBe(1);
    // Mean of vⁿ over [0, 2], exact up to n = 9.
    for (let n = 0; n <= 9; n++) expect(moment(n) / (2 ** n / (n + 1))).toBeCloseTo(1, 13);
  });

  it('resolves profiles to mixtures', async () => {
    const profile = async (one: ScenarioInput['initial']['profile']) => {
      const scenario = await defineScenario({ ...input, initial: { ...input.initial, profile: one } });
      if (scenario.initial.profile.type !== 'mixture') throw new Error('expected a mixture');
      return scenario.initial.profile.components.map(({ weight, mean, deviation }) => [
        weight,
        mean.text,
        deviation.text,
      ]);
    };
    expect(await profile({ type: 'equilibrium' })).toEqual([[1, '0', '1']]);
    expect(await profile({ type: 'gaussian', mean: 0.8, deviation: 'epsilon' })).toEqual([[1, '0.8', 'epsilon']]);
    const pair = [
      { weight: 3, mean: 0, deviation: 1 },
      { weight: 1, mean: 'sqrt(epsilon)', deviation: 2 },
    ];
    expect(await profile({ type: 'mixture', components: pair })).toEqual([
      [0.75, '0', '1'],
      [0.25, 'sqrt(epsilon)', '2'],
    ]);
  });

  it('takes a profile in y, and a limit density of its own', async () => {
    const { initial } = await defineScenario({
      ...input,
      initial: {
        density: '1 + epsilon*v',
        limitDensity: 1,
        profile: { type: 'expression', value: 'exp(-y^4) + 0.1*exp(-abs(y - 2))' },
      },
    });
    expect(initial.profile.type).toBe('expression');
    expect(initial.limitDensity.text).toBe('1');
    expect((await defineScenario(input)).initial.limitDensity.text).toBe(input.initial.density);
  });

  it('has a hash of what determines its numbers', async () => {
    const hash = async (changes: Partial<ScenarioInput>) => (await defineScenario({ ...input, ...changes })).hash;
    const same = await hash({});
    expect(same).toMatch(/^[0-9a-f]{16}$/);
    expect(await hash({ name: 'other', epsilons: [0.5], signal: ' 0.1 * sin((2*pi*x) - t)' })).toBe(same);
    expect(await hash({ initial: { ...input.initial, limitDensity: input.initial.density } })).toBe(same);
    const changed: Partial<ScenarioInput>[] = [
      { time: 2 },
      { signal: '0.2*sin(2*pi*x - t)' },
      { kernel: { rate: 1 } },
      { velocities: { set: 'two-speed', speed: 2 } },
      { space: { dimension: 1, domain: 'torus', length: 2 } },
      { initial: { ...input.initial, limitDensity: 1 } },
      { initial: { ...input.initial, profile: { type: 'equilibrium' } } },
    ];
    const hashes = await Promise.all(changed.map(hash));
    expect(new Set([same, ...hashes]).size).toBe(changed.length + 1);
  });

  it.each<[string, Partial<ScenarioInput>]>([
    ['a rate that touches zero', { kernel: { rate: '1 + tanh(z)' } }],
    ['a rate with a kink', { kernel: { rate: 'max(0, 1 - abs(z - 0.3))' } }],
    ['a rate that no interval bounds far out', { kernel: { rate: 'z^2/(1 + z^2)' } }],
    ['a rate that vanishes', { kernel: { rate: 0 } }],
    ['a density that touches zero', { initial: { ...input.initial, density: '1 + cos(2*pi*x)' } }],
    ['a density that vanishes for one velocity', { initial: { ...input.initial, density: '1 + v' } }],
    ['a signal of time only', { signal: 'log(1 + t)' }],
    ['a constant signal', { signal: 0 }],
    ['a quotient', { signal: '1/(2 + sin(2*pi*x + t))' }],
  ])('may have %s', async (_name, changes) => {
    const scenario: Scenario = await defineScenario({ ...input, ...changes });
    expect(scenario.name).toBe('sample');
  });
});
