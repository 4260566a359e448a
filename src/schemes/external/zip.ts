import { inflateRawSync } from 'node:zlib';

/** Archives of arrays are small in number; more is a mistake or an attack. */
const MOST_ENTRIES = 1000;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** Value of a 32-bit field whose content is in the zip64 extra field. */
const ELSEWHERE = 0xffffffff;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/**
 * The files in a zip archive by name, unpacked in memory: nothing is ever written under a name of the archive. Stored and
 * deflated entries, zip64 (which `numpy.savez` uses); no encryption. Source: PKWARE APPNOTE 6.3.
 *
 * @param limit on the sum of the unpacked sizes, in bytes
 * @throws Error that continues a sentence about the file
 */
export function unzip(bytes: Uint8Array, limit: number): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(bytes, view);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (!(total <= limit))
    throw new Error(`would unpack to ${megabytes(total)}, more than the limit of ${megabytes(limit)} (--scheme-disk)`);
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    if (!/^[^/\\:]+$/.test(entry.name))
      throw new Error(
        `holds the name ${JSON.stringify(entry.name.slice(0, 80))}; arrays have plain names, without a path`,
      );
    if (files.has(entry.name)) throw new Error(`holds the name ${JSON.stringify(entry.name)} twice`);
    files.set(entry.name, content(bytes, view, entry));
  }
  return files;
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

function directory(bytes: Uint8Array, view: DataView): readonly Entry[] {
  const end = findEnd(view);
  if (end === undefined) throw new Error('is not a complete zip archive: its directory is missing at the end');
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (end >= 20 && view.getUint32(end - 20, true) === LOCATOR_64) {
    const wide = Number(view.getBigUint64(end - 12, true));
    if (wide + 56 <= bytes.length && view.getUint32(wide, true) === END_64) {
      count = Number(view.getBigUint64(wide + 32, true));
      at = Number(view.getBigUint64(wide + 48, true));
    }
  }
  if (!(count <= MOST_ENTRIES)) throw new Error(`holds ${count} files, at most ${MOST_ENTRIES} are allowed`);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (!(at + 46 <= bytes.length) || view.getUint32(at, true) !== ENTRY)
      throw new Error('is not a complete zip archive: its directory is damaged');
    if (view.getUint16(at + 8, true) & 1) throw new Error('is encrypted');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const extra = at + 46 + nameLength;
    if (!(extra + extraLength + commentLength <= bytes.length))
      throw new Error('is not a complete zip archive: its directory is damaged');
    const [size, packed, offset] = wideFields(
      view,
      [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)],
      extra,
      extra + extraLength,
    );
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, extra)),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed,
      size,
      at: offset,
    });
    at = extra + extraLength + commentLength;
  }
  return entries;
}

/** Position of the end record, which only a comment of at most 65 535 bytes may follow. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return undefined;
}

/** Fields that are all ones stand, in this order, in the zip64 extra field. */
function wideFields(view: DataView, fields: readonly number[], from: number, to: number): number[] {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return fields.map((field) => {
      if (field !== ELSEWHERE || next + 8 > to) return field;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return [...fields];
}

function content(bytes: Uint8Array, view: DataView, { name, method, checksum, packed, size, at }: Entry): Uint8Array {
  const damaged = (what: string): Error => new Error(`${name}: is damaged: ${what}`);
  if (!(at + 30 <= bytes.length) || view.getUint32(at, true) !== LOCAL) throw damaged('it is not where it should be');
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (!(from + packed <= bytes.length)) throw damaged('it is cut off');
  const data = bytes.subarray(from, from + packed);
  if (method !== 0 && method !== 8)
    throw new Error(`${name}: is packed by method ${method}, expected stored or deflated`);
  const unpacked = method === 0 ? data : inflate(data, size, damaged);
  if (unpacked.length !== size) throw damaged(`it has ${unpacked.length} bytes where ${size} are announced`);
  if (crc32(unpacked) !== checksum) throw damaged('its checksum is wrong');
  return unpacked;
}

/** Stops when there is more than what was announced: a zip bomb that lies about its size. */
function inflate(data: Uint8Array, size: number, damaged: (what: string) => Error): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    throw damaged(tooLarge ? `it unpacks to more than the ${size} bytes announced` : 'it cannot be inflated');
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** The checksum of zip. Node has one only since 20.15. */
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = CRC_TABLE[(c ^ bytes[i]) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
