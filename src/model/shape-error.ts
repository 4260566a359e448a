import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { scenarioJsonSchema } from './scenario-schema.ts';

/** Path of a field: keys and list positions. */
export type Path = readonly (string | number)[];

/** Refuses the input: `path` is the field that is wrong, `what` says what is wrong and what would be right. */
export type Refuse = (path: Path, what: string) => never;

/** `initial.profile.components[1].mean`. */
export function fieldName(path: Path): string {
  return path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : name ? `${name}.${part}` : part),
    '',
  );
}

/** The one thing to say about input of the wrong shape: a misspelt field comes before whatever it left missing. */
export function shapeError(issues: readonly z.core.$ZodIssue[], input: unknown): { path: Path; what: string } {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0];
    return { path: [...path, key], what: unknownField(key, knownFields(path, input)) };
  }
  return { path, what: sentence(issue, at(input, path)) };
}

function unknownField(key: string, known: readonly string[]): string {
  const nearest = known.length > 0 ? closest(key, [...known]) : undefined;
  const near = nearest !== undefined && distance(key, nearest) <= Math.max(2, key.length / 3);
  return `unknown field${near ? `, did you mean ${nearest}` : ''}; known here are ${known.join(', ')}`;
}

function sentence(issue: z.core.$ZodIssue, found: unknown): string {
  if (found === undefined) return `the field is missing${wanted(issue)}`;
  switch (issue.code) {
    case 'invalid_type':
      if (typeof found === 'number' && !Number.isFinite(found)) return `must be a finite number, found ${found}`;
      if (issue.expected === 'int' && typeof found === 'number') return `must be a whole number, found ${found}`;
      return `must be ${article(issue.expected)}, found ${describe(found)}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}, found ${describe(found)}`;
    case 'invalid_union':
      if (issue.discriminator === undefined)
        return `must be ${issue.path[0] === 'velocities' ? 'a number or a list of numbers' : 'an expression (text or a number)'}, found ${describe(found)}`;
      return `must be one of ${optionsOf(issue).join(', ')}, found ${describe(found)}`;
    case 'too_small':
      return issue.origin === 'array'
        ? 'must not be empty'
        : `must be ${issue.inclusive ? 'at least' : 'greater than'} ${issue.minimum}, found ${describe(found)}`;
    case 'too_big':
      return issue.origin === 'array'
        ? `must have at most ${issue.maximum} entries`
        : `must be at most ${issue.maximum}, found ${describe(found)}`;
    case 'invalid_format':
      return `must start with a letter or digit and use only letters, digits, dots, dashes and underscores (at most 64), found ${describe(found)}`;
    default:
      return issue.message;
  }
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `, ${article(issue.expected)} is expected`;
  if (issue.code === 'invalid_value') return `, ${issue.values.map(String).join(' or ')} is expected`;
  if (issue.code !== 'invalid_union') return '';
  return issue.discriminator === undefined
    ? ', an expression is expected'
    : `, one of ${optionsOf(issue).join(', ')} is expected`;
}

const optionsOf = (issue: z.core.$ZodIssue): readonly string[] =>
  ((issue as { options?: readonly unknown[] }).options ?? []).map(String);

const NAMES: { readonly [type: string]: string } = {
  object: 'a group of fields',
  array: 'a list',
  int: 'a whole number',
  string: 'text',
};
const article = (type: string): string => NAMES[type] ?? `a ${type}`;

function describe(found: unknown): string {
  if (found === null) return 'nothing';
  if (Array.isArray(found)) return 'a list';
  if (typeof found === 'object') return 'a group of fields';
  if (typeof found === 'string') return `"${found.length > 40 ? `${found.slice(0, 40)}…` : found}"`;
  return String(found);
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as { [key: string]: unknown } | undefined)?.[key], value);
}

interface JsonSchema {
  readonly properties?: { readonly [key: string]: JsonSchema & { readonly const?: unknown } };
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
}

/** Names of the fields that may stand at a path, given the input's own choice of `type`, `set` or `domain` there. */
function knownFields(path: Path, input: unknown): string[] {
  let schema = chosen(scenarioJsonSchema(), input);
  path.forEach((key, depth) => {
    const inner = typeof key === 'number' ? schema.items : schema.properties?.[key];
    schema = chosen(inner ?? {}, at(input, path.slice(0, depth + 1)));
  });
  return Object.keys(schema.properties ?? {});
}

function chosen(schema: JsonSchema, value: unknown): JsonSchema {
  const fits = (option: JsonSchema): boolean =>
    option.properties !== undefined &&
    Object.entries(option.properties).every(
      ([key, inner]) => typeof inner.const !== 'string' || inner.const === (value as { [key: string]: unknown })?.[key],
    );
  return schema.oneOf?.find(fits) ?? schema;
}
