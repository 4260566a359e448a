// Hermite functions for r(t,x,v,z) = Σ c_k(t,x,v) h_k(z) 𝓜(z), z = (m−M)/ε, of which the marginal is c_0. Strang splitting:
// transport follows the paths backwards with cubic interpolation, Fokker–Planck is exact for every ε, tumbling is the
// midpoint rule. Writes p̄^ε alone.
//
//   lemmata verify --scheme "node examples/typescript/scheme.ts" --scenario travelling-wave --epsilon 0.1,0.01
//
// Node 22.18 or later runs this file as it is. Coarser after the name of the file: DT NX MODES.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

interface Normalised {
  readonly value: string;
  readonly mass: number;
}

/** What is used of case.json (docs/case.schema.json). */
interface Case {
  readonly epsilon: number;
  readonly times: readonly number[];
  readonly resolution: { readonly time: number; readonly x: number; readonly y: number };
  readonly space: { readonly start: number; readonly length: number };
  readonly velocities: { readonly values: readonly number[]; readonly weights: readonly number[] };
  readonly signal: { readonly dt: string; readonly dx: string };
  readonly kernel: { readonly rate: string };
  readonly initial: { readonly density: Normalised; readonly profile: Profile };
}
type Profile = Normalised | { readonly components: readonly { weight: number; mean: number; deviation: number }[] };

function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, total] = [x, x];
  for (let n = 1; n <= 200; n++) total += term *= (2 * x * x) / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

