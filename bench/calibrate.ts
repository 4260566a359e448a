/**
 * Calibration of the error bars: `npm run calibrate [-- --cases 100 --seed 1 --scheme reference --limit N --jobs N]`, and with
 * `--bless "reason"` the record in golden/calibration/reference.json. Unit: (random scenario, ε, diagnostic). `--limit` solves at most so
 * many new cases: run it again to go on. Exit code 0 iff nothing is missing and the record has no shortcoming.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { writeAtomically } from '../src/atomic-write.ts';
import { jsonText } from '../src/json-text.ts';
import type { CalibrationCase } from './calibration-case.ts';
import { CALIBRATION_FILE, shortcomings, summarise } from './calibration-record.ts';
import { storedResults } from './case-store.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    scheme: { type: 'string', default: 'reference' },
    limit: { type: 'string', default: 'Infinity' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    bless: { type: 'string' },
  },
});
const { scheme } = values;
const seed = Number(values.seed);
const requests = Array.from({ length: Number(values.cases) }, (_, index) => ({ seed, index, scheme }));
const results = await storedResults<(typeof requests)[number], CalibrationCase>(
  new URL('./calibration-case.ts', import.meta.url),
  'calibration',
  requests,
  { jobs: Number(values.jobs), limit: Number(values.limit) },
);
const found = results.filter((result) => result !== undefined);
const record = summarise(found, { reason: values.bless ?? 'not blessed', scheme, seed });
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
console.log(
  `${record.cases} random cases, seed ${seed}, scheme ${scheme}: unit (scenario, ε, diagnostic), final time\n`,
);
console.log('| diagnostic | inside | median bar/error | largest error/bar |\n|---|---|---|---|');
for (const { diagnostic, coverage, medianWidth, worst } of record.diagnostics) {
  console.log(`| ${diagnostic} | ${percent(coverage)} | ${medianWidth ?? 'round-off'} | ${worst} |`);
}
for (const { index, epsilon, unsupported, units } of found) {
  if (unsupported !== undefined) console.log(`unsupported: case ${index}, ε = ${epsilon}: ${unsupported}`);
  for (const { diagnostic, error, bar } of units) {
    if (error <= bar) continue;
    console.log(
      `outside: case ${index}, ε = ${epsilon}, ${diagnostic}: error ${error.toExponential(1)}, bar ${bar.toExponential(1)}`,
    );
  }
}
const faults = shortcomings(record);
const missing = requests.length - found.length;
console.log(`\noverall ${percent(record.coverage)} of ${record.units} units; ${missing} cases to do`);
for (const fault of faults) console.log(`NOT calibrated: ${fault}`);
const ok = faults.length === 0 && missing === 0;
if (values.bless !== undefined) {
  // A shortcoming is part of the record, and the test names those that are known.
  if (missing > 0) console.log('not blessed');
  else await writeAtomically(CALIBRATION_FILE.pathname, jsonText(record));
}
process.exitCode = ok ? 0 : 1;
