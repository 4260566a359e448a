import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunOutcome, StopReason, SupervisorConfig } from './run-program.ts';

/** Pauses between looks at the disk and at the processes, in milliseconds. */
const DISK_PAUSE = 50;
const PROCESS_PAUSE = 500;
/** A program may start many threads of a pool as processes; a fork bomb starts more. */
const MOST_PROCESSES = 512;
const MOST_FILES = 20_000;
/** Characters kept of each output. */
const TAIL = 65_536;
/** Longest answer of a persistent program. */
const LONGEST_LINE = 1_000_000;
/** How often to look again for processes that were started while others were being ended. */
const ROUNDS = 50;
/** Marks everything that a program starts, also what leaves its process group. */
const MARK = 'LEMMATA_RUN';

/** One start of a user's program, with everything that it starts, under the limits of `config`. */
export class ProcessTree {
  /** Settles when the program has ended and so has all that it started. */
  readonly ended: Promise<RunOutcome>;
  readonly #child: ChildProcess;
  readonly #config: SupervisorConfig;
  readonly #mark = randomUUID();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #parent = process.ppid;
  #directory: string;
  #clock: NodeJS.Timeout | undefined;
  #reason: StopReason | undefined;
  #stdout = '';
  #stderr = '';
  #line = '';
  #answered: ((line: string) => void) | undefined;
  #running = true;

  /** @param persistent the program gets cases on standard input; its time limit counts per case */
  constructor(config: SupervisorConfig, directory: string, persistent: boolean) {
    this.#config = config;
    this.#directory = directory;
    const [program, ...words] = config.words;
    this.#child = spawn(program, words, {
      cwd: directory,
      // A group of its own, so that it can be ended as a whole.
      detached: true,
      stdio: [persistent ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        [MARK]: this.#mark,
        ...(persistent ? {} : { LEMMATA_CASE: join(directory, 'case.json') }),
      },
    });
    this.#child.stdin?.on('error', () => {});
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout = (this.#stdout + text).slice(-TAIL);
      if (persistent) this.#collect(text);
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-TAIL);
    });
    this.ended = new Promise((resolve) => {
      let status: Pick<RunOutcome, 'code' | 'signal' | 'error'> = {};
      this.#child.once('error', (error: NodeJS.ErrnoException) => {
        status = { error: error.code ?? error.message };
        if (this.#child.pid === undefined) finish();
      });
      this.#child.once('exit', (code, signal) => {
        status = { ...(code === null ? {} : { code }), ...(signal === null ? {} : { signal }) };
        this.#watchDisk();
        // What it left in the background would hold its outputs open.
        this.#endTree();
      });
      const finish = (): void => {
        this.#running = false;
        clearTimeout(this.#clock);
        for (const timer of this.#timers) clearInterval(timer);
        resolve({ ...status, ...this.#reasonField(), stdout: this.#stdout, stderr: this.#stderr });
      };
      this.#child.once('close', finish);
    });
    this.#timers.push(
      setInterval(() => this.#watchDisk(), DISK_PAUSE),
      setInterval(() => this.#watchProcesses(), PROCESS_PAUSE),
    );
    if (!persistent) this.#startClock();
  }

  get running(): boolean {
    return this.#running && this.#reason === undefined;
  }

  /** Ends the program and all that it has started. */
  stop(reason: StopReason): void {
    this.#reason ??= reason;
    this.#endTree();
  }

  /** Hands over one case; settles with the line that the program answers, or with how it ended instead. */
  async answer(line: string, directory: string): Promise<RunOutcome> {
    this.#directory = directory;
    this.#startClock();
    const answered = new Promise<string>((resolve) => {
      this.#answered = resolve;
    });
    this.#child.stdin?.write(`${line}\n`);
    const outcome = await Promise.race([
      answered.then((answer): RunOutcome => ({ answer, stdout: this.#stdout, stderr: this.#stderr })),
      this.ended,
    ]);
    this.#answered = undefined;
    clearTimeout(this.#clock);
    if (outcome.answer === undefined || isAnswer(outcome.answer)) return outcome;
    // Who says something else is not trusted with another case.
    this.stop('abandoned');
    await this.ended;
    return outcome;
  }

  #reasonField(): Pick<RunOutcome, 'reason'> {
    return this.#reason === undefined ? {} : { reason: this.#reason };
  }

  #startClock(): void {
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => this.stop('time'), 1000 * this.#config.seconds);
  }

  #collect(text: string): void {
    this.#line += text;
    const end = this.#line.indexOf('\n');
    if (end < 0 && this.#line.length <= LONGEST_LINE) return;
    const line = end < 0 ? this.#line : this.#line.slice(0, end);
    this.#line = end < 0 ? '' : this.#line.slice(end + 1);
    this.#answered?.(line);
  }

  #watchDisk(): void {
    if (!existsSync(this.#config.alive) || process.ppid !== this.#parent) {
      this.stop('abandoned');
      return;
    }
    const { bytes, files } = contentOf(this.#directory);
    if (!(bytes <= this.#config.bytes)) this.stop('disk');
    else if (!(files <= MOST_FILES)) this.stop('files');
  }

  #watchProcesses(): void {
    if (!(marked(this.#mark).length <= MOST_PROCESSES)) this.stop('processes');
  }

  #endTree(): void {
    const { pid } = this.#child;
    for (let round = 0; round < ROUNDS; round++) {
      if (pid !== undefined) end(-pid);
      const left = marked(this.#mark);
      for (const id of left) end(id);
      if (left.length === 0) return;
    }
  }
}

function isAnswer(line: string): boolean {
  try {
    const found: unknown = JSON.parse(line);
    return typeof found === 'object' && found !== null && ('done' in found || 'error' in found);
  } catch {
    return false;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Processes that carry the mark in their environment; none where the system does not show it (then only the group is ended). */
function marked(mark: string): number[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(`${MARK}=${mark}`) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** Size and number of files below a directory; links are not followed. */
function contentOf(directory: string): { bytes: number; files: number } {
  let bytes = 0;
  let files = 0;
  const folders = [directory];
  for (let folder = folders.pop(); folder !== undefined && files <= MOST_FILES; folder = folders.pop()) {
    try {
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        const status = lstatSync(path, { throwIfNoEntry: false });
        files++;
        if (status?.isDirectory()) folders.push(path);
        else bytes += status?.size ?? 0;
      }
    } catch {
      // Removed or closed meanwhile.
    }
  }
  return { bytes, files };
}
