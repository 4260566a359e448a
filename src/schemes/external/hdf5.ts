import { spawnSync } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeNpy, type NumericArray } from './npy.ts';

/** Longest time for one file. */
const PATIENCE = 120_000;

/**
 * Numeric datasets in the root group of an HDF5 file, as float64. A process of its own reads it: the library prints traces on
 * damaged files, and may abort.
 *
 * @param limit on the sum of the arrays, in bytes
 * @throws Error that continues a sentence about the file
 */
export function readHdf5(file: string, limit: number): ReadonlyMap<string, NumericArray> {
  const reader = fileURLToPath(new URL(`./hdf5-reader${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
  const { status, stdout, error } = spawnSync(process.execPath, [reader, file, String(limit)], {
    timeout: PATIENCE,
    maxBuffer: 2 * limit + 1e6,
    // The library needs little; a file that makes it want more is damaged.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error || status !== 0) throw new Error('is not a complete HDF5 file');
  const arrays = new Map<string, NumericArray>();
  let at = 0;
  const view = new DataView(stdout.buffer, stdout.byteOffset, stdout.byteLength);
  while (at + 8 <= stdout.length) {
    const [nameLength, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    const name = stdout.toString('utf8', at + 8, at + 8 + nameLength);
    const content = stdout.subarray(at + 8 + nameLength, at + 8 + nameLength + length);
    at += 8 + nameLength + length;
    // A name without content is a sentence about the file.
    if (length === 0) throw new Error(name);
    arrays.set(name, decodeNpy(content));
  }
  return arrays;
}
