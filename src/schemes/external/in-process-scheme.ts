import type { CaseFile } from './case-file.ts';
import type { Declaration } from './declaration.ts';
import type { Numbers, SchemeDefinition, SchemeLevel } from './definition.ts';
import type { NumericArray } from './npy.ts';
import { type CaseFormulas, formulasOf, problemOf } from './problem.ts';
import { type ProgramResult, type ProgramScheme, programScheme } from './program-scheme.ts';
import { SchemeFailure } from './scheme-failure.ts';

/** A scheme of the library as one of ours; it runs in the thread that asks. One object serves one case. */
export function inProcessScheme(definition: SchemeDefinition): ProgramScheme {
  return programScheme({
    title: definition.name,
    level: definition.level,
    tables: false,
    run: (content, { scenario }, read) => read(solveDefined(definition, content, formulasOf(scenario))),
  });
}

/** Arrays of each level by what they hold: a grid that stays, values on the grids and velocities, or one of each particle. */
const ARRAYS: { readonly [level in SchemeLevel]: readonly (readonly [grids: readonly string[], values: string])[] } = {
  marginal: [[['x'], 'pbar']],
  full: [
    [['x', 'y'], 'q'],
    [['x', 'z'], 'r'],
    [['x', 'm'], 'p'],
  ],
  particles: [],
};

/** Copies of what `solve` gave at one time. */
type Output = { readonly [name: string]: Float64Array | undefined };

/**
 * Runs `solve` and gathers its outputs as the arrays that a program would have written.
 * @throws SchemeFailure that names scheme and array
 */
export function solveDefined(definition: SchemeDefinition, content: CaseFile, formulas: CaseFormulas): ProgramResult {
  const { name, level, values = 'points', refines = [], orders = {} } = definition;
  const place = (array: string): string => `${name}: ${array}`;
  const outputs: Output[] = [];
  let steps = 0;
  try {
    const found = definition.solve(problemOf(content, formulas))[Symbol.iterator]();
    for (let next = found.next(); ; next = found.next()) {
      if (next.done) {
        // A plain list returns nothing.
        steps = (next.value as { readonly steps?: number } | undefined)?.steps ?? 0;
        break;
      }
      if (outputs.length === content.times.length) throw new SchemeFailure(`${name}: gives more outputs than times`);
      outputs.push(copied(next.value, place));
    }
  } catch (error) {
    if (error instanceof SchemeFailure) throw error;
    throw new SchemeFailure(`${name}: solve threw ${error}`);
  }
  if (outputs.length !== content.times.length)
    throw new SchemeFailure(
      `${name}: gives ${outputs.length} outputs, expected ${content.times.length}, one for each time`,
    );
  const arrays =
    level === 'particles' ? particleArrays(outputs, content, place) : gridArrays(outputs, level, content, place);
  const declaration: Declaration = { name, values, refines, orders, steps };
  return { declaration, arrays: { names: [...arrays.keys()], place, get: (array) => arrays.get(array) } };
}

function copied(output: unknown, place: (array: string) => string): Output {
  if (typeof output !== 'object' || output === null)
    throw new SchemeFailure(`${place('output')} is ${output}, expected an object of arrays`);
  return Object.fromEntries(
    Object.entries(output as { readonly [array: string]: Numbers | undefined }).map(([array, numbers]) => {
      if (typeof numbers?.length !== 'number') throw new SchemeFailure(`${place(array)}: is no list of numbers`);
      return [array, Float64Array.from(numbers)];
    }),
  );
}

function gridArrays(
  outputs: readonly Output[],
  level: SchemeLevel,
  content: CaseFile,
  place: (array: string) => string,
): ReadonlyMap<string, NumericArray> {
  const forms = ARRAYS[level];
  const form = forms.find(([, density]) => outputs[0][density] !== undefined);
  if (form === undefined) {
    const wanted = forms.map(([, density]) => density).join(', ');
    const found = Object.keys(outputs[0]).join(', ') || 'nothing';
    throw new SchemeFailure(
      `${place(forms[0][1])}: is missing; a scheme of the level ${level} gives one of ${wanted}, found ${found}`,
    );
  }
  const [grids, density] = form;
  const arrays = new Map<string, NumericArray>();
  for (const grid of grids) {
    const rows = rowsOf(outputs, grid, content, place);
    const moved = rows.findIndex(
      (row) => row.length !== rows[0].length || row.some((at, i) => !Object.is(at, rows[0][i])),
    );
    if (moved >= 0)
      throw new SchemeFailure(`${place(grid)}: changes at t = ${content.times[moved]}; grids stay the same`);
    arrays.set(grid, { shape: [rows[0].length], values: rows[0] });
  }
  const [nx, inner = 1] = grids.map((grid) => arrays.get(grid)?.shape[0] ?? 0);
  const nv = content.velocities.values.length;
  const rows = rowsOf(outputs, density, content, place);
  const wrong = rows.findIndex(({ length }) => length !== nx * nv * inner);
  if (wrong >= 0) {
    const sizes = [`${nx} (x)`, `${nv} (v)`, ...(grids[1] === undefined ? [] : [`${inner} (${grids[1]})`])];
    throw new SchemeFailure(
      `${place(density)}: has ${rows[wrong].length} numbers at t = ${content.times[wrong]}, expected ${sizes.join(' · ')}`,
    );
  }
  const shape = [rows.length, nx, nv, ...(grids[1] === undefined ? [] : [inner])];
  return arrays.set(density, { shape, values: joined(rows) });
}

function particleArrays(
  outputs: readonly Output[],
  content: CaseFile,
  place: (array: string) => string,
): ReadonlyMap<string, NumericArray> {
  const arrays = new Map<string, NumericArray>();
  for (const name of ['x', 'v', 'm', ...(outputs[0].w === undefined ? [] : ['w'])]) {
    const rows = rowsOf(outputs, name, content, place);
    const wrong = rows.findIndex(({ length }) => length !== outputs[0].x?.length);
    if (wrong >= 0)
      throw new SchemeFailure(
        `${place(name)}: has ${rows[wrong].length} numbers at t = ${content.times[wrong]}, expected ${outputs[0].x?.length}, one for each particle`,
      );
    arrays.set(name, { shape: [rows.length, rows[0].length], values: joined(rows) });
  }
  return arrays;
}

/** One array of every output. @throws SchemeFailure where it is missing */
function rowsOf(
  outputs: readonly Output[],
  name: string,
  { times }: CaseFile,
  place: (array: string) => string,
): readonly Float64Array[] {
  return outputs.map((output, k) => {
    if (output[name] !== undefined) return output[name];
    const found = Object.keys(output).join(', ') || 'nothing';
    throw new SchemeFailure(`${place(name)}: is missing at t = ${times[k]}, found ${found}`);
  });
}

function joined(rows: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(rows.length * rows[0].length);
  rows.forEach((row, k) => {
    all.set(row, k * row.length);
  });
  return all;
}
