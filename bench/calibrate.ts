/**
 * Calibration of the error bars: `npm run calibrate [-- --cases 40 --seed 1]`. Unit: (random scenario, ε, diagnostic).
 * Exit code 0 iff the true error lies inside the bar in ≥ 95 % of the units, ≥ 90 % for each diagnostic.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { median } from 'simple-statistics';
import { Tinypool } from 'tinypool';
import type { CalibrationCase, CalibrationUnit } from './calibration-case.ts';

const OVERALL = 0.95;
const EACH = 0.9;

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '40' }, seed: { type: 'string', default: '1' } },
});
const cases = Number(values.cases);
const seed = Number(values.seed);
const pool = new Tinypool({
  filename: new URL('./calibration-case.ts', import.meta.url).href,
  maxThreads: availableParallelism(),
});
let done = 0;
const results: CalibrationCase[] = await Promise.all(
  Array.from({ length: cases }, async (_, index) => {
    const result = (await pool.run({ seed, index })) as CalibrationCase;
    done++;
    if (process.stderr.isTTY) process.stderr.write(`\r${done}/${cases}`);
    return result;
  }),
);
await pool.destroy();
if (process.stderr.isTTY) process.stderr.write('\n');

const byDiagnostic = new Map<string, CalibrationUnit[]>();
for (const { units } of results) {
  for (const unit of units) byDiagnostic.set(unit.diagnostic, [...(byDiagnostic.get(unit.diagnostic) ?? []), unit]);
}
const share = (units: readonly CalibrationUnit[]): number =>
  units.filter(({ error, bar }) => error <= bar).length / units.length;
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
console.log(`${cases} random cases, seed ${seed}: unit (scenario, ε, diagnostic), final time\n`);
console.log('| diagnostic | inside | inside, all times | median bar/error | largest error/bar | largest error |');
console.log('|---|---|---|---|---|---|');
let ok = true;
const all: CalibrationUnit[] = [];
for (const [diagnostic, units] of byDiagnostic) {
  all.push(...units);
  const inside = share(units);
  ok = ok && inside >= EACH;
  const wide = units.filter(({ error }) => error > 0).map(({ bar, error }) => bar / error);
  console.log(
    `| ${diagnostic} | ${percent(inside)} | ${percent(units.reduce((sum, unit) => sum + unit.inside, 0) / units.length)} | ` +
      `${wide.length ? median(wide).toPrecision(2) : '–'} | ${Math.max(...units.map(({ error, bar }) => (bar === 0 ? (error === 0 ? 0 : Infinity) : error / bar))).toPrecision(2)} | ` +
      `${Math.max(...units.map(({ error }) => error)).toExponential(1)} |`,
  );
}
for (const { index, epsilon, units } of results) {
  for (const { diagnostic, error, bar } of units) {
    if (error <= bar) continue;
    console.log(
      `outside: case ${index}, ε = ${epsilon}, ${diagnostic}: error ${error.toExponential(1)}, bar ${bar.toExponential(1)}`,
    );
  }
}
const overall = share(all);
ok = ok && overall >= OVERALL;
console.log(
  `\noverall ${percent(overall)} of ${all.length} units: ${ok ? 'calibrated' : 'NOT calibrated'} (wanted ${percent(OVERALL)}, each ${percent(EACH)})`,
);
process.exitCode = ok ? 0 : 1;
