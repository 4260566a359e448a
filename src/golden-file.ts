import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './atomic-write.ts';
import { jsonText } from './json-text.ts';
import { InputError } from './model/input-error.ts';

const measured = z.strictObject({ value: z.number(), bar: z.number().nonnegative() });
const numbers = z.record(z.string(), measured);

const goldenSchema = z.strictObject({
  schema: z.literal('lemmata/golden/1'),
  scenario: z.string(),
  /** Hash of everything that determines the numbers of the scenario. */
  hash: z.string(),
  /** Why these numbers were accepted the last time that they changed. */
  reason: z.string().min(1),
  scheme: z.string(),
  cases: z.array(
    z.strictObject({ epsilon: z.number().positive(), resolution: z.record(z.string(), z.number()), final: numbers }),
  ),
  /** `equilibriumDistanceL2 0.1→0.01`: order between two ε. */
  orders: numbers,
});

/** A number with the half-width of its error bar, both rounded to two digits of the bar. */
export type GoldenNumber = z.infer<typeof measured>;

/** golden/<scenario>.json: at most 40 numbers with what they came from; no clock, no machine. */
export type GoldenRecord = z.infer<typeof goldenSchema>;

export const goldenPath = (directory: string, scenario: string): string => join(directory, `${scenario}.json`);

/**
 * The golden record of a scenario; undefined when there is no file.
 * @throws InputError when the file cannot be read or is not a golden record.
 */
export async function readGolden(directory: string, scenario: string): Promise<GoldenRecord | undefined> {
  const file = goldenPath(directory, scenario);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    if (code === 'ENOENT') return undefined;
    throw new InputError(`cannot be read (${code})`, { file });
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new InputError('is not JSON; restore it from version control or bless it anew', { file });
  }
  const parsed = goldenSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(`is not a golden record: ${issue.message}`, { file, field: issue.path.join('.') });
}

export async function writeGolden(directory: string, record: GoldenRecord): Promise<void> {
  await writeAtomically(goldenPath(directory, record.scenario), goldenText(record));
}

/** JSON with one number per line, so that a changed digit is one line of a diff. */
export function goldenText(record: GoldenRecord): string {
  const flat = /\{\s*("value": [^\s,]+),\s*("bar": [^\s,]+)\s*\}/g;
  return jsonText(record).replace(flat, '{ $1, $2 }');
}
