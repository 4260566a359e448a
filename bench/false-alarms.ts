/**
 * False alarms: `node bench/false-alarms.ts [--cases 200 --seed 1 --limit N --jobs N]`, and with `--bless "reason"` the summary
 * in golden/calibration/false-alarms.json. Random scenarios that break no hypothesis: a verdict `fail` or `crashed` is a bug. `--limit`
 * judges at most so many new scenarios: run it again to go on.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { writeAtomically } from '../src/atomic-write.ts';
import { jsonText } from '../src/json-text.ts';
import { storedResults } from './case-store.ts';
import type { FalseAlarmCase } from './false-alarm-case.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: 'Infinity' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    bless: { type: 'string' },
  },
});
const seed = Number(values.seed);
const requests = Array.from({ length: Number(values.cases) }, (_, index) => ({ seed, index }));
const results = await storedResults<(typeof requests)[number], FalseAlarmCase>(
  new URL('./false-alarm-case.ts', import.meta.url),
  'false-alarms',
  requests,
  { jobs: Number(values.jobs), limit: Number(values.limit) },
);
const found = results.filter((result) => result !== undefined);
const verdicts = { pass: 0, fail: 0, inconclusive: 0, vacuous: 0, crashed: 0 };
for (const result of found) {
  for (const name of Object.keys(verdicts) as (keyof typeof verdicts)[]) verdicts[name] += result.verdicts[name];
  if (result.alarms.length > 0) console.log(JSON.stringify({ seed, ...result }, undefined, 1));
}
console.log(`${found.length} of ${requests.length} random scenarios, seed ${seed}: ${JSON.stringify(verdicts)}`);
const ok = found.length === requests.length && verdicts.fail === 0 && verdicts.crashed === 0;
if (values.bless !== undefined) {
  const record = { schema: 'lemmata/false-alarms/1', reason: values.bless, seed, cases: found.length, verdicts };
  if (ok)
    await writeAtomically(
      new URL('../golden/calibration/false-alarms.json', import.meta.url).pathname,
      jsonText(record),
    );
  else console.log('not blessed');
}
process.exitCode = ok ? 0 : 1;
