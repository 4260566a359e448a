import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A zip archive of [name, content]; `lie` changes what it announces: { size } of the unpacked content, { checksum }.
 * With `wide` sizes are in zip64 fields, as numpy.savez may write them.
 */
export function zip(files, { deflate = false, wide = false, lie = {} } = {}) {
  const locals = [];
  const entries = [];
  let offset = 0;
  for (const [name, content] of files) {
    const label = Buffer.from(name);
    const data = deflate ? deflateRawSync(content) : content;
    const size = lie.size ?? content.length;
    const extra = Buffer.alloc(wide ? 20 : 0);
    if (wide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(size), 4);
      extra.writeBigUInt64LE(BigInt(data.length), 12);
    }
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(45, 0);
    fields.writeUInt16LE(deflate ? 8 : 0, 4);
    fields.writeUInt32LE(lie.checksum ?? crc32(content), 10);
    fields.writeUInt32LE(wide ? 0xffffffff : data.length, 14);
    fields.writeUInt32LE(wide ? 0xffffffff : size, 18);
    fields.writeUInt16LE(label.length, 22);
    fields.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, label, extra, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x2d\x00', 'latin1'), fields, rest, label, extra]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}
