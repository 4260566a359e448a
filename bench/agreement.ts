/**
 * The two kinetic solvers on every shipped scenario that both support: `node bench/agreement.ts [--epsilon LIST]`.
 * For each series the largest |difference|/(sum of the two bars) over all output times. Exit code 1 when one exceeds 1.
 */
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { CaseResult, SeriesName } from '../src/check/case.ts';
import { solveCases } from '../src/check/pool.ts';
import { loadScenario, withEpsilons } from '../src/model/load-scenario.ts';
import { sample, uncertainty } from '../src/model/measured.ts';
import { schemes } from '../src/schemes/registry.ts';

const SERIES: readonly SeriesName[] = [
  'mass',
  'V2',
  'X1',
  'Y',
  'E',
  'I',
  'J',
  'K',
  'equilibriumDistance',
  'limitDistance',
];
const FIRST = 'reference';
const SECOND = 'hermite';

const { values } = parseArgs({ options: { epsilon: { type: 'string', default: '0.1,0.001,0.00001' } } });
const epsilons = values.epsilon.split(',').map(Number);
const folder = new URL('../scenarios/', import.meta.url);
const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
let ok = true;
console.log('| scenario | ε | largest difference/joint bar | series | t | difference | joint bar |');
console.log('|---|---|---|---|---|---|---|');
for (const file of files) {
  const scenario = await withEpsilons(await loadScenario(new URL(file, folder).pathname), epsilons);
  const refusal = [FIRST, SECOND].map((name) => schemes[name].supports(scenario)).find((answer) => answer !== true);
  if (refusal) {
    console.log(`| ${scenario.name} | – | unsupported: ${refusal} | | | | |`);
    continue;
  }
  const requests = epsilons.flatMap((epsilon) =>
    [FIRST, SECOND].map((scheme) => ({ scenario, scheme, epsilon, tolerance: 1e-6, maxEffort: 0 })),
  );
  const results = await solveCases(requests, { jobs: availableParallelism() });
  epsilons.forEach((epsilon, k) => {
    const [a, b] = [results[2 * k], results[2 * k + 1]];
    if ('crashed' in a || 'crashed' in b) throw new Error(JSON.stringify([a, b]).slice(0, 400));
    const worst = compare(a, b);
    ok = ok && worst.ratio <= 1;
    console.log(
      `| ${scenario.name} | ${epsilon} | ${worst.ratio.toFixed(2)} | ${worst.name} | ${worst.time.toPrecision(3)} | ` +
        `${worst.difference.toExponential(1)} | ${worst.bar.toExponential(1)} |`,
    );
  });
}
process.exitCode = ok ? 0 : 1;

function compare(a: CaseResult, b: CaseResult) {
  let worst = { ratio: -1, name: '', time: 0, difference: 0, bar: 0 };
  for (const name of SERIES) {
    const [p, q] = [a.series[name], b.series[name]];
    if (!p || !q) continue;
    for (let i = 0; i < a.times.length; i++) {
      const [x, y] = [sample(p, i), sample(q, i)];
      const difference = Math.abs(x.value - y.value);
      const bar = uncertainty(x.error) + uncertainty(y.error);
      const ratio = difference / bar;
      if (!(ratio <= worst.ratio)) worst = { ratio, name, time: a.times[i], difference, bar };
    }
  }
  return worst;
}
