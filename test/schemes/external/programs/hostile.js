// hostile.js FAULT: a program that does one thing wrong, or unusual; `good` writes the uniform density in one of many ways.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { npy } from './npy.js';
import { zip } from './zip.js';

const NX = 8;
const [, , fault] = process.argv;

/** The arrays of a result by name: shape, values, options of `npy`. */
function uniform({ times, velocities, space }) {
  const shape = [times.length, NX, velocities.values.length];
  const count = shape.reduce((product, n) => product * n, 1);
  return {
    pbar: [shape, new Array(count).fill(1 / space.length)],
    x: [[NX], Array.from({ length: NX }, (_, i) => space.start + (i * space.length) / NX)],
    t: [[times.length], times],
  };
}

const pack = (arrays, options) =>
  zip(
    Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npy(...array)]),
    options,
  );
const write = (arrays, options) => writeFileSync('result.npz', pack(arrays, options));

/** The same values with the first index running fastest. */
function transposed([[nt, nx, nv], values]) {
  const out = [];
  for (let k = 0; k < nv; k++)
    for (let i = 0; i < nx; i++) for (let t = 0; t < nt; t++) out.push(values[(t * nx + i) * nv + k]);
  return out;
}

const FAULTS = {
  good: (found) => write(uniform(found)),
  deflated: (found) => write(uniform(found), { deflate: true }),
  zip64: (found) => write(uniform(found), { wide: true }),
  folder(found) {
    mkdirSync('result');
    for (const [name, array] of Object.entries(uniform(found))) writeFileSync(`result/${name}.npy`, npy(...array));
  },
  // One density that tells every index apart, in the five ways that are allowed.
  ...Object.fromEntries(
    Object.entries({
      plain: {},
      float32: { type: '<f4' },
      'big-endian': { type: '>f8' },
      fortran: { fortran: true },
      integers: { type: '>i2' },
    }).map(([name, options]) => [
      name,
      (found) => {
        const arrays = uniform(found);
        const values = arrays.pbar[1].map((_, i) => 1 + (i % 7));
        const shape = arrays.pbar[0];
        write({ ...arrays, pbar: [shape, options.fortran ? transposed([shape, values]) : values, options] });
      },
    ]),
  ),

  'exit-code': () => {
    console.error('Traceback:\nValueError: \x1b[31mmath domain error');
    process.exit(3);
  },
  signal: () => process.kill(process.pid, 'SIGSEGV'),
  'not-on-the-telegraph'(found) {
    if (found.name.startsWith('telegraph')) throw new Error('I know no telegraph');
    write(uniform(found));
  },
  'no-result': () => {},
  'two-results'(found) {
    this.folder(found);
    write(uniform(found));
  },
  garbage: () => writeFileSync('result.npz', 'hello, world\n'.repeat(100)),
  'garbage-array'(found) {
    this.folder(found);
    writeFileSync('result/pbar.npy', 'hello, world');
  },
  truncated: (found) => writeFileSync('result.npz', pack(uniform(found)).subarray(0, -100)),
  'truncated-array'(found) {
    this.folder(found);
    writeFileSync('result/pbar.npy', npy(...uniform(found).pbar).subarray(0, 300));
  },
  'wrong-checksum': (found) => write(uniform(found), { lie: { checksum: 1 } }),
  'wrong-shape'(found) {
    const { pbar, ...rest } = uniform(found);
    write({ ...rest, pbar: [[pbar[0][0], pbar[0][2], NX], pbar[1]] });
  },
  'missing-times'(found) {
    const times = found.times.toSpliced(2, 1);
    write(uniform({ ...found, times }));
  },
  'missing-array'(found) {
    const { x: _x, ...rest } = uniform(found);
    write(rest);
  },
  'not-uniform'(found) {
    const { x, ...rest } = uniform(found);
    write({ ...rest, x: [x[0], x[1].map((value) => value ** 1.1)] });
  },
  'both-ends'(found) {
    const { x, ...rest } = uniform(found);
    write({ ...rest, x: [x[0], x[1].map((_, i) => i / (NX - 1))] });
  },
  'wrong-velocities': (found) => write({ ...uniform(found), v: [[2], [1, -1]] }),
  nan(found) {
    const arrays = uniform(found);
    arrays.pbar[1][2 * NX * 2 + 5] = Number.NaN;
    write(arrays);
  },
  negative(found) {
    const arrays = uniform(found);
    arrays.pbar[1] = arrays.pbar[1].map((value, i) =>
      i % (2 * NX) === 0 ? -value : i % (2 * NX) === 2 ? 3 * value : value,
    );
    write(arrays);
  },
  'wrong-mass'(found) {
    const arrays = uniform(found);
    arrays.pbar[1] = arrays.pbar[1].map((value) => 2 * value);
    write(arrays);
  },
  'wrong-declaration'(found) {
    write(uniform(found));
    writeFileSync('result.json', '{"values": "averages"}');
  },
  'garbage-declaration'(found) {
    write(uniform(found));
    writeFileSync('result.json', '{');
  },
  particles(found) {
    const { times } = found;
    const values = times.flatMap(() => [0.25, 0.75]);
    const shape = [times.length, 2];
    write({
      x: [shape, values],
      v: [shape, values.map((value) => (value < 0.5 ? -1 : 1))],
      m: [shape, values.map(() => 0)],
    });
  },
  'fast-particles'(found) {
    const shape = [found.times.length, 2];
    const ones = new Array(shape[0] * 2).fill(1.5);
    write({ x: [shape, ones], v: [shape, ones], m: [shape, ones] });
  },

  'never-ends': () => setInterval(() => {}, 1000),
  async 'leaves-children'() {
    // A child in a session of its own, which a signal to the group does not reach.
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    console.error(`child ${child.pid}`);
    child.unref();
    setInterval(() => {}, 1000);
  },
  async 'forks-and-ends'(found) {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'inherit' });
    writeFileSync(process.env.LEMMATA_TEST_PIDS, String(child.pid));
    child.unref();
    write(uniform(found));
  },
  async 'many-children'() {
    // Each in a session of its own, as a fork bomb's would be; they end by themselves should nobody end them.
    for (let i = 0; ; i++) {
      if (i < 700) spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).unref();
      await new Promise((resolve) => setTimeout(resolve, i < 700 ? 0 : 100));
    }
  },
  'many-files'() {
    for (let i = 0; ; i++) writeFileSync(`junk-${i}`, '');
  },
  'fills-disk'() {
    const block = Buffer.alloc(1_000_000);
    for (let i = 0; ; i++) writeFileSync(`junk-${i % 1000}`, block);
  },
  huge() {
    writeFileSync('result.npz', Buffer.alloc(3_000_000));
  },
  'outside-name': (found) => writeFileSync('result.npz', zip([['../../outside.npy', npy(...uniform(found).x)]])),
  'absolute-name': (found) => writeFileSync('result.npz', zip([['/tmp/outside.npy', npy(...uniform(found).x)]])),
  'zip-bomb': () => writeFileSync('result.npz', zip([['pbar.npy', Buffer.alloc(20_000_000)]], { deflate: true })),
  'lying-bomb': () =>
    writeFileSync('result.npz', zip([['pbar.npy', Buffer.alloc(20_000_000)]], { deflate: true, lie: { size: 1000 } })),
  link: () => symlinkSync('/dev/zero', 'result.npz'),
  async hdf5(found) {
    const { default: h5wasm } = await import('h5wasm/node');
    await h5wasm.ready;
    const file = new h5wasm.File('result.h5', 'w');
    for (const [name, [shape, values]] of Object.entries(uniform(found)))
      file.create_dataset({ name, data: Float64Array.from(values), shape });
    file.close();
  },
  async 'truncated-hdf5'(found) {
    await FAULTS.hdf5(found);
    writeFileSync('result.h5', readFileSync('result.h5').subarray(0, 900));
  },
  'broken-hdf5': () => writeFileSync('result.h5', Buffer.from('\x89HDF\r\n\x1a\n and then nothing', 'latin1')),
};

if (fault === 'sleeps-once') {
  const marker = `${process.argv[3]}/slept`;
  const slept = existsSync(marker);
  writeFileSync(marker, '');
  for await (const _line of createInterface({ input: process.stdin })) if (slept) console.log('{"error": "awake"}');
} else if (fault === 'chatty') {
  // Persistent, but it logs to standard output.
  for await (const line of createInterface({ input: process.stdin })) console.log(`read ${line.length} characters`);
} else if (fault === 'complains') {
  for await (const line of createInterface({ input: process.stdin })) {
    const { epsilon } = JSON.parse(line);
    console.log(JSON.stringify({ error: `epsilon ${epsilon} is too small for me` }));
  }
} else if (fault === 'dies') {
  for await (const line of createInterface({ input: process.stdin })) process.exit(line.length > 0 ? 7 : 8);
} else {
  await FAULTS[fault](JSON.parse(readFileSync('case.json', 'utf8')));
}