/** An expression as a function; JavaScript wants parentheses around the minus of -x^2. */
function compile(text: string, ...names: string[]): (...values: number[]) => number {
  const body = text.replace(/(^|[(,+*-])\s*-/g, '$1(-1)*').replaceAll('^', '**');
  const given = 'const { sin, cos, tan, sinh, cosh, tanh, exp, log, sqrt, abs, min, max } = Math';
  const compiled = new Function('erf', ...names, `${given}; const pi = Math.PI, e = Math.E; return ${body};`);
  return (...values) => compiled(erf, ...values);
}

const [dtBase, nxBase, modesBase] = process.argv.length === 5 ? process.argv.slice(2).map(Number) : [0.005, 64, 24];
const given: Case = JSON.parse(readFileSync('case.json', 'utf8'));
const { epsilon, times, resolution, space, signal, kernel, initial } = given;
const { values: speeds, weights } = given.velocities;
const nv = speeds.length;
const nx = Math.round(nxBase / resolution.x);
const modes = Math.round(modesBase / resolution.y);
const dx = space.length / nx;
const x = Array.from({ length: nx }, (_, i) => space.start + i * dx);

/** Points and spacing of the quadrature in z; the integrands are smooth and vanish at both ends. */
const DZ = 1 / 32;
const z = Array.from({ length: 24 / DZ + 1 }, (_, j) => -12 + j * DZ);
/** h_k at the points of z: orthonormal for 𝓜. */
const hermite = [z.map(() => 1), z];
for (let k = 1; k + 1 < modes; k++)
  hermite.push(z.map((at, j) => (at * hermite[k][j] - Math.sqrt(k) * hermite[k - 1][j]) / Math.sqrt(k + 1)));
const gaussian = z.map((at) => Math.exp(-0.5 * at * at) / Math.sqrt(2 * Math.PI));
const integrate = (of: (j: number) => number): number => z.reduce((sum, _, j) => sum + of(j) * DZ, 0);

const rate = compile(kernel.rate, 'z', 'v', 'w');
const rates = speeds.map((v) =>
  speeds.map((w) => {
    const weighted = z.map((at, j) => rate(at, v, w) * gaussian[j]);
    return hermite.map((h) => Float64Array.from(hermite, (g) => integrate((j) => weighted[j] * h[j] * g[j])));
  }),
);

function profile(law: Profile): (y: number) => number {
  if (!('components' in law)) return (y) => compile(law.value, 'y', 'epsilon')(y, epsilon) / law.mass;
  const bell = (s: number): number => Math.exp(-0.5 * s * s) / Math.sqrt(2 * Math.PI);
  return (y) => law.components.reduce((sum, c) => sum + (c.weight / c.deviation) * bell((y - c.mean) / c.deviation), 0);
}
const law = z.map(profile(initial.profile)); // z = y at t = 0
const density = compile(initial.density.value, 'x', 'v', 'epsilon');
const start = hermite.map((h) => integrate((j) => h[j] * law[j]) / integrate((j) => law[j]));
/** Coefficients [x][v][k]. */
type State = Float64Array[][];
let state: State = x.map((at) =>
  speeds.map((v) => Float64Array.from(start, (c) => (c * density(at, v, epsilon)) / initial.density.mass)),
);

const combine = (c: Float64Array, change: Float64Array, dt: number): Float64Array =>
  c.map((v, k) => v + dt * change[k]);
const transported = (from: State, dt: number): State =>
  x.map((_, i) =>
    speeds.map((v, iv) => {
      const shift = (v * dt) / dx;
      const low = Math.floor(i - shift);
      const s = i - shift - low;
      const at = [-1, 0, 1, 2].map((n) => from[(((low + n) % nx) + nx) % nx][iv]);
      const [a, d] = [(-s * (s - 1) * (s - 2)) / 6, (s * (s * s - 1)) / 6];
      const [b, c] = [((s * s - 1) * (s - 2)) / 2, (-s * (s + 1) * (s - 2)) / 2];
      return at[0].map((_, k) => a * at[0][k] + b * at[1][k] + c * at[2][k] + d * at[3][k]);
    }),
  );
/** Gain less loss of every velocity at one x. */
function tumbling(c: readonly Float64Array[]): Float64Array[] {
  const dot = (row: Float64Array, w: number): number => row.reduce((sum, value, l) => sum + value * c[w][l], 0);
  return speeds.map((_, v) =>
    Float64Array.from(hermite, (_, k) =>
      weights.reduce((sum, nu, w) => sum + nu * (dot(rates[v][w][k], w) - dot(rates[w][v][k], v)), 0),
    ),
  );
}
const [signalDt, signalDx] = [signal.dt, signal.dx].map((text) => compile(text, 't', 'x'));
const signalRate = (t: number, at: number, v: number): number => signalDt(t, at) + v * signalDx(t, at);

const factorials = [1];
for (let k = 1; k < modes; k++) factorials.push(k * factorials[k - 1]);
/** Exact: Σ c_k s^k/√k! becomes the same sum at s e^{−τ}, times exp(−drift (1 − e^{−τ}) s). */
function relaxed(c: Float64Array, drift: number, tau: number): Float64Array {
  const decayed = c.map((value, k) => (value * Math.exp(-k * tau)) / Math.sqrt(factorials[k]));
  const powers = factorials.map((factorial, k) => (drift * Math.expm1(-tau)) ** k / factorial);
  return c.map((_, k) => {
    let sum = 0;
    for (let j = 0; j <= k; j++) sum += decayed[j] * powers[k - j];
    return sum * Math.sqrt(factorials[k]);
  });
}

function step(now: number, dt: number): void {
  const tau = dt / (2 * epsilon);
  state = transported(state, dt / 2).map((here, i) => {
    const drifts = speeds.map((v) => signalRate(now + dt / 2, x[i], v));
    const before = here.map((c, v) => relaxed(c, drifts[v], tau));
    const first = tumbling(before);
    const middle = tumbling(before.map((c, v) => combine(c, first[v], dt / 2)));
    return before.map((c, v) => relaxed(combine(c, middle[v], dt), drifts[v], tau));
  });
  state = transported(state, dt / 2);
}

const rows: number[] = [];
let steps = 0;
times.forEach((time, k) => {
  const before = k === 0 ? 0 : times[k - 1];
  const count = Math.ceil((time - before) / (dtBase * resolution.time) - 1e-9);
  for (let n = 0; n < count; n++) step(before + ((time - before) * n) / count, (time - before) / count);
  steps += Math.max(0, count);
  for (const here of state) rows.push(...here.map(([mean]) => mean));
});

/** A .npy file, float64 in C order. */
function write(name: string, shape: readonly number[], values: readonly number[]): void {
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.map((n) => `${n},`).join('')}), }`;
  const header = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const start = Uint8Array.of(0x93, ...Buffer.from('NUMPY'), 1, 0, header.length % 256, header.length >> 8);
  const data = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => {
    data.writeDoubleLE(value, 8 * i);
  });
  writeFileSync(`result/${name}.npy`, Buffer.concat([start, Buffer.from(header), data]));
}
mkdirSync('result');
write('pbar', [times.length, nx, nv], rows);
write('x', [nx], x);
writeFileSync('result.json', JSON.stringify({ name: 'hermite', orders: { time: 1, x: 3 }, steps }));
