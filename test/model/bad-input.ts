import { expect } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { parseScenario } from '../../src/model/load-scenario.ts';
import { type Line, lineOf, scenarioText } from './scenario-text.ts';

/** The InputError of a promise that must fail with one, and whose message must be one sentence. */
export async function failure(promise: Promise<unknown>): Promise<InputError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  const sentence = (error as InputError).message;
  expect(sentence).not.toMatch(/\n|undefined,|\[object/);
  return error as InputError;
}

/** Line that is replaced, its replacement, the field that the message names, the essential part of the sentence. */
export type Spoilt = readonly [line: Line, replacement: string | undefined, field: string, sentence: string];

/** The message for a spoilt scenario names file, line and field and says what is wrong. */
export async function expectRefusal(line: Line, replacement: string | undefined, field: string, sentence: string) {
  const error = await failure(parseScenario(scenarioText({ [line]: replacement }), 'bad.yaml'));
  expect(error.message).toContain(sentence);
  expect(error.location.field).toBe(field);
  expect(error.location.file).toBe('bad.yaml');
  const parent = field.startsWith('initial.') && error.location.line === lineOf('initial');
  if (replacement !== undefined && !parent) expect(error.location.line).toBe(lineOf(line));
  expect(
    error.message.startsWith(
      `bad.yaml${error.location.line === undefined ? '' : `:${error.location.line}`}: ${field}: `,
    ),
  ).toBe(true);
}
