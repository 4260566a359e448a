/**
 * All timings: `npm run bench -- [--only LIST] [--quick] [--rounds N] [--out FILE]`. LIST is a comma-separated choice of
 * peers, scaling, work-precision, kernels; all of them when absent. Only the first three are written to the report.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchOptions, SECTIONS, type Section, writeSection } from './report.ts';

const CHOICES = [...SECTIONS, 'kernels'] as const;
const DEFAULT_ROUNDS = 7;

const values = options();

const chosen = values.only.split(',');
const unknown = chosen.find((name) => !(CHOICES as readonly string[]).includes(name));
const rounds = Number(values.rounds);
if (unknown !== undefined) refuse(`--only knows ${CHOICES.join(', ')}, not "${unknown}"`);
if (!(Number.isInteger(rounds) && rounds >= 1)) refuse('--rounds must be a whole number from 1');

const bench: BenchOptions = { isQuick: values.quick, rounds, say: (line) => console.error(line) };
const sections: { readonly [section in Section]: () => Promise<string> } = {
  peers: async () => (await import('./peers.ts')).peersSection(bench),
  scaling: async () => (await import('./scaling.ts')).scalingSection(bench),
  'work-precision': async () =>
    (await import('./work-precision.ts')).workPrecisionSection(bench, join(dirname(values.out), 'plots')),
};
// Now rather than after an hour.
mkdirSync(dirname(values.out), { recursive: true });
for (const section of SECTIONS) {
  if (!chosen.includes(section)) continue;
  const text = await sections[section]();
  writeSection(values.out, section, text);
  console.log(`${text}\n`);
}
if (chosen.includes('kernels')) {
  await import('./kernels.ts');
  await import('./cases.ts');
  await import('./particles.ts');
}

function options() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string', default: CHOICES.join(',') },
        quick: { type: 'boolean', default: false },
        rounds: { type: 'string', default: String(DEFAULT_ROUNDS) },
        out: { type: 'string', default: 'reports/performance.md' },
      },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(message: string): never {
  console.error(`bench: ${message}`);
  process.exit(2);
}
