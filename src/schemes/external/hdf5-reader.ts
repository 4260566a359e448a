// A program of its own: hdf5-reader FILE LIMIT writes the numeric datasets of FILE to standard output, each as the lengths of
// name and content (uint32, little endian), the name, and the content of a .npy file. No content: the name is a complaint.
import { writeSync } from 'node:fs';
import h5wasm from 'h5wasm/node';
import { encodeNpy } from './npy.ts';

const [, , path, limit] = process.argv;
const { Dataset, File, ready } = h5wasm;
await ready;
const file = new File(path, 'r');
let total = 0;
for (const name of file.keys()) {
  const dataset = file.get(name);
  if (!(dataset instanceof Dataset)) continue;
  const shape = dataset.shape ?? [];
  total += 8 * shape.reduce((product, n) => product * n, 1);
  if (!(total <= Number(limit))) {
    send(`holds more than the limit of ${Math.floor(Number(limit) / 1e6)} MB (--scheme-disk)`, new Uint8Array(0));
    break;
  }
  const found = dataset.value;
  if (!ArrayBuffer.isView(found) || found instanceof DataView) continue;
  const values = Float64Array.from(found as unknown as ArrayLike<number | bigint>, Number);
  send(name, encodeNpy({ shape, values }));
}
file.close();

function send(name: string, content: Uint8Array): void {
  const label = new TextEncoder().encode(name);
  const header = new DataView(new ArrayBuffer(8));
  header.setUint32(0, label.length, true);
  header.setUint32(4, content.length, true);
  for (const part of [new Uint8Array(header.buffer), label, content]) write(part);
}

/** A pipe takes only a part at a time. */
function write(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}
