import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { InputError } from '../model/input-error.ts';
import { loadScenario } from '../model/load-scenario.ts';
import type { Scenario } from '../model/scenario.ts';
import { unknownName } from './nearest.ts';
import { packageRoot } from './package-root.ts';

const EXTENSION = '.yaml';

/** Folders of scenarios/: what every full profile runs, what takes hours, and what errata and controls are judged on. */
const FOLDERS = { shipped: '', large: 'large', controls: 'controls' } as const;

async function namesIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(packageRoot(), 'scenarios', folder));
  return files
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();
}

/** Names of the scenarios that come with the package. */
export const shippedScenarios = (): Promise<readonly string[]> => namesIn(FOLDERS.shipped);

/** Names of the scenarios that only the thorough profile runs. */
export const largeScenarios = (): Promise<readonly string[]> => namesIn(FOLDERS.large);

/** Names of the witness scenarios: `--scenario` knows them too, but no profile runs them as scenarios of the paper. */
export const witnessNames = (): Promise<readonly string[]> => namesIn(FOLDERS.controls);

/**
 * Scenarios by file, or by the name of a shipped one.
 * @throws InputError when one is neither, is invalid, or when two have the same name.
 */
export async function loadScenarios(places: readonly string[]): Promise<readonly Scenario[]> {
  const shipped = await shippedScenarios();
  const known = new Map<string, string>();
  for (const folder of Object.values(FOLDERS))
    for (const name of await namesIn(folder))
      known.set(name, join(packageRoot(), 'scenarios', folder, `${name}${EXTENSION}`));
  const scenarios: Scenario[] = [];
  for (const place of places) {
    const scenario = await loadScenario(scenarioFile(place, known, shipped));
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
  const own = Object.values(FOLDERS).map((folder) =>
    join(packageRoot(), 'scenarios', folder, `${scenario.name}${EXTENSION}`),
  );
  return own.includes(resolve(file)) ? scenario.name : file;
}

function scenarioFile(place: string, known: ReadonlyMap<string, string>, shipped: readonly string[]): string {
  if (existsSync(place)) return place;
  const file = known.get(place);
  if (file !== undefined) return relative('', file);
  if (/[/\\]|\.ya?ml$/.test(place)) throw new InputError('no such file', { file: place });
  throw new InputError(`${unknownName('scenario', place, shipped)}; a statement's name goes before --scenario`);
}

/**
 * Those that a user's program can be asked to solve.
 * @param chosen the user named them
 * @throws InputError when one that was named has more than one dimension
 */
export function forPrograms(scenarios: readonly Scenario[], chosen: boolean): readonly Scenario[] {
  const other = scenarios.find(({ space }) => space.dimension !== 1);
  if (chosen && other)
    throw new InputError(`programs are given one space dimension, "${other.name}" has ${other.space.dimension}`, {
      field: '--scenario',
    });
  return scenarios.filter(({ space }) => space.dimension === 1);
}
