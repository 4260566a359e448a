import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from './model/input-error.ts';

/**
 * Writes `text` to `file`: first to a temporary file in the same directory, then by rename, so that readers see the
 * old text or the new one and an interruption leaves the old one. Creates the directory when it is missing.
 */
export async function writeAtomically(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Proves that files can be written in `directory` by writing one and removing it.
 * @throws InputError when they cannot; called before anything is solved.
 */
export async function requireWritableDirectory(directory: string): Promise<void> {
  const probe = join(directory, `.lemmata-${process.pid}.tmp`);
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new InputError(`cannot write to this directory (${reason(error)}); give another one`, { file: directory });
  }
}

/**
 * As `requireWritableDirectory`, for one output file.
 * @throws InputError when `file` is a directory or its directory cannot be written.
 */
export async function requireWritableFile(file: string): Promise<void> {
  const existing = await stat(file).catch(() => undefined);
  if (existing?.isDirectory()) throw new InputError('is a directory; give the name of a file to write', { file });
  await requireWritableDirectory(dirname(file));
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
