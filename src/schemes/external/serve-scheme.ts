import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseFormula } from '../../model/parse-expression.ts';
import type { CaseFile } from './case-file.ts';
import type { SchemeDefinition } from './definition.ts';
import { solveDefined } from './in-process-scheme.ts';
import { encodeNpy } from './npy.ts';
import type { CaseFormulas } from './problem.ts';

/**
 * Makes a scheme a program for `lemmata verify --scheme "node program.ts"` (docs/your-scheme.md): it reads the case that it is
 * started for, or cases from standard input in the mode `persistent`, and writes results. Other than in-process it uses all
 * cores, has time limits, and may crash alone.
 * @throws SchemeFailure, in the mode `once`, when the scheme fails: the program then ends with exit code 1
 */
export async function runScheme(scheme: SchemeDefinition): Promise<void> {
  const file = process.env.LEMMATA_CASE ?? 'case.json';
  if (existsSync(file)) {
    await answer(scheme, JSON.parse(readFileSync(file, 'utf8')), dirname(file));
    return;
  }
  for await (const line of createInterface({ input: process.stdin })) {
    let reply: object = { done: true };
    try {
      const content = JSON.parse(line);
      await answer(scheme, content, content.directory);
    } catch (error) {
      reply = { error: error instanceof Error ? error.message : String(error) };
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}

async function answer(scheme: SchemeDefinition, content: CaseFile, directory: string): Promise<void> {
  const { declaration, arrays } = solveDefined(scheme, content, await parse(content));
  mkdirSync(join(directory, 'result'));
  for (const name of arrays.names) {
    const array = arrays.get(name);
    if (array) writeFileSync(join(directory, 'result', `${name}.npy`), encodeNpy(array));
  }
  writeFileSync(join(directory, 'result.json'), JSON.stringify(declaration));
}

/** The expressions of case.json; they come from a scenario that was checked. */
async function parse({ signal, kernel, initial }: CaseFile): Promise<CaseFormulas> {
  const expr = async (text: string, variables: readonly string[]) =>
    (await parseFormula(text, { variables, functions: 'profile' })).expr;
  const { profile } = initial;
  return {
    signal: await expr(signal.value, ['t', 'x']),
    signalDt: await expr(signal.dt, ['t', 'x']),
    signalDx: await expr(signal.dx, ['t', 'x']),
    rate: await expr(kernel.rate, ['z', 'v', 'w']),
    density: await expr(initial.density.value, ['x', 'v', 'epsilon']),
    limitDensity: await expr(initial.limitDensity.value, ['x', 'v', 'epsilon']),
    ...('components' in profile ? {} : { profile: await expr(profile.value, ['y', 'epsilon']) }),
  };
}
