import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { CrashedRun, Observation, RunRequest } from './observation.ts';

/** Solves runs; `onDone` is told of each. */
export type RunSolver = (
  requests: readonly RunRequest[],
  onDone: (request: RunRequest, result: Observation | CrashedRun) => void,
) => Promise<void>;

/**
 * Runs in `jobs` worker threads, which start with the first of them.
 * @returns `solve` rejects with the reason of `signal` when it fires; workers are stopped
 */
export function openRunPool(jobs: number, signal?: AbortSignal): { solve: RunSolver; close(): Promise<void> } {
  const worker = new URL(`./observe${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  let pool: Tinypool | undefined;
  const stop = (): void => {
    void pool?.destroy();
  };
  signal?.addEventListener('abort', stop, { once: true });
  return {
    async solve(requests, onDone) {
      signal?.throwIfAborted();
      if (requests.length === 0) return;
      pool ??= new Tinypool({ filename: worker.href, minThreads: jobs, maxThreads: jobs, runtime: 'worker_threads' });
      const open = pool;
      try {
        await Promise.all(
          requests.map(async (request) => onDone(request, (await open.run(request)) as Observation | CrashedRun)),
        );
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
    async close() {
      signal?.removeEventListener('abort', stop);
      await pool?.destroy();
    },
  };
}
