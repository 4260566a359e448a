/**
 * Cost of one run of the reference scheme, without and with its diagnostics, on shipped scenarios: CPU time as a ratio to
 * travelling-wave at ε = 1e-3 in the same process.
 */
import { recordRun } from '../src/check/record.ts';
import { loadScenario } from '../src/model/load-scenario.ts';
import { reference } from '../src/schemes/reference.ts';
import { timeGrid } from '../src/schemes/time-grid.ts';

const CASES = [
  ['travelling-wave', 1e-3],
  ['travelling-wave', 1e-1],
  ['travelling-wave', 1e-6],
  ['steep-signal', 1e-3],
  ['many-velocities', 1e-3],
  ['whole-line', 1e-3],
] as const;

const cpu = (work: () => void): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

let unit = Number.NaN;
console.log('\n| scenario | ε | steps | solver, ratio | with diagnostics, ratio | CPU seconds |');
console.log('|---|---|---|---|---|---|');
for (const [name, epsilon] of CASES) {
  const scenario = await loadScenario(new URL(`../scenarios/${name}.yaml`, import.meta.url).pathname);
  const resolution = reference.resolution(scenario, epsilon);
  const times = timeGrid(epsilon, scenario.time, 0.04);
  let steps = 0;
  const first = (i: number) => i === 0;
  recordRun(scenario, reference, epsilon, resolution, times.slice(0, 8), first);
  const solver = cpu(() => {
    const run = reference.solve(scenario, epsilon, resolution, times);
    let step = run.next();
    while (!step.done) step = run.next();
    steps = step.value.steps;
  });
  const whole = cpu(() => recordRun(scenario, reference, epsilon, resolution, times));
  if (Number.isNaN(unit)) unit = whole;
  console.log(
    `| ${name} | ${epsilon} | ${steps} | ${(solver / unit).toFixed(2)} | ${(whole / unit).toFixed(2)} | ${whole.toFixed(2)} |`,
  );
}
