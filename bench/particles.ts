// Thinning candidates per second of processor time, for signals that are sums of plane waves: drawing of data and output
// included, and so is the work of other threads (compiler, collector). Processor time, because the machine may be shared.
import { loadScenario } from '../src/model/load-scenario.ts';
import { particles } from '../src/schemes/particles.ts';
import { tumbleMajorant } from '../src/schemes/tumble-majorant.ts';

const SCENARIOS = ['travelling-wave', 'mixture', 'three-speeds', 'many-velocities'];
const EPSILONS = [0.1, 0.001];
const PARTICLES = 20_000;
/** Candidates for each particle: long enough that the data drawn at t = 0 do not count. */
const CANDIDATES = 25;
const REPEATS = 5;

console.log('scenario          ε        10⁶ candidates/s (best of 5)');
for (const name of SCENARIOS) {
  const scenario = await loadScenario(`scenarios/${name}.yaml`);
  const majorant = tumbleMajorant(scenario);
  if (typeof majorant === 'string') throw new Error(majorant);
  const times = Float64Array.of(0, CANDIDATES / majorant.total);
  for (const epsilon of EPSILONS) {
    let best = 0;
    for (let seed = 1; seed <= REPEATS; seed++) {
      const begin = process.cpuUsage();
      const run = particles.solve(scenario, epsilon, { particles: PARTICLES, seed, first: 0 }, times);
      let step = run.next();
      while (!step.done) step = run.next();
      const { user, system } = process.cpuUsage(begin);
      best = Math.max(best, step.value.steps / (user + system));
    }
    console.log(`${name.padEnd(17)} ${String(epsilon).padEnd(8)} ${best.toFixed(2)}`);
  }
}
