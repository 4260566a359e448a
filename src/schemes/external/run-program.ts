import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExternalMode, ExternalSchemeDescription } from './description.ts';
import { SchemeFailure } from './scheme-failure.ts';

/** What the supervisor is told. */
export interface SupervisorConfig {
  readonly mode: ExternalMode;
  readonly words: readonly string[];
  /** The case directory; in persistent mode the control directory, where the program is started. */
  readonly directory: string;
  readonly alive: string;
  readonly seconds: number;
  readonly bytes: number;
}

/** One case for a persistent program. */
export interface SupervisorRequest {
  readonly directory: string;
  readonly line: string;
}

/** Why the supervisor ended a program. */
export type StopReason = 'time' | 'disk' | 'files' | 'processes' | 'abandoned';

/** How a run ended; in persistent mode with `answer` when the program goes on. */
export interface RunOutcome {
  readonly code?: number;
  readonly signal?: string;
  /** It could not be started. */
  readonly error?: string;
  /** Why the supervisor ended it. */
  readonly reason?: StopReason;
  readonly answer?: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Room for the outputs that an outcome holds. */
const LARGEST_OUTCOME = 8_000_000;
/** Time for the supervisor's own start and for ending a program, beyond the time limit, in seconds. */
const MARGIN = 60;
/** Pause between looks for a reply, in milliseconds. */
const PAUSE = 2;
/** Characters of the program's own words in a message. */
const LONGEST_QUOTE = 200;

const supervisor = (): string =>
  fileURLToPath(new URL(`./supervisor${extname(fileURLToPath(import.meta.url))}`, import.meta.url));

/**
 * Runs the program on the case in `directory` and waits for it; blocks the thread.
 * @param line content of case.json with `directory`, for a persistent program
 * @throws SchemeFailure when it ends in any other way than well
 */
export function runProgram(description: ExternalSchemeDescription, directory: string, line: string): void {
  const outcome = description.mode === 'once' ? runOnce(description, directory) : ask(description, directory, line);
  if (description.keep) {
    writeFileSync(join(directory, 'stdout.txt'), outcome.stdout);
    writeFileSync(join(directory, 'stderr.txt'), outcome.stderr);
  }
  const complaint = complaintOf(outcome, description);
  if (complaint !== undefined) throw new SchemeFailure(complaint);
}

function configOf({ mode, words, alive, seconds, bytes }: ExternalSchemeDescription, directory: string): string {
  return JSON.stringify({ mode, words, directory, alive, seconds, bytes } satisfies SupervisorConfig);
}

function runOnce(description: ExternalSchemeDescription, directory: string): RunOutcome {
  const { stdout, stderr, error } = spawnSync(process.execPath, [supervisor(), configOf(description, directory)], {
    encoding: 'utf8',
    maxBuffer: LARGEST_OUTCOME,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error || stdout === '')
    throw new Error(`the supervisor of the program ended: ${error?.message ?? stderr.slice(-LONGEST_QUOTE)}`);
  return JSON.parse(stdout) as RunOutcome;
}

/** Control directories of the persistent programs of this thread, by what they were started with. */
const controls = new Map<string, string>();

function ask(description: ExternalSchemeDescription, directory: string, line: string): RunOutcome {
  const key = configOf(description, '');
  let control = controls.get(key);
  if (control === undefined) {
    control = mkdtempSync(join(description.alive, 'program-'));
    controls.set(key, control);
    spawn(process.execPath, [supervisor(), configOf(description, control)], { stdio: 'ignore' }).unref();
  }
  const reply = join(control, 'reply');
  writeFileSync(join(control, 'request.part'), JSON.stringify({ directory, line } satisfies SupervisorRequest));
  renameSync(join(control, 'request.part'), join(control, 'request'));
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  // The event loop must not turn here: the thread waits as a solver computes.
  for (let waited = 0; !existsSync(reply); waited += PAUSE) {
    if (!(waited <= 1000 * (description.seconds + MARGIN)) || !existsSync(description.alive)) {
      controls.delete(key);
      throw new Error('the supervisor of the program does not answer');
    }
    Atomics.wait(nobody, 0, 0, PAUSE);
  }
  const outcome = JSON.parse(readFileSync(reply, 'utf8')) as RunOutcome;
  rmSync(reply);
  return outcome;
}

/** One sentence about a run that did not end well. */
function complaintOf(outcome: RunOutcome, { words, seconds, bytes }: ExternalSchemeDescription): string | undefined {
  switch (outcome.reason) {
    case 'time':
      return `the program did not end within ${seconds} s (--scheme-timeout); it and all that it started were ended`;
    case 'disk':
      return `the program wrote more than ${Math.floor(bytes / 1e6)} MB into its directory (--scheme-disk)`;
    case 'files':
      return 'the program wrote more than 20000 files into its directory';
    case 'processes':
      return 'the program started more than 512 processes and was ended, with all of them';
    case 'abandoned':
      return 'the run was interrupted';
    default:
  }
  if (outcome.error !== undefined)
    return `the program ${JSON.stringify(words[0])} could not be started (${outcome.error})`;
  if (outcome.answer !== undefined) return complaintInAnswer(outcome.answer);
  if (outcome.signal !== undefined) return `the program was ended by ${outcome.signal}${quotation(outcome)}`;
  if (outcome.code !== 0) return `the program ended with exit code ${outcome.code}${quotation(outcome)}`;
  return undefined;
}

function complaintInAnswer(answer: string): string | undefined {
  let found: { readonly done?: unknown; readonly error?: unknown } = {};
  try {
    found = Object(JSON.parse(answer));
  } catch {
    // Handled as any other answer that says nothing.
  }
  if (found.error !== undefined) return `the program answered: ${shortened(String(found.error))}`;
  if (found.done === true) return undefined;
  return `the program answered ${JSON.stringify(shortened(answer))} on standard output, expected {"done": true}`;
}

/** The last line that the program wrote about itself, or the last that names an error: Node and Octave print more after that. */
function quotation({ stderr, stdout }: RunOutcome): string {
  const last = (text: string): string | undefined => {
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return lines.findLast((line) => /^(\w*Error\b|error: (?!ignoring))/.test(line)) ?? lines.at(-1);
  };
  const words = last(stderr) ?? last(stdout);
  return words === undefined ? '; it wrote nothing' : `; it wrote: ${shortened(words)}`;
}

function shortened(text: string): string {
  // Control characters would reach the terminal.
  const clean = text.replace(/\p{Cc}/gu, ' ').trim();
  return clean.length <= LONGEST_QUOTE ? clean : `${clean.slice(0, LONGEST_QUOTE)}…`;
}
