import type { Scenario } from '../../src/model/scenario.ts';
import type { ReferenceResolution } from '../../src/schemes/reference-resolution.ts';
import { TOLERANCE } from '../equal-error.ts';
import { short } from '../measure.ts';
import { type PeerCase, peerCase } from './case.ts';
import type { Launcher, Program } from './launch.ts';
import type { MethodOfLines } from './method-of-lines.ts';
import { difference, type PeerResult, type Series } from './result.ts';

/** A program that has been checked, and its timed runs. */
export interface Entry {
  readonly program: Program;
  readonly name: string;
  readonly peerCase: PeerCase;
  /** Takes part in a few rounds only. */
  readonly isSlow: boolean;
  /** Error of its run against the far finer one, or why it is not timed. */
  readonly error: number | string;
  /** Wall time of the first run of a process. */
  readonly firstSeconds: number;
  readonly runs: PeerResult[];
}

/** What is solved: one scenario at one ε, our resolution for it, and the diagnostics of a far finer run. */
export interface Problem {
  readonly file: string;
  readonly scenario: Scenario;
  readonly epsilon: number;
  readonly resolution: ReferenceResolution;
  readonly times: Float64Array;
  readonly fine: Series;
}

/** Processes are ended after this. */
const LIMIT_SECONDS = 1200;

/**
 * Runs that are not timed. V8 compiles hot loops in several tiers, the last of them after some fifteen runs of this length; what
 * is compiled ahead of time fills caches and predictors in the same number of runs, and NumPy, which needs seconds, in one.
 */
export const WARMUPS = { compiled: 20, numpy: 1 } as const;

/**
 * Our solver and its twins in other languages, each checked against ours at the same resolution.
 * @throws Error when ours does not run
 */
export function checkedTwins(launcher: Launcher, problem: Problem): Entry[] {
  const { file, scenario, epsilon, resolution, times, fine } = problem;
  const input = peerCase(file, scenario, epsilon, resolution, times);
  const ours = launcher.run(launcher.ours, input, LIMIT_SECONDS);
  if ('failed' in ours) throw new Error(`our own solver: ${ours.failed}`);
  const checked = (program: Program, warmups: number): Entry => {
    const result = program === launcher.ours ? ours : launcher.run(program, input, LIMIT_SECONDS);
    const entry = { program, name: program.name, peerCase: { ...input, warmups }, isSlow: false, runs: [] };
    if ('failed' in result) return { ...entry, error: result.failed, firstSeconds: Number.NaN };
    const apart = difference(result.series, ours.series);
    const isSame = apart <= TOLERANCE;
    const error = isSame ? difference(result.series, fine) : `fault: differs from ours by ${short(apart)}`;
    return { ...entry, error, firstSeconds: result.seconds };
  };
  return [
    checked(launcher.ours, WARMUPS.compiled),
    checked(launcher.cpp, WARMUPS.compiled),
    checked(launcher.numpy(1), WARMUPS.numpy),
    checked(launcher.numpy(2), WARMUPS.numpy),
  ];
}

/** A method of lines at the first of its settings whose error is small enough; the run that tells so is its first timed one. */
export function checkedLines(launcher: Launcher, problem: Problem, { name, settings }: MethodOfLines): Entry {
  const { file, scenario, epsilon, times, fine } = problem;
  const program = launcher.scipy;
  let last: Entry | undefined;
  for (const { nx, nz, halfWidth, ...method } of settings) {
    const resolution = { ...problem.resolution, nx, modes: nx / 2 - 1, ny: nz, halfWidth };
    const input = {
      ...peerCase(file, scenario, epsilon, resolution, times),
      methodOfLines: { ...method, firstStep: 1e-3 * epsilon },
    };
    const entry = { program, name: `${program.name}, ${name}, ${nx} × ${nz} points`, peerCase: input, isSlow: true };
    const result = launcher.run(program, input, LIMIT_SECONDS);
    if ('failed' in result) return { ...entry, error: result.failed, firstSeconds: Number.NaN, runs: [] };
    const error = difference(result.series, fine);
    const firstSeconds = result.seconds;
    if (error <= TOLERANCE) return { ...entry, error, firstSeconds, runs: [result] };
    const reached = `not at ${TOLERANCE}: error ${short(error)} after ${short(result.cpuSeconds)} s of processor time`;
    last = { ...entry, error: reached, firstSeconds, runs: [] };
  }
  if (!last) throw new Error(`${name} has no settings`);
  return last;
}

/** A slow program that took longer is run once: its ratio is far from every target, and one run says so. */
const VERY_SLOW_SECONDS = 60;

/** One timed run of every checked program, beginning with another one in each round. */
export function timeInTurn(launcher: Launcher, entries: readonly Entry[], round: number, slowRounds: number): void {
  for (let turn = 0; turn < entries.length; turn++) {
    const { program, name, error, isSlow, peerCase, runs } = entries[(turn + round) % entries.length];
    if (typeof error !== 'number') continue;
    // Slow programs have their first run from the check, and no other when that was very slow.
    if (isSlow && (round === 0 || round >= slowRounds || runs[0].seconds > VERY_SLOW_SECONDS)) continue;
    const result = launcher.run(program, peerCase, LIMIT_SECONDS);
    if ('failed' in result) throw new Error(`${name}: ${result.failed}`);
    runs.push(result);
  }
}
