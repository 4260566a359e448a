/** An array of numbers in C order (the last index runs fastest). */
export interface NumericArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

const MAGIC = '\x93NUMPY';
/** Numpy aligns the data to this. */
const ALIGNMENT = 64;

type Read = (view: DataView, at: number, little: boolean) => number;

/** Element types: numpy's kind and size. */
const ELEMENTS: { readonly [type: string]: Read } = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
};

/**
 * An array in NumPy's .npy format (versions 1 to 3): float64, float32 or integers, either byte order, C or Fortran order.
 * Source: numpy.lib.format.
 * @param limit on the size of the array as float64, in bytes
 * @throws Error that continues a sentence about the file: "is not …", "has …"
 */
export function decodeNpy(bytes: Uint8Array, limit = Number.POSITIVE_INFINITY): NumericArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes.length < 10 || text(0, 6) !== MAGIC) throw new Error('is not in the .npy format');
  const wide = bytes[6] >= 2;
  const start = wide ? 12 : 10;
  if (bytes.length < start) throw new Error('is cut off within its header');
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  if (start + length > bytes.length || length > 65_536) throw new Error('is cut off within its header');
  const header = text(start, start + length);
  const type = /'descr'\s*:\s*'([<>|])([a-zA-Z]\d+)'/.exec(header);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header);
  const shapeText = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header);
  if (!order || !shapeText) throw new Error('has a header that cannot be read');
  const read = type === null ? undefined : ELEMENTS[type[2]];
  if (type === null || read === undefined) {
    const found = /'descr'\s*:\s*('[^']*'|[^,]*)/.exec(header)?.[1] ?? 'nothing';
    throw new Error(`has elements of type ${found.slice(0, 40)}, expected float64, float32 or integers`);
  }
  const shape = shapeText[1]
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  const count = shape.reduce((product, n) => product * n, 1);
  const size = Number(type[2].slice(1));
  const available = bytes.length - start - length;
  if (!(count * size <= available))
    throw new Error(`is cut off: its shape [${shape.join(', ')}] needs ${count * size} bytes, it has ${available}`);
  if (!(8 * count <= limit))
    throw new Error(`has ${count} numbers, more than the limit of ${Math.floor(limit / 8)} (--scheme-disk)`);
  const little = type[1] !== '>';
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = read(view, start + length + i * size, little);
  return { shape, values: order[1] === 'True' ? inOrderOfC(values, shape) : values };
}

/** Values whose first index runs fastest, reordered so that the last does. */
function inOrderOfC(values: Float64Array, shape: readonly number[]): Float64Array {
  const out = new Float64Array(values.length);
  const index = new Array<number>(shape.length).fill(0);
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, n) => product * n, 1));
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = values[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out;
}

/** The array as the content of a .npy file of version 1, float64, little endian, C order. */
export function encodeNpy({ shape, values }: NumericArray): Uint8Array {
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const padding = ALIGNMENT - ((10 + dictionary.length + 1) % ALIGNMENT);
  const header = `${dictionary}${' '.repeat(padding)}\n`;
  const bytes = new Uint8Array(10 + header.length + 8 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i);
  bytes[6] = 1;
  view.setUint16(8, header.length, true);
  for (let i = 0; i < header.length; i++) bytes[10 + i] = header.charCodeAt(i);
  for (let i = 0; i < values.length; i++) view.setFloat64(10 + header.length + 8 * i, values[i], true);
  return bytes;
}
