import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PeerCase } from './case.ts';
import type { PeerResult } from './result.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A program that solves a case, or the reason why it cannot be started here. */
export interface Program {
  readonly name: string;
  readonly command: readonly string[] | { readonly missing: string };
  readonly environment?: { readonly [name: string]: string };
}

const threads = (count: number) => ({ OPENBLAS_NUM_THREADS: String(count), OMP_NUM_THREADS: String(count) });

/** Programs, looked for and compiled when they are first asked for, and a folder for cases that `close` removes. */
export class Launcher {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lemmata-bench-'));
  readonly #known = new Map<string, Program['command']>();
  readonly ours: Program = { name: 'Lemmata, reference solver', command: [process.execPath, here('./ours.ts')] };

  get cpp(): Program {
    return { name: 'C++, -O3 -march=native, 1 thread', command: this.#once('cpp', () => this.#compiled()) };
  }

  /** @param count threads of OpenBLAS */
  numpy(count: number): Program {
    const name = `NumPy, OpenBLAS with ${count} thread${count === 1 ? '' : 's'}`;
    return { name, command: this.#python('numpy_peer.py', 'numpy'), environment: threads(count) };
  }

  get scipy(): Program {
    const command = this.#python('scipy_peer.py', 'numpy, scipy');
    return { name: 'SciPy solve_ivp', command, environment: threads(1) };
  }

  #once(key: string, make: () => Program['command']): Program['command'] {
    const known = this.#known.get(key) ?? make();
    this.#known.set(key, known);
    return known;
  }

  #compiled(): Program['command'] {
    const program = join(this.#folder, 'peer');
    const compiler = process.env.CXX ?? 'g++';
    const flags = ['-std=c++17', '-O3', '-march=native', '-o', program, here('./cpp/main.cpp')];
    const { error, status, stderr } = spawnSync(compiler, flags, { encoding: 'utf8' });
    if (error) return { missing: `no ${compiler}` };
    return status === 0 ? [program] : { missing: `${compiler} failed: ${stderr.split('\n')[0]}` };
  }

  /** The first Python that has the modules: the one in the path, or Debian's. */
  #python(file: string, modules: string): Program['command'] {
    return this.#once(file, () => {
      const found = ['python3', '/usr/bin/python3'].find(
        (python) => spawnSync(python, ['-c', `import ${modules}`]).status === 0,
      );
      return found ? [found, here(`./python/${file}`)] : { missing: `no python3 with ${modules}` };
    });
  }

  /**
   * One run of a program in a process of its own, or what went wrong, in one sentence.
   * @param limitSeconds the process is ended after this
   */
  run({ command, environment }: Program, peerCase: PeerCase, limitSeconds = 3600): PeerResult | { failed: string } {
    if ('missing' in command) return { failed: `not measured: ${command.missing}` };
    const [casePath, resultPath] = [join(this.#folder, 'case.json'), join(this.#folder, 'result.json')];
    writeFileSync(casePath, JSON.stringify(peerCase));
    rmSync(resultPath, { force: true });
    const { status, signal, stderr } = spawnSync(command[0], [...command.slice(1), casePath, resultPath], {
      encoding: 'utf8',
      timeout: 1000 * limitSeconds,
      killSignal: 'SIGKILL',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (signal) return { failed: `not finished after ${limitSeconds} s` };
    if (status !== 0) return { failed: `exit code ${status}: ${stderr.trim().split('\n').at(-1)}` };
    return JSON.parse(readFileSync(resultPath, 'utf8')) as PeerResult;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
