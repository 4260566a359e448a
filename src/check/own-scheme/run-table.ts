import type { Scenario } from '../../model/scenario.ts';
import { type CrashedRun, isCrashed, type Observation, type RunRequest } from './observation.ts';

/** Address of a run inside one study. */
const addressOf = ({ scenario, epsilon, scheme, resolution }: RunRequest): string =>
  JSON.stringify([scenario.hash, typeof scheme === 'string' ? scheme : 'program', epsilon, resolution]);

/** The runs of a study: those that are planned, each once, and then what they gave. */
export class RunTable {
  readonly #planned = new Map<string, RunRequest>();
  readonly #done = new Map<string, Observation | CrashedRun>();

  /** Plans a run; what is planned twice runs once and reports what both want. */
  plan(request: RunRequest): void {
    const address = addressOf(request);
    this.#planned.set(address, { ...this.#planned.get(address), ...request });
  }

  get pending(): readonly RunRequest[] {
    return Array.from(this.#planned, ([address, request]) => ({ address, request }))
      .filter(({ address }) => !this.#done.has(address))
      .map(({ request }) => request);
  }

  record(request: RunRequest, result: Observation | CrashedRun): void {
    this.#done.set(addressOf(request), result);
  }

  /** What the run gave. @throws Error when it was not planned */
  of(request: RunRequest): Observation | CrashedRun {
    const found = this.#done.get(addressOf(request));
    if (found === undefined) throw new Error('a run was asked for that was not planned');
    return found;
  }

  /** Runs of the user's program that failed, with their requests. */
  get crashes(): readonly { readonly scenario: Scenario; readonly request: RunRequest; readonly reason: string }[] {
    return Array.from(this.#planned, ([address, request]) => {
      const result = this.#done.get(address);
      return result !== undefined && isCrashed(result)
        ? [{ scenario: request.scenario, request, reason: result.crashed }]
        : [];
    }).flat();
  }
}
