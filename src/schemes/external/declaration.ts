import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readLimited } from './result-arrays.ts';
import { SchemeFailure } from './scheme-failure.ts';

/** Sources of error that a program may refine one by one. */
export const REFINABLE = ['time', 'x', 'y'] as const;
export type Refinable = (typeof REFINABLE)[number];

/** What a program declares about its arrays (docs/scheme-result.schema.json), defaults filled in. */
export interface Declaration {
  readonly values: 'points' | 'cell-averages';
  readonly name: string;
  /** Empty: all steps are refined together. */
  readonly refines: readonly Refinable[];
  readonly orders: { readonly [source in Refinable]?: number };
  readonly steps: number;
}

const FILE = 'result.json';
const LARGEST = 100_000;
const DEFAULTS: Declaration = { values: 'points', name: 'external', refines: [], orders: {}, steps: 0 };

const isRefinable = (value: unknown): value is Refinable => REFINABLE.some((source) => source === value);
const isText = (value: unknown): boolean => typeof value === 'string' && value.length >= 1 && value.length <= 80;
const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field: whether a value will do, and what would. */
const FIELDS: { readonly [field: string]: readonly [(value: unknown) => boolean, string] } = {
  schema: [(value) => value === 'lemmata/scheme-result/1', '"lemmata/scheme-result/1"'],
  values: [(value) => value === 'points' || value === 'cell-averages', '"points" or "cell-averages"'],
  name: [isText, 'a text of 1 to 80 characters'],
  refines: [(value) => Array.isArray(value) && value.every(isRefinable), 'a list of some of "time", "x", "y"'],
  orders: [
    (value) =>
      isRecord(value) &&
      Object.entries(value).every(([source, order]) => isRefinable(source) && typeof order === 'number' && order > 0),
    'positive orders by "time", "x", "y"',
  ],
  steps: [(value) => Number.isSafeInteger(value) && Number(value) >= 0, 'an integer ≥ 0'],
};

/**
 * Reads `result.json` in the directory of a case; defaults when there is none.
 * @throws SchemeFailure that names the field
 */
export function readDeclaration(directory: string): Declaration {
  if (!existsSync(join(directory, FILE))) return DEFAULTS;
  const text = new TextDecoder().decode(readLimited(directory, FILE, LARGEST));
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new SchemeFailure(`${FILE}: is not JSON`);
  }
  if (!isRecord(found)) throw new SchemeFailure(`${FILE}: is not an object`);
  for (const [field, value] of Object.entries(found)) {
    if (!Object.hasOwn(FIELDS, field))
      throw new SchemeFailure(
        `${FILE}: ${JSON.stringify(field.slice(0, 80))} is no field; known are ${Object.keys(FIELDS).join(', ')}`,
      );
    const [fits, expected] = FIELDS[field];
    if (!fits(value))
      throw new SchemeFailure(`${FILE}: ${field}: is ${JSON.stringify(value).slice(0, 80)}, expected ${expected}`);
  }
  const { schema: _schema, ...declared } = found;
  return { ...DEFAULTS, ...declared };
}
