import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { InputError } from '../model/input-error.ts';
import { loadScenario } from '../model/load-scenario.ts';
import type { Scenario } from '../model/scenario.ts';
import { unknownName } from './nearest.ts';
import { packageRoot } from './package-root.ts';

const EXTENSION = '.yaml';

/** Names of the scenarios that come with the package. */
export async function shippedScenarios(): Promise<readonly string[]> {
  const files = await readdir(join(packageRoot(), 'scenarios'));
  return files
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();
}

/** Folder of the scenarios that errata and negative controls are judged on. */
const CONTROLS = 'controls';

/** Names of the witness scenarios: `--scenario` knows them too, but no profile runs them as scenarios of the paper. */
export async function witnessNames(): Promise<readonly string[]> {
  const files = await readdir(join(packageRoot(), 'scenarios', CONTROLS));
  return files
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();
}

/**
 * Scenarios by file, or by the name of a shipped one.
 * @throws InputError when one is neither, is invalid, or when two have the same name.
 */
export async function loadScenarios(places: readonly string[]): Promise<readonly Scenario[]> {
  const shipped = await shippedScenarios();
  const witnesses = await witnessNames();
  const scenarios: Scenario[] = [];
  for (const place of places) {
    const scenario = await loadScenario(scenarioFile(place, shipped, witnesses));
    const twin = scenarios.findIndex(({ name }) => name === scenario.name);
    if (twin >= 0) {
      throw new InputError(`two scenarios have the name "${scenario.name}" (${places[twin]}); rename one`, {
        file: place,
      });
    }
    scenarios.push(scenario);
  }
  return scenarios;
}

/** What to write after `--scenario` to get this scenario again: the shipped name if it is shipped, else the file. */
export function scenarioArgument(scenario: Scenario): string {
  const file = scenario.file ?? scenario.name;
  const own = ['', CONTROLS].map((folder) => join(packageRoot(), 'scenarios', folder, `${scenario.name}${EXTENSION}`));
  return own.includes(resolve(file)) ? scenario.name : file;
}

function scenarioFile(place: string, shipped: readonly string[], witnesses: readonly string[]): string {
  if (existsSync(place)) return place;
  if (shipped.includes(place)) return relative('', join(packageRoot(), 'scenarios', `${place}${EXTENSION}`));
  if (witnesses.includes(place))
    return relative('', join(packageRoot(), 'scenarios', CONTROLS, `${place}${EXTENSION}`));
  if (/[/\\]|\.ya?ml$/.test(place)) throw new InputError('no such file', { file: place });
  throw new InputError(`${unknownName('scenario', place, shipped)}; a statement's name goes before --scenario`);
}
