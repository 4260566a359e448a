import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { requireWritableDirectory } from '../atomic-write.ts';
import { InputError } from '../model/input-error.ts';
import { resolveCommand } from '../schemes/external/command-line.ts';
import { EXTERNAL_LEVELS, EXTERNAL_MODES, type ExternalSchemeDescription } from '../schemes/external/description.ts';
import { parseNames } from './option-values.ts';

/** Options of a command that takes a user's program (docs/your-scheme.md). */
export interface SchemeFlags {
  readonly scheme?: string;
  readonly schemeLevel?: string;
  readonly schemeMode: string;
  readonly schemeTables?: true;
  readonly schemeTimeout: string;
  readonly schemeDisk: string;
  readonly schemeKeep?: string;
}

/** A user's program, ready to run. */
export interface OpenScheme {
  readonly scheme: ExternalSchemeDescription;
  /** Ends what is still running, and removes the case directories unless they are kept. */
  readonly close: () => Promise<void>;
}

/**
 * The program of `--scheme`, with a directory for its cases; undefined without that option.
 * @param signal ends programs when it fires
 * @throws InputError when an option is wrong or the program is nowhere
 */
export async function openScheme(flags: SchemeFlags, signal: AbortSignal): Promise<OpenScheme | undefined> {
  const { scheme: command, schemeKeep: keep } = flags;
  const seconds = positive(flags.schemeTimeout, '--scheme-timeout');
  const megabytes = positive(flags.schemeDisk, '--scheme-disk');
  const [mode] = parseNames(flags.schemeMode, 'mode', EXTERNAL_MODES);
  const level =
    flags.schemeLevel === undefined ? undefined : parseNames(flags.schemeLevel, 'level', EXTERNAL_LEVELS)[0];
  if (command === undefined) {
    if (level !== undefined || keep !== undefined || flags.schemeTables)
      throw new InputError('a program is missing; name it by --scheme', { field: '--scheme' });
    return undefined;
  }
  const words = resolveCommand(command, process.env.PATH ?? '');
  if (keep !== undefined) await requireWritableDirectory(keep);
  const alive = await mkdtemp(join(tmpdir(), 'lemmata-'));
  const cases = keep === undefined ? join(alive, 'cases') : resolve(keep);
  await mkdir(cases, { recursive: true });
  const close = (): Promise<void> => rm(alive, { recursive: true, force: true, maxRetries: 10 });
  // Threads that wait for a program cannot be stopped before it ends, and it ends when this directory is gone.
  signal.addEventListener('abort', () => void close(), { once: true });
  return {
    scheme: {
      command,
      words,
      ...(level === undefined ? {} : { level }),
      mode,
      tables: flags.schemeTables === true,
      seconds,
      bytes: megabytes * 1e6,
      cases,
      keep: keep !== undefined,
      alive,
    },
    close,
  };
}

function positive(text: string, field: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value > 0 && value <= 1e6)) throw new InputError(`"${text}" is not a positive number`, { field });
  return value;
}
