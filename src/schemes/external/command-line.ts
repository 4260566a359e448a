import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { InputError } from '../../model/input-error.ts';

const FIELD = '--scheme';

/**
 * Words of a command line: blanks separate, quotes of either kind group, a backslash keeps the next character (not within single
 * quotes). No shell, hence no variables and no redirection.
 * @throws InputError when it is empty or a quote is not closed
 */
export function splitCommand(command: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < command.length; i++) {
    const c = command[i];
    if (quote !== undefined && c === quote) quote = undefined;
    else if (c === '\\' && quote !== "'" && i + 1 < command.length) word = (word ?? '') + command[++i];
    else if (quote !== undefined) word = (word ?? '') + c;
    else if (c === "'" || c === '"') {
      quote = c;
      word ??= '';
    } else if (/\s/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + c;
  }
  if (quote !== undefined) throw new InputError(`a quote ${quote} is not closed`, { field: FIELD });
  if (word !== undefined) words.push(word);
  if (words.length === 0) throw new InputError('the command is empty', { field: FIELD });
  return words;
}

/**
 * The words of a command with files as absolute paths, because programs run in directories of their own.
 * @throws InputError when the program is nowhere
 */
export function resolveCommand(command: string, path: string): readonly string[] {
  const [program, ...words] = splitCommand(command);
  return [
    findProgram(program, path),
    ...words.map((word) => (isFile(word) && !isAbsolute(word) ? resolve(word) : word)),
  ];
}

function findProgram(program: string, path: string): string {
  if (/[/\\]/.test(program)) {
    const full = resolve(program);
    if (!isFile(full)) throw new InputError(`there is no program ${program}`, { field: FIELD });
    if (!isExecutable(full))
      throw new InputError(
        `${program} is not executable; write the interpreter before it, for example python3 ${program}`,
        {
          field: FIELD,
        },
      );
    return full;
  }
  const found = path
    .split(delimiter)
    .map((folder) => resolve(join(folder, program)))
    .find((full) => isFile(full) && isExecutable(full));
  if (found !== undefined) return found;
  const hint = isFile(program) ? `; write ./${program} for the file in this directory` : '';
  throw new InputError(`there is no program "${program}" on the PATH${hint}`, { field: FIELD });
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
