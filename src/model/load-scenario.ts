import { isAbsolute, relative } from 'node:path';
import { InputError } from './input-error.ts';
import { resolveScenario } from './resolve-scenario.ts';
import type { Scenario } from './scenario.ts';
import { checkScenario } from './scenario-checks.ts';
import { parseDocument, readScenarioText } from './scenario-file.ts';
import { type ScenarioInput, scenarioShape } from './scenario-schema.ts';
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
  const result = scenarioShape.safeParse(value);
  if (!result.success) {
    const { path, what } = shapeError(result.error.issues, value);
    return refuseField(path, what);
  }
  const scenario = await resolveScenario(result.data, refuseField);
  checkScenario(scenario, refuseField);
  return scenario;
}
