import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseResult, SeriesName } from '../../src/check/case.ts';
import { solveCase } from '../../src/check/solve-case.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import { sample, uncertainty } from '../../src/model/measured.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { ScenarioInput } from '../../src/model/scenario-schema.ts';

/** Short versions of what the two solvers both support; between them they use every feature of the equation. */
const SCENARIOS: readonly ScenarioInput[] = [
  {
    name: 'shifted',
    space: { dimension: 1, domain: 'torus', length: 1 },
    velocities: { set: 'two-speed', speed: 1 },
    signal: '0.1*sin(2*pi*x - t)',
    kernel: { rate: '1 + 0.6*tanh(z)' },
    initial: { density: '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)', profile: { type: 'gaussian', mean: 0.8, deviation: 1 } },
    time: 0.2,
    epsilons: [0.1, 0.01, 0.001],
  },
  {
    name: 'asymmetric',
    space: { dimension: 1, domain: 'torus', length: 2 },
    velocities: { set: 'list', values: [-1, 1.5], weights: [2, 1] },
    signal: '0.15*sin(pi*x + 0.5*t)',
    kernel: { rate: '0.8 + 0.4*erf(z) + 0.1*(v - w)' },
    initial: {
      density: '1 + 0.3*sin(pi*x)*(1 + 0.2*v)',
      profile: {
        type: 'mixture',
        components: [
          { weight: 2, mean: -0.6, deviation: 1.1 },
          { weight: 1, mean: 0.7, deviation: 0.9 },
        ],
      },
    },
    time: 0.2,
    epsilons: [0.1, 0.00001],
  },
];

/** Diagnostics, not what is derived from them or from the limit solver alone. */
const SERIES: readonly SeriesName[] = ['mass', 'V2', 'Y', 'E', 'I', 'J', 'K', 'equilibriumDistance', 'limitDistance'];
/** Largest joint bar at any time, relative to max(1, |value|): agreement at this level means six digits. */
const MEANINGFUL = 2e-6;

describe.each(SCENARIOS)('the spectral and the Hermite solver on $name data', (input) => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await defineScenario(input);
  });

  it.each(input.epsilons)('agree within their joint bars at all times, ε = %d', (epsilon) => {
    const request = { scenario, epsilon, tolerance: 1e-6, maxEffort: 0 };
    const [first, second]: CaseResult[] = ['reference', 'hermite'].map((scheme) => solveCase({ ...request, scheme }));
    expect(second.times).toEqual(first.times);
    for (const name of SERIES) {
      const [a, b] = [first.series[name], second.series[name]];
      if (!a || !b) throw new Error(`no series ${name}`);
      first.times.forEach((time, i) => {
        const [one, other] = [sample(a, i), sample(b, i)];
        const bars = uncertainty(one.error) + uncertainty(other.error);
        const where = `${name} at t = ${time}: ${one.value} and ${other.value}, joint bar ${bars}`;
        expect(Math.abs(one.value - other.value) <= bars, where).toBe(true);
        expect(bars <= MEANINGFUL * Math.max(1, Math.abs(one.value)), where).toBe(true);
      });
    }
  });
});
