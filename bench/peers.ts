/** Our reference solver beside the same algorithm in NumPy and C++, and beside what a user would pick in SciPy. */
import { loadScenario } from '../src/model/load-scenario.ts';
import type { Scenario } from '../src/model/scenario.ts';
import { timeGrid } from '../src/schemes/time-grid.ts';
import { cheapestResolution, referenceSeries, TOLERANCE } from './equal-error.ts';
import { machine, mebibytes, median, short, spread, table } from './measure.ts';
import { checkedLines, checkedTwins, type Entry, type Problem, timeInTurn, WARMUPS } from './peers/entry.ts';
import { Launcher } from './peers/launch.ts';
import { HIGH_ORDER, LOW_ORDER } from './peers/method-of-lines.ts';
import { type PeerResult, SERIES } from './peers/result.ts';
import type { BenchOptions } from './report.ts';

const FILE = 'scenarios/travelling-wave.yaml';
/** The ε at which a user's choice is compared. */
const SMALL_EPSILON = 1e-3;
/** Rounds in which the slow programs take part. */
const SLOW_ROUNDS = 3;

/** @returns a section of the report, in Markdown */
export async function peersSection(options: BenchOptions): Promise<string> {
  const scenario = await loadScenario(FILE);
  const launcher = new Launcher();
  try {
    const parts = [preamble()];
    for (const epsilon of options.isQuick ? [SMALL_EPSILON] : [SMALL_EPSILON, 1e-1])
      parts.push(atEpsilon(scenario, epsilon, launcher, options));
    return parts.join('\n\n');
  } finally {
    launcher.close();
  }
}

const preamble = (): string => `## Peers

Scenario \`travelling-wave\`, T = 1, on ${machine()}. Each program solves the kinetic and the limit equation and evaluates
${SERIES.join(', ')} at all of the solver's graded output times. Error: the largest
|difference|/max(1, |value|) over these and over time, against a far finer run of ours; ours and each method of lines take
their cheapest setting whose error is at most ${TOLERANCE}, NumPy and C++ the resolution of ours. A program is checked before it
is timed: against ours to ${TOLERANCE} (NumPy, C++), or against the finer run (SciPy).

Each timing is one run in a fresh process after ${WARMUPS.compiled} that are not timed (${WARMUPS.numpy} before NumPy's, none before SciPy's), without
start, input and output; φ-functions are made anew in it. First run: wall time of one in a process that has done nothing
before. Programs take turns, round after round: median [smallest, largest]. The ratio is the median
over rounds of wall time to ours in the same round; solver alone: the same without diagnostics and limit solver. Ours uses one
thread; V8's own helper threads count as processor time. Memory: peak resident set of the process, in brackets without what it
had before the first run.`;

function atEpsilon(
  scenario: Scenario,
  epsilon: number,
  launcher: Launcher,
  { isQuick, rounds, say }: BenchOptions,
): string {
  const times = timeGrid(epsilon, scenario.time, 0.04);
  const fine = referenceSeries(scenario, epsilon, times);
  const { resolution, error } = cheapestResolution(scenario, epsilon, times, fine);
  say(`ε = ${epsilon}: ours with ${JSON.stringify(resolution)}, error ${short(error)}`);
  const problem: Problem = { file: FILE, scenario, epsilon, resolution, times, fine };
  const methods = isQuick || epsilon !== SMALL_EPSILON ? HIGH_ORDER : [...HIGH_ORDER, ...LOW_ORDER];
  const entries = [
    ...checkedTwins(launcher, problem),
    ...methods.map((method) => checkedLines(launcher, problem, method)),
  ];
  for (const { name, error: found } of entries) say(`  ${name}: ${typeof found === 'number' ? short(found) : found}`);
  for (let round = 0; round < rounds; round++) {
    timeInTurn(launcher, entries, round, SLOW_ROUNDS);
    say(`  round ${round + 1} of ${rounds}`);
  }
  const { nx, modes, ny, halfWidth } = resolution;
  const steps = entries[0].peerCase.steps.reduce((sum, count) => sum + count);
  return [
    `### ε = ${epsilon}`,
    `Resolution of ours, NumPy and C++: ${nx} points in x (${modes} modes), ${ny} in y on ±${short(halfWidth)}; ${steps} steps, ${times.length} output times.`,
    table(
      [
        'program',
        'wall time, s',
        'processor time, s',
        'first run, s',
        'ratio to ours',
        'solver alone',
        'error',
        'peak memory',
      ],
      entries.map((entry) => row(entry, entries[0])),
    ),
    targets(epsilon, entries),
    ...busy(entries),
  ].join('\n\n');
}

