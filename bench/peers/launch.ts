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

/** Programs, and a folder for the C++ build and for cases that is removed by `close`. */
export class Launcher {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lemmata-bench-'));
  readonly ours: Program = {
    name: 'Lemmata, reference solver',
    command: [process.execPath, here('./ours.ts')],
  };
  readonly cpp: Program = { name: 'C++, g++ -O3 -march=native, 1 thread', command: this.#build() };
  readonly numpyOne: Program = this.#python('NumPy, OpenBLAS with 1 thread', 'numpy_peer.py', 'numpy', 1);
  readonly numpyTwo: Program = this.#python('NumPy, OpenBLAS with 2 threads', 'numpy_peer.py', 'numpy', 2);
  readonly scipy: Program = this.#python('SciPy solve_ivp', 'scipy_peer.py', 'numpy, scipy', 1);

  #build(): Program['command'] {
    const program = join(this.#folder, 'peer');
    const compiler = process.env.CXX ?? 'g++';
    const flags = ['-std=c++17', '-O3', '-march=native', '-o', program, here('./cpp/main.cpp')];
    const { error, status, stderr } = spawnSync(compiler, flags, { encoding: 'utf8' });
    if (error) return { missing: `no ${compiler}` };
    return status === 0 ? [program] : { missing: `${compiler} failed: ${stderr.split('\n')[0]}` };
  }

  /** The first Python that has the modules: the one in the path, or Debian's. */
  #python(name: string, file: string, modules: string, count: number): Program {
    const found = ['python3', '/usr/bin/python3'].find(
      (python) => spawnSync(python, ['-c', `import ${modules}`]).status === 0,
    );
    const command = found ? [found, here(`./python/${file}`)] : { missing: `no python3 with ${modules}` };
    return { name, command, environment: threads(count) };
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
      env: { ...process.env, ...environment },
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
