import { type CrashedRun, isCrashed, type Observation, type RunRequest } from './observation.ts';
import type { RunSolver } from './run-pool.ts';

/** Address of a run inside one study. */
const addressOf = ({ scenario, epsilon, scheme, resolution }: RunRequest): string =>
  JSON.stringify([scenario.hash, typeof scheme === 'string' ? scheme : 'program', epsilon, resolution]);

/** One finished run. */
export interface StudyProgress {
  readonly done: number;
  readonly total: number;
  readonly scenario: string;
  readonly epsilon: number;
}

/** The runs of a study: those that are planned, each once, and then what they gave. */
export class RunTable {
  readonly #planned = new Map<string, RunRequest>();
  readonly #done = new Map<string, Observation | CrashedRun>();

  /** Plans a run; what is planned twice runs once and reports what both want, and again when it is done and lacks that. */
  plan(request: RunRequest): void {
    const address = addressOf(request);
    const before = this.#planned.get(address);
    if (request.whole && !before?.whole) this.#done.delete(address);
    this.#planned.set(address, { ...before, ...request });
  }

  /** Runs what is planned and not done. */
  async solve(solve: RunSolver, onProgress?: (progress: StudyProgress) => void): Promise<void> {
    const pending = [...this.#planned].filter(([address]) => !this.#done.has(address)).map(([, request]) => request);
    await solve(pending, (request, result) => {
      this.#done.set(addressOf(request), result);
      const { scenario, epsilon } = request;
      onProgress?.({ done: this.#done.size, total: this.#planned.size, scenario: scenario.name, epsilon });
    });
  }

  /** What the run gave. @throws Error when it was not planned */
  of(request: RunRequest): Observation | CrashedRun {
    const found = this.#done.get(addressOf(request));
    if (found === undefined) throw new Error('a run was asked for that was not planned');
    return found;
  }

  /** Runs that failed. */
  get crashes(): readonly { readonly request: RunRequest; readonly reason: string }[] {
    return Array.from(this.#planned, ([address, request]) => ({ request, result: this.#done.get(address) })).flatMap(
      ({ request, result }) => (result && isCrashed(result) ? [{ request, reason: result.crashed }] : []),
    );
  }
}
