import { beforeAll, expect, test } from 'vitest';
import type { CaseRequest } from '../src/check/pool.ts';
import { loadScenario } from '../src/model/load-scenario.ts';
import type { Scenario } from '../src/model/scenario.ts';
import { resultFile } from '../src/result-file.ts';
import { caseFixture } from './fixtures/case.ts';

let scenario: Scenario;
let request: CaseRequest;
beforeAll(async () => {
  scenario = await loadScenario('scenarios/travelling-wave.yaml');
  request = { scenario, scheme: 'reference', epsilon: 0.01, tolerance: 1e-6, maxEffort: 0 };
});

test('has the fields of the contract', () => {
  const file = JSON.parse(JSON.stringify(resultFile(scenario, [0.01], [caseFixture(request)])));
  expect(file.schema).toBe('lemmata/result/1');
  expect(Object.keys(file.scenario)).toEqual(['name', 'hash', 'resolved']);
  const [run] = file.runs;
  expect(Object.keys(run)).toEqual(['epsilon', 'resolved', 'steps', 'series', 'uncertainty', 'equilibriumDistanceL2']);
  const names = ['mass', 'V2', 'Y', 'E', 'I', 'J', 'K', 'equilibriumDistance', 'limitDistance'];
  expect(Object.keys(run.series)).toEqual(['t', ...names]);
  expect(Object.keys(run.uncertainty)).toEqual(names);
  expect(run.series.t).toEqual([0, 1]);
});

test('the L² norm is the root of the integral, with a bar that covers both ends', () => {
  const [run] = resultFile(scenario, [0.01], [caseFixture(request)]).runs;
  // 0.446² ε at ε = 0.01, and bar/(2 · 0.0446).
  expect(run.equilibriumDistanceL2?.value).toBeCloseTo(0.0446, 8);
  expect(run.equilibriumDistanceL2?.uncertainty).toBeGreaterThanOrEqual(1e-9 / 0.0892);
  expect(run.equilibriumDistanceL2?.uncertainty).toBeLessThanOrEqual(1.2e-8);
});

test('a crashed run says so and has no numbers', () => {
  const [run] = resultFile(scenario, [0.01], [{ crashed: 'boom' }]).runs;
  expect(run).toEqual({ epsilon: 0.01, resolved: false, reason: 'crashed: boom', steps: 0 });
});

test('a series that broke down is left out', () => {
  const broken = caseFixture(request, {
    series: { Y: { values: [1, Number.NaN], error: {} } },
    resolved: false,
    reason: 'r',
  });
  const [run] = resultFile(scenario, [0.01], [broken]).runs;
  expect(Object.keys(run.series ?? {})).toEqual(['t']);
});
