import { isAbsolute, relative } from 'node:path';
import { checkInitial } from './check-initial.ts';
import { InputError } from './input-error.ts';
import { resolveScenario } from './resolve-scenario.ts';
import type { Scenario } from './scenario.ts';
import { checkScenario } from './scenario-checks.ts';
import { parseDocument, readScenarioText } from './scenario-file.ts';
import { type ScenarioInput, scenarioShape, withLongProfile } from './scenario-schema.ts';
import { fieldName, type Path, type Refuse, shapeError } from './shape-error.ts';

/**
 * Reads, validates and resolves a scenario file.
 * @throws InputError in one sentence with file, line and field.
 */
export async function loadScenario(file: string): Promise<Scenario> {
  const shown = isAbsolute(file) ? relative('', file) : file;
  return parseScenario(await readScenarioText(file), shown);
}

/** The same for YAML text; `file` only serves messages and `Scenario.file`. */
export async function parseScenario(text: string, file?: string): Promise<Scenario> {
  const document = parseDocument(text, file);
  const scenario = await validate(document.value, (path, what) => {
    const line = document.line(path);
    throw new InputError(what, {
      ...(file !== undefined && { file }),
      ...(line !== undefined && { line }),
      field: fieldName(path),
    });
  });
  return file === undefined ? scenario : { ...scenario, file };
}

/** A scenario built in memory, with the same checks. */
export async function defineScenario(input: ScenarioInput): Promise<Scenario> {
  return validate(input, (path, what) => {
    throw new InputError(what, { field: fieldName(path) });
  });
}

async function validate(value: unknown, refuse: (path: Path, what: string) => never): Promise<Scenario> {
  const refuseField: Refuse = refuse;
  const written = withLongProfile(value);
  const result = scenarioShape.safeParse(written);
  if (!result.success) {
    const { path, what } = shapeError(result.error.issues, written);
    return refuseField(path, what);
  }
  const scenario = await resolveScenario(result.data, refuseField);
  checkScenario(scenario, refuseField);
  return scenario;
}

/**
 * The same scenario with other values of ε (the command line's `--epsilon`), checked again because data may depend on ε.
 * @throws InputError
 */
export function withEpsilons(scenario: Scenario, epsilons: readonly number[]): Scenario {
  const refuse: Refuse = (path, what) => {
    throw new InputError(what, { ...(scenario.file !== undefined && { file: scenario.file }), field: fieldName(path) });
  };
  if (epsilons.length === 0) refuse(['epsilons'], 'must not be empty');
  epsilons.forEach((epsilon, i) => {
    if (!(epsilon > 0 && Number.isFinite(epsilon)))
      refuse(['epsilons', i], `must be a number greater than 0, found ${epsilon}`);
    if (epsilons.indexOf(epsilon) < i) refuse(['epsilons', i], `the value ${epsilon} occurs twice`);
  });
  const changed = { ...scenario, epsilons };
  checkInitial(changed, refuse);
  return changed;
}
