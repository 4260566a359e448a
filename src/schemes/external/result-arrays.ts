import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { readHdf5 } from './hdf5.ts';
import { decodeNpy, type NumericArray } from './npy.ts';
import { SchemeFailure } from './scheme-failure.ts';
import { unzip } from './zip.ts';

/** The arrays that a program wrote, by name. */
export interface ResultArrays {
  readonly names: readonly string[];
  /** Decodes the array. @throws SchemeFailure when it is damaged */
  get(name: string): NumericArray | undefined;
  /** The array in messages, for example `result.npz: pbar`. */
  place(name: string): string;
}

const EXTENSION = '.npy';

/**
 * Opens `result.npz`, the folder `result/` or `result.h5` in the directory of a case; whichever there is.
 * @param limit on files and arrays, in bytes
 * @throws SchemeFailure when there is none, several, or one that cannot be read
 */
export function openResult(directory: string, limit: number): ResultArrays {
  const there = new Set(readdirSync(directory));
  const found = ['result.npz', 'result', 'result.h5'].filter((name) => there.has(name));
  if (found.length === 0)
    throw new SchemeFailure('the program ended well but wrote none of result.npz, result/ and result.h5');
  if (found.length > 1) throw new SchemeFailure(`the program wrote ${found.join(' and ')}; one of them is expected`);
  const [name] = found;
  if (name === 'result.npz') {
    return fromBytes(
      attempt(name, () => unzip(readLimited(directory, name, limit), limit)),
      limit,
      (array) => `${name}: ${array}`,
    );
  }
  if (name === 'result.h5') {
    readLimited(directory, name, limit, 0);
    return fromArrays(
      attempt(name, () => readHdf5(join(directory, name), limit)),
      (array) => `${name}: ${array}`,
    );
  }
  return folder(directory, limit);
}

function folder(directory: string, limit: number): ResultArrays {
  const path = join(directory, 'result');
  if (!lstatSync(path).isDirectory()) throw new SchemeFailure('result: is not a folder');
  const names = readdirSync(path).filter((file) => file.endsWith(EXTENSION));
  const files = new Map(names.map((file) => [file, () => readLimited(directory, `result/${file}`, limit)]));
  return lazily(files, limit, (array) => `result/${array}${EXTENSION}`);
}

const fromBytes = (files: ReadonlyMap<string, Uint8Array>, limit: number, place: ResultArrays['place']): ResultArrays =>
  lazily(new Map(Array.from(files, ([name, bytes]) => [name, () => bytes])), limit, place);

function lazily(
  files: ReadonlyMap<string, () => Uint8Array>,
  limit: number,
  place: ResultArrays['place'],
): ResultArrays {
  const names = [...files.keys()].map((file) => (file.endsWith(EXTENSION) ? file.slice(0, -EXTENSION.length) : file));
  return {
    names,
    place,
    get(name) {
      const bytes = files.get(`${name}${EXTENSION}`) ?? files.get(name);
      return bytes && attempt(place(name), () => decodeNpy(bytes(), limit));
    },
  };
}

const fromArrays = (arrays: ReadonlyMap<string, NumericArray>, place: ResultArrays['place']): ResultArrays => ({
  names: [...arrays.keys()],
  place,
  get: (name) => arrays.get(name),
});

/**
 * The content of a file that a program may have made into anything: it must be a regular file, no link, within the limit.
 * @param most bytes that are wanted
 * @throws SchemeFailure
 */
export function readLimited(
  directory: string,
  name: string,
  limit: number,
  most = Number.POSITIVE_INFINITY,
): Uint8Array {
  let handle: number;
  try {
    // Without O_NONBLOCK a named pipe would wait for a writer for ever.
    handle = openSync(join(directory, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SchemeFailure(`${name}: ${code === 'ELOOP' ? 'is a link' : `cannot be read (${code})`}, expected a file`);
  }
  try {
    const status = fstatSync(handle);
    if (!status.isFile()) throw new SchemeFailure(`${name}: is no regular file`);
    if (!(status.size <= limit)) {
      const [found, allowed] = [status.size, limit].map((size) => `${Math.ceil(size / 1e6)} MB`);
      throw new SchemeFailure(`${name}: has ${found}, more than the limit of ${allowed} (--scheme-disk)`);
    }
    const bytes = new Uint8Array(Math.min(status.size, most));
    let filled = 0;
    while (filled < bytes.length) {
      const got = readSync(handle, bytes, filled, bytes.length - filled, filled);
      if (got === 0)
        throw new SchemeFailure(`${name}: became shorter while it was read; has the program left something running?`);
      filled += got;
    }
    return bytes;
  } finally {
    closeSync(handle);
  }
}

/** A failure that says which file it is about. */
function attempt<T>(place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof SchemeFailure) throw error;
    throw new SchemeFailure(`${place}: ${error instanceof Error ? error.message : error}`);
  }
}
