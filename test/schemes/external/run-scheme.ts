import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadScenario } from '../../../src/model/load-scenario.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { ExternalSchemeDescription } from '../../../src/schemes/external/description.ts';
import { externalScheme } from '../../../src/schemes/external/external-scheme.ts';

export const program = (name: string): string => resolve('test/schemes/external/programs', name);

/** A directory for the cases of one test file; `close` proves that no case was left behind. */
export function openDirectory() {
  const alive = mkdtempSync(join(tmpdir(), 'lemmata-test-'));
  return {
    alive,
    close(): readonly string[] {
      const left = readdirSync(alive);
      rmSync(alive, { recursive: true, force: true });
      return left;
    },
  };
}

export function describeScheme(
  alive: string,
  words: readonly string[],
  patch: Partial<ExternalSchemeDescription> = {},
): ExternalSchemeDescription {
  const all = [process.execPath, program(words[0]), ...words.slice(1)];
  return {
    command: all.join(' '),
    words: all,
    mode: 'once',
    tables: false,
    seconds: 30,
    bytes: 2_000_000,
    cases: alive,
    keep: false,
    alive,
    ...patch,
  };
}

const SCENARIO = await loadScenario('scenarios/travelling-wave.yaml');
const TIMES = Float64Array.of(0, 0.25, 0.5, 1);

/** All snapshots of one run on travelling-wave, copied. @throws SchemeFailure */
export function solve(description: ExternalSchemeDescription, times = TIMES): readonly Snapshot[] {
  const scheme = externalScheme(description);
  const snapshots: Snapshot[] = [];
  for (const snapshot of scheme.solve(SCENARIO, 0.1, scheme.resolution(SCENARIO, 0.1), times))
    snapshots.push(structuredClone(snapshot));
  return snapshots;
}

/** What a run complains about. */
export function complaint(description: ExternalSchemeDescription): string {
  try {
    solve(description);
  } catch (error) {
    return String(error);
  }
  return 'no complaint';
}
