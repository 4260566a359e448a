import { readFile } from 'node:fs/promises';
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  stringify,
  visit,
} from 'yaml';
import { InputError } from './input-error.ts';
import type { ScenarioInput } from './scenario-schema.ts';
import type { Path } from './shape-error.ts';

/** Parsed YAML: plain data, and where each field stands. */
export interface ScenarioDocument {
  readonly value: unknown;
  /** 1-based line of a field, or of the nearest enclosing field that is there. */
  line(path: Path): number | undefined;
}

const LARGEST_FILE = 1_000_000;

/**
 * Reads a text file.
 * @throws InputError when it is missing, a directory, unreadable, too large, binary or empty.
 */
export async function readScenarioText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: { readonly [code: string]: string } = {
      ENOENT: 'the file does not exist',
      EISDIR: 'this is a directory, a scenario file is expected',
      EACCES: 'the file cannot be read, permission is denied',
    };
    throw new InputError(reasons[code ?? ''] ?? `the file cannot be read (${code ?? error})`, { file });
  }
  if (bytes.length > LARGEST_FILE) {
    throw new InputError(`the file has ${bytes.length} bytes, at most ${LARGEST_FILE} are allowed`, { file });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('the file is not UTF-8 text', { file });
  }
}

/** A scenario as the text of a file, with one line of comment. */
export function scenarioText(input: ScenarioInput, comment: string): string {
  return `# ${comment}\n${stringify(input, { lineWidth: 0 })}`;
}

/**
 * Parses one YAML document. Aliases are refused, so that no cycle and no exponential growth can arise.
 * @throws InputError with file and line.
 */
export function parseDocument(text: string, file?: string): ScenarioDocument {
  const refuse = (what: string, line?: number): never => {
    throw new InputError(what, { ...(file !== undefined && { file }), ...(line !== undefined && { line }) });
  };
  const control = /[^\P{Cc}\t\n\r]/u.exec(text);
  if (control) refuse('the file is binary, a YAML text is expected', text.slice(0, control.index).split('\n').length);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, strict: true, merge: false });
  if (!Array.isArray(documents) || documents.length === 0) return refuse('the file is empty');
  const [document, second] = documents;
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) refuse(`the YAML cannot be read: ${problem.message.split('\n')[0]}`, lines.linePos(problem.pos[0]).line);
  if (second) refuse('the file has several YAML documents, one is expected', lines.linePos(second.range[0]).line);
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return refuse('the file is empty');
  visit(document, {
    Alias(_key, alias) {
      refuse(`YAML aliases (*${alias.source}) are not allowed in scenarios`, lineOf(alias));
    },
  });
  if (!isMap(document.contents)) refuse('a scenario is a group of fields such as name, space, velocities, signal', 1);

  function lineOf(node: Node | null | undefined): number | undefined {
    return node?.range ? lines.linePos(node.range[0]).line : undefined;
  }

  function line(path: Path): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const key = path[length - 1];
      const parent = document.getIn(path.slice(0, length - 1), true);
      const pair: Pair | undefined = isMap(parent)
        ? parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
        : undefined;
      const node = pair?.key ?? document.getIn(path.slice(0, length), true);
      const found = node && !isAlias(node) ? lineOf(node as Node) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return { value: document.toJS(), line };
}
