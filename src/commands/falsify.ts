import { requireWritableFile, writeAtomically } from '../atomic-write.ts';
import { type Falsification, falsify } from '../check/falsify.ts';
import { FINE, type Score, scoreScenarios, type Target } from '../check/falsify-score.ts';
import { FALSIFY_TARGETS, targetOf } from '../check/falsify-targets.ts';
import { openSolver } from '../check/pool.ts';
import { formatMeasured, formatNumber } from '../check/round-to-bar.ts';
import { scenarioInput } from '../check/sketch.ts';
import { isExpectation } from '../check/statement.ts';
import { InputError } from '../model/input-error.ts';
import { uncertainty } from '../model/measured.ts';
import { scenarioText } from '../model/scenario-file.ts';
import { parseInteger, parseJobs } from './option-values.ts';
import { createProgress } from './progress.ts';
import { loadScenarios } from './scenarios.ts';
import { loadStatements, selectStatements } from './statements.ts';

interface FalsifyFlags {
  readonly runs: string;
  readonly seed: string;
  readonly jobs?: string;
  readonly out: string;
  readonly scenario?: string;
}

/** `lemmata falsify`: 1 when a bound is falsified, 3 when nothing could be compared, else 0. */
export async function falsifyCommand(
  names: readonly string[],
  flags: FalsifyFlags,
  signal: AbortSignal,
): Promise<number> {
  const statements = selectStatements([...(await loadStatements()), FALSIFY_TARGETS], names);
  const targets = statements.flatMap(({ claims }) => claims.flatMap((claim) => targetOf(claim) ?? []));
  if (targets.length === 0)
    throw new InputError(`"${names[0]}" has no bound to search random scenarios for; describe shows its claims`);
  const runs = parseInteger(flags.runs, '--runs', 1);
  const seed = parseInteger(flags.seed, '--seed', 0);
  const jobs = parseJobs(flags.jobs);
  if (flags.scenario !== undefined) return evaluateOne(flags.scenario, targets, jobs, signal);
  await requireWritableFile(flags.out);
  const progress = createProgress(process.stderr);
  const found = await falsify({
    targets,
    runs,
    seed,
    jobs,
    signal,
    onProgress: (phase, done, total) => progress.show({ done, total, scenario: phase }),
  }).finally(progress.clear);
  signal.throwIfAborted();
  if (found === undefined) {
    process.stdout.write('No bound could be compared in any of the random scenarios.\n');
    return 3;
  }
  const name = `falsify-${found.target.id.replaceAll('/', '-')}`.slice(0, 64);
  const input = scenarioInput(found.sketch, name);
  await writeAtomically(
    flags.out,
    scenarioText(input, `Found by lemmata falsify ${names[0]} --runs ${runs} --seed ${seed}`),
  );
  const claims = statements.flatMap((statement) => statement.claims);
  const verifiable = claims.some((claim) => claim.id === found.target.id && !isExpectation(claim));
  const rerun =
    verifiable && !found.target.id.startsWith(`${FALSIFY_TARGETS.id}/`)
      ? `npx lemmata verify ${found.target.id} --scenario ${flags.out} --profile standard --reporter terminal`
      : // A claim about a claim is judged by verify on its own witness alone.
        `npx lemmata falsify ${found.target.id} --scenario ${flags.out}`;
  process.stdout.write(summary(found, flags.out, seed, rerun));
  return found.score.value > 1 ? 1 : 0;
}

/** `--scenario`: no search, the bounds in that scenario alone. */
async function evaluateOne(
  place: string,
  targets: readonly Target[],
  jobs: number,
  signal: AbortSignal,
): Promise<number> {
  const [scenario] = await loadScenarios([place]);
  const solver = openSolver(jobs, signal);
  const scenarios = scenario.epsilons.map((epsilon) => ({ ...scenario, epsilons: [epsilon] }));
  const scores = await scoreScenarios(scenarios, targets, FINE, solver, signal).finally(() => solver.close());
  let compared = false;
  let falsified = false;
  for (const [i, row] of scores.entries()) {
    for (const [k, score] of row.entries()) {
      compared ||= score.sample !== undefined;
      falsified ||= score.value > 1;
      process.stdout.write(`${targets[k].id}  ${numbers(score, scenario.epsilons[i])}\n`);
    }
  }
  if (falsified) return 1;
  return compared ? 0 : 3;
}

function summary(
  { target, sketch, score, random, spent }: Falsification,
  file: string,
  seed: number,
  rerun: string,
): string {
  const rest = random
    .filter(({ id }) => id !== target.id)
    .map(({ id, value }) => `  ${id}  at most ${Number.isFinite(value) ? formatNumber(value, 4) : '– (not compared)'}`);
  return `${[
    score.value > 1 ? `✗ ${target.id} is falsified.` : `✓ ${target.id} holds in every scenario tried.`,
    `  ${numbers(score, sketch.epsilon)}`,
    `  seed ${seed}: ${spent.random} random scenarios, ${spent.refined} evaluations to refine, ${spent.simplified} to simplify`,
    `  scenario: ${file}`,
    `  rerun: ${rerun}`,
    ...(rest.length > 0 ? ['Other bounds, random scenarios only:', ...rest] : []),
  ].join('\n')}\n`;
}

function numbers({ sample, reason, value }: Score, epsilon: number): string {
  if (sample === undefined) return `not compared: ${reason ?? ''}`;
  const { measured, bound, time, where } = sample;
  const ratio = bound.value === 0 ? value : measured.value / bound.value;
  return [
    `measured ${formatMeasured(measured.value, uncertainty(measured.error))}`,
    `bound ${formatMeasured(bound.value, uncertainty(bound.error))}`,
    `measured/bound ${formatNumber(ratio, 6)}`,
    `ε = ${formatNumber(epsilon)}`,
    `t = ${formatNumber(time)}`,
    ...(where === undefined ? [] : [where]),
  ].join(', ');
}
