import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { Scenario } from '../model/scenario.ts';
import type { ExternalSchemeDescription } from '../schemes/external/description.ts';
import type { Resolution } from '../schemes/scheme.ts';
import type { CaseResult } from './case.ts';

/** One case to solve. */
export interface CaseRequest {
  readonly scenario: Scenario;
  /** Name of a scheme, for example `reference`, or a user's program. */
  readonly scheme: string | ExternalSchemeDescription;
  readonly epsilon: number;
  /** Error that the diagnostics should reach, relative to max(1, |value|): the dominating source is refined until then. */
  readonly tolerance: number;
  /** Refinements allowed. */
  readonly maxEffort: number;
  /** Output times wanted besides 0 and the scenario's time. */
  readonly times?: readonly number[];
  /** Changes of the scheme's first resolution; then one run, without the runs that measure its error. */
  readonly resolution?: Resolution;
}

/**
 * The part of a request that determines its result, and all that a worker sees: neither where the scenario came from
 * nor its other ε.
 */
export function determining(request: CaseRequest): CaseRequest {
  const { file, ...scenario } = request.scenario;
  return { ...request, scenario: { ...scenario, epsilons: [request.epsilon] } };
}

export interface PoolOptions {
  readonly jobs: number;
  readonly signal?: AbortSignal;
  readonly onStart?: (request: CaseRequest) => void;
  readonly onDone?: (request: CaseRequest, done: number, total: number) => void;
  /** Each result as soon as it is there, with the index of its request. */
  readonly onResult?: (index: number, result: CaseResult | CrashedCase) => void;
}

/** What a worker thread runs, with the extension of this file. */
export const WORKER = new URL(`./worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** A case whose solver threw: the claim is `crashed`, other cases go on. */
export interface CrashedCase {
  readonly crashed: string;
}

/**
 * Solves all cases over `jobs` worker threads; results in request order whatever `jobs` is. The longest cases (smallest ε,
 * most velocities) start first.
 * @throws the abort reason when `signal` fires; workers are stopped.
 */
export async function solveCases(
  requests: readonly CaseRequest[],
  options: PoolOptions,
): Promise<(CaseResult | CrashedCase)[]> {
  const { jobs, signal, onStart, onDone, onResult } = options;
  signal?.throwIfAborted();
  if (requests.length === 0) return [];
  const threads = Math.max(1, Math.min(jobs, requests.length));
  const pool = new Tinypool({
    filename: WORKER.href,
    minThreads: threads,
    maxThreads: threads,
    runtime: 'worker_threads',
  });
  const stop = (): void => {
    void pool.destroy();
  };
  signal?.addEventListener('abort', stop, { once: true });
  const results: (CaseResult | CrashedCase)[] = [];
  const order = longestFirst(requests);
  let done = 0;
  try {
    // One loop for each thread, so that `onStart` means started.
    let next = 0;
    const drain = async (): Promise<void> => {
      while (next < order.length) {
        signal?.throwIfAborted();
        const index = order[next++];
        const request = requests[index];
        onStart?.(request);
        const result = (await pool.run(determining(request))) as CaseResult | CrashedCase;
        results[index] = result;
        onResult?.(index, result);
        done++;
        onDone?.(request, done, requests.length);
      }
    };
    await Promise.all(Array.from({ length: threads }, drain));
    return results;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await pool.destroy();
  }
}

/** Solves many batches with the same threads, which start with the first case; the longest cases of a batch start first. */
export interface CaseSolver {
  /** Results in request order. @throws the abort reason when the signal fires; workers are stopped. */
  readonly solve: (requests: readonly CaseRequest[]) => Promise<readonly (CaseResult | CrashedCase)[]>;
  readonly close: () => Promise<void>;
}

export function openSolver(jobs: number, signal?: AbortSignal): CaseSolver {
  let pool: Tinypool | undefined;
  const stop = (): void => {
    void pool?.destroy();
  };
  signal?.addEventListener('abort', stop, { once: true });
  return {
    async solve(requests) {
      signal?.throwIfAborted();
      if (requests.length === 0) return [];
      pool ??= new Tinypool({
        filename: WORKER.href,
        minThreads: jobs,
        maxThreads: jobs,
        runtime: 'worker_threads',
      });
      const open = pool;
      try {
        const results: (CaseResult | CrashedCase)[] = [];
        await Promise.all(
          longestFirst(requests).map(async (index) => {
            results[index] = (await open.run(determining(requests[index]))) as CaseResult | CrashedCase;
          }),
        );
        return results;
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

/** Indices of the requests in the order in which they start: then no long case is left for the end. */
const longestFirst = (requests: readonly CaseRequest[]): number[] =>
  requests.map((_, i) => i).sort((a, b) => cost(requests[b]) - cost(requests[a]) || a - b);

/** Expected work, for scheduling only. */
function cost({ scenario, epsilon }: CaseRequest): number {
  return (
    scenario.velocities.points.length *
    scenario.time *
    (4 + Math.log(1 / epsilon)) *
    (scenario.space.domain === 'line' ? 4 : 1)
  );
}
