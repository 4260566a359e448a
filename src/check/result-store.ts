import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Bytes that a store keeps: about 1500 cases. */
const LIMIT = 512 * 1024 * 1024;
/** Entries and what an interrupted write leaves; nothing else in the directory is ever removed. */
const OWN_FILE = /^[0-9a-f]{64}\.lemmata(\.[0-9a-f-]{36}\.tmp)?$/;

/** A value of the store and the checksum of its bytes. */
export interface Stored<Value> {
  readonly value: Value;
  readonly checksum: string;
}

export interface ResultStoreOptions {
  /** Told once, when something cannot be kept; the run goes on. */
  readonly warn: (sentence: string) => void;
  /** Bytes; 512 MiB when absent. */
  readonly limit?: number;
}

/** Address of a result: hash of everything that determines it, as JSON; NaN and ±∞ differ from each other and from null. */
export function resultKey(parts: unknown): string {
  const text = JSON.stringify(parts, (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Results by key, one file each, in a directory that concurrent runs share. An entry appears by rename and carries its
 * own key and checksum, so that a run that is killed leaves whole entries, and an entry that is damaged, truncated or
 * renamed is no entry. Values are structured clones: every double, NaN and −0 included, returns bit by bit.
 */
export class ResultStore {
  readonly directory: string;
  readonly #warn: (sentence: string) => void;
  readonly #limit: number;
  #warned = false;
  #written = false;

  constructor(directory: string, { warn, limit = LIMIT }: ResultStoreOptions) {
    this.directory = directory;
    this.#warn = warn;
    this.#limit = limit;
  }

  /** The entry, which counts as used from now on; undefined when there is none that is whole. */
  read<Value>(key: string): Stored<Value> | undefined {
    const found = this.#bytes(key);
    if (found === undefined) return undefined;
    try {
      return { value: deserialize(found.payload), checksum: found.checksum };
    } catch {
      return undefined;
    }
  }

  /** Whether the entry is whole and has this checksum; cheaper than reading it. */
  holds(key: string, checksum: string): boolean {
    return this.#bytes(key)?.checksum === checksum;
  }

  /** @returns the checksum; undefined when it cannot be kept, which is told once */
  write(key: string, value: unknown): string | undefined {
    const file = this.#file(key);
    const temporary = `${file}.${randomUUID()}.tmp`;
    const payload = serialize(value);
    const checksum = sha256(payload);
    try {
      mkdirSync(this.directory, { recursive: true });
      writeFileSync(temporary, Buffer.concat([Buffer.from(header(key, checksum)), payload]));
      renameSync(temporary, file);
    } catch (error) {
      remove(temporary);
      this.refuse(`${this.directory} cannot be written (${codeOf(error)})`);
      return undefined;
    }
    this.#written = true;
    return checksum;
  }

  /** Tells once why results are not kept. */
  refuse(reason: string): void {
    if (!this.#warned) this.#warn(`Results are not kept in the cache: ${reason}.`);
    this.#warned = true;
  }

  /** Removes the entries that were not used for longest until the rest is within the limit, if anything was written. */
  prune(): void {
    if (!this.#written) return;
    let total = 0;
    for (const { path, size } of this.#files().sort((a, b) => b.used - a.used)) {
      total += size;
      if (total > this.#limit) remove(path);
    }
  }

  /** Another run may remove any of them at any time. */
  #files(): { readonly path: string; readonly size: number; readonly used: number }[] {
    const names = existsSync(this.directory) ? readdirSync(this.directory).filter((name) => OWN_FILE.test(name)) : [];
    return names.flatMap((name) => {
      const path = join(this.directory, name);
      const found = statSync(path, { throwIfNoEntry: false });
      return found === undefined ? [] : [{ path, size: found.size, used: found.mtimeMs }];
    });
  }

  #file(key: string): string {
    return join(this.directory, `${key}.lemmata`);
  }

  #bytes(key: string): { readonly payload: Buffer; readonly checksum: string } | undefined {
    const file = this.#file(key);
    try {
      const bytes = readFileSync(file);
      const { length } = header(key, sha256(Buffer.alloc(0)));
      const payload = bytes.subarray(length);
      const checksum = sha256(payload);
      if (bytes.toString('latin1', 0, length) !== header(key, checksum)) return undefined;
      touch(file);
      return { payload, checksum };
    } catch {
      return undefined;
    }
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays, and the store is a little larger.
  }
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // A store that can only be read is of use, too.
  }
}

const header = (key: string, checksum: string): string => `lemmata/result-store/1 ${key} ${checksum}\n`;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
