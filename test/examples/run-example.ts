import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SeriesName } from '../../src/check/case.ts';
import { PROFILES } from '../../src/check/profiles.ts';
import { recordRun } from '../../src/check/record.ts';
import { verify } from '../../src/check/run.ts';
import { aboutSchemes } from '../../src/check/scheme-claims.ts';
import type { ClaimOutcome, Statement } from '../../src/check/statement.ts';
import { loadStatements } from '../../src/commands/statements.ts';
import { loadScenario } from '../../src/model/load-scenario.ts';
import { resolveCommand } from '../../src/schemes/external/command-line.ts';
import type { ExternalSchemeDescription } from '../../src/schemes/external/description.ts';
import { externalScheme } from '../../src/schemes/external/external-scheme.ts';

/** A program that examples need: the first of the commands that does what it is tried with, and what is missing without. */
export interface Tool {
  readonly command: string | undefined;
  readonly missing: string;
}

function tool(missing: string, commands: readonly string[], args: readonly string[]): Tool {
  return { missing, command: commands.find((command) => spawnSync(command, args, { stdio: 'ignore' }).status === 0) };
}

/** Debian's own Python may have the NumPy that another one on the PATH lacks. */
export const PYTHON = tool('Python with NumPy', ['python3', '/usr/bin/python3'], ['-c', 'import numpy']);
export const GPP = tool('g++', ['g++', 'c++'], ['--version']);
export const OCTAVE = tool('Octave', ['octave-cli'], ['--version']);

/** The name of a test says why it does not run. */
export const nameWith = (name: string, { command, missing }: Tool): string =>
  command === undefined ? `${name} (skipped: ${missing} is not installed)` : name;

/** Where the programs of one test file run; `close` tells what they left. */
export function openExamples() {
  const alive = mkdtempSync(join(tmpdir(), 'lemmata-examples-'));
  return {
    alive,
    close(): readonly string[] {
      const left = readdirSync(alive);
      rmSync(alive, { recursive: true, force: true });
      return left;
    },
  };
}

export const travellingWave = await loadScenario('scenarios/travelling-wave.yaml');
let statements: readonly Statement[] | undefined;

export function describeExample(
  alive: string,
  command: string,
  options: Partial<ExternalSchemeDescription>,
): ExternalSchemeDescription {
  const words = resolveCommand(command, process.env.PATH ?? '');
  return {
    command,
    words,
    mode: 'once',
    tables: false,
    seconds: 60,
    bytes: 1e8,
    cases: alive,
    keep: false,
    alive,
    ...options,
  };
}

/** Claims about solutions on travelling-wave, by their id, as `lemmata verify --scheme COMMAND` judges them. */
export async function judgeExample(
  alive: string,
  command: string,
  epsilons: readonly number[],
  options: Partial<ExternalSchemeDescription> = {},
): Promise<ReadonlyMap<string, ClaimOutcome>> {
  statements ??= aboutSchemes(await loadStatements());
  const report = await verify({
    statements,
    scenarios: [travellingWave],
    assumptions: [],
    profile: PROFILES[0],
    scheme: describeExample(alive, command, options),
    epsilons,
    jobs: 1,
    seed: 0,
    versions: {},
  });
  return new Map(report.statements.flatMap(({ claims }) => claims.map((claim) => [claim.id, claim])));
}

/** Name of the scheme, and its diagnostics at t = ½ after one run on travelling-wave without output times in the layer. */
export function runExample(
  alive: string,
  command: string,
  epsilon: number,
): { readonly name: string; readonly at: (diagnostic: SeriesName) => number } {
  const scheme = externalScheme(describeExample(alive, command, {}));
  const resolution = scheme.resolution(travellingWave, epsilon);
  const { series } = recordRun(travellingWave, scheme, epsilon, resolution, Float64Array.of(0, 0.5));
  return { name: scheme.name, at: (diagnostic) => series.get(diagnostic)?.values[1] ?? Number.NaN };
}

/** Claims with the verdict. */
export const idsWith = (claims: ReadonlyMap<string, ClaimOutcome>, verdict: ClaimOutcome['verdict']): string[] =>
  [...claims].filter(([, claim]) => claim.verdict === verdict).map(([id]) => id);

export const example = (path: string): string => resolve('examples', path);
