import { requireWritableFile, writeAtomically } from '../atomic-write.ts';
import { type CaseRequest, solveCases } from '../check/pool.ts';
import { askedOf } from '../check/profiles.ts';
import { jsonText } from '../json-text.ts';
import { InputError } from '../model/input-error.ts';
import { resultFile } from '../result-file.ts';
import { findProfile, parseEpsilons, parseJobs, parseTimes } from './option-values.ts';
import { createProgress } from './progress.ts';
import { loadScenarios } from './scenarios.ts';

interface SolveFlags {
  readonly epsilon?: string;
  readonly times?: string;
  readonly profile: string;
  readonly jobs?: string;
  readonly out: string;
}

/** `lemmata solve`: result.json; exit 1 when a run crashed, 3 when one is not resolved. */
export async function solveCommand(names: readonly string[], flags: SolveFlags, signal: AbortSignal): Promise<number> {
  const profile = findProfile(flags.profile);
  const jobs = parseJobs(flags.jobs);
  const [scenario] = await loadScenarios(names);
  const { tolerance, maxEffort } = askedOf(profile, scenario);
  const epsilons = flags.epsilon === undefined ? scenario.epsilons : parseEpsilons(flags.epsilon);
  const times = flags.times === undefined ? [] : parseTimes(flags.times);
  const late = times.find((time) => time > scenario.time);
  if (late !== undefined) {
    throw new InputError(`time ${late} lies after the scenario's final time ${scenario.time}`, { field: '--times' });
  }
  if (flags.out !== '-') await requireWritableFile(flags.out);

  const requests: CaseRequest[] = epsilons.map((epsilon) => ({
    scenario: { ...scenario, epsilons },
    scheme: 'reference',
    epsilon,
    tolerance,
    maxEffort,
    times,
  }));
  const progress = createProgress(process.stderr);
  const cases = await solveCases(requests, {
    jobs,
    signal,
    onDone: ({ epsilon }, done, total) => progress.show({ done, total, scenario: scenario.name, epsilon }),
  }).finally(progress.clear);
  signal.throwIfAborted();
  const text = jsonText(resultFile(scenario, epsilons, cases));
  if (flags.out === '-') process.stdout.write(text);
  else await writeAtomically(flags.out, text);
  for (const [i, outcome] of cases.entries()) {
    if ('crashed' in outcome) process.stderr.write(`ε = ${epsilons[i]}: crashed: ${outcome.crashed}\n`);
    else if (!outcome.resolved) process.stderr.write(`ε = ${epsilons[i]}: not resolved: ${outcome.reason}\n`);
  }
  if (cases.some((outcome) => 'crashed' in outcome)) return 1;
  return cases.every((outcome) => 'resolved' in outcome && outcome.resolved) ? 0 : 3;
}