const wholeTime = ({ seconds }: PeerResult): number => seconds;
const solverTime = ({ seconds, diagnosticsSeconds }: PeerResult): number => seconds - diagnosticsSeconds;

/** Ratios of wall time to ours, round by round. */
const ratios = ({ runs }: Entry, ours: Entry, time = wholeTime): number[] =>
  runs.map((run, i) => time(run) / time(ours.runs[i]));

function row(entry: Entry, ours: Entry): string[] {
  const { name, error, runs, firstSeconds } = entry;
  if (typeof error !== 'number') return [name, error, '', '', '', '', '', ''];
  const peak = median(runs.map(({ peakBytes }) => peakBytes));
  const used = median(runs.map(({ peakBytes, idleBytes }) => peakBytes - idleBytes));
  const versions = Object.entries(runs[0].versions).map((version) => version.join(' '));
  return [
    `${name} (${versions.join(', ')})`,
    spread(runs.map(({ seconds }) => seconds)),
    spread(runs.map(({ cpuSeconds }) => cpuSeconds)),
    short(firstSeconds),
    spread(ratios(entry, ours)),
    spread(ratios(entry, ours, solverTime)),
    short(error),
    `${mebibytes(peak)} (${mebibytes(used)})`,
  ];
}

/** Targets of the project, each with what was measured. */
function targets(epsilon: number, [ours, cpp, , numpyTwo, ...lines]: readonly Entry[]): string {
  const measured = (entry: Entry, time = wholeTime): number =>
    entry.runs.length ? median(ratios(entry, ours, time)) : Number.NaN;
  const verdict = (isMet: boolean): string => (isMet ? 'met' : 'not met');
  /** The smallest ratio of those that were measured. */
  const fastest = (time = wholeTime): number =>
    Math.min(...lines.map((entry) => measured(entry, time)).filter(Number.isFinite));
  const sentence = (what: string, whole: number, solver: number, goal: string, isMet: (ratio: number) => boolean) =>
    Number.isFinite(whole)
      ? `- ${what}, target ${goal}: ${short(whole)} (${verdict(isMet(whole))}); solver alone ${short(solver)} (${verdict(isMet(solver))}).`
      : `- ${what}: not measured.`;
  const sentences = [
    sentence(
      'Time of NumPy on two cores over ours',
      measured(numpyTwo),
      measured(numpyTwo, solverTime),
      '≥ 2',
      (ratio) => ratio >= 2,
    ),
    sentence(
      'Time of ours over C++ on one thread',
      1 / measured(cpp),
      1 / measured(cpp, solverTime),
      '≤ 1.5',
      (ratio) => ratio <= 1.5,
    ),
  ];
  const isFast = (ratio: number): boolean => ratio >= 100;
  if (epsilon === SMALL_EPSILON)
    sentences.push(
      sentence(
        'Time of the fastest method of lines in SciPy over ours',
        fastest(),
        fastest(solverTime),
        '≥ 100',
        isFast,
      ),
    );
  return sentences.join('\n');
}

/** Wall time of one thread over its processor time beyond which wall times say more about other programs. */
const BUSY = 1.2;

/** A warning when programs of one thread had to wait for the processor. */
function busy([ours, cpp]: readonly Entry[]): string[] {
  const wait = median([ours, cpp].flatMap(({ runs }) => runs.map(({ seconds, cpuSeconds }) => seconds / cpuSeconds)));
  return wait <= BUSY
    ? []
    : [`The machine was busy: wall time was ${short(wait)} times processor time. Trust the processor times.`];
}
