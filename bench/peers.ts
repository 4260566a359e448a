/** Our reference solver beside the same algorithm in NumPy and C++, and beside what a user would pick in SciPy. */
import { loadScenario } from '../src/model/load-scenario.ts';
import type { Scenario } from '../src/model/scenario.ts';
import type { ReferenceResolution } from '../src/schemes/reference.ts';
import { timeGrid } from '../src/schemes/time-grid.ts';
import { cheapestResolution, referenceSeries, TOLERANCE } from './equal-error.ts';
import { machine, mebibytes, median, short, spread, table } from './measure.ts';
import { type PeerCase, peerCase } from './peers/case.ts';
import { Launcher, type Program } from './peers/launch.ts';
import { METHODS_OF_LINES } from './peers/method-of-lines.ts';
import { difference, type PeerResult, SERIES, type Series } from './peers/result.ts';
import type { BenchOptions } from './report.ts';

const FILE = 'scenarios/travelling-wave.yaml';
/** Rounds in which the slow programs take part. */
const SLOW_ROUNDS = 3;
const LIMIT_SECONDS = 1200;

interface Entry {
  readonly program: Program;
  readonly name: string;
  readonly peerCase: PeerCase;
  readonly isSlow: boolean;
  /** Largest error of its run against the far finer one, or why it is not timed. */
  readonly error: number | string;
  readonly runs: PeerResult[];
}

/** @returns a section of the report, in Markdown */
export async function peersSection({ isQuick, rounds, say }: BenchOptions): Promise<string> {
  const scenario = await loadScenario(FILE);
  const launcher = new Launcher();
  try {
    const parts: string[] = [];
    for (const epsilon of isQuick ? [1e-3] : [1e-3, 1e-1]) {
      parts.push(await atEpsilon(scenario, epsilon, launcher, isQuick ? Math.min(rounds, 2) : rounds, isQuick, say));
    }
    return [PREAMBLE(machine()), ...parts].join('\n\n');
  } finally {
    launcher.close();
  }
}

const PREAMBLE = (computer: string): string => `## Peers

Scenario \`travelling-wave\`, T = 1, on ${computer}. Each program solves the kinetic and the limit equation and evaluates
${SERIES.join(', ')} at all of the solver's graded output times. Error: the largest |difference|/max(1, |value|) over these
and over time, against a far finer run of ours; every program takes the cheapest of its settings whose error is at most
${TOLERANCE}. A program is checked against ours before it is timed: to ${TOLERANCE} at the same resolution (NumPy, C++), or
against the finer run (SciPy).

Each timing is one run in a fresh process after one run that is not timed (none before SciPy's), without start, input and
output; φ-functions are made anew in it. Programs take turns, round after round: median [smallest, largest]. The ratio is
the median over rounds of wall time to ours in the same round. Ours uses one thread; V8's own helper threads count as
processor time. Solver alone: the same
ratio for the wall time without diagnostics and limit solver. Memory: peak resident set of the process, in brackets without what it had before the first run.`;

async function atEpsilon(
  scenario: Scenario,
  epsilon: number,
  launcher: Launcher,
  rounds: number,
  isQuick: boolean,
  say: (line: string) => void,
): Promise<string> {
  const times = timeGrid(epsilon, scenario.time, 0.04);
  const fine = referenceSeries(scenario, epsilon, times);
  const { resolution, error } = cheapestResolution(scenario, epsilon, times, fine);
  say(`ε = ${epsilon}: ours with ${JSON.stringify(resolution)}, error ${short(error)}`);
  const same = peerCase(FILE, scenario, epsilon, resolution, times);
  const check = launcher.run(launcher.ours, { ...same, warmups: 0 });
  if ('failed' in check) throw new Error(`our own solver: ${check.failed}`);
  const entry = (program: Program, peerCaseOf = same, name = program.name): Entry => {
    const checked = program === launcher.ours ? check : launcher.run(program, { ...peerCaseOf, warmups: 0 });
    return {
      program,
      name,
      peerCase: peerCaseOf,
      isSlow: false,
      error: verdict(checked, check.series, fine),
      runs: [],
    };
  };
  const { ours, cpp, numpyOne, numpyTwo, scipy } = launcher;
  const entries = [entry(ours), entry(cpp), entry(numpyOne), entry(numpyTwo)];
  for (const { name, settings } of METHODS_OF_LINES) {
    entries.push(checkedLines(launcher, scipy, name, isQuick ? settings.slice(0, 1) : settings));
  }
  for (const { name, error: found } of entries)
    say(`  ${name}: ${typeof found === 'number' ? `error ${short(found)}` : found}`);

  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < entries.length; turn++) {
      const { program, error: found, isSlow, peerCase: input, runs } = entries[(turn + round) % entries.length];
      if (typeof found !== 'number' || (isSlow && (round === 0 || round >= SLOW_ROUNDS))) continue;
      // The run that checked a slow program counts as its first round.
      const result = launcher.run(program, input, LIMIT_SECONDS);
      if ('failed' in result) throw new Error(`${program.name}: ${result.failed}`);
      runs.push(result);
    }
    say(`  round ${round + 1} of ${rounds}`);
  }
  return [
    `### ε = ${epsilon}`,
    `Resolution of ours, NumPy and C++: ${gridText(resolution)}, ${same.steps.reduce((a, b) => a + b)} steps, ${times.length} output times.`,
    table(
      ['program', 'wall time, s', 'processor time, s', 'ratio to ours', 'solver alone', 'error', 'peak memory'],
      entries.map((each) => row(each, entries[0])),
    ),
    targets(epsilon, entries),
    ...busy(entries),
  ].join('\n\n');

  function checkedLines(
    launcher: Launcher,
    program: Program,
    name: string,
    settings: (typeof METHODS_OF_LINES)[number]['settings'],
  ): Entry {
    const base = { program, name: `${program.name}, ${name}`, isSlow: true };
    let failure = '';
    let input = same;
    for (const { nx, nz, halfWidth, ...method } of settings) {
      const grid = { ...resolution, nx, modes: nx / 2 - 1, ny: nz, halfWidth };
      input = {
        ...peerCase(FILE, scenario, epsilon, grid, times),
        warmups: 0,
        methodOfLines: { ...method, firstStep: 1e-3 * epsilon },
      };
      const result = launcher.run(program, input, LIMIT_SECONDS);
      if ('failed' in result) return { ...base, peerCase: input, error: result.failed, runs: [] };
      const found = difference(result.series, fine);
      if (found <= TOLERANCE)
        return { ...base, name: `${base.name}, ${nx} × ${nz} points`, peerCase: input, error: found, runs: [result] };
      failure = `fault: error ${short(found)} at its finest setting`;
    }
    return { ...base, peerCase: input, error: failure, runs: [] };
  }
}

