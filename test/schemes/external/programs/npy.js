/** The content of a .npy file; `type` as numpy writes it, order C unless `fortran`. */
export function npy(shape, values, { type = '<f8', fortran = false } = {}) {
  const text = `{'descr': '${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const size = Number(type.slice(2));
  const little = type[0] !== '>';
  const data = Buffer.alloc(10 + header.length + size * values.length);
  data.write('\x93NUMPY\x01\x00', 'latin1');
  data.writeUInt16LE(header.length, 8);
  data.write(header, 10, 'latin1');
  const view = new DataView(data.buffer, data.byteOffset);
  const write = { f8: 'setFloat64', f4: 'setFloat32', i4: 'setInt32', i2: 'setInt16', u1: 'setUint8' }[type.slice(1)];
  for (let i = 0; i < values.length; i++) view[write](10 + header.length + i * size, values[i], little);
  return data;
}
