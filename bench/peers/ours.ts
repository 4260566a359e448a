// Our reference solver as a peer among peers. Usage: node ours.ts CASE RESULT
import { readFileSync, writeFileSync } from 'node:fs';
import { loadScenario } from '../../src/model/load-scenario.ts';
import { cost } from '../measure.ts';
import type { PeerCase } from './case.ts';
import { forgetPhi, runReference } from './reference-run.ts';
import type { PeerResult, Series } from './result.ts';

const [casePath, resultPath] = process.argv.slice(2);
const { scenario: file, epsilon, resolution, times, warmups } = JSON.parse(readFileSync(casePath, 'utf8')) as PeerCase;
const scenario = await loadScenario(file);
/** Largest resident set of this program. Not getrusage: that remembers the process which started it. */
const peakBytes = (): number => 1024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
let diagnosticsSeconds = 0;
const run = (): Series => {
  diagnosticsSeconds = 0;
  return runReference(scenario, epsilon, resolution, Float64Array.from(times), (work) => {
    const begin = performance.now();
    work();
    diagnosticsSeconds += (performance.now() - begin) / 1e3;
  });
};

const idleBytes = peakBytes();
for (let i = 0; i < warmups; i++) run();
forgetPhi(scenario);
const { value: series, ...spent } = cost(run);
const result: PeerResult = {
  ...spent,
  diagnosticsSeconds,
  peakBytes: peakBytes(),
  idleBytes,
  versions: { node: process.versions.node },
  series,
};
writeFileSync(resultPath, JSON.stringify(result));