/** Error against the finer run, when the program agrees with ours. */
function verdict(checked: PeerResult | { readonly failed: string }, ours: Series, fine: Series): number | string {
  if ('failed' in checked) return checked.failed;
  const apart = difference(checked.series, ours);
  return apart <= TOLERANCE ? difference(checked.series, fine) : `fault: differs from ours by ${short(apart)}`;
}

const gridText = ({ nx, modes, ny, halfWidth, substeps, longestStep }: ReferenceResolution): string =>
  `${nx} points in x (${modes} modes), ${ny} in y on ±${short(halfWidth)}, at least ${substeps} steps in each interval, longest ${longestStep}`;

const wholeTime = ({ seconds }: PeerResult): number => seconds;
const solverTime = ({ seconds, diagnosticsSeconds }: PeerResult): number => seconds - diagnosticsSeconds;

/** Ratios of wall time to ours, round by round. */
const ratios = ({ runs }: Entry, ours: Entry, time = wholeTime): number[] =>
  runs.map((run, i) => time(run) / time(ours.runs[i]));

function row(entry: Entry, ours: Entry): string[] {
  const { name, error, runs } = entry;
  if (typeof error !== 'number') return [name, error, '', '', '', '', ''];
  const peak = median(runs.map(({ peakBytes }) => peakBytes));
  const used = median(runs.map(({ peakBytes, idleBytes }) => peakBytes - idleBytes));
  const versions = Object.entries(runs[0].versions).map((version) => version.join(' '));
  return [
    `${name} (${versions.join(', ')})`,
    spread(runs.map(({ seconds }) => seconds)),
    spread(runs.map(({ cpuSeconds }) => cpuSeconds)),
    spread(ratios(entry, ours)),
    spread(ratios(entry, ours, solverTime)),
    short(error),
    `${mebibytes(peak)} (${mebibytes(used)})`,
  ];
}

/** Wall time of one thread beyond its processor time, at which wall times say more about other programs. */
const BUSY = 1.2;

/** A warning when programs of one thread had to wait for the processor. */
function busy([ours, cpp]: readonly Entry[]): string[] {
  const waits = [ours, cpp].flatMap(({ runs }) => runs.map(({ seconds, cpuSeconds }) => seconds / cpuSeconds));
  const wait = median(waits);
  return wait <= BUSY
    ? []
    : [`The machine was busy: wall time was ${short(wait)} times processor time. Trust the processor times.`];
}

/** Targets of the project, each with what was measured. */
function targets(epsilon: number, [ours, cpp, , numpyTwo, ...lines]: readonly Entry[]): string {
  const sentence = (what: string, measured: number | undefined, goal: string, isMet: boolean): string =>
    `- ${what}: ${measured === undefined ? 'not measured' : `${short(measured)} times, target ${goal}: ${isMet ? 'met' : 'not met'}`}.`;
  const ratio = (entry: Entry): number | undefined => (entry.runs.length ? median(ratios(entry, ours)) : undefined);
  const toCpp = ratio(cpp);
  const toNumpy = ratio(numpyTwo);
  const toScipy = lines.map(ratio).filter((value) => value !== undefined);
  const fastest = toScipy.length ? Math.min(...toScipy) : undefined;
  return [
    sentence('NumPy on two cores takes, compared with ours,', toNumpy, '≥ 2', (toNumpy ?? 0) >= 2),
    sentence('Ours takes, compared with C++ on one thread,', toCpp && 1 / toCpp, '≤ 1.5', 1 / (toCpp ?? 0) <= 1.5),
    ...(epsilon === 1e-3
      ? [
          sentence(
            'The fastest method of lines in SciPy takes, compared with ours,',
            fastest,
            '≥ 100',
            (fastest ?? 0) >= 100,
          ),
        ]
      : []),
  ].join('\n');
}
